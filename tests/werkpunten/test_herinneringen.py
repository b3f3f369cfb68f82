"""Reminders by mail: to whom, once, and what happens when the mail server is away."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail

from kern.tijd import vandaag
from tests.factories.werkpunten import AfspraakFactory, om
from toegang.models import Medewerker
from werkpunten import herinneringen
from werkpunten.models import Afspraak, Herinnering, Werkpunt
from werkpunten.tasks import verstuur_herinneringen

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
