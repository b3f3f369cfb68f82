"""The page of the caseload: what a row says, filters, tabs, paging, the file, and what it all costs."""

import csv
import io
import re
from datetime import date

import openpyxl
import pytest

from tests.factories.werkpunten import AfspraakFactory, TaakFactory, WerkpuntFactory, WerkzoekendeFactory, om
from tests.trajecten.mensen import begeleidt, geleden, zag
from toegang.models import Raadpleging
from toegang.rollen import Rol
from trajecten.views import caseload as scherm
from werkpunten.models import Adres, Drempel, Drempelsoort, Wijk

HTMX = {"HX-Request": "true"}


def lees(client, adres, **kwargs):
    antwoord = client.get(adres, **kwargs)
    assert antwoord.status_code == 200
    return " ".join(antwoord.content.decode().split())


def tabs(tekst):
    """The tabs in order, with their counts: ``["Alles (3)", …]``."""
    nav = tekst[tekst.index('aria-label="Lijsten"') :].split("</nav>")[0]
    return re.findall(r"<a [^>]*>([^<]+)</a>", nav)


def test_row_says_who_where_how_long_ago_and_what_comes(als, consulent, rabot):
    persoon = zag(consulent, rabot, 70, werkzoekende=WerkzoekendeFactory(voornaam="Nour", achternaam="Haddad"))
    Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug="ledeberg"))
    begeleidt(consulent, persoon, rabot)
    AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=om(14, 30, over=2))
    for dagen in (1, 2):
        TaakFactory(werkzoekende=persoon, eigenaar=consulent, tegen=geleden(dagen))
    tekst = lees(als(consulent), "/caseload/")
    assert "><bdi>Haddad, Nour</bdi></a> <small>°04/03/1991</small>" in tekst
    assert '<td data-kop="Wijk">Ledeberg</td>' in tekst
    assert f'<td data-kop="Begeleider">{consulent.korte_naam}</td>' in tekst
    assert '(70 dagen) <span class="tag fout">te lang</span>' in tekst
    assert f"{om(14, 30, over=2):%d/%m/%Y} 14:30</td>" in tekst
    assert '<span class="tag fout">2</span>' in tekst
    assert "1 persoon heeft al te lang geen contact." in tekst
    assert f'href="/balie/?wie={persoon.uuid}"' in tekst


def test_filters_stand_in_the_address_and_can_be_taken_off(als, consulent, rabot):
    namen = {}
    for slug in ("ledeberg", "zwijnaarde"):
        persoon = zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam=f"Uit{slug}"))
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=slug))
        namen[slug] = persoon.achternaam
    tekst = lees(als(consulent), "/caseload/?wijk=ledeberg&lijst=zonder-afspraak&sorteer=contact")
    assert (namen["ledeberg"] in tekst, namen["zwijnaarde"] in tekst) == (True, False)
    assert "Wijk: Ledeberg" in tekst
    assert "Wie: Die ik begeleid of zag" not in tekst
    assert 'href="?wie=mij&amp;lijst=zonder-afspraak">Wis filters' in tekst
    assert "Geen personen met deze filters." in lees(als(consulent), "/caseload/?wijk=dampoort")


def test_tabs_keep_the_filter_and_count_what_it_leaves(als, consulent, rabot):
    for slug in ("ledeberg", "zwijnaarde"):
        persoon = zag(consulent, rabot)
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=slug))
    tekst = lees(als(consulent), "/caseload/?wijk=ledeberg&pagina=2&sorteer=-naam")
    assert tabs(tekst) == [
        "Alles (1)",
        "Zonder volgende afspraak (1)",
        "Te lang geen contact (0)",
        "Taken te laat (0)",
        "Nieuw deze week (1)",
        "Niet toegewezen (1)",
    ]
    assert 'href="/caseload/?wijk=ledeberg&amp;sorteer=-naam&amp;lijst=te-lang"' in tekst
    assert tabs(lees(als(consulent), "/caseload/"))[0] == "Alles (2)"


def test_barriers_that_are_not_solved_stand_in_the_row_in_the_order_of_the_list(als, consulent, rabot):
    persoon = zag(consulent, rabot)
    eerste, tweede, derde = Drempelsoort.objects.order_by("volgorde", "naam")[:3]
    for soort in (derde, eerste):
        Drempel.objects.create(werkzoekende=persoon, soort=soort, van=date(2026, 1, 5))
    Drempel.objects.create(
        werkzoekende=persoon, soort=tweede, van=date(2026, 1, 5), toestand="opgelost", tot=date(2026, 2, 5)
    )
    zag(consulent, rabot)
    tekst = lees(als(consulent), "/caseload/")
    cellen = re.findall(r'data-kop="Open drempels">(.*?)</td>', tekst)
    assert sorted(cellen) == [f"<small>{eerste}, {derde}</small>", "–"]
    assert f";{eerste}, {derde};" in als(consulent).get("/caseload/exporteer/?formaat=csv").content.decode()


