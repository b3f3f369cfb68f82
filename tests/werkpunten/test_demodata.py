"""The demonstration: exactly so much, always the same, and true to the rules of real data."""

import datetime
import hashlib
import itertools

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from stdnum.be import ssn

from partners.models import Bedrijfsbezoek
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.demo.huis import WACHTWOORD
from werkpunten.models import (
    Adres,
    Afspraak,
    Begeleiding,
    Betrokkenheid,
    Contactmoment,
    Soort,
    Statuut,
    Taak,
    Werkpunt,
    Werkzoekende,
)
from wijkwerken.models import Coachgesprek

TOT = "2026-11-20"
NIET_HERHAALBAAR = {"werkpunten_werkzoekende": "to_jsonb(t) - 'insz'"}


def laad(**opties):
    call_command("demodata", **{"werkzoekenden": 150, "contacten": 1200, "tot": TOT, "verbosity": 0, **opties})


def rijen(qs):
    return qs.ongefilterd("test")


def afdruk() -> str:
    """One hash over all rows of people and contacts."""
    som = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in (Werkzoekende, Adres, Statuut, Contactmoment, Betrokkenheid, Begeleiding, Afspraak, Taak):
            tabel = model._meta.db_table
            rij = NIET_HERHAALBAAR.get(tabel, "to_jsonb(t)")
            cursor.execute(f"SELECT ({rij} - 'id')::text FROM {tabel} t ORDER BY id")
            som.update(repr(cursor.fetchall()).encode())
    return som.hexdigest()


def leeg() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE werkpunten_werkpunt, werkpunten_werkzoekende, toegang_medewerker, toegang_organisatie, "
            "partners_werkgever RESTART IDENTITY CASCADE"
        )


def test_same_seed_gives_the_same_rows_and_another_seed_does_not(db):
    afdrukken = []
    for seed in (7, 7, 8):
        leeg()
        laad(seed=seed)
        afdrukken.append(afdruk())
    assert afdrukken[0] == afdrukken[1] != afdrukken[2]


@pytest.mark.parametrize(("personen", "contacten"), [(150, 1200), (0, 30), (40, 25), (30, 30), (5, 0)])
def test_counts_are_exact(db, personen, contacten):
    laad(werkzoekenden=personen, contacten=contacten)
    gezien = rijen(Contactmoment.objects).filter(werkzoekende__isnull=False).values("werkzoekende").distinct()
    assert (
        rijen(Werkzoekende.objects).count(),
        rijen(Contactmoment.objects).count(),
        gezien.count(),
    ) == (personen, contacten, min(personen, contacten))


def test_one_in_seven_contacts_is_anonymous(db):
    laad()
    assert rijen(Contactmoment.objects).filter(werkzoekende=None).count() == 180


def test_visits_are_on_weekday_mornings_and_never_before_the_opening(db):
    laad(tot="2018-03-01", contacten=2000)
    bezoeken = list(rijen(Contactmoment.objects).filter(soort=Soort.BEZOEK).select_related("werkpunt"))
    assert {contact.dag.isoweekday() for contact in bezoeken} == {1, 2, 3, 4, 5}
    assert {contact.tijdstip.hour for contact in bezoeken if contact.tijdstip} == {9, 10, 11}
    assert all(contact.dag >= contact.werkpunt.geopend_op for contact in bezoeken)
    assert max(contact.dag for contact in bezoeken) <= datetime.date(2018, 3, 1)
    assert min(c.dag for c in bezoeken if c.werkpunt.slug == "nieuw-gent") >= datetime.date(2017, 6, 27)


@pytest.mark.parametrize(
    ("nu", "iemand"),
    [
        ("2026-11-20 08:59", False),
        ("2026-11-20 10:20", True),
        ("2026-11-20 17:00", True),
        ("2026-11-21 11:00", False),
        ("2026-11-22 11:00", False),
    ],
)
def test_today_goes_as_far_as_now_and_nobody_came_while_the_doors_were_closed(db, nu, iemand):
    moment = datetime.datetime.fromisoformat(nu).replace(tzinfo=timezone.get_default_timezone())
    with time_machine.travel(moment, tick=False):
        laad(tot=None, contacten=4000)
    vandaag = list(rijen(Contactmoment.objects).filter(dag=moment.date()))
    assert bool(vandaag) is iemand
    assert all(contact.tijdstip <= moment.time() for contact in vandaag if contact.tijdstip)
    assert all(contact.aangemaakt <= moment for contact in vandaag)
    coachgesprekken = Coachgesprek.objects.ongefilterd("test").values("contact")
    bezoeken = (
        rijen(Contactmoment.objects).filter(deelname=None, nazorg=None).exclude(werkpunt__naam="Zitdagen wijk-werken")
    )
    assert bezoeken.exclude(pk__in=coachgesprekken).count() == 4000


def test_the_four_work_points_opened_when_they_did(db):
    laad(werkzoekenden=1, contacten=1)
    assert dict(Werkpunt.objects.values_list("slug", "geopend_op")) == {
        "rabot": datetime.date(2014, 5, 5),
        "dampoort": datetime.date(2014, 5, 5),
        "ledeberg": datetime.date(2014, 5, 5),
        "nieuw-gent": datetime.date(2017, 6, 27),
    }
    nieuw_gent = Werkpunt.objects.get(slug="nieuw-gent")
    assert (str(nieuw_gent.gastorganisatie), nieuw_gent.straat, nieuw_gent.huisnummer) == (
        "OCMW-Welzijnsbureau",
        "Rerum Novarumplein",
        "",
    )
    assert nieuw_gent.openingsuren.filter(van="09:00", tot="12:00").count() == 5


