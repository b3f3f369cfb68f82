"""Reach: every indicator, at every level, equal to an independent count; and the cases people get wrong."""

import datetime
import json
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import Bereik, bereken
from rapportage.dimensies import DIMENSIE, JAAR, KWARTAAL, MAAND, WERKPUNT, Aard
from rapportage.indicatoren import DEFINITIES_VERSIE, INDICATOREN
from tests.factories.werkpunten import ContactmomentFactory, WerkpuntFactory, WerkzoekendeFactory
from tests.rapportage import naief
from tests.rapportage.naief import Contact
from werkpunten.models import Contactmoment, Intake, Onderwerp, Statuut, Telregel, Werkpunt, Werkzoekende

JULI = Periode(date(2026, 7, 1), date(2026, 8, 1))


def figuren(bereik: Bereik, *sleutel: str) -> dict[str, int | None]:
    return {indicator.code: bereik.cel(indicator.code, *sleutel) for indicator in INDICATOREN}


def bouw(contacten: list[Contact]) -> None:
    punten = {punt.slug: punt for punt in Werkpunt.objects.all()}
    wie = sorted({c.wie for c in contacten if c.wie is not None})
    personen = dict(zip(wie, Werkzoekende.objects.bulk_create(Werkzoekende() for _ in wie), strict=True))
    Contactmoment.objects.bulk_create(
        Contactmoment(werkzoekende=personen.get(c.wie), werkpunt=punten[c.waar], dag=c.dag, soort=c.soort)
        for c in contacten
    )