def test_unit_can_be_chosen_by_who_works_at_two(als, consulent, rabot):
    ander = WerkpuntFactory(naam="Werkpunt Dampoort", slug="dampoort")
    consulent.aanstellingen.create(rol=Rol.CONSULENT, werkpunt=ander, van="2020-01-01")
    zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Bijrabot"))
    zag(consulent, ander, werkzoekende=WerkzoekendeFactory(achternaam="Bijdampoort"))
    tekst = lees(als(consulent), "/caseload/?werkpunt=dampoort")
    assert ("Bijrabot" in tekst, "Bijdampoort" in tekst) == (False, True)


def test_page_opens_with_the_people_of_the_unit_for_who_has_none_of_their_own(als, coordinator, consulent, rabot):
    zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Gezien"))
    tekst = lees(als(coordinator), "/caseload/")
    assert "<h1>Caseload van mijn werkpunten</h1>" in tekst
    assert '<option value="werkpunten" selected>Op mijn werkpunten</option>' in tekst
    assert "Gezien, Elif" in tekst
    assert "<h1>Wie ik begeleid of zag</h1>" in lees(als(coordinator), "/caseload/?wie=mij")


def test_page_opens_with_whom_one_coaches_else_with_whom_one_saw(als, consulent, rabot):
    zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Gezien"))
    assert "<h1>Wie ik begeleid of zag</h1>" in lees(als(consulent), "/caseload/")
    begeleidt(consulent, WerkzoekendeFactory(achternaam="Begeleid"), rabot)
    tekst = lees(als(consulent), "/caseload/")
    assert ("<h1>Mijn caseload</h1>" in tekst, "Begeleid" in tekst, "Gezien" in tekst) == (True, True, False)


def test_stranger_to_the_team_can_not_be_asked_for(als, consulent, coordinator, vreemde, rabot, ledeberg):
    begeleidt(vreemde, zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Gezien")), ledeberg)
    tekst = lees(als(coordinator), f"/caseload/?wie=werkpunten&begeleider={vreemde.pk}")
    assert str(vreemde) not in tekst
    assert "Caseload van mijn werkpunten" in tekst


def test_fragment_is_the_same_table_without_the_frame(als, consulent, rabot):
    zag(consulent, rabot)
    client, geheim = als(consulent), re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')
    heel, deel = (geheim.sub("", client.get("/caseload/", headers=kop).content.decode()) for kop in ({}, HTMX))
    assert deel.strip().startswith('<div id="personen">')
    assert deel.strip() in heel


def test_empty_caseload_says_what_to_do(als, consulent):
    tekst = lees(als(consulent), "/caseload/?wie=mij&lijst=te-lang")
    assert "Je hebt nog geen personen. Nieuwe dossiers krijg je aan de balie of van je coördinator." in tekst


def test_page_that_does_not_exist_says_so(als, consulent, rabot):
    zag(consulent, rabot)
    tekst = lees(als(consulent), "/caseload/?pagina=999")
    assert "Die bladzijde bestaat niet; dit zijn 1–1 van 1 personen" in tekst
    assert "bestaat niet" not in lees(als(consulent), "/caseload/?pagina=1")


@pytest.mark.parametrize("aantal", [1, 3, 50])
@pytest.mark.parametrize(("htmx", "vragen"), [(False, 15), (True, 14)])
def test_page_costs_the_same_queries_for_any_number_of_rows(
    als, consulent, rabot, django_assert_num_queries, aantal, htmx, vragen
):
    for _ in range(aantal):
        begeleidt(consulent, zag(consulent, rabot, 70), rabot)
    client = als(consulent)
    with django_assert_num_queries(vragen):
        client.get("/caseload/", headers=HTMX if htmx else {})


def test_counts_of_very_many_people_come_after_the_list(als, consulent, rabot, monkeypatch):
    monkeypatch.setattr(scherm, "TELLEN_TOT", 1)
    for _ in range(2):
        zag(consulent, rabot, 70)
    tekst = lees(als(consulent), "/caseload/?wie=werkpunten&lijst=te-lang")
    assert tabs(tekst)[:2] == ["Alles", "Zonder volgende afspraak"]
    later = re.search(r'hx-get="(/caseload/tellingen/[^"]+)" hx-trigger="load"', tekst).group(1).replace("&amp;", "&")
    assert later == "/caseload/tellingen/?wie=werkpunten&lijst=te-lang"
    deel = lees(als(consulent), later, headers=HTMX)
    assert tabs(deel)[:3] == ["Alles (2)", "Zonder volgende afspraak (2)", "Te lang geen contact (2)"]
    assert "hx-trigger" not in deel
    assert 'href="/caseload/?wie=werkpunten&amp;lijst=te-lang" aria-current="page"' in deel


def test_file_holds_the_filtered_list_and_is_logged_as_export(als, consulent, rabot):
    zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(voornaam="=Kwaad", achternaam="=1+1"))
    nour = WerkzoekendeFactory(
        voornaam="Nour", achternaam="Haddad", geboorte_precisie="maand", geboortedatum="1991-03-01"
    )
    persoon = zag(consulent, rabot, 70, werkzoekende=nour)
    antwoord = als(consulent).get("/caseload/exporteer/?wie=mij&sorteer=contact")
    rijen = list(csv.DictReader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))
    assert [rij["Naam"] for rij in rijen] == ["Haddad, Nour", "'=1+1, =Kwaad"]
    assert [rij["Laatste contact"] for rij in rijen] == [geleden(70).isoformat(), geleden(0).isoformat()]
    assert [rij["Geboren"] for rij in rijen] == ["1991-03", "1991-03-04"]
    assert [rij["Te lang geen contact"] for rij in rijen] == ["ja", "nee"]
    gelogd = Raadpleging.objects.get(scherm="trajecten:caseload-exporteer")
    assert (gelogd.aard, persoon.pk in gelogd.personen, len(gelogd.personen)) == ("export", True, 2)


