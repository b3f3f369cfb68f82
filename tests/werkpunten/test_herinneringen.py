"""Reminders: by mail or as a task to call, to whom, once, and what happens when the mail server is away."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from kern.tijd import vandaag
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, om
from toegang.models import Medewerker
from werkpunten import afspraken, herinneringen, services
from werkpunten.models import Afspraak, Herinnering, Sluitingsdag, Taak, Werkpunt
from werkpunten.taken import maak_taak, rond_af, wijzig_taak
from werkpunten.tasks import verstuur_herinneringen
from werkpunten.terug import sleutel_bij

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _zondag() -> Iterator[None]:
    with time_machine.travel("2026-11-22 15:00 +0100"):
        yield


def maak(rabot: Werkpunt, consulent: Medewerker, **velden) -> Afspraak:
    persoon = {"voornaam": "Elif", "achternaam": "Demir", "email": "elif@voorbeeld.test", "mail_mag": True}
    gegevens = {f"werkzoekende__{veld}": waarde for veld, waarde in persoon.items()}
    if velden.get("werkzoekende__contactstatus"):
        gegevens["werkzoekende__contactstatus_sinds"] = vandaag()
    return AfspraakFactory(**{"werkpunt": rabot, "medewerker": consulent, "herinnering": True, **gegevens, **velden})


def test_one_mail_the_day_before_without_a_name_in_the_subject(rabot, consulent):
    maak(rabot, consulent, begin=om(14, over=1), meegaand="haar zus", toelichting="geheim")
    for _ in range(3):
        verstuur_herinneringen()
    [bericht] = mail.outbox
    assert (bericht.subject, bericht.to) == ("Herinnering aan je afspraak", ["elif@voorbeeld.test"])
    assert "Dag Elif," in bericht.body
    assert "Wanneer: maandag 23 november om 14.00 uur\nWaar: Werkpunt Rabot\nMet: Connie\n" in bericht.body
    assert not any(woord in bericht.body for woord in ("Demir", "geheim", "zus"))
    [(naam, inhoud, _)] = bericht.attachments
    assert (naam, "DTSTART:20261123T130000Z" in str(inhoud), "Demir" in str(inhoud)) == ("afspraak.ics", True, False)
    assert list(Herinnering.objects.ongefilterd("test").values_list("status", "pogingen")) == [("verzonden", 1)]


@pytest.mark.parametrize(
    "velden",
    [
        {"herinnering": False},
        {"werkzoekende__mail_mag": False},
        {"werkzoekende__email": ""},
        {"werkzoekende__contactstatus": "niet_contacteren"},
        {"werkzoekende__contactstatus": "overleden"},
        {"werkzoekende__contactstatus": "verhuisd"},
        {"status": "afgezegd"},
        {"status": "verzet"},
        {"over": 0},
        {"over": 2},
    ],
    ids=lambda velden: "-".join(f"{naam}={waarde}" for naam, waarde in velden.items()),
)
def test_nobody_else_gets_one(rabot, consulent, velden):
    anders = {naam: waarde for naam, waarde in velden.items() if naam != "over"}
    maak(rabot, consulent, begin=om(16, over=velden.get("over", 1)), **anders)
    assert (herinneringen.verstuur_herinneringen(), mail.outbox) == (0, [])


def test_mail_server_that_is_away_is_tried_again_and_at_most_five_times(rabot, consulent, settings):
    maak(rabot, consulent)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    for _ in range(7):
        herinneringen.verstuur_herinneringen()
    assert list(Herinnering.objects.ongefilterd("test").values_list("status", "pogingen", "fout")) == [
        ("mislukt", 5, "ConnectionRefusedError")
    ]


def test_mail_goes_out_when_the_server_is_back(rabot, consulent, settings):
    maak(rabot, consulent)
    gewoon = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    assert herinneringen.verstuur_herinneringen() == 0
    settings.EMAIL_BACKEND = gewoon
    assert (herinneringen.verstuur_herinneringen(), herinneringen.verstuur_herinneringen()) == (1, 0)
    assert len(mail.outbox) == 1


def test_crash_while_sending_is_never_sent_again(rabot, consulent):
    """Nobody knows whether it left: one reminder too few is better than a second one."""
    afspraak = maak(rabot, consulent)
    Herinnering.objects.create(afspraak=afspraak, werkzoekende=afspraak.werkzoekende, pogingen=1)
    assert (herinneringen.verstuur_herinneringen(), mail.outbox) == (0, [])


BELLEN = {"voorkeur_kanaal": "telefoon", "bel_mag": True, "telefoon": "0470 12 34 56", "mail_mag": False}


def maak_te_bellen(rabot: Werkpunt, consulent: Medewerker, dag: str, **velden) -> Afspraak:
    persoon = {f"werkzoekende__{veld}": waarde for veld, waarde in BELLEN.items()}
    begin = datetime.fromisoformat(f"{dag} 14:00 +01:00")
    afspraak = maak(rabot, consulent, begin=begin, **persoon | velden)
    ContactmomentFactory(werkzoekende=afspraak.werkzoekende, werkpunt=rabot, door=consulent)
    return afspraak


def taken():
    return Taak.objects.ongefilterd("test")


def op(moment: str) -> None:
    with time_machine.travel(f"{moment} 09:10 +0100"):
        verstuur_herinneringen()


@pytest.mark.parametrize(
    ("dag", "beldag"),
    [
        ("2026-11-25", "2026-11-24"),
        ("2026-11-30", "2026-11-27"),
        ("2026-12-28", "2026-12-23"),
    ],
    ids=["the day before", "Friday before a Monday", "before Christmas and a closing day"],
)
def test_one_task_to_call_on_the_working_day_before(rabot, consulent, dag, beldag):
    Sluitingsdag.objects.create(werkpunt=rabot, dag="2026-12-24", reden="brug")
    afspraak = maak_te_bellen(rabot, consulent, dag)
    voordien = date.fromisoformat(beldag) - timedelta(days=1)
    op(voordien.isoformat())
    assert taken().count() == 0
    for _ in range(3):
        op(beldag)
    taak = taken().get()
    assert (taak.eigenaar, taak.tegen.isoformat(), taak.werkzoekende) == (consulent, beldag, afspraak.werkzoekende)
    assert taak.wat == f"Bel Elif Demir: afspraak {afspraak.wanneer}"
    assert mail.outbox == []


def test_a_task_to_call_says_that_nobody_made_it(als, rabot, consulent, collega):
    afspraak = maak_te_bellen(rabot, consulent, "2026-11-24")
    maak_taak("Bel terug", eigenaar=consulent, tegen=date(2026, 11, 24), door=collega)
    op("2026-11-23")
    taak = taken().get(sleutel=afspraak.belsleutel)
    assert taak.gemaakt_door is None
    with time_machine.travel("2026-11-23 10:00 +0100"):
        pagina = als(consulent).get("/taken/").content.decode()
    regels = [" ".join(regel.split("</p>")[0].split()) for regel in pagina.split('<li id="taak-')[1:]]
    assert [("Bel Elif" in regel, "vanzelf klaargezet" in regel) for regel in regels] == [(True, True), (False, False)]


@pytest.mark.parametrize("aantal", [1, 3])
def test_looking_for_whom_to_call_costs_the_same_for_any_number(rabot, consulent, aantal, django_assert_num_queries):
    for _ in range(aantal):
        maak_te_bellen(rabot, consulent, "2026-11-30")
    with time_machine.travel("2026-11-24 09:10 +0100"), django_assert_num_queries(2):
        assert herinneringen.zet_belwerk_klaar() == 0


@pytest.mark.parametrize(
    "velden",
    [
        {"herinnering": False},
        {"werkzoekende__bel_mag": False},
        {"werkzoekende__telefoon": ""},
        {"werkzoekende__voorkeur_kanaal": "sms"},
        {"werkzoekende__contactstatus": "niet_contacteren"},
        {"status": "afgezegd"},
        {"medewerker__is_active": False},
    ],
    ids=lambda velden: "-".join(f"{naam}={waarde}" for naam, waarde in velden.items()),
)
def test_nobody_else_is_called(rabot, consulent, velden):
    if "medewerker__is_active" in velden:
        consulent.is_active = False
        consulent.save()
    maak_te_bellen(rabot, consulent, "2026-11-24", **{n: w for n, w in velden.items() if "__is" not in n})
    op("2026-11-23")
    assert taken().count() == 0


@pytest.mark.parametrize("daad", ["zeg_af", "verzet", "gekomen", "collega"])
def test_the_task_goes_when_there_is_nothing_to_remind_of(rabot, consulent, collega, daad):
    afspraak = maak_te_bellen(rabot, consulent, "2026-11-24")
    with time_machine.travel("2026-11-23 10:00 +0100"):
        verstuur_herinneringen()
        assert taken().count() == 1
        if daad == "zeg_af":
            afspraken.zeg_af(afspraak, door=consulent)
        elif daad == "verzet":
            later = timedelta(days=7)
            afspraken.verzet_afspraak(
                afspraak, begin=afspraak.begin + later, einde=afspraak.einde + later, door=consulent
            )
        elif daad == "collega":
            afspraak.medewerker = collega
            afspraken.wijzig_afspraak(afspraak, door=consulent, collegas=[])
        if daad != "gekomen":
            assert taken().count() == 0
            verstuur_herinneringen()
    if daad == "gekomen":
        with time_machine.travel("2026-11-24 14:10 +0100"):
            afspraken.noteer_gekomen(afspraak, door=consulent)
    assert [taak.eigenaar for taak in taken()] == ([collega] if daad == "collega" else [])
    if daad == "verzet":
        op("2026-11-30")
        assert taken().get().tegen.isoformat() == "2026-11-30"


def test_a_task_that_was_changed_or_done_is_not_made_again(rabot, consulent):
    afspraak = maak_te_bellen(rabot, consulent, "2026-11-24")
    with time_machine.travel("2026-11-23 10:00 +0100"):
        verstuur_herinneringen()
        taak = taken().get()
        wijzig_taak(taak, wat="Bel haar zus", eigenaar=consulent, tegen=taak.tegen, door=consulent)
        rond_af(taak, door=consulent)
        verstuur_herinneringen()
        afspraken.zeg_af(afspraak, door=consulent)
    assert [(taak.wat, taak.status) for taak in taken()] == [("Bel haar zus", "klaar")]


def test_undoing_the_visit_that_gave_the_appointment_takes_the_call_along(rabot, consulent):
    with time_machine.travel("2026-11-23 10:00 +0100"):
        contact = ContactmomentFactory(werkpunt=rabot, door=consulent)
        maak_te_bellen(rabot, consulent, "2026-11-24", sleutel=sleutel_bij(contact, "afspraak"))
        verstuur_herinneringen()
        assert taken().count() == 1
        services.maak_ongedaan(contact, door=consulent)
    assert taken().count() == 0
