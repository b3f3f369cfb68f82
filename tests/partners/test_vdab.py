"""The file for VDAB: exactly what would be typed over, of exactly the people of whom it may be."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from kern.tijd import Periode, vandaag
from partners.models import Toestemming
from partners.vdab import KOLOMMEN
from tests.factories.partners import ToestemmingFactory
from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from werkpunten.models import Begeleiding, Contactmoment, Onderwerp

MAART = Periode.maand(datetime.date(2026, 3, 1))
VRAAG = {"werkpunt": "rabot", "van": "2026-03-01", "tot": "2026-03-31"}
BLAD, BESTAND = "/doorverwijzingen/vdab/", "/doorverwijzingen/vdab/bestand/"
DAG = datetime.date(2026, 3, 10)


@pytest.fixture
def vdab(db):
    return OrganisatieFactory(naam="VDAB Gent", soort="vdab")


@pytest.fixture
def klant(rabot, consulent, vdab):
    return maak(rabot, consulent, vdab, voornaam="Elif", achternaam="Kanarie", vdab_nummer="0012345")


DEELT = {"gegevens": ["naam", "contacten"], "gegeven_op": datetime.date(2025, 1, 1)}


def maak(werkpunt, door, organisatie, dag=DAG, **velden):
    persoon = WerkzoekendeFactory(**velden)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=werkpunt, door=door, dag=dag, notitie="wil niet meer")
    if organisatie:
        ToestemmingFactory(werkzoekende=persoon, organisatie=organisatie, vastgelegd_door=door, **DEELT)
    return persoon


def lees(client, **vraag):
    antwoord = client.get(BESTAND, {**VRAAG, **vraag})
    assert antwoord.status_code == 200
    tekst = antwoord.content.decode("utf-8-sig")
    kop, *rijen = csv.reader(io.StringIO(tekst), delimiter=";")
    assert kop == [kolom.titel for kolom in KOLOMMEN]
    return rijen


def test_a_line_holds_what_would_be_typed_over_and_never_a_note(als, klant, consulent):
    contact = Contactmoment.objects.zichtbaar_voor(consulent).get()
    contact.onderwerpen.set(Onderwerp.objects.filter(slug__in=["vacature", "opleiding"]))
    Contactmoment.objects.zichtbaar_voor(consulent).update(minuten=20)
    tot = (vandaag() + datetime.timedelta(days=365)).isoformat()
    (rij,) = lees(als(consulent))
    assert rij == [
        *("0012345", "Kanarie, Elif", "2026-03-10", "bezoek", "Opleiding, Vacature", "20", str(consulent)),
        *("toestemming van de persoon", tot),
    ]


def test_only_who_agreed_and_has_a_number(als, rabot, ledeberg, consulent, collega, vreemde, vdab, klant):
    """One of each who must stay out, and somebody for whom another legal ground was written down."""
    elders, weg = OrganisatieFactory(soort="vzw"), {"ingetrokken_op": timezone.now(), "ingetrokken_door": consulent}
    for nummer, organisatie in (("", vdab), ("1001", None), ("1002", elders), ("1003", vdab), ("1004", vdab)):
        maak(rabot, consulent, organisatie, vdab_nummer=nummer)
    van = Toestemming.objects.zichtbaar_voor(consulent)
    van.filter(werkzoekende__vdab_nummer="1003").update(**weg)
    gisteren = vandaag() - datetime.timedelta(days=1)
    van.filter(werkzoekende__vdab_nummer="1004").update(gegeven_op=gisteren, geldig_tot=gisteren)
    maak(ledeberg, vreemde, vdab, vdab_nummer="1005")
    ander = maak(rabot, consulent, None, vdab_nummer="1006")
    grond = {"grond": "andere", "grond_reden": "beslissing van de rechter", "weet_ervan": False, "hoe": ""}
    mee = {"gegevens": ["contacten"], "gegeven_op": datetime.date(2025, 1, 1)}
    ToestemmingFactory(werkzoekende=ander, organisatie=vdab, vastgelegd_door=consulent, **grond, **mee)
    wijk = maak(rabot, consulent, None, vdab_nummer="1007")
    ToestemmingFactory(werkzoekende=wijk, organisatie=vdab, vastgelegd_door=consulent, gegevens=["wijk"])
    assert [(rij[0], rij[1], rij[7]) for rij in lees(als(collega))] == [
        ("0012345", "Kanarie, Elif", "toestemming van de persoon"),
        ("1006", "", "een andere wettelijke grond"),
    ]
    zonder = als(collega).get(BLAD, VRAAG).context["zonder"]
    assert sorted(persoon.vdab_nummer for persoon in zonder) == ["1001", "1002", "1003", "1004", "1007"]


def test_nothing_from_before_the_consent(als, klant, consulent):
    Toestemming.objects.zichtbaar_voor(consulent).update(gegeven_op=DAG + datetime.timedelta(days=1))
    assert lees(als(consulent)) == []


def test_only_this_unit_and_these_days_without_attempts(als, klant, rabot, ledeberg, consulent):
    for dag, werkpunt, soort in (
        (datetime.date(2026, 2, 28), rabot, "bezoek"),
        (datetime.date(2026, 3, 1), rabot, "telefoon"),
        (datetime.date(2026, 3, 31), rabot, "afspraak"),
        (datetime.date(2026, 4, 1), rabot, "bezoek"),
        (datetime.date(2026, 3, 5), ledeberg, "bezoek"),
        (datetime.date(2026, 3, 6), rabot, "poging"),
    ):
        ContactmomentFactory(werkzoekende=klant, werkpunt=werkpunt, door=consulent, dag=dag, soort=soort)
    assert [(rij[2], rij[3]) for rij in lees(als(consulent))] == [
        ("2026-03-01", "telefoon"),
        ("2026-03-10", "bezoek"),
        ("2026-03-31", "afspraak"),
    ]


def test_coaching_that_began_or_ended_there_is_in_it_without_its_reason(als, klant, rabot, ledeberg, consulent):
    begin, einde = MAART.momenten()
    uur = datetime.timedelta(hours=1)
    for werkpunt, van, tot in ((rabot, begin, einde - uur), (rabot, begin - uur, einde), (ledeberg, begin, einde)):
        Begeleiding.objects.create(
            werkzoekende=klant, begeleider=consulent, werkpunt=werkpunt, van=van, tot=tot, reden_einde="ruzie"
        )
    assert [(rij[2], rij[3]) for rij in lees(als(consulent))] == [
        ("2026-03-01", "begeleiding gestart"),
        ("2026-03-10", "bezoek"),
        ("2026-03-31", "begeleiding gestopt"),
    ]


def test_a_name_that_is_a_formula_does_nothing(als, rabot, consulent, vdab):
    maak(rabot, consulent, vdab, voornaam="", achternaam="=1+2", vdab_nummer="1234")
    assert lees(als(consulent))[0][1] == "'=1+2"


def test_taking_the_file_is_logged_with_everybody_in_it(als, klant, rabot, consulent, vdab):
    tweede = maak(rabot, consulent, vdab, vdab_nummer="9999")
    maak(rabot, consulent, None, vdab_nummer="8888")
    lees(als(consulent))
    gelogd = Raadpleging.objects.get(scherm="partners:vdab-bestand")
    assert (gelogd.aard, gelogd.personen) == ("export", sorted([klant.pk, tweede.pk]))


def test_the_page_counts_and_says_that_there_is_no_link(als, klant, rabot, consulent, vdab):
    ContactmomentFactory(werkzoekende=klant, werkpunt=rabot, door=consulent, dag=datetime.date(2026, 3, 11))
    antwoord = als(consulent).get(BLAD, VRAAG)
    tekst = antwoord.content.decode()
    assert (antwoord.context["aantal"], antwoord.context["personen"]) == (2, 1)
    for zin in ("2 regels over 1 persoon.", "Er is geen rechtstreekse koppeling", f"{BESTAND}?werkpunt=rabot"):
        assert zin in tekst


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"werkpunt": "ledeberg"}, "werkpunt"),
        ({"tot": "2026-02-01"}, "De einddatum ligt voor de begindatum."),
        ({"tot": "2028-01-01"}, "Kies hoogstens een jaar."),
    ],
)
def test_a_wrong_question_gives_no_file(als, klant, ledeberg, consulent, fout, zin):
    client = als(consulent)
    bestand = client.get(BESTAND, {**VRAAG, **fout})
    blad = client.get(BLAD, {**VRAAG, **fout})
    assert (bestand.status_code, blad.status_code, zin in blad.content.decode()) == (302, 422, True)


def test_a_file_of_three_costs_no_more_questions_than_one(
    als, klant, rabot, consulent, vdab, django_assert_num_queries
):
    client = als(consulent)
    lees(client)
    for aantal in (1, 3):
        with django_assert_num_queries(11):
            assert len(lees(client)) == aantal
        for nummer in ("1", "2"):
            maak(rabot, consulent, vdab, vdab_nummer=nummer * 5)
