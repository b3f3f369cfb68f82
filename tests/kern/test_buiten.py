"""Calling outside: never an address of our own network, never further, never for long, and only to the right name."""

import datetime
import http.client
import ipaddress
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kern import buiten
from tests.ontvanger import druppelt, ontvanger, verwijst_naar

BINNEN = (
    *("https://127.0.0.1/", "https://127.1/", "https://10.0.0.8/", "https://192.168.1.1/", "https://172.16.0.1/"),
    *("https://169.254.169.254/latest/", "https://100.64.0.1/", "https://0.0.0.0/", "https://224.0.0.1/"),
    *("https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:127.0.0.1]/"),
    *("https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://localhost/", "https://databank.internal/"),
)
FOUT = (
    *("", "partner.be", "ftp://partner.be/", "https://", "file:///etc/passwd", "https://partner.be:0/"),
    *("https://partner.be:99999/", "https://jan:geheim@partner.be/", "https://partner.be/#deel", "https://[::1/"),
    *("https://pärtner.be/", "https://partner.be/a b", "http://partner.be/"),
)


@pytest.fixture
def streng(settings):
    settings.WEBHOOKS_BINNEN = False


@pytest.mark.parametrize("adres", FOUT)
def test_an_address_that_is_none_is_refused_in_words(streng, adres):
    with pytest.raises(buiten.NietToegelaten, match=r"\.$|werkpunten$"):
        buiten.controleer(adres)


@pytest.mark.parametrize("adres", BINNEN)
def test_nothing_inside_is_ever_called(streng, adres):
    """Whether it shows already when it is typed, or only when the name is looked up."""
    with pytest.raises(OSError, match="eigen netwerk"):
        buiten.post(adres, b"", {})


@pytest.mark.parametrize(
    "adres", ["https://8.8.8.8/", "https://systeem.partner.be:8443/pad?a=b", "https://[2606:4700::1]/"]
)
def test_an_address_on_the_internet_may_be_typed(streng, adres):
    assert buiten.controleer(adres).geturl() == adres


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "::1"])
def test_a_name_that_means_an_address_inside_gets_no_call(streng, monkeypatch, ip):
    """One address inside among others is reason enough: the name may mean something else a moment later."""
    soort = socket.AF_INET6 if ":" in ip else socket.AF_INET
    gevonden = [(socket.AF_INET, 1, 6, "", ("93.184.216.34", 443)), (soort, 1, 6, "", (ip, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: gevonden)
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: pytest.fail("toch gebeld"))
    with pytest.raises(buiten.NietToegelaten):
        buiten.post("https://systeem.partner.be/", b"", {})


def test_the_call_goes_to_the_address_that_was_checked(monkeypatch):
    """The name is looked up once: a second answer has no chance."""
    keren = []
    echt = socket.getaddrinfo

    def eerst_hier(naam, poort, *args, **kwargs):
        keren.append(naam)
        return echt("127.0.0.1" if naam == "systeem.partner.be" else naam, poort, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", eerst_hier)
    with ontvanger() as partner:
        code = buiten.post(f"http://systeem.partner.be:{partner.poort}/x", b"hallo", {"X-Proef": "1"}).code
    (bericht,) = partner.ontvangen
    assert (code, keren.count("systeem.partner.be")) == (204, 1)
    assert (bericht.pad, bericht.inhoud, bericht.koppen["X-Proef"]) == ("/x", b"hallo", "1")
    assert bericht.koppen["Host"] == f"systeem.partner.be:{partner.poort}"


def test_a_redirect_is_an_answer_and_nothing_else():
    with ontvanger() as partner, ontvanger() as elders:
        partner.antwoorden = [verwijst_naar(elders.adres)]
        assert buiten.post(partner.adres, b"", {}).code == 302
    assert (len(partner.ontvangen), len(elders.ontvangen)) == (1, 0)


def test_who_answers_a_letter_at_a_time_is_cut_off(monkeypatch):
    monkeypatch.setattr(buiten, "TERMIJN", 0.5)
    begin = time.monotonic()
    with ontvanger() as partner:
        partner.antwoorden = [druppelt]
        with pytest.raises(TimeoutError):
            buiten.post(partner.adres, b"", {})
        assert 0.4 < time.monotonic() - begin < 2


def test_an_answer_of_a_thousand_headers_is_not_read():
    def praat(partner):
        partner.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: x\r\n" % n for n in range(1000)) + b"\r\n")

    with ontvanger() as partner:
        partner.antwoorden = [praat]
        with pytest.raises(http.client.HTTPException):
            buiten.post(partner.adres, b"", {})


def test_of_a_large_answer_only_the_status_is_read():
    def praat(partner):
        partner.send_response(200)
        partner.send_header("Content-Length", str(10**12))
        partner.end_headers()
        partner.wfile.write(b"x" * 100_000)

    with ontvanger() as partner:
        partner.antwoorden = [praat]
        antwoord = buiten.post(partner.adres, b"", {})
    assert (antwoord.code, antwoord.duur < 5000) == (200, True)


def certificaat(map_, naam):
    """A certificate for this name, signed by itself, and its key, in one file."""
    sleutel, nu = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    wie = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
    namen = [x509.DNSName(naam), x509.IPAddress(ipaddress.ip_address("127.0.0.2"))]
    bewijs = (
        x509.CertificateBuilder()
        .subject_name(wie)
        .issuer_name(wie)
        .public_key(sleutel.public_key())
        .serial_number(1)
        .not_valid_before(nu - datetime.timedelta(days=1))
        .not_valid_after(nu + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(namen), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(sleutel, hashes.SHA256())
    )
    pad = map_ / f"{naam}.pem"
    pem = serialization.Encoding.PEM
    prive = sleutel.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pad.write_bytes(bewijs.public_bytes(pem) + prive)
    return pad


@pytest.mark.parametrize(
    ("naam", "vertrouwd", "fout"),
    [
        ("localhost", True, None),
        ("localhost", False, ssl.SSLCertVerificationError),
        ("iemand.anders", True, ssl.SSLCertVerificationError),
    ],
)
def test_the_certificate_must_be_trusted_and_of_that_name(tmp_path, monkeypatch, naam, vertrouwd, fout):
    pad = certificaat(tmp_path, naam)
    monkeypatch.setenv("SSL_CERT_FILE", str(pad if vertrouwd else certificaat(tmp_path, "vreemd")))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pad)
    with ontvanger(lambda s: tls.wrap_socket(s, server_side=True, do_handshake_on_connect=False)) as partner:
        adres = f"https://localhost:{partner.poort}/"
        if fout is None:
            assert buiten.post(adres, b"hallo", {}).code == 204
        else:
            with pytest.raises(fout):
                buiten.post(adres, b"hallo", {})
        assert [bericht.inhoud for bericht in partner.ontvangen] == ([b"hallo"] if fout is None else [])
