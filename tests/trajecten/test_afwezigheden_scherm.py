"""Being away, on screen: entered, changed and ended on its page, and who reads it."""

import uuid

import pytest

from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt
from tests.trajecten.test_afwezigheden import LIJST, NIEUW, over, persoon, tekst, weg, ziet  # noqa: F401 - two are fixtures
from toegang.rollen import Rol
from werkpunten.models import Afwezigheid


def velden(collega, **anders):
    dagen = {"van": over(0).isoformat(), "tot": over(4).isoformat()}
    vast = {"sleutel": uuid.uuid4(), "soort": "verlof", "voor": "iedereen", "waarnemer": collega.pk}
    return {**dagen, **vast, **anders}


def test_entered_on_the_page_for_oneself(als, persoon, consulent, collega):  # noqa: F811 - the fixture
    client = als(consulent)
    assert "Demir, Elif" in tekst(client.get(NIEUW))
    leeg = client.post(NIEUW, velden(collega, waarnemer="", tot=""))
    assert (leeg.status_code, "Kies een collega die waarneemt." in tekst(leeg)) == (422, True)
    gedaan = client.post(NIEUW, velden(collega, voor="gekozen", personen=[persoon.pk]), follow=True)
    assert gedaan.redirect_chain == [(LIJST, 302)]
    assert f"{collega} neemt waar voor {consulent} tot en met {over(4):%d/%m/%Y}." in tekst(gedaan)
    assert (Afwezigheid.objects.get().iedereen, ziet(collega, persoon)) == (False, True)
    dubbel = client.post(NIEUW, velden(collega))
    assert (dubbel.status_code, "Er is al een afwezigheid in (een deel van)" in tekst(dubbel)) == (422, True)


def test_sent_twice_it_is_kept_once_and_another_under_its_key_is_refused(als, persoon, consulent, collega):  # noqa: F811 - the fixture
    client, gestuurd = als(consulent), velden(collega)
    assert 'name="sleutel"' in client.get(NIEUW).content.decode()
    for _ in range(2):
        gedaan = client.post(NIEUW, gestuurd, follow=True)
        assert f"{collega} neemt waar voor {consulent}" in tekst(gedaan)
    anders = client.post(NIEUW, gestuurd | {"tot": over(6).isoformat()})
    assert (anders.status_code, "was al bewaard met een andere inhoud" in tekst(anders)) == (422, True)
    assert [rij.tot for rij in Afwezigheid.objects.all()] == [over(4)]
    assert client.post(NIEUW, gestuurd | {"sleutel": ""}).status_code == 422


def test_the_coordinator_enters_it_and_confirms_a_warning(als, consulent, collega, coordinator, weg):  # noqa: F811 - the fixture
    weg(wie=collega, waarnemer=coordinator, van=2, tot=6)
    client, adres = als(coordinator), f"{NIEUW}?wie={consulent.pk}"
    assert f"{consulent} is afwezig" in tekst(client.get(adres))
    gewaarschuwd = client.post(adres, velden(collega))
    assert (gewaarschuwd.status_code, f"{collega} is zelf afwezig" in tekst(gewaarschuwd)) == (422, True)
    assert not Afwezigheid.objects.filter(medewerker=consulent).exists()
    assert client.post(adres, velden(collega, toch="on")).status_code == 302
    assert Afwezigheid.objects.get(medewerker=consulent).ingegeven_door == coordinator


def test_a_consultant_enters_none_for_a_colleague(als, consulent, collega):
    assert als(consulent).get(f"{NIEUW}?wie={collega.pk}").status_code == 404


def test_ended_changed_and_taken_back_on_its_page(als, persoon, consulent, collega, weg):  # noqa: F811 - the fixture
    adres = f"{LIJST}{weg().pk}/"
    client = als(consulent)
    te_vroeg = client.post(adres, {"daad": "tot", "tot": over(-1).isoformat()})
    assert (te_vroeg.status_code, "Deze dag is voorbij." in tekst(te_vroeg)) == (422, True)
    langer = client.post(adres, {"daad": "tot", "tot": over(6).isoformat()}, follow=True)
    assert f"De laatste dag is nu {over(6):%d/%m/%Y}." in tekst(langer)
    terug = tekst(client.post(adres, {"daad": "beeindig"}, follow=True))
    assert (f"{collega} neemt niet meer waar." in terug, "Ongedaan maken" in terug) == (True, True)
    nog_eens = tekst(client.post(adres, {"daad": "beeindig"}, follow=True))
    assert "Deze afwezigheid is al voorbij." in nog_eens
    assert f"{collega} neemt weer waar." in tekst(client.post(adres, {"daad": "herstel"}, follow=True))
    assert ziet(collega, persoon, 6)


def test_the_cover_reads_it_and_changes_nothing_and_others_find_nothing(als, collega, vreemde, weg):  # noqa: F811 - the fixture
    adres = f"{LIJST}{weg().pk}/"
    gelezen = als(collega).get(adres)
    assert (gelezen.status_code, "Nu beëindigen" in tekst(gelezen)) == (200, False)
    assert als(collega).post(adres, {"daad": "beeindig"}).status_code == 404
    assert als(vreemde).get(adres).status_code == 404
    assert "Nog geen afwezigheden." in tekst(als(vreemde).get(LIJST))


def test_the_coordinator_of_the_unit_reads_the_team_and_another_does_not(als, coordinator, consulent, ledeberg, weg):  # noqa: F811 - the fixture
    weg()
    daar = MedewerkerFactory(rol=Rol.COORDINATOR, rol__werkpunt=ledeberg)
    assert [str(consulent) in tekst(als(wie).get(LIJST)) for wie in (coordinator, daar)] == [True, False]


@pytest.mark.parametrize("aantal", [1, 3, 50])
def test_pages_cost_the_same_for_any_number_of_people(
    als,
    consulent,
    collega,
    ledeberg,
    weg,  # noqa: F811 - the fixture
    aantal,
    django_assert_num_queries,
):
    for _ in range(aantal):
        begeleidt(consulent, WerkzoekendeFactory(), ledeberg)
    client, van_collega = als(consulent), als(collega)
    with django_assert_num_queries(10):
        assert client.get(NIEUW).status_code == 200
    with django_assert_num_queries(30):
        assert client.post(NIEUW, velden(collega)).status_code == 302
    with django_assert_num_queries(14):
        assert van_collega.get("/caseload/?wie=waarneming").status_code == 200
    with django_assert_num_queries(6):
        assert van_collega.get(LIJST).status_code == 200
