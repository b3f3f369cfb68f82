"""A person's file: who gets in, what the timeline shows, and who is told about it."""

import datetime

import pytest
from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from werkpunten import dossier, services
from werkpunten.models import Betrokkenheid, Contactmoment, Sluitingsdag, Werkzoekende
from werkpunten.zicht import zet_inzage


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, notitie="kwam langs")
    return Werkzoekende.objects.zichtbaar_voor(consulent).met_recht(consulent).get()


def test_identity_bar_and_timeline(als, consulent, persoon):
    inhoud = als(consulent).get(persoon.get_absolute_url()).content.decode()
    assert "<h1><bdi>Demir, Elif</bdi></h1>" in inhoud
    assert f"°04/03/1991 ({persoon.leeftijd}) · dossier {persoon.dossiernummer}" in inhoud
    assert "Bezoek aan de balie" in inhoud
    assert "kwam langs" in inhoud


def test_missing_and_hidden_answer_the_same(als, vreemde, persoon):
    client = als(vreemde)
    for deel in ("", "gegevens/", "toegang/"):
        verborgen = client.get(persoon.get_absolute_url() + deel)
        onbekend = client.get(f"/werkzoekenden/00000000-0000-4000-8000-000000000000/{deel}")
        assert (verborgen.status_code, onbekend.status_code) == (404, 404)
        assert verborgen.content == onbekend.content


def test_opening_with_a_reason_gives_sight_and_is_kept(als, vreemde, consulent, persoon):
    client, dossieradres = als(vreemde), persoon.get_absolute_url()
    te_kort = client.post(f"{dossieradres}openen/", {"reden": "zomaar"})
    assert te_kort.status_code == 422
    assert "zomaar" in te_kort.content.decode()
    assert client.get(dossieradres).status_code == 404
    antwoord = client.post(f"{dossieradres}openen/", {"reden": "Belt over zijn afspraak van morgen"})
    assert (antwoord.status_code, antwoord["Location"]) == (302, dossieradres)
    assert client.get(dossieradres).status_code == 200
    gelogd = Raadpleging.objects.get(scherm="werkpunten:werkzoekende-openen", status=302)
    assert (gelogd.aard, gelogd.reden) == ("inzage", "Belt over zijn afspraak van morgen")
    toegang = als(consulent).get(f"{dossieradres}toegang/").content.decode()
    assert toegang.count("Belt over zijn afspraak van morgen") == 2


def test_a_protected_stranger_cannot_be_opened(als, vreemde, consulent, rabot):
    verborgen = WerkzoekendeFactory(beschermd=True)
    ContactmomentFactory(werkzoekende=verborgen, werkpunt=rabot, door=consulent)
    antwoord = als(vreemde).post(f"{verborgen.get_absolute_url()}openen/", {"reden": "Belt over een afspraak"})
    assert antwoord.status_code == 404
    assert Betrokkenheid.objects.ongefilterd("test").filter(reden="verantwoord").count() == 0


def test_who_may_see_it_already_gets_no_second_way_in(als, consulent, persoon):
    als(consulent).post(f"{persoon.get_absolute_url()}openen/", {"reden": "nog eens kijken"})
    assert Betrokkenheid.objects.ongefilterd("test").count() == 1


def test_looks_are_logged_and_lists_are_shown_only_when_asked(als, consulent, collega, persoon):
    als(collega).get(persoon.get_absolute_url())
    als(collega).post("/balie/zoek/", {"zoek": "demir"})
    client = als(consulent)
    zonder = client.get(f"{persoon.get_absolute_url()}toegang/").content.decode()
    met = client.get(f"{persoon.get_absolute_url()}toegang/?lijsten=1").content.decode()
    assert (zonder.count("Opende het dossier"), zonder.count("Zag de naam")) == (1, 0)
    assert met.count("Zag de naam") == 1
    assert str(collega) in zonder
    assert "Iedereen van Werkpunt Rabot" in zonder
    assert "De persoon kwam er langs of werd er gezien." in zonder


def test_the_tab_says_why_each_sees_the_file_and_how_it_ends(als, consulent, collega, vreemde, persoon, rabot):
    partner = OrganisatieFactory(naam="CAW Voorbeeld")
    morgen = timezone.now() + datetime.timedelta(days=1)
    zet_inzage(persoon.pk, organisatie_id=partner.pk, reden=Betrokkenheid.Reden.DOORVERWIJZING, tot=morgen)
    services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    begeleiding = services.start_begeleiding(persoon, begeleider=collega, werkpunt=rabot, door=collega)
    services.beeindig_begeleiding(begeleiding, reden="ander werk", door=consulent)
    services.open_met_reden(persoon, reden="Belt over zijn afspraak", door=vreemde)
    inhoud = als(consulent).get(f"{persoon.get_absolute_url()}toegang/").content.decode()
    nu, vroeger = inhoud.split("Wie mocht het vroeger zien?")
    for wie, waarom, einde in (
        ("Iedereen van Werkpunt Rabot", "De persoon kwam er langs of werd er gezien.", "Na elk nieuw contact"),
        ("Iedereen van Werkpunt Rabot", "Een collega begeleidt de persoon hier.", "Als de begeleiding stopt."),
        (f"{consulent}, Stad Gent", "Begeleidt de persoon.", f'{persoon.get_absolute_url()}begeleiding/"'),
        (f"{collega}, Stad Gent", "Begeleidde de persoon tot voor kort.", "enkel lezen"),
        (f"{vreemde}, Stad Gent", "Gaf een reden: “Belt over zijn afspraak”", "kan ernaar vragen"),
        ("CAW Voorbeeld", "Kreeg een doorverwijzing.", "Als de persoon de toestemming intrekt: dan meteen."),
    ):
        assert (wie in nu, waarom in nu, einde in nu) == (True, True, True), wie
    assert f"{collega}, Stad Gent: Begeleidt de persoon." in vroeger
    assert f"{persoon.get_absolute_url()}afschrift/?wat=toegang" in inhoud


