"""The caseload: who stands in which list, who was not seen for too long, and what a page costs."""

import csv
import datetime
import io

import pytest
from django.conf import settings
from django.utils import timezone

from kern.namen import sorteervorm
from kern.tijd import vandaag
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkpuntFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from toegang.rollen import Rol
from trajecten.caseload import LIJSTEN, personen_van, tel_lijsten
from trajecten.team import team_van
from werkpunten import services
from werkpunten.models import Adres, Telregel, Wijk


def geleden(dagen: int) -> datetime.date:
    return vandaag() - datetime.timedelta(days=dagen)


def zag(door, werkpunt, dagen=0, **kwargs):
    """A person that was seen so many days ago."""
    return ContactmomentFactory(werkpunt=werkpunt, door=door, dag=geleden(dagen), **kwargs).werkzoekende


def begeleidt(medewerker, persoon, werkpunt, dagen=0):
    begeleiding = services.start_begeleiding(persoon, begeleider=medewerker, werkpunt=werkpunt)
    begeleiding.van = timezone.now() - datetime.timedelta(days=dagen)
    begeleiding.save()
    return begeleiding


def in_lijst(sleutel, medewerker):
    return set(LIJSTEN[sleutel].voor(medewerker))


def te_lang(medewerker):
    return set(personen_van(medewerker).te_lang_geen_contact())


def test_each_list_holds_whom_it_says(consulent, collega, vreemde, rabot, ledeberg):
    begeleid = zag(collega, rabot)
    begeleidt(consulent, begeleid, rabot)
    gezien = zag(consulent, rabot, 61)
    van_collega = zag(collega, rabot)
    elders = zag(vreemde, ledeberg)
    assert in_lijst("mijn", consulent) == {begeleid, gezien}
    assert in_lijst("begeleiding", consulent) == {begeleid}
    assert in_lijst("te-lang", consulent) == {gezien}
    assert in_lijst("werkpunten", consulent) == {begeleid, gezien, van_collega}
    assert in_lijst("zonder-begeleider", consulent) == {gezien, van_collega}
    assert in_lijst("werkpunten", vreemde) == {elders}
    assert tel_lijsten(consulent) == {sleutel: len(in_lijst(sleutel, consulent)) for sleutel in LIJSTEN}


@pytest.mark.parametrize(("dagen", "verwacht"), [(59, False), (60, False), (61, True)])
def test_too_long_is_more_than_sixty_days(consulent, rabot, dagen, verwacht):
    persoon = zag(consulent, rabot, dagen)
    assert te_lang(consulent) == ({persoon} if verwacht else set())


def test_number_of_days_is_a_setting(consulent, rabot, monkeypatch):
    monkeypatch.setattr(settings, "GEEN_CONTACT_DAGEN", 14)
    personen = [zag(consulent, rabot, dagen) for dagen in (13, 14, 15)]
    assert te_lang(consulent) == {personen[2]}


def test_an_attempt_does_not_clear_the_flag(consulent, rabot):
    persoon = zag(consulent, rabot, 61)
    zag(consulent, rabot, 1, werkzoekende=persoon, soort="poging")
    assert te_lang(consulent) == {persoon}
    zag(consulent, rabot, 1, werkzoekende=persoon, soort="telefoon")
    assert te_lang(consulent) == set()


def test_what_counts_is_reference_data(consulent, rabot):
    persoon = zag(consulent, rabot, 61)
    zag(consulent, rabot, 1, werkzoekende=persoon, soort="bericht")
    assert te_lang(consulent) == set()
    Telregel.objects.filter(soort="bericht").update(telt=False)
    assert te_lang(consulent) == {persoon}


def test_contact_elsewhere_counts(consulent, vreemde, rabot, ledeberg):
    persoon = zag(consulent, rabot, 61)
    zag(vreemde, ledeberg, 5, werkzoekende=persoon)
    assert te_lang(consulent) == set()


def test_who_was_never_reached_counts_from_the_start_of_the_coaching(consulent, rabot):
    lang, kort = WerkzoekendeFactory(), WerkzoekendeFactory()
    begeleidt(consulent, lang, rabot, 62)
    begeleidt(consulent, kort, rabot, 3)
    assert te_lang(consulent) == {lang}


def test_coach_who_left_is_no_coach(consulent, collega, rabot):
    persoon = zag(consulent, rabot)
    begeleidt(collega, persoon, rabot)
    assert in_lijst("zonder-begeleider", consulent) == set()
    collega.is_active = False
    collega.save()
    assert in_lijst("zonder-begeleider", consulent) == {persoon}