def test_accounts_hold_the_role_they_are_named_after(db):
    laad(werkzoekenden=1, contacten=1)
    rollen = {
        medewerker.email.split("@")[0]: set(medewerker.rollen)
        for medewerker in Medewerker.objects.exclude(email__startswith="collega")
        if medewerker.check_password(WACHTWOORD)
    }
    assert rollen == {
        "consulent": {Rol.CONSULENT},
        "coordinator": {Rol.COORDINATOR},
        "manager": {Rol.MANAGER},
        "partner": {Rol.PARTNERMEDEWERKER},
        "wijkwerk": {Rol.WIJKWERKCONSULENT},
        "beheerder": {Rol.BEHEERDER},
        "vreemde": {Rol.CONSULENT},
    }


def test_consultant_has_a_believable_day(db):
    laad(werkzoekenden=2000, contacten=20_000)
    consulent = Medewerker.objects.get(email="consulent@demo.test")
    lopend = rijen(Begeleiding.objects).lopend().filter(begeleider=consulent)
    op_rabot = rijen(Contactmoment.objects).filter(werkpunt__slug="rabot")
    assert 40 <= lopend.count() <= 55
    assert op_rabot.filter(dag=TOT).exists()
    assert op_rabot.filter(dag="2026-11-19").exists()
    laatste = [
        max(rijen(Contactmoment.objects).filter(werkzoekende=pk).values_list("dag", flat=True))
        for pk in lopend.values_list("werkzoekende", flat=True)
    ]
    lang_geleden = datetime.date.fromisoformat(TOT) - datetime.timedelta(days=60)
    assert 3 <= sum(dag < lang_geleden for dag in laatste) <= 20


def test_national_numbers_are_valid_and_were_never_issued(db):
    laad()
    nummers = [p.insz for p in rijen(Werkzoekende.objects).exclude(insz_index=None)]
    assert len(nummers) > 20
    assert {nummer[6:9] for nummer in nummers} == {"000", "999"}
    assert all(ssn.is_valid(nummer) for nummer in nummers)


def test_names_stand_in_several_scripts_and_some_birth_dates_are_partial(db):
    laad(werkzoekenden=400)
    mensen = list(rijen(Werkzoekende.objects))
    schriften = {"а": "cyrillic", "ا": "arabic", "ተ": "ethiopic"}
    gevonden = {schrift for letter, schrift in schriften.items() if any(letter in p.naam for p in mensen)}
    assert gevonden == {"cyrillic", "arabic", "ethiopic"}
    assert {p.geboorte_precisie for p in mensen} == {"dag", "maand", "jaar"}


@pytest.mark.parametrize(
    ("opties", "fout"),
    [
        ({"tot": "20/11/2026"}, "--tot: 20/11/2026 is geen dag"),
        ({"contacten": "veel"}, "--contacten: veel is geen geheel getal"),
        ({"seed": "-1"}, "--seed: -1 is geen geheel getal"),
        ({"tot": "2014-05-04"}, "De eerste werkpunten openden op 5 mei 2014"),
        ({"werkpunten": 0}, "Vraag minstens één werkpunt"),
    ],
)
def test_bad_arguments_give_one_dutch_line(db, opties, fout):
    with pytest.raises(CommandError, match=fout):
        laad(**opties)


def test_a_database_with_people_is_refused_and_left_alone(db):
    laad(werkzoekenden=3, contacten=3)
    voor = afdruk()
    with pytest.raises(CommandError, match="Er staan al werkzoekenden"):
        laad()
    assert afdruk() == voor


def test_production_is_refused(db, settings):
    settings.PRODUCTIE = True
    with pytest.raises(CommandError, match="hoort niet in productie"):
        laad()
    assert not Medewerker.objects.exists()


def test_agenda_of_the_last_day_is_filled_and_nobody_is_in_two_places(db):
    laad()
    consulent = Medewerker.objects.get(email="consulent@demo.test")
    eigen = rijen(Afspraak.objects).filter(medewerker=consulent).order_by("begin")
    assert eigen.filter(status="gepland", begin__date=TOT).count() == 3
    assert set(eigen.filter(begin__date__lt=TOT).values_list("status", flat=True)) <= {
        "gekomen",
        "niet_gekomen",
        "afgezegd",
    }
    for medewerker in Medewerker.objects.all():
        uren = list(rijen(Afspraak.objects).filter(medewerker=medewerker).order_by("begin"))
        assert all(vorige.einde <= volgende.begin for vorige, volgende in itertools.pairwise(uren))


def test_tasks_are_late_for_today_and_done(db):
    laad()
    taken = rijen(Taak.objects)
    assert taken.filter(status="open", tegen__lt=TOT).exists()
    assert taken.filter(status="klaar").exists()
    van_bezoeken = Bedrijfsbezoek.objects.exclude(tegen=None).count()
    assert taken.filter(werkzoekende=None).count() == 2 * taken.values("eigenaar").distinct().count() + van_bezoeken