def test_notes_are_shown_only_at_their_level(als, consulent, collega, persoon, rabot):
    ContactmomentFactory(
        werkzoekende=persoon, werkpunt=rabot, door=consulent, notitie="heel geheim", niveau="vertrouwelijk"
    )
    assert "heel geheim" in als(consulent).get(persoon.get_absolute_url()).content.decode()
    assert "heel geheim" not in als(collega).get(persoon.get_absolute_url()).content.decode()


def test_unknown_hour_is_not_shown_as_midnight(consulent, persoon, rabot):
    for tijdstip in (None, datetime.time(0, 0)):
        ContactmomentFactory(
            werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=datetime.date(2026, 3, 2), tijdstip=tijdstip
        )
    punten, _ = dossier.tijdlijn(persoon, consulent, soort="", blad=1)
    assert [punt.wanneer.split(" · ")[0] for punt in punten[1:]] == ["02/03/2026 00:00", "02/03/2026"]


def test_filter_by_kind_and_25_per_page(als, consulent, persoon, rabot):
    for dag in range(1, 27):
        ContactmomentFactory(
            werkzoekende=persoon, werkpunt=rabot, door=consulent, soort="telefoon", dag=datetime.date(2026, 1, dag)
        )
    client, adres = als(consulent), persoon.get_absolute_url()
    htmx = {"HX-Request": "true"}
    eerste = client.get(f"{adres}?soort=telefoon", headers=htmx).content.decode()
    tweede = client.get(f"{adres}?soort=telefoon&blad=2", headers=htmx).content.decode()
    assert (eerste.count("Telefoongesprek</h3>"), tweede.count("Telefoongesprek</h3>")) == (25, 1)
    assert "26/01/2026" in eerste
    assert "01/01/2026" in tweede
    assert "<html" not in eerste
    assert ("Ouder" in eerste, "Ouder" in tweede, "Nieuwer" in tweede) == (True, False, True)
    assert client.get(f"{adres}?soort=bestaat-niet&blad=x").status_code == 200
    assert "Geen contacten van deze soort." in client.get(f"{adres}?soort=groep").content.decode()


def test_higher_apps_add_events_by_registering(consulent, persoon, monkeypatch):
    punt = dossier.Punt(datetime.date(2014, 6, 1), None, "Doorverwijzing verstuurd", "")
    register = type(dossier.bronnen)("proef")
    register.meld_aan("contacten", dossier.CONTACTEN)
    register.meld_aan("proef", dossier.Bron([("proef", "Proef")], lambda *args: [punt]))
    monkeypatch.setattr(dossier, "bronnen", register)
    punten, meer = dossier.tijdlijn(persoon, consulent, soort="", blad=1)
    assert ([p.titel for p in punten], meer) == (["Bezoek aan de balie", "Doorverwijzing verstuurd"], False)
    assert dossier.tijdlijn(persoon, consulent, soort="proef", blad=1) == ([punt], False)


def test_data_tab_never_shows_the_national_number(als, consulent, rabot):
    persoon = services.registreer_werkzoekende(WerkzoekendeFactory.build(), insz="85073003328", door=consulent)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    inhoud = als(consulent).get(f"{persoon.get_absolute_url()}gegevens/").content.decode()
    assert "bewaard, verborgen" in inhoud
    assert "850730" not in inhoud


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_file_costs_the_same_queries_however_long(
    als, consulent, persoon, rabot, aantal, django_assert_num_queries
):
    for _ in range(aantal - 1):
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    client = als(consulent)
    client.get(persoon.get_absolute_url())
    for deel, vragen in (("", 24), ("gegevens/", 17), ("toegang/", 13)):
        with django_assert_num_queries(vragen):
            client.get(persoon.get_absolute_url() + deel)