contacten_st = st.lists(
    st.builds(
        Contact,
        wie=st.none() | st.integers(1, 6),
        waar=st.sampled_from(["rabot", "ledeberg"]),
        dag=st.dates(date(2025, 11, 20), date(2026, 3, 10)),
        soort=st.sampled_from(["bezoek", "telefoon", "poging"]),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contacten=contacten_st, begin=st.dates(date(2025, 12, 1), date(2026, 2, 20)), dagen=st.integers(0, 80))
def test_every_indicator_at_every_level_equals_an_independent_count(rabot, ledeberg, contacten, begin, dagen):
    tot = begin + datetime.timedelta(days=dagen)
    with transaction.atomic():
        bouw(contacten)
        punt_maand = bereken(Periode.van_tot(begin, tot), per=[WERKPUNT, MAAND])
        maand_punt = bereken(Periode.van_tot(begin, tot), per=[MAAND, WERKPUNT])
        alleen_rabot = bereken(Periode.van_tot(begin, tot), per=[MAAND], werkpunt=rabot)
        transaction.set_rollback(True)
    assert figuren(punt_maand) == figuren(maand_punt) == naief.tel(contacten, begin, tot)
    for punt in ("rabot", "ledeberg"):
        assert figuren(punt_maand, punt) == naief.tel(contacten, begin, tot, punt)
    assert figuren(alleen_rabot) == figuren(punt_maand, "rabot")
    for maand, (van_, tot_) in naief.maanden(begin, tot).items():
        assert figuren(maand_punt, maand) == naief.tel(contacten, van_, tot_)
        assert figuren(alleen_rabot, maand) == figuren(punt_maand, "rabot", maand)
        for punt in ("rabot", "ledeberg"):
            verwacht = naief.tel(contacten, van_, tot_, punt)
            assert figuren(punt_maand, punt, maand) == figuren(maand_punt, maand, punt) == verwacht


def test_quarters_and_years_are_counted_again_and_hold_their_months(rabot, ledeberg):
    bouw([Contact(1, "rabot", date(2025, 11, 5)), Contact(1, "ledeberg", date(2026, 2, 5))])
    periode = Periode.van_tot(date(2025, 11, 3), date(2026, 4, 30))
    for uit_feiten in (False, True):
        bereik = bereken(periode, per=[JAAR, KWARTAAL, MAAND], uit_feiten=uit_feiten)
        per = bereik.als_json()["indicatoren"]["cumulatief"]["per"]
        assert per == {
            "jaar": {
                "2025": {
                    "totaal": 1,
                    "per": {"kwartaal": {"2025-K4": {"totaal": 1, "per": {"maand": {"2025-11": 1, "2025-12": 1}}}}},
                },
                "2026": {
                    "totaal": 1,
                    "per": {
                        "kwartaal": {
                            "2026-K1": {
                                "totaal": 1,
                                "per": {"maand": {"2026-01": 1, "2026-02": 1, "2026-03": 1}},
                            },
                            "2026-K2": {"totaal": 1, "per": {"maand": {"2026-04": 1}}},
                        }
                    },
                },
            }
        }
        assert [bereik.cel("terugkerend", *s) for s in ((), ("2025",), ("2026",), ("2026", "2026-K2"))] == [0, 0, 1, 0]
        assert [waarde.naam for waarde in bereik.assen[1]][:2] == [
            "vierde kwartaal van 2025",
            "eerste kwartaal van 2026",
        ]


def test_the_document_has_exactly_the_keys_of_the_contract(rabot, ledeberg):
    bouw([Contact(1, "rabot", date(2026, 1, 5)), Contact(1, "ledeberg", date(2026, 2, 5))])
    document = bereken(Periode.van_tot(date(2026, 1, 1), date(2026, 2, 28)), per=[WERKPUNT, MAAND]).als_json()
    kop = {sleutel: waarde for sleutel, waarde in document.items() if sleutel != "indicatoren"}
    assert kop == {
        "van": "2026-01-01",
        "tot": "2026-02-28",
        "niveau": "exact",
        "definities_versie": DEFINITIES_VERSIE,
    }
    assert list(document["indicatoren"]) == [
        "bereikt",
        "nieuw",
        "terugkerend",
        "contacten",
        "anoniem",
        "cumulatief",
    ]
    bereikt = document["indicatoren"]["bereikt"]
    assert set(bereikt) == {"naam", "definitie", "totaal", "per"}
    assert (bereikt["totaal"], json.loads(json.dumps(bereikt["per"]))) == (
        1,
        {
            "werkpunt": {
                "ledeberg": {"totaal": 1, "per": {"maand": {"2026-01": 0, "2026-02": 1}}},
                "rabot": {"totaal": 1, "per": {"maand": {"2026-01": 1, "2026-02": 0}}},
            }
        },
    )


def test_the_total_is_counted_again_and_not_the_sum(rabot, ledeberg):
    bouw([Contact(1, "rabot", date(2026, 7, 3)), Contact(1, "ledeberg", date(2026, 7, 3))])
    bereik = bereken(JULI, per=[WERKPUNT])
    assert [figuren(bereik, *sleutel)["bereikt"] for sleutel in [(), ("rabot",), ("ledeberg",)]] == [1, 1, 1]
    assert figuren(bereik)["contacten"] == 2


def test_an_earlier_contact_elsewhere_is_new_here_and_returning_in_the_city(rabot, ledeberg):
    bouw([Contact(1, "ledeberg", date(2026, 6, 30)), Contact(1, "rabot", date(2026, 7, 1))])
    bereik = bereken(JULI, per=[WERKPUNT])
    assert (figuren(bereik)["nieuw"], figuren(bereik)["terugkerend"]) == (0, 1)
    assert (figuren(bereik, "rabot")["nieuw"], figuren(bereik, "rabot")["terugkerend"]) == (1, 0)


def test_an_earlier_contact_on_the_same_day_is_not_earlier(rabot, ledeberg):
    bouw([Contact(1, "ledeberg", date(2026, 7, 1)), Contact(1, "rabot", date(2026, 7, 1))])
    assert figuren(bereken(JULI))["nieuw"] == 1


def test_a_person_imported_with_history_is_returning(rabot):
    bouw([Contact(1, "rabot", date(2019, 3, 1)), Contact(1, "rabot", date(2026, 7, 1))])
    assert (figuren(bereken(JULI))["nieuw"], figuren(bereken(JULI))["cumulatief"]) == (0, 1)


def test_merging_two_people_seen_at_two_points_takes_one_from_the_city_and_none_from_the_points(rabot, ledeberg):
    bouw([Contact(1, "rabot", date(2026, 7, 3)), Contact(2, "ledeberg", date(2026, 7, 4))])
    contacten = Contactmoment.objects.ongefilterd("test")
    eerste, tweede = contacten.order_by("dag")
    ander = tweede.werkzoekende_id

    def bereikt() -> list[int | None]:
        bereik = bereken(JULI, per=[WERKPUNT])
        return [figuren(bereik, *sleutel)["bereikt"] for sleutel in [(), ("ledeberg",), ("rabot",)]]

    voor = bereikt()
    contacten.filter(pk=tweede.pk).update(werkzoekende=eerste.werkzoekende_id)
    samen = bereikt()
    contacten.filter(pk=tweede.pk).update(werkzoekende=ander)
    assert (voor, samen, bereikt()) == ([2, 1, 1], [1, 1, 1], [2, 1, 1])


@pytest.mark.parametrize(
    ("dag", "tijdstip", "in_maand"),
    [
        (date(2026, 3, 1), datetime.time(0, 0), "2026-03"),
        (date(2026, 3, 31), datetime.time(23, 59), "2026-03"),
        (date(2026, 3, 29), datetime.time(3, 0), "2026-03"),
        (date(2026, 10, 25), datetime.time(2, 30), "2026-10"),
    ],
)
def test_a_contact_counts_on_its_own_day_in_brussels(consulent, rabot, dag, tijdstip, in_maand):
    ContactmomentFactory(werkpunt=rabot, door=consulent, dag=dag, tijdstip=tijdstip)
    bereik = bereken(Periode.van_tot(date(2026, 2, 1), date(2026, 11, 30)), per=[MAAND])
    assert [sleutel for sleutel in bereik.sleutels() if bereik.cellen["contacten"][sleutel]] == [(in_maand,)]


def test_empty_months_and_units_without_contacts_are_listed_with_zero(rabot, ledeberg):
    WerkpuntFactory(slug="later", geopend_op=date(2026, 3, 1))
    WerkpuntFactory(slug="nog-niet", geopend_op=date(2026, 4, 1))
    WerkpuntFactory(slug="gesloten", gesloten_op=date(2025, 12, 31))
    bereik = bereken(Periode.van_tot(date(2026, 1, 1), date(2026, 3, 31)), per=[WERKPUNT, MAAND])
    assert set(bereik.sleutels()) == {
        (punt, maand) for punt in ("rabot", "ledeberg", "later") for maand in ("2026-01", "2026-02", "2026-03")
    }
    assert set(bereik.cellen["bereikt"].values()) == {0}


def test_people_of_a_unit_that_closed_before_stay_in_the_total_since_the_start(rabot):
    dicht = WerkpuntFactory(slug="dicht", gesloten_op=date(2025, 12, 31))
    bouw([Contact(1, "dicht", date(2025, 5, 1)), Contact(2, "rabot", date(2026, 7, 1))])
    bereik = bereken(JULI, per=[WERKPUNT])
    assert (figuren(bereik)["cumulatief"], figuren(bereik, "rabot")["cumulatief"]) == (2, 1)
    assert (dicht.slug,) not in bereik.cellen["bereikt"]


def test_a_kind_counts_from_the_day_the_rule_says(rabot):
    bouw([Contact(1, "rabot", date(2026, 7, 3), "poging"), Contact(2, "rabot", date(2026, 7, 20), "poging")])
    Telregel.objects.filter(soort="poging").update(geldig_tot=date(2026, 7, 9))
    Telregel.objects.create(soort="poging", telt=True, geldig_van=date(2026, 7, 10))
    assert figuren(bereken(JULI)) == naief.tel([Contact(2, "rabot", date(2026, 7, 20))], JULI.begin, JULI.tot)


def test_an_anonymous_contact_tied_to_a_person_changes_people_and_not_contacts(rabot):
    bouw([Contact(None, "rabot", date(2026, 7, 3))])
    voor = figuren(bereken(JULI))
    Contactmoment.objects.ongefilterd("test").update(werkzoekende=WerkzoekendeFactory())
    na = figuren(bereken(JULI))
    assert [(f["contacten"], f["anoniem"], f["bereikt"]) for f in (voor, na)] == [(1, 1, 0), (1, 0, 1)]


def leeftijd_van(geboren: date | None, dag: date, precisie: str = "dag") -> str:
    with transaction.atomic():
        persoon = WerkzoekendeFactory(geboortedatum=geboren, geboorte_precisie=precisie)
        punt = WerkpuntFactory()
        Contactmoment.objects.create(werkzoekende=persoon, werkpunt=punt, dag=dag)
        bereik = bereken(Periode.maand(dag), per=[DIMENSIE["leeftijd"]])
        transaction.set_rollback(True)
    gevuld = [sleutel[0] for sleutel in bereik.sleutels() if bereik.cellen["bereikt"][sleutel]]
    assert len(gevuld) == 1
    return gevuld[0]


@pytest.mark.parametrize(
    ("geboren", "dag", "precisie", "groep"),
    [
        (date(2008, 7, 15), date(2026, 7, 14), "dag", "<18"),
        (date(2008, 7, 15), date(2026, 7, 15), "dag", "18-24"),
        (date(2008, 2, 29), date(2026, 2, 28), "dag", "<18"),
        (date(2008, 2, 29), date(2026, 3, 1), "dag", "18-24"),
        (date(1990, 1, 1), date(2026, 7, 1), "dag", "30-39"),
        (date(1905, 6, 1), date(2026, 7, 1), "dag", "65+"),
        (date(2026, 7, 2), date(2026, 7, 1), "dag", "onbekend"),
        (None, date(2026, 7, 1), "dag", "onbekend"),
        (date(1990, 1, 1), date(2026, 7, 1), "jaar", "30-39"),
        (date(2008, 1, 1), date(2026, 7, 1), "jaar", "onbekend"),
        (date(2008, 1, 1), date(2026, 12, 31), "jaar", "18-24"),
        (date(2008, 7, 1), date(2026, 7, 15), "maand", "onbekend"),
        (date(2008, 7, 1), date(2026, 7, 31), "maand", "18-24"),
    ],
)
def test_age_on_the_day_of_the_first_contact(db, geboren, dag, precisie, groep):
    assert leeftijd_van(geboren, dag, precisie) == groep


def test_status_and_wijk_are_those_on_the_day_of_the_first_contact_in_the_period(rabot, ledeberg):
    bouw([Contact(1, w, d) for w, d in [("rabot", date(2026, 7, 3)), ("ledeberg", date(2026, 8, 20))]])
    persoon = Werkzoekende.objects.ongefilterd("test").get()
    Statuut.objects.create(werkzoekende=persoon, soort="leefloon", van=date(2026, 1, 1), tot=date(2026, 8, 10))
    Statuut.objects.create(werkzoekende=persoon, soort="werkend", van=date(2026, 8, 11))
    persoon.adressen.create(wijk=rabot.wijk, van=date(2026, 8, 1))
    bereik = bereken(Periode(date(2026, 7, 1), date(2026, 9, 1)), per=[WERKPUNT, DIMENSIE["statuut"]])
    stad = bereken(Periode(date(2026, 7, 1), date(2026, 9, 1)), per=[DIMENSIE["statuut"]])
    wijk = bereken(Periode(date(2026, 7, 1), date(2026, 9, 1)), per=[MAAND, DIMENSIE["wijk"]])
    gevuld = [[s for s in b.sleutels() if b.cellen["bereikt"][s]] for b in (bereik, stad, wijk)]
    assert gevuld == [
        [("ledeberg", "werkend"), ("rabot", "leefloon")],
        [("leefloon",)],
        [("2026-07", "onbekend"), ("2026-08", "ledeberg")],
    ]


PERSOONLIJK = [code for code, dimensie in DIMENSIE.items() if dimensie.aard is Aard.PERSOON]


@pytest.mark.parametrize("code", [code for code in PERSOONLIJK if not DIMENSIE[code].meervoud])
def test_what_people_are_partitions_them_and_keeps_the_unknown(rabot, ledeberg, code):
    bouw(
        [Contact(n % 4, "rabot", date(2026, 7, 1 + n)) for n in range(8)] + [Contact(None, "rabot", date(2026, 7, 2))]
    )
    pks = Werkzoekende.objects.ongefilterd("test").values_list("pk", flat=True)
    Werkzoekende.objects.ongefilterd("test").filter(pk__in=list(pks)[:2]).update(
        geslacht="v", opleiding="laag", geboortedatum=date(1990, 5, 5)
    )
    bereik = bereken(JULI, per=[DIMENSIE[code]])
    for indicator in INDICATOREN:
        cellen = bereik.cellen[indicator.code]
        assert sum(cellen[sleutel] or 0 for sleutel in bereik.sleutels()) == bereik.cel(indicator.code)
    onbekend = bereik.cellen["bereikt"]["onbekend",]
    assert onbekend == {"wijk": 4, "statuut": 4, "taal": 0}.get(code, 2)


def test_kinds_and_topics_select_contacts(consulent, rabot):
    persoon = WerkzoekendeFactory()
    for dag, soort in [(1, "bezoek"), (2, "bezoek"), (3, "telefoon")]:
        ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende=persoon, dag=date(2026, 7, dag), soort=soort)
    soorten, themas = (bereken(JULI, per=[DIMENSIE[code]]) for code in ("soort", "onderwerp"))
    assert [soorten.cellen["contacten"][s,] for s in ("bezoek", "telefoon", "poging")] == [2, 1, 0]
    assert [soorten.cellen["bereikt"][s,] for s in ("bezoek", "telefoon", "poging")] == [1, 1, 0]
    assert [themas.cellen["contacten"][s,] for s in ("vacature", "opleiding", "onbekend")] == [3, 0, 0]