def test_row_says_who_where_and_how_long_ago(als, consulent, rabot):
    persoon = zag(consulent, rabot, 70, werkzoekende=WerkzoekendeFactory(voornaam="Nour", achternaam="Haddad"))
    Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug="ledeberg"))
    begeleidt(consulent, persoon, rabot)
    tekst = " ".join(als(consulent).get("/caseload/").content.decode().split())
    assert "Haddad, Nour" in tekst
    assert "<td>Ledeberg</td>" in tekst
    assert f"<td>{consulent.korte_naam}</td>" in tekst
    assert '(70 dagen) <span class="tag fout">te lang</span>' in tekst
    assert "1 persoon heeft al meer dan 60 dagen geen contact." in tekst
    assert f'href="/balie/?wie={persoon.uuid}"' in tekst


def test_filters_stand_in_the_address_and_can_be_taken_off(als, consulent, rabot):
    namen = {}
    for slug in ("ledeberg", "zwijnaarde"):
        persoon = zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam=f"Uit{slug}"))
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=slug))
        namen[slug] = persoon.achternaam
    tekst = als(consulent).get("/caseload/?wijk=ledeberg").content.decode()
    assert (namen["ledeberg"] in tekst, namen["zwijnaarde"] in tekst) == (True, False)
    assert "Wijk: Ledeberg" in tekst
    leeg = als(consulent).get("/caseload/?wijk=dampoort").content.decode()
    assert "Geen personen met deze filters." in leeg


def test_unit_can_be_chosen_by_who_works_at_two(als, consulent, rabot):
    ander = WerkpuntFactory(naam="Werkpunt Dampoort", slug="dampoort")
    consulent.aanstellingen.create(rol=Rol.CONSULENT, werkpunt=ander, van="2020-01-01")
    zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Bijrabot"))
    zag(consulent, ander, werkzoekende=WerkzoekendeFactory(achternaam="Bijdampoort"))
    tekst = als(consulent).get("/caseload/?werkpunt=dampoort").content.decode()
    assert ("Bijrabot" in tekst, "Bijdampoort" in tekst) == (False, True)


def test_coordinator_sees_the_people_of_one_colleague(als, coordinator, consulent, rabot):
    begeleid = zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Begeleid"))
    zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Losbezoek"))
    begeleidt(consulent, begeleid, rabot)
    adres = f"/caseload/?lijst=werkpunten&begeleider={consulent.pk}"
    tekst = als(coordinator).get(adres).content.decode()
    assert ("Begeleid" in tekst, "Losbezoek" in tekst) == (True, False)


def test_sorted_by_name_or_by_last_contact(als, consulent, rabot):
    for naam, dagen in (("Bakker", 1), ("Aerts", 5), ("Claes", 3)):
        zag(consulent, rabot, dagen, werkzoekende=WerkzoekendeFactory(achternaam=naam))

    def volgorde(vraag):
        tekst = als(consulent).get(f"/caseload/?{vraag}").content.decode()
        return sorted(("Aerts", "Bakker", "Claes"), key=tekst.index)

    assert volgorde("") == ["Aerts", "Bakker", "Claes"]
    assert volgorde("sorteer=-naam") == ["Claes", "Bakker", "Aerts"]
    assert volgorde("sorteer=contact") == ["Aerts", "Claes", "Bakker"]
    assert volgorde("sorteer=-contact") == ["Bakker", "Claes", "Aerts"]


def test_fragment_is_the_same_table_without_the_frame(als, consulent, rabot):
    zag(consulent, rabot)
    heel = als(consulent).get("/caseload/").content.decode()
    deel = als(consulent).get("/caseload/", headers={"HX-Request": "true"}).content.decode()
    assert deel.strip().startswith('<div id="personen">')
    assert deel.strip() in heel


def test_empty_caseload_says_what_to_do(als, consulent):
    tekst = als(consulent).get("/caseload/").content.decode()
    assert "Je hebt nog geen personen. Nieuwe dossiers krijg je via Aan de balie of van je coördinator." in tekst


@pytest.mark.parametrize("aantal", [1, 3])
@pytest.mark.parametrize(("htmx", "vragen"), [(False, 11), (True, 10)])
def test_page_costs_the_same_queries_for_one_row_and_three(
    als, consulent, rabot, django_assert_num_queries, aantal, htmx, vragen
):
    for _ in range(aantal):
        begeleidt(consulent, zag(consulent, rabot, 70), rabot)
    client = als(consulent)
    with django_assert_num_queries(vragen):
        client.get("/caseload/", headers={"HX-Request": "true"} if htmx else {})