@pytest.mark.parametrize(
    ("uur", "tekst"),
    [
        ("08:59", "Open vanaf 09.00 uur"),
        ("09:00", "Open tot 12.00 uur"),
        ("11:59", "Open tot 12.00 uur"),
        ("12:00", "Open vanaf 13.30 uur"),
        ("16:00", "Gesloten sinds 16.00 uur"),
    ],
)
def test_whether_the_door_is_open_in_words(rabot, uur, tekst):
    for van, tot in (("09:00", "12:00"), ("13:30", "16:00")):
        rabot.openingsuren.create(weekdag=1, van=van, tot=tot, geldig_van="2020-01-01")
    rabot.openingsuren.create(weekdag=1, van="06:00", tot="23:00", geldig_van="2019-01-01", geldig_tot="2019-12-31")
    nu = datetime.datetime.fromisoformat(f"2026-11-23T{uur}:00+01:00")
    assert rabot.deur(nu) == tekst
    assert rabot.deur(nu + datetime.timedelta(days=1)) == "Gesloten vandaag"
    Sluitingsdag.objects.create(dag=nu.date(), reden="Sinterklaas")
    assert rabot.deur(nu) == "Gesloten vandaag: Sinterklaas"


@pytest.mark.parametrize(
    ("dag", "tekst"),
    [
        ("2026-12-25", "Gesloten vandaag: Kerstmis"),
        ("2026-04-06", "Gesloten vandaag: Paasmaandag"),
        ("2026-07-21", "Gesloten vandaag: Nationale feestdag"),
        ("2026-12-24", "Open tot 12.00 uur"),
    ],
)
def test_the_door_is_closed_on_belgian_holidays(rabot, dag, tekst):
    for weekdag in range(1, 6):
        rabot.openingsuren.create(weekdag=weekdag, van="09:00", tot="12:00", geldig_van="2020-01-01")
    assert rabot.deur(datetime.datetime.fromisoformat(f"{dag}T10:00+01:00")) == tekst


def test_contact_from_the_file_opens_the_desk_with_that_person(als, consulent, persoon):
    client = als(consulent)
    assert f"/balie/?wie={persoon.uuid}" in client.get(persoon.get_absolute_url()).content.decode()
    assert 'value="Demir, Elif"' in client.get(f"/balie/?wie={persoon.uuid}").content.decode()
    assert Contactmoment.objects.ongefilterd("test").count() == 1


def test_filter_takes_the_place_of_the_query(als, consulent, persoon):
    adres = persoon.get_absolute_url()
    assert f'hx-get="{adres}"' in als(consulent).get(f"{adres}?blad=3").content.decode()


def test_going_back_gets_the_whole_page(als, consulent, persoon):
    client, adres = als(consulent), persoon.get_absolute_url()
    terug = client.get(adres, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in terug.content.decode()
    assert f'href="{adres}gegevens/"' in terug.content.decode()
    assert f"dossier {persoon.dossiernummer}" in terug.content.decode()


def test_country_and_language_in_words(als, consulent, rabot):
    persoon = WerkzoekendeFactory(nationaliteit="TR", contacttaal="hy")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    inhoud = als(consulent).get(f"{persoon.get_absolute_url()}gegevens/").content.decode()
    assert "<td>Turkije</td>" in inhoud
    assert "<dd>Armeens</dd>" in inhoud


def test_who_looked_goes_on_after_fifty(als, consulent, collega, persoon):
    client, adres = als(collega), persoon.get_absolute_url()
    for _ in range(51):
        client.get(adres)
    eerste = als(consulent).get(f"{adres}toegang/").content.decode()
    tweede = als(consulent).get(f"{adres}toegang/?pagina=2").content.decode()
    assert (eerste.count("Opende het dossier"), tweede.count("Opende het dossier")) == (50, 2)
    assert "1–50 van 51 keer bekeken" in eerste


def test_a_reason_says_who_reads_it(als, vreemde, consulent, collega, persoon):
    gevraagd = als(vreemde).post("/balie/persoon/", {"wie": persoon.uuid}).content.decode()
    assert "alle collega&#x27;s met toegang tot dit dossier kunnen dit lezen" in gevraagd
    als(vreemde).post(f"{persoon.get_absolute_url()}openen/", {"reden": "Belt over zijn afspraak"})
    assert "Belt over zijn afspraak" in als(collega).get(f"{persoon.get_absolute_url()}toegang/").content.decode()


def test_every_tab_says_first_what_is_urgent(als, consulent, rabot, persoon):
    """The next appointment and late tasks, at no extra question to the database (see the counts above)."""
    adres = persoon.get_absolute_url()
    assert "<h2>Eerst</h2>" not in als(consulent).get(adres).content.decode()
    morgen = timezone.now() + datetime.timedelta(days=1)
    einde = morgen + datetime.timedelta(minutes=30)
    AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=morgen, einde=einde)
    TaakFactory(
        werkzoekende=persoon, eigenaar=consulent, gemaakt_door=consulent, tegen=vandaag() - datetime.timedelta(days=3)
    )
    for deel in ("", "gegevens/", "trajecten/", "doorverwijzingen/"):
        inhoud = als(consulent).get(adres + deel).content.decode()
        assert f"{timezone.localtime(morgen):%H:%M}" in inhoud
        assert "1 taak is te laat." in inhoud