def test_excel_holds_the_same_rows_with_real_dates(als, consulent, rabot):
    zag(consulent, rabot, 70, werkzoekende=WerkzoekendeFactory(voornaam="=Kwaad", achternaam="Haddad"))
    antwoord = als(consulent).get("/caseload/exporteer/?wie=mij&formaat=xlsx")
    vel = openpyxl.load_workbook(io.BytesIO(antwoord.content)).active
    kop, rij = (list(rij) for rij in vel.iter_rows(values_only=True))
    gegevens = dict(zip(kop, rij, strict=True))
    assert (gegevens["Naam"], gegevens["Laatste contact"].date()) == ("Haddad, =Kwaad", geleden(70))
    assert re.fullmatch(r'attachment; filename="caseload-alles-.+\.xlsx"', antwoord["Content-Disposition"])
    assert Raadpleging.objects.get(scherm="trajecten:caseload-exporteer").aard == "export"


def test_too_many_people_for_one_file_is_said_and_shows_nobody(als, consulent, rabot, monkeypatch):
    monkeypatch.setattr(scherm, "BESTAND_TOT", 1)
    for _ in range(2):
        zag(consulent, rabot)
    antwoord = als(consulent).get("/caseload/exporteer/?wie=mij&lijst=te-lang&wijk=")
    assert antwoord.status_code == 200
    antwoord = als(consulent).get("/caseload/exporteer/?wie=mij", follow=True)
    assert antwoord.redirect_chain == [("/caseload/?wie=mij", 302)]
    assert "Een bestand bevat hoogstens 1 personen: kies eerst een filter." in antwoord.content.decode()


def test_what_htmx_replaces_holds_the_file_and_the_order_of_what_is_shown(als, consulent, rabot):
    zag(consulent, rabot)
    tekst = lees(als(consulent), "/caseload/?wie=mij&lijst=alles&sorteer=contact&wijk=", headers=HTMX)
    assert (
        'href="/caseload/exporteer/?wie=mij&amp;lijst=alles&amp;sorteer=contact&amp;wijk=&amp;formaat=xlsx"' in tekst
    )
    assert '<input type="hidden" name="sorteer" value="contact" form="filterbalk" id="id_sorteer">' in tekst
    heel = lees(als(consulent), "/caseload/?pagina=3&sorteer=contact")
    assert (heel.count('name="sorteer"'), heel.count("/caseload/exporteer/")) == (1, 2)
    assert '<form class="filterbalk" id="filterbalk" method="get" hx-get="/caseload/"' in heel