def test_file_holds_the_filtered_list_and_is_logged_as_export(als, consulent, rabot):
    zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(voornaam="=Kwaad", achternaam="=1+1"))
    persoon = zag(consulent, rabot, 70, werkzoekende=WerkzoekendeFactory(voornaam="Nour", achternaam="Haddad"))
    antwoord = als(consulent).get("/caseload/exporteer/?lijst=mijn&sorteer=contact")
    rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))
    assert rijen[0][:5] == ["Naam", "Geboren", "Wijk", "Begeleider", "Laatste contact"]
    assert [rij[0] for rij in rijen[1:]] == ["Haddad, Nour", "'=1+1, =Kwaad"]
    assert (rijen[1][4], rijen[1][8], rijen[2][8]) == (geleden(70).isoformat(), "ja", "nee")
    gelogd = Raadpleging.objects.get(scherm="trajecten:caseload-exporteer")
    assert (gelogd.aard, persoon.pk in gelogd.personen, len(gelogd.personen)) == ("export", True, 2)


def test_team_page_counts_per_colleague(als, coordinator, consulent, collega, vreemde, rabot, ledeberg):
    for dagen in (10, 70):
        begeleidt(consulent, zag(consulent, rabot, dagen), rabot, dagen=90)
    nieuw = WerkzoekendeFactory()
    begeleidt(consulent, nieuw, rabot)
    zag(consulent, rabot, 0, werkzoekende=nieuw, soort="poging")
    begeleidt(vreemde, zag(vreemde, ledeberg), ledeberg)
    MedewerkerFactory(rol=Rol.CONSULENT, rol__werkpunt=rabot, is_active=False, achternaam="Vertrokken")
    tekst = " ".join(als(coordinator).get("/caseload/team/").content.decode().split())
    rij = tekst[tekst.index(f">{consulent}</th>") :]
    assert [deel.split("<")[0] for deel in rij.split('<td class="cijfer">')[1:5]] == ["3", "1", "1", "40"]
    assert f'>{collega}</th> <td class="cijfer">0</td>' in tekst
    assert str(vreemde) not in tekst
    assert "Vertrokken" not in tekst


@pytest.mark.parametrize("aantal", [1, 3])
def test_team_page_costs_the_same_queries_for_one_colleague_and_three(
    als, coordinator, rabot, django_assert_num_queries, aantal
):
    for _ in range(aantal):
        medewerker = MedewerkerFactory(rol=Rol.CONSULENT, rol__werkpunt=rabot)
        begeleidt(medewerker, zag(medewerker, rabot), rabot)
    client = als(coordinator)
    with django_assert_num_queries(5):
        client.get("/caseload/team/")


def test_who_went_out_of_sight_stands_in_no_list(consulent, rabot):
    zag(consulent, rabot, 365 * 2 + 30)
    assert [in_lijst(sleutel, consulent) for sleutel in LIJSTEN] == [set()] * len(LIJSTEN)
    assert set(tel_lijsten(consulent).values()) == {0}


def test_what_htmx_replaces_holds_the_file_and_the_order_of_what_is_shown(als, consulent, rabot):
    zag(consulent, rabot)
    deel = als(consulent).get("/caseload/?lijst=mijn&sorteer=contact&wijk=", headers={"HX-Request": "true"})
    tekst = deel.content.decode()
    assert 'href="/caseload/exporteer/?lijst=mijn&amp;sorteer=contact&amp;wijk="' in tekst
    assert '<input type="hidden" name="sorteer" value="contact" form="filterbalk" id="id_sorteer">' in tekst
    heel = als(consulent).get("/caseload/?pagina=3&sorteer=contact").content.decode()
    assert heel.count('name="sorteer"') == heel.count("/caseload/exporteer/") == 1
    assert '<form class="filterbalk" id="filterbalk" method="get" hx-get="/caseload/"' in heel


def test_team_stands_in_the_order_of_the_house(coordinator, rabot):
    """Accents do not matter, and a particle stands behind the name it belongs to, as with people."""
    namen = ("Zaman", "Élias", "van den Berghe", "Edwards", "Abts")
    for naam in namen:
        MedewerkerFactory(voornaam="A", achternaam=naam, rol=Rol.CONSULENT, rol__werkpunt=rabot)
    gesorteerd = [wie.achternaam for wie in team_van(coordinator) if wie != coordinator]
    verwacht = sorted(namen, key=lambda naam: sorteervorm("A", naam))
    assert gesorteerd == verwacht
    assert gesorteerd[:3] == ["Abts", "Edwards", "Élias"]
