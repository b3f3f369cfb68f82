"""Mail and the clock: a referral never waits for a mail server or a broker, and the clock repeats nothing."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from partners.models import Doorverwijzing, Mail, Verloop
from partners.services import doorverwijzen, post
from tests.factories.partners import WebhookFactory, verwijs_door
from toegang.models import Medewerker
from werkpunten.models import Taak


class Weg(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPServerDisconnected("weg")


@pytest.fixture
def brief(verwijzing):
    return Mail.objects.get()


def nu(brief):
    brief.refresh_from_db()
    return brief.status, brief.pogingen, brief.fout


def test_sent_once_however_often_it_is_handed_over(brief):
    for _ in range(3):
        post.verstuur(brief.pk)
    assert (len(mail.outbox), nu(brief)) == (1, ("verstuurd", 1, ""))
    assert mail.outbox[0].to == ["onthaal@compaan.test"]


def test_a_mail_server_that_is_away_means_later_and_the_referral_stands(brief, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Weg"
    post.verstuur(brief.pk)
    assert nu(brief) == ("wacht", 1, "SMTPServerDisconnected")
    assert Doorverwijzing.objects.ongefilterd("test").get().status == "verstuurd"
    post.verstuur(brief.pk)  # too soon
    assert nu(brief) == ("wacht", 1, "SMTPServerDisconnected")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Mail.objects.update(niet_voor=timezone.now() - timedelta(seconds=1))
    post.verstuur(brief.pk)
    assert (len(mail.outbox), nu(brief)) == (1, ("verstuurd", 2, ""))


class Kapot(EmailBackend):
    """A back end with a mistake nobody thought of."""

    def send_messages(self, email_messages):
        raise UnicodeError("kapot")


def probeer(brief, keer):
    for _ in range(keer):
        Mail.objects.filter(pk=brief.pk).update(niet_voor=timezone.now() - timedelta(seconds=1))
        post.verstuur(brief.pk)


def test_a_weekend_without_mail_server_loses_nothing_and_then_it_is_given_up(brief, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Weg"
    wachten = []
    for _ in range(19):
        probeer(brief, 1)
        brief.refresh_from_db()
        wachten.append(round((brief.niet_voor - timezone.now()).total_seconds() / 60))
    assert wachten == [1, 2, 4, 8, 16, 32, 64, 128, 256, *[360] * 10]
    assert sum(wachten) > 64 * 60  # from Friday at five till Monday at nine
    assert nu(brief) == ("wacht", 19, "SMTPServerDisconnected")
    probeer(brief, 2)
    assert nu(brief) == ("mislukt", 20, "SMTPServerDisconnected")


def test_a_mail_to_a_partner_that_is_given_up_becomes_a_call(brief, verwijzing, compaan, consulent, settings):
    compaan.telefoon = "09 123 45 67"
    compaan.save()
    settings.EMAIL_BACKEND = f"{__name__}.Weg"
    probeer(brief, 21)
    taak = Taak.objects.zichtbaar_voor(consulent).get()
    bellen = f"Bel {compaan} (09 123 45 67) over doorverwijzing {verwijzing.nummer}: onze mail kwam niet aan"
    assert (taak.wat, taak.eigenaar, taak.werkzoekende) == (bellen, consulent, verwijzing.werkzoekende)


def test_a_mistake_nobody_thought_of_is_no_endless_loop(brief, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Kapot"
    post.verstuur(brief.pk)
    assert nu(brief) == ("wacht", 1, "UnicodeError")
    assert brief.niet_voor > timezone.now() + timedelta(seconds=50)


def test_a_mail_that_kills_its_worker_every_time_is_given_up(brief):
    weg = timezone.now() - timedelta(seconds=1)
    Mail.objects.filter(pk=brief.pk).update(status="bezig", pogingen=20, lease_tot=weg)
    post.verstuur(brief.pk)
    assert nu(brief) == ("mislukt", 21, "werker viel weg")
    assert (mail.outbox, post.veeg()) == ([], 0)


def test_the_broker_away_is_made_good_by_the_sweep(brief):
    """Without its hand-over after commit (a test never commits) the row is all there is."""
    Mail.objects.update(aangeboden_op=None)
    assert (post.veeg(), post.veeg()) == (1, 0)
    Mail.objects.update(aangeboden_op=timezone.now() - timedelta(seconds=21))
    assert (post.veeg(), nu(brief)) == (1, ("wacht", 0, ""))


def test_a_mail_nobody_needs_any_more_is_not_sent(brief, verwijzing, consulent):
    doorverwijzen.zet(verwijzing, "ingetrokken", door=consulent, tekst="vergissing")
    post.verstuur(brief.pk)
    assert (len(mail.outbox), nu(brief)[0]) == (0, "vervallen")
    assert Mail.objects.latest("pk").onderwerp == f"Doorverwijzing {verwijzing.nummer} is ingetrokken"


def test_no_address_no_mail_but_a_referral(persoon, compaan, rabot, consulent):
    compaan.email = ""
    compaan.save()
    assert verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent).status == "verstuurd"
    assert (Mail.objects.count(), Taak.objects.zichtbaar_voor(consulent).count()) == (0, 0)  # they sign in


@pytest.mark.parametrize("telefoon", ["09 123 45 67", ""])
def test_a_partner_that_hears_nothing_by_itself_is_a_call_to_make(persoon, ander, rabot, consulent, telefoon):
    ander.email, ander.telefoon = "", telefoon
    ander.save()
    verwijzing = verwijs_door(persoon, partner=ander, werkpunt=rabot, door=consulent)
    wie = f"Bel vzw Ander ({telefoon or 'geen telefoonnummer gekend'}) over doorverwijzing {verwijzing.nummer}"
    taken = Taak.objects.zichtbaar_voor(consulent).order_by("pk")
    assert [taak.wat for taak in taken] == [f"{wie} (verstuurd): ze krijgen geen bericht van ons"]
    doorverwijzen.beantwoord(verwijzing, "Ze komt dinsdag.", door=consulent)
    assert [taak.wat for taak in taken.all()[1:]] == [
        f"{wie} (antwoord van de afzender): ze krijgen geen bericht van ons"
    ]


@pytest.mark.parametrize("wat", ["account dat weg is", "webhook", "webhook die uit staat"])
def test_who_hears_by_an_account_or_a_system(ander, buitenstaander, wat):
    ander.email = ""
    ander.save()
    if wat == "account dat weg is":
        assert ander.hoort_van_ons()
    Medewerker.objects.filter(pk=buitenstaander.pk).update(is_active=False)
    if wat.startswith("webhook"):
        WebhookFactory(partner=ander, actief=wat == "webhook")
    assert ander.hoort_van_ons() == (wat == "webhook")


def test_no_mail_ever_names_anybody(verwijzing, partnermedewerker, consulent):
    doorverwijzen.vraag_meer(verwijzing, "Is Elif Kanarie thuis?", door=partnermedewerker)
    doorverwijzen.beantwoord(verwijzing, "Elif is thuis.", door=consulent)
    doorverwijzen.zet(verwijzing, "ingetrokken", door=consulent, tekst="Elif belde zelf")
    brieven = list(Mail.objects.order_by("pk"))
    assert len(brieven) == 4
    for brief in brieven:
        post.verstuur(brief.pk)
        for geheim in ("Elif", "Kanarie", "0470"):
            assert geheim not in brief.onderwerp + brief.tekst


@pytest.mark.parametrize(("dagen", "verwacht"), [(7, (0, 0)), (8, (1, 0)), (30, (1, 0)), (31, (0, 1))])
def test_the_clock_reminds_and_gives_up_once(verwijzing, dagen, verwacht):
    with time_machine.travel(verwijzing.verstuurd_op + timedelta(days=dagen, seconds=-1 if dagen in (7, 30) else 1)):
        assert (doorverwijzen.volg_op(), doorverwijzen.volg_op()) == (verwacht, (0, 0))
    stappen = Verloop.objects.ongefilterd("test").exclude(naar="verstuurd").values_list("soort", "naar", "kanaal")
    herinnering, opgegeven = [("herinnering", "", "klok")], [("stap", "geen_antwoord", "klok")]
    assert list(stappen) == herinnering * verwacht[0] + opgegeven * verwacht[1]


def test_sent_and_completed_lie_in_their_own_month(persoon, compaan, rabot, consulent):
    """Sent counts in the month of sending, completed in the month of the answer."""
    with time_machine.travel("2027-01-31 23:30+01:00"):
        verwijzing = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    with time_machine.travel("2027-02-01 00:30+01:00"):
        for naar in ("aanvaard", "gestart", "afgerond"):
            verwijzing = doorverwijzen.zet(verwijzing, naar, door=consulent, tekst="vond werk")
    momenten = (verwijzing.verstuurd_op, verwijzing.beantwoord_op, verwijzing.afgesloten_op)
    assert [f"{timezone.localtime(moment):%Y-%m}" for moment in momenten] == ["2027-01", "2027-02", "2027-02"]


def test_mails_of_the_demonstration_can_be_read(als, consulent, brief, settings, tmp_path):
    client = als(consulent)
    assert client.get("/post/").status_code == 404
    settings.MAIL_TE_LEZEN, settings.EMAIL_FILE_PATH = True, tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "Er zijn nog geen mails verstuurd." in client.get("/post/").content.decode()
    post.verstuur(brief.pk)
    tekst = client.get("/post/").content.decode()
    for verwacht in (brief.onderwerp, 'href="http', "/antwoord/", "Ze werkt één keer"):
        assert verwacht in tekst