def test_two_topics_of_one_service_are_one_contact_of_that_service(consulent, rabot):
    themas = list(Onderwerp.objects.filter(slug__in=["vacature", "cv-of-brief", "opleiding"]))
    ContactmomentFactory(werkpunt=rabot, door=consulent, dag=date(2026, 7, 2), onderwerpen=themas)
    diensten, samen = (bereken(JULI, per=[DIMENSIE[code] for code in per]) for per in (["dienst"], ["onderwerp"]))
    assert [diensten.cel("contacten", s) for s in ("ondersteuning", "advies", "informatie", "onbekend")] == [
        1,
        1,
        0,
        0,
    ]
    assert [samen.cel("contacten", s) for s in ("vacature", "cv-of-brief", "opleiding")] == [1, 1, 1]
    assert diensten.cel("contacten") == samen.cel("contacten") == 1


def test_somebody_in_two_target_groups_counts_in_both_and_once_in_the_total(consulent, rabot):
    bouw([Contact(n, "rabot", date(2026, 7, 10)) for n in range(4)] + [Contact(None, "rabot", date(2026, 7, 10))])
    wie = list(Werkzoekende.objects.ongefilterd("test").order_by("pk"))
    for persoon, groepen, op in [
        (wie[0], ["eenouder", "dakloos"], datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)),
        (wie[0], ["geen-inkomen"], datetime.datetime(2026, 7, 10, 22, 30, tzinfo=datetime.UTC)),  # 11 July here
        (wie[1], [], datetime.datetime(2026, 8, 20, 9, tzinfo=datetime.UTC)),
        (wie[2], ["dakloos"], None),
    ]:
        Intake.objects.create(werkzoekende=persoon, door=consulent, doelgroepen=groepen, afgerond=op)
    bereik = bereken(JULI, per=[DIMENSIE["doelgroep"]])
    assert {s[0]: bereik.cel("bereikt", *s) for s in bereik.sleutels() if bereik.cel("contacten", *s)} == {
        "eenouder": 1,
        "dakloos": 1,
        "geen": 1,
        "onbekend": 2,
    }
    assert (bereik.cel("bereikt"), bereik.cel("anoniem", "onbekend")) == (4, 1)


