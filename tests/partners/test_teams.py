"""Case teams: who sits in one, what a partner sees of it, and how what was decided stays alive."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from kern.tijd import vandaag
from partners import controles
from partners.models import Agendapunt, Beslissing, Casusteam, Mail, Partner, Teamlid, Teamoverleg, Toestemming
from partners.services import doorverwijzen, gids, teams
from tests.factories.partners import team_van
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from werkpunten.models import Betrokkenheid, Werkzoekende

LIJST = "/casusteams/"


@pytest.fixture
def team(persoon, compaan, partnermedewerker, rabot, consulent):
    return team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent, gegevens=["naam", "telefoon"])


@pytest.fixture
def overleg(team, consulent):
    nieuw = Teamoverleg(team=team, begin=timezone.now() + timedelta(minutes=5), plaats="Rabot")
    return teams.plan_overleg(nieuw, door=consulent)


def leden(team):
    return Teamlid.objects.ongefilterd("test").filter(team=team).lopend()


def zicht(medewerker):
    alle = Betrokkenheid.objects.ongefilterd("test").geldig()
    return list(alle.filter(medewerker=medewerker).values_list("reden", "alleen_lezen", "werkzoekende"))


def test_a_partner_sees_the_team_and_what_was_consented_to_and_never_the_file(
    als, team, persoon, partnermedewerker, buitenstaander
):
    assert zicht(partnermedewerker) == [("casusteam", True, persoon.pk)]
    assert not Werkzoekende.objects.zichtbaar_voor(partnermedewerker).exists()
    inhoud = als(partnermedewerker).get(team.get_absolute_url()).content.decode()
    assert "Kanarie, Elif" in inhoud
    assert "0470 11 22 33" in inhoud
    assert "Samen naar werk in de zorg" in inhoud
    assert "Naar het dossier" not in inhoud
    assert "Iemand toevoegen" not in inhoud
    assert als(partnermedewerker).get(persoon.get_absolute_url()).status_code == 404
    assert als(partnermedewerker).get(f"{team.get_absolute_url()}lid/").status_code == 404
    assert als(buitenstaander).get(team.get_absolute_url()).status_code == 404
    assert "Kanarie" in als(partnermedewerker).get(LIJST).content.decode()
    assert "T0" not in als(buitenstaander).get(LIJST).content.decode()
    [gezien] = Raadpleging.objects.filter(scherm="partners:casusteam-detail", medewerker_id=partnermedewerker.pk)
    assert gezien.personen == [persoon.pk]


def test_a_colleague_of_the_same_partner_who_is_not_in_the_team_sees_nothing(als, team, partnercollega):
    assert als(partnercollega).get(team.get_absolute_url()).status_code == 404
    assert "Kanarie" not in als(partnercollega).get(LIJST).content.decode()


def test_name_stays_away_when_only_something_else_was_shared(
    als, persoon, compaan, partnermedewerker, rabot, consulent
):
    team = team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent, gegevens=["telefoon"])
    for adres in (LIJST, team.get_absolute_url()):
        inhoud = als(partnermedewerker).get(adres).content.decode()
        assert team.nummer in inhoud
        assert "Kanarie" not in inhoud


def test_withdrawn_while_the_page_is_open_the_next_click_shows_nothing(als, team, partnermedewerker, consulent):
    client = als(partnermedewerker)
    assert client.get(team.get_absolute_url()).status_code == 200
    [toestemming] = Toestemming.objects.ongefilterd("test")
    doorverwijzen.trek_toestemming_in(toestemming, door=consulent)
    assert client.get(team.get_absolute_url()).status_code == 404
    assert client.post(team.get_absolute_url(), {"doe": "beslissing"}).status_code == 404
    assert zicht(partnermedewerker) == []
    assert [lid.medewerker for lid in leden(team)] == [consulent]


def test_consent_that_runs_out_closes_the_team_by_itself(als, team, partnermedewerker):
    alle = Toestemming.objects.ongefilterd("test")
    gisteren = vandaag() - timedelta(days=1)
    alle.update(gegeven_op=gisteren, geldig_tot=gisteren)
    assert als(partnermedewerker).get(team.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("einde", ["weg", "stop", "partner stopt", "ander werk"])
def test_sight_ends_with_the_membership(als, team, compaan, ander, partnermedewerker, consulent, coordinator, einde):
    if einde == "weg":
        teams.haal_weg(leden(team).get(medewerker=partnermedewerker), door=consulent)
    elif einde == "stop":
        teams.stop(team, besluit="Vond werk in een woonzorgcentrum", door=consulent)
    elif einde == "partner stopt":
        gids.zet_stand(compaan, Partner.Stand.GESTOPT, door=coordinator)
    else:
        partnermedewerker.organisatie = ander.organisatie
        partnermedewerker.save()
    assert als(partnermedewerker).get(team.get_absolute_url()).status_code == 404
    if einde != "ander werk":
        assert zicht(partnermedewerker) == []
        assert list(dict(controles.alle())["zicht-van-teams"].uitzonderingen()) == []


def test_second_of_a_partner_comes_by_the_consent_there_is_and_the_first_needs_one(
    team, partnercollega, buitenstaander, consulent
):
    lid = teams.voeg_toe(team, partnercollega, door=consulent)
    assert lid.toestemming == leden(team)[1].toestemming
    with pytest.raises(ValidationError, match="Zonder toestemming kan je geen persoonsgegevens delen"):
        teams.voeg_toe(team, buitenstaander, door=consulent)
    with pytest.raises(ValidationError, match="Deze persoon zit al in het team"):
        teams.voeg_toe(team, partnercollega, door=consulent)
    assert leden(team).count() == 3


def test_colleague_who_does_not_see_the_file_cannot_be_added(team, vreemde, collega, consulent):
    with pytest.raises(ValidationError, match="ziet dit dossier niet"):
        teams.voeg_toe(team, vreemde, door=consulent)
    assert teams.voeg_toe(team, collega, door=consulent).toestemming is None


def test_one_team_at_a_time_and_only_by_who_may_change_the_file(team, persoon, rabot, consulent, vreemde, ledeberg):
    with pytest.raises(ValidationError, match="Rond deze persoon loopt al een casusteam"):
        teams.start(persoon, werkpunt=rabot, doel="Nog een team erbij", door=consulent)
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        teams.start(persoon, werkpunt=ledeberg, doel="Van een vreemde", door=vreemde)
    teams.stop(team, besluit="Afgerond", door=consulent)
    assert teams.start(persoon, werkpunt=rabot, doel="Een nieuw begin", door=consulent).pk != team.pk
    with pytest.raises(ValidationError, match="Dit team is gestopt"):
        teams.stop(team, besluit="Nog eens", door=consulent)


def test_added_in_the_screen_with_the_five_questions(als, persoon, compaan, partnermedewerker, rabot, consulent):
    team = team_van(persoon, werkpunt=rabot, door=consulent)
    client, adres = als(consulent), f"{team.get_absolute_url()}lid/"
    assert str(partnermedewerker) in client.get(adres).content.decode()
    vragen = client.get(adres, {"wie": partnermedewerker.pk}).content.decode()
    assert "De persoon weet wat je deelt en met wie" in vragen
    half = {"wie": partnermedewerker.pk, "gegevens": ["naam"], "grond": "toestemming", "hoe": "mondeling"}
    half |= {"gegeven_op": vandaag().isoformat(), "geldig_tot": (vandaag() + timedelta(days=90)).isoformat()}
    antwoord = client.post(adres, half)
    assert antwoord.status_code == 422
    assert leden(team).count() == 1
    ja = dict.fromkeys(("weet_ervan", "in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht"), "on")
    assert client.post(adres, half | ja).status_code == 302
    lid = leden(team).get(medewerker=partnermedewerker)
    assert (lid.toestemming.doel, lid.toestemming.gegevens) == ("Casusteam: Samen naar werk in de zorg", ["naam"])


def test_meeting_is_planned_once_and_mailed_without_names(als, team, consulent, partnermedewerker):
    Mail.objects.all().delete()
    velden = {"doe": "plan", "sleutel": "6f6c6f6c-0000-4000-8000-000000000001", "plaats": "Rabot"}
    velden |= {
        "dag": (vandaag() + timedelta(days=3)).isoformat(),
        "uur": "10:00",
        "persoon_erbij": "on",
        "minuten": 90,
    }
    for _ in range(2):
        assert als(consulent).post(team.get_absolute_url(), velden).status_code == 302
    [overleg] = Teamoverleg.objects.ongefilterd("test")
    assert (timezone.localtime(overleg.begin).hour, overleg.plaats, overleg.persoon_erbij) == (10, "Rabot", True)
    assert overleg.einde - overleg.begin == timedelta(minutes=90)
    [mail] = Mail.objects.all()
    assert mail.aan == partnermedewerker.email
    assert team.nummer in mail.onderwerp
    assert "Elif" not in mail.onderwerp + mail.tekst
    assert "Kanarie" not in mail.onderwerp + mail.tekst
    oud = {**velden, "sleutel": "6f6c6f6c-0000-4000-8000-000000000002", "dag": "2024-01-05"}
    antwoord = als(consulent).post(team.get_absolute_url(), oud)
    assert antwoord.status_code == 422
    assert "Dit moment is voorbij" in antwoord.content.decode()
    assert 'value="Rabot"' in antwoord.content.decode()


def test_a_meeting_from_agenda_to_decisions_done_by_two_organisations(
    als, team, overleg, consulent, partnermedewerker
):
    partner, wij, adres = als(partnermedewerker), als(consulent), overleg.get_absolute_url()
    assert partner.post(adres, {"doe": "punt", "onderwerp": "Opvang  zoeken"}).status_code == 302
    assert partner.post(adres, {"doe": "punt", "onderwerp": "Opvang zoeken"}).status_code == 422
    [punt] = Agendapunt.objects.ongefilterd("test")
    assert (punt.onderwerp, punt.door) == ("Opvang zoeken", partnermedewerker)
    bewaar = {"doe": f"noteer-{punt.pk}", f"{punt.pk}-bespreking": "Er is plaats in juni."}
    bewaar[f"{punt.pk}-gezien"] = _gezien(wij, overleg, punt)
    assert wij.post(adres, bewaar).status_code == 302
    lid = leden(team).get(medewerker=partnermedewerker)
    tegen = (vandaag() + timedelta(days=7)).isoformat()
    beslis = {"doe": "beslis", "tekst": "Belt de opvang", "wie": lid.pk, "tegen": tegen}
    assert wij.post(adres, beslis).status_code == 302
    assert wij.post(adres, beslis).status_code == 422
    houd = {"doe": "houd", "aanwezig": [lid.pk], "persoon_erbij": ""}
    assert wij.post(adres, houd).status_code == 302
    overleg.refresh_from_db()
    assert (overleg.status, overleg.persoon_erbij, list(overleg.deelnemers())) == ("gehouden", False, [lid])
    [beslissing] = Beslissing.objects.ongefilterd("test")
    klaar = {"doe": "beslissing", "beslissing": beslissing.pk, "naar": "gedaan"}
    for _ in range(2):
        assert partner.post(adres, klaar).status_code == 302
    beslissing.refresh_from_db()
    assert (beslissing.status, beslissing.gesloten_door) == ("gedaan", partnermedewerker)
    tijdlijn = wij.get(team.werkzoekende.get_absolute_url()).content.decode()
    assert "Overleg van het casusteam" in tijdlijn
    assert "Belt de opvang" in tijdlijn


def _gezien(client, overleg, punt):
    """The hidden print of the text that was on screen."""
    agenda = client.get(overleg.get_absolute_url()).context["agenda"]
    return next(form["gezien"].value() for rij, form, _ in agenda if rij == punt)


def test_two_write_about_one_point_and_the_second_is_told_and_chooses(als, overleg, consulent, partnermedewerker):
    punt = teams.zet_op_agenda(overleg, "Taal", door=consulent)
    wij, zij, adres = als(consulent), als(partnermedewerker), overleg.get_absolute_url()
    veld = {"doe": f"noteer-{punt.pk}", f"{punt.pk}-gezien": _gezien(zij, overleg, punt)}
    assert wij.post(adres, veld | {f"{punt.pk}-bespreking": "Goed."}).status_code == 302
    antwoord = zij.post(adres, veld | {f"{punt.pk}-bespreking": "Traag."})
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, f"{consulent.korte_naam} wijzigde dit om" in inhoud) == (422, True)
    assert ("Goed." in inhoud, ">\nTraag.</textarea>" in inhoud) == (True, True)
    punt.refresh_from_db()
    assert punt.bespreking == "Goed."
    form = next(form for rij, form, _ in antwoord.context["agenda"] if rij == punt)
    toch = veld | {f"{punt.pk}-gezien": form["gezien"].value(), f"{punt.pk}-bespreking": "Traag."}
    assert zij.post(adres, toch).status_code == 302
    [eerder] = zij.get(adres).context["agenda"][0][2]
    assert (eerder.nieuw, eerder.wie) == ("Goed.", consulent.korte_naam)
    punt.refresh_from_db()
    assert punt.bespreking == "Traag."


def test_two_write_at_the_very_same_moment(overleg, consulent, partnermedewerker):
    """Between the look of the form and the lock of the row somebody else was quicker."""
    punt = teams.zet_op_agenda(overleg, "Taal", door=consulent)
    teams.noteer(punt, "Goed.", eerder="", door=consulent)
    with pytest.raises(ValidationError, match="Iemand anders schreef intussen: “Goed"):
        teams.noteer(punt, "Traag.", eerder="", door=partnermedewerker)


def test_called_off_meeting_takes_nothing_more(als, overleg, consulent, partnermedewerker):
    Mail.objects.all().delete()
    teams.gelast_af(overleg, door=consulent)
    assert [mail.aan for mail in Mail.objects.all()] == [partnermedewerker.email]
    with pytest.raises(ValidationError, match="Dit overleg is al afgelast"):
        teams.gelast_af(overleg, door=consulent)
    assert als(consulent).post(overleg.get_absolute_url(), {"doe": "punt", "onderwerp": "Toch"}).status_code == 422


def test_start_page_shows_what_i_promised_and_when_we_meet(als, team, overleg, consulent, collega):
    eigen = leden(team).get(medewerker=consulent)
    tegen = vandaag() + timedelta(days=2)
    beslissing = teams.beslis(overleg, tekst="Belt het rusthuis", wie=eigen, tegen=tegen, door=consulent)
    start = als(consulent).get("/").content.decode()
    assert "Casusteams (1 te doen)" in start
    assert "Belt het rusthuis" in start
    assert "Casusteams" not in als(collega).get("/").content.decode()
    teams.zet_beslissing(beslissing, "gedaan", door=consulent)
    assert "Casusteams (0 te doen)" in als(consulent).get("/").content.decode()


@pytest.mark.parametrize("aantal", [1, 12])
def test_queries_of_the_list_and_of_a_team(als, team, rabot, consulent, aantal, django_assert_num_queries):
    for _ in range(aantal - 1):
        ander = WerkzoekendeFactory()
        ContactmomentFactory(werkzoekende=ander, werkpunt=rabot, door=consulent)
        team_van(ander, werkpunt=rabot, door=consulent)
    client = als(consulent)
    client.get("/")
    with django_assert_num_queries(9):
        client.get(LIJST)
    with django_assert_num_queries(14):
        client.get(team.get_absolute_url())


def test_database_refuses_a_team_that_stopped_without_result(team):
    with pytest.raises(IntegrityError, match="casusteam_gestopt"):
        Casusteam.objects.ongefilterd("test").update(gestopt_op=vandaag())


def test_partner_staff_work_in_the_team_and_do_not_decide_about_it(als, team, partnermedewerker, consulent):
    eigen = leden(team).get(medewerker=consulent)
    for daad in ({"doe": "weg", "lid": eigen.pk}, {"doe": "stop", "besluit": "Wij stoppen ermee"}):
        antwoord = als(partnermedewerker).post(team.get_absolute_url(), daad)
        assert (antwoord.status_code, "Je kan dit dossier niet wijzigen." in antwoord.content.decode()) == (422, True)
    team.refresh_from_db()
    assert team.gestopt_op is None
    assert leden(team).count() == 2


def test_a_team_that_stops_leaves_nothing_to_do_and_says_so(als, team, overleg, consulent, partnermedewerker):
    eigen = leden(team).get(medewerker=consulent)
    tegen = vandaag() + timedelta(days=2)
    beslissing = teams.beslis(overleg, tekst="Belt het rusthuis", wie=eigen, tegen=tegen, door=consulent)
    Mail.objects.all().delete()
    teams.stop(team, besluit="Vond werk", door=consulent)
    beslissing.refresh_from_db()
    overleg.refresh_from_db()
    assert (beslissing.status, overleg.status) == ("vervallen", "afgelast")
    assert [mail.aan for mail in Mail.objects.all()] == [partnermedewerker.email]
    assert "Belt het rusthuis" not in als(consulent).get("/").content.decode()
    pagina = als(consulent).get(team.get_absolute_url()).content.decode()
    assert "Vond werk" in pagina
    assert "Een overleg plannen" not in pagina
    assert als(consulent).post(team.get_absolute_url(), {"doe": "plan"}).status_code == 404


def test_attendance_is_corrected_without_losing_who_left_since(als, team, overleg, consulent):
    eigen, ander = leden(team)
    teams.houd(overleg, aanwezig=[eigen, ander], persoon_erbij=True, door=consulent)
    teams.haal_weg(ander, door=consulent)
    velden = {"doe": "houd", "aanwezig": [eigen.pk, ander.pk], "persoon_erbij": ""}
    assert als(consulent).post(overleg.get_absolute_url(), velden).status_code == 302
    assert set(overleg.deelnemers()) == {eigen, ander}


def test_once_the_consent_ran_out_no_mail_and_no_new_promise(als, team, overleg, consulent):
    gisteren = vandaag() - timedelta(days=1)
    Toestemming.objects.ongefilterd("test").update(gegeven_op=gisteren, geldig_tot=gisteren)
    ander = leden(team)[1]
    with pytest.raises(ValidationError, match="Kies iemand van het team"):
        teams.beslis(overleg, tekst="Belt", wie=ander, tegen=vandaag(), door=consulent)
    assert "toestemming verlopen" in als(consulent).get(team.get_absolute_url()).content.decode()
    Mail.objects.all().delete()
    teams.gelast_af(overleg, door=consulent)
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("einde", ["vertrokken", "elders"])
def test_who_left_the_partner_leaves_the_team(team, ander, partnermedewerker, consulent, einde):
    if einde == "elders":
        partnermedewerker.organisatie = ander.organisatie
    partnermedewerker.is_active = einde == "elders"
    partnermedewerker.save()
    assert (teams.ruim_op(), teams.ruim_op()) == (1, 0)
    assert [lid.medewerker for lid in leden(team)] == [consulent]
    assert list(dict(controles.alle())["zicht-van-teams"].uitzonderingen()) == []


def test_nobody_starts_a_team_around_somebody_who_died(persoon, rabot, consulent):
    persoon.contactstatus = Werkzoekende.Contactstatus.OVERLEDEN
    with pytest.raises(ValidationError, match="Deze persoon is overleden"):
        teams.start(persoon, werkpunt=rabot, doel="Te laat voor een team", door=consulent)
