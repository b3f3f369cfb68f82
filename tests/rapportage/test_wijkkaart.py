"""The boundaries of the wijken as an administrator loads them: who may, what is refused, and where they are drawn."""

import json
import math
import re
import shutil
import subprocess
import zlib
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from rapportage import links, services
from rapportage.models import Wijkkaart
from rapportage.tijdvakken import Tijdvak
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from werkpunten.models import Wijk

LADEN = "/beheer/rapportage/wijkkaart/add/"
PER_WIJK = "/rapporten/per/?tijdvak=2026-10&werkpunt=alle&per=wijk"
OKTOBER = Tijdvak.van_sleutel("2026-10")
BRON = "Stad Gent, open data"


def veelhoek(kolom: float, rij: float) -> list[list[float]]:
    """About as large as a wijk, in degrees, and no square."""
    hoeken = [n / 9 * 2 * math.pi for n in range(9)]
    punten = [[3.65 + 0.03 * (kolom + 0.5 * math.cos(a)), 51.0 - 0.02 * (rij + 0.5 * math.sin(a))] for a in hoeken]
    return [*punten, punten[0]]


def geojson(*, zonder: str = "") -> bytes:
    wijken = Wijk.objects.filter(soort=Wijk.Soort.GENT).exclude(naam=zonder)
    features = [
        {
            "type": "Feature",
            "properties": {"wijk": wijk.naam},
            "geometry": {"type": "Polygon", "coordinates": [veelhoek(wijk.tegel_kolom or 0, wijk.tegel_rij or 0)]},
        }
        for wijk in wijken
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def laad(client, inhoud: bytes | None, bron: str = BRON):
    velden: dict[str, object] = {"bron": bron}
    if inhoud is not None:
        velden["bestand"] = SimpleUploadedFile("wijken.geojson", inhoud)
    return client.post(LADEN, velden)


@pytest.fixture(autouse=True)
def november(rabot):
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False) as klok:
        bouw([Contact(n, "rabot", date(2026, 10, 5)) for n in range(30)])
        yield klok


def test_an_administrator_loads_the_boundaries_and_they_are_drawn(als, beheerder, manager):
    voor = als(manager).get(PER_WIJK).content.decode()
    assert (voor.count("<path d="), "Bron van de wijkgrenzen" in voor) == (0, False)
    assert laad(als(beheerder), geojson()).status_code == 302
    kaart = Wijkkaart.objects.get()
    assert (kaart.bron, len(kaart.vormen)) == (BRON, 25)
    na = als(manager).get(PER_WIJK).content.decode()
    assert na.count("<path d=") == 25
    assert f"Bron van de wijkgrenzen: {BRON}." in na
    assert f'd="{kaart.vormen["1"][0]}"' in na


def test_the_last_file_is_drawn_and_none_is_changed(als, beheerder, manager, november):
    client = als(beheerder)
    laad(client, geojson(), "eerste")
    november.shift(60)
    laad(client, geojson(), "tweede")
    assert "Bron van de wijkgrenzen: tweede." in als(manager).get(PER_WIJK).content.decode()
    eerste = Wijkkaart.objects.get(bron="eerste")
    assert client.post(f"/beheer/rapportage/wijkkaart/{eerste.pk}/change/", {"bron": "x"}).status_code == 403
    client.post(f"/beheer/rapportage/wijkkaart/{Wijkkaart.objects.get(bron='tweede').pk}/delete/", {"post": "yes"})
    assert "Bron van de wijkgrenzen: eerste." in als(manager).get(PER_WIJK).content.decode()


@pytest.mark.parametrize("wie", ["manager", "coordinator", "consulent", "partnermedewerker"])
def test_nobody_else_loads_boundaries(als, request, wie):
    client = als(request.getfixturevalue(wie))
    assert (client.get(LADEN).status_code, laad(client, geojson()).status_code) == (404, 404)
    assert not Wijkkaart.objects.exists()


@pytest.mark.parametrize(
    ("maak", "zin"),
    [
        (lambda: None, "Dit veld is nodig."),
        (lambda: b"", "Het verstuurde bestand is leeg."),
        (lambda: b"PK\x03\x04", "Dit is geen GeoJSON: het bestand is niet te lezen."),
        (lambda: b" " * (5 * 1024 * 1024 + 1), "Het bestand is groter dan 5 MB."),
        (lambda: geojson(zonder="Dampoort"), "Deze wijken staan niet in het bestand: Dampoort."),
    ],
    ids=["none", "empty", "no-geojson", "large", "wijk-missing"],
)
def test_a_file_that_is_no_good_is_refused_and_what_was_typed_stays(als, beheerder, maak, zin):
    antwoord = laad(als(beheerder), maak())
    pagina = antwoord.content.decode()
    assert (antwoord.status_code, zin in pagina, f'value="{BRON}"' in pagina) == (200, True, True)
    assert not Wijkkaart.objects.exists()


def test_boundaries_without_their_source_are_refused(als, beheerder):
    assert "Dit veld is nodig." in laad(als(beheerder), geojson(), bron="").content.decode()
    assert not Wijkkaart.objects.exists()


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is missing: apt-get install poppler-utils")
def test_the_pdf_has_the_boundaries_of_its_own_day_with_words_beside_them(als, beheerder, manager, tmp_path, november):
    client = als(manager)
    eerste = _vastgelegd(manager)
    met_tegels = client.get(links.adres(eerste, "pdf")).content
    november.shift(60)
    laad(als(beheerder), geojson())
    assert client.get(links.adres(eerste, "pdf")).content == met_tegels
    november.shift(60)
    bouw([Contact(n, "rabot", date(2026, 10, 6)) for n in range(50, 70)])
    tweede = _vastgelegd(manager)
    pad = tmp_path / "rapport.pdf"
    pad.write_bytes(client.get(links.adres(tweede, "pdf")).content)
    tekst = subprocess.run(["pdftotext", str(pad), "-"], capture_output=True, text=True, check=True).stdout
    assert f"Bron van de wijkgrenzen: {BRON}." in re.sub(r"\s+", " ", tekst)
    met_tegels, met_grenzen = map(_uitgepakt, (met_tegels, pad.read_bytes()))
    assert met_grenzen.count(b"/Alt(De tabel geeft elk aantal.)") == met_tegels.count(b"/Alt(De tabel") > 0
    for lijn, _, _ in Wijkkaart.objects.get().vormen.values():
        begin = " ".join(f"{float(getal):g}" for getal in lijn[1:].split("L")[0].split()) + " m"
        assert (begin.encode() in met_grenzen, begin.encode() in met_tegels) == (True, False)


def _uitgepakt(pdf: bytes) -> bytes:
    """The file with its streams readable."""
    stromen = re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(map(zlib.decompress, stromen))


def _vastgelegd(manager) -> int:
    rapport = services.maak_rapport(services.vraag_rapport(OKTOBER, werkpunt=None, door=manager).pk)
    assert rapport is not None
    return rapport.pk