def test_languages_of_an_import_get_a_row_of_their_own(rabot):
    bouw([Contact(n, "rabot", date(2026, 7, 10)) for n in range(2)])
    Werkzoekende.objects.ongefilterd("test").filter(
        pk__in=[Werkzoekende.objects.ongefilterd("test").first().pk]
    ).update(contacttaal="hy")
    bereik = bereken(JULI, per=[DIMENSIE["taal"]])
    assert [(w.naam, bereik.cel("bereikt", w.sleutel)) for w in bereik.assen[0] if w.sleutel in {"nl", "hy"}] == [
        ("Nederlands", 1),
        ("Armeens", 1),
    ]


@pytest.mark.parametrize("uit_feiten", [False, True])
def test_units_together_are_a_level_of_their_own(rabot, ledeberg, uit_feiten):
    WerkpuntFactory(slug="mobiel")
    bouw(
        [
            Contact(1, "rabot", date(2026, 6, 3)),
            Contact(1, "ledeberg", date(2026, 7, 3)),
            Contact(2, "rabot", date(2026, 7, 3)),
            Contact(2, "ledeberg", date(2026, 7, 3)),
            Contact(3, "mobiel", date(2026, 6, 3)),
            Contact(3, "rabot", date(2026, 7, 3)),
        ]
    )

    def tel(*werkpunten: Werkpunt) -> list[int | None]:
        bereik = bereken(JULI, werkpunten=werkpunten, uit_feiten=uit_feiten)
        return [bereik.cel(code) for code in ("bereikt", "nieuw", "terugkerend", "contacten", "cumulatief")]

    assert tel(rabot, ledeberg) == [3, 2, 1, 4, 3]
    assert tel(rabot) == [2, 2, 0, 2, 3]
    assert tel() == [0, 0, 0, 0, 0]
    samen = bereken(JULI, per=[WERKPUNT], werkpunten=[rabot, ledeberg], uit_feiten=uit_feiten)
    assert list(samen.sleutels()) == [("ledeberg",), ("rabot",)]
    assert [samen.cel("nieuw", *sleutel) for sleutel in [("ledeberg",), ("rabot",)]] == [2, 2]


def test_the_number_of_statements_does_not_grow_with_units_or_months(rabot, ledeberg, django_assert_num_queries):
    with django_assert_num_queries(1 + 1 + 3 + 4):
        bereken(Periode(date(2024, 1, 1), date(2026, 1, 1)), per=[WERKPUNT, MAAND])
    assert connection.in_atomic_block
