"""Moving people to another unit: asked, accepted or refused there, and what each unit sees after."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import WerkpuntFactory, WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt, zag
from toegang.models import Medewerker, Raadpleging
from toegang.rollen import Rol
from trajecten import services
from trajecten.models import Overdracht
from trajecten.voorstellen import stel_voor
from werkpunten import controles
from werkpunten.models import Begeleiding, Betrokkenheid, Contactmoment, Werkzoekende
from werkpunten.services import beeindig_begeleiding

LIJST = "/caseload/overdrachten/"
NIEUW = f"{LIJST}verplaats/"


@pytest.fixture
def ginder(ledeberg, stad):
    """The coordinator of the other unit."""
    return MedewerkerFactory(voornaam="Gina", organisatie=stad, rol=Rol.COORDINATOR, rol__werkpunt=ledeberg)


@pytest.fixture
def persoon(consulent, rabot):
    """Coached by the consultant at Rabot, where they never came by themselves."""
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    begeleidt(consulent, persoon, rabot)
    return persoon


def ziet(medewerker, persoon, dagen: int = 0) -> bool:
    with time_machine.travel(timezone.now() + timedelta(days=dagen), tick=False):
        wie = Medewerker.objects.get(pk=medewerker.pk)
        return Werkzoekende.objects.bewerkbaar_voor(wie).filter(pk=persoon.pk).exists()


def coaches(persoon):
    lopend = Begeleiding.objects.ongefilterd("test").lopend().filter(werkzoekende=persoon)
    return [(rij.begeleider, rij.werkpunt) for rij in lopend.select_related("begeleider", "werkpunt")]


def vraag(personen, *, werkpunt, door, **kwargs):
    gegevens = {"reden": "woont nu daar", "bundel": uuid.uuid4(), **kwargs}
    services.verplaats(personen, werkpunt=werkpunt, door=door, **gegevens)
    return list(Overdracht.objects.ongefilterd("test").filter(bundel=gegevens["bundel"]).order_by("pk"))


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def klopt() -> list[str]:
    alle = dict(controles.alle())
    return [geval for naam in ("werkpunt-begeleidt", "begeleider-ziet") for geval in alle[naam].uitzonderingen()]


def test_to_a_coach_there_changes_nothing_until_it_is_accepted(
    persoon, coordinator, consulent, collega, vreemde, rabot, ledeberg
):
    [rij] = vraag([persoon], werkpunt=ledeberg, naar=vreemde, door=coordinator)
    assert (rij.status, rij.van_werkpunt, coaches(persoon)) == ("gevraagd", rabot, [(consulent, rabot)])
    assert (ziet(vreemde, persoon), ziet(collega, persoon)) == (False, True)
    services.aanvaard(rij, door=vreemde)
    assert coaches(persoon) == [(vreemde, ledeberg)]
    assert (ziet(vreemde, persoon), ziet(collega, persoon), klopt()) == (True, False, [])
    oud = Begeleiding.objects.ongefilterd("test").get(begeleider=consulent)
    assert oud.reden_einde == "Verplaatst naar Werkpunt Ledeberg: woont nu daar"


def test_without_a_coach_the_coordinator_there_answers(persoon, coordinator, vreemde, ginder, ledeberg, collega):
    [rij] = vraag([persoon], werkpunt=ledeberg, door=coordinator)
    for ander in (vreemde, coordinator):
        with pytest.raises(ValidationError, match="Enkel wie gevraagd is"):
            services.aanvaard(rij, door=ander)
    services.aanvaard(rij, door=ginder)
    assert (coaches(persoon), ziet(vreemde, persoon), ziet(collega, persoon)) == ([], True, False)
    rij = Betrokkenheid.objects.ongefilterd("test").get(werkpunt=ledeberg)
    assert (rij.reden, rij.toelichting) == ("verantwoord", "Verplaatst van Werkpunt Rabot: woont nu daar")


def test_refused_keeps_everything_and_the_question_is_gone(persoon, coordinator, consulent, ginder, rabot, ledeberg):
    [rij] = vraag([persoon], werkpunt=ledeberg, door=coordinator)
    assert list(Overdracht.objects.zichtbaar_voor(ginder)) == [rij]
    services.weiger(rij, reden="Wij zitten vol", door=ginder)
    assert (coaches(persoon), ziet(ginder, persoon)) == ([(consulent, rabot)], False)
    assert list(Overdracht.objects.zichtbaar_voor(ginder)) == []
    [gelezen] = Overdracht.objects.zichtbaar_voor(coordinator)
    assert (gelezen.status, gelezen.uitleg) == ("geweigerd", "Wij zitten vol")


def test_who_came_to_the_unit_stays_known_there_as_long_as_after_any_contact(
    coordinator, consulent, collega, vreemde, rabot, ledeberg
):
    persoon = zag(consulent, rabot)
    begeleidt(consulent, persoon, rabot)
    voor = Contactmoment.objects.ongefilterd("test").filter(werkzoekende=persoon).count()
    [rij] = vraag([persoon], werkpunt=ledeberg, naar=vreemde, door=coordinator)
    services.aanvaard(rij, door=vreemde)
    assert [ziet(collega, persoon, dagen) for dagen in (0, 700, 740)] == [True, True, False]
    assert Contactmoment.objects.ongefilterd("test").filter(werkzoekende=persoon).count() == voor


def test_moved_on_the_unit_in_between_sees_nothing_more(
    persoon, coordinator, ginder, vreemde, collega, rabot, ledeberg
):
    [rij] = vraag([persoon], werkpunt=ledeberg, door=coordinator)
    services.aanvaard(rij, door=ginder)
    [terug] = vraag([persoon], werkpunt=rabot, naar=collega, door=ginder)
    services.aanvaard(terug, door=collega)
    assert (ziet(vreemde, persoon), ziet(collega, persoon)) == (False, True)


def test_at_once_for_who_coordinates_both_units(persoon, coordinator, vreemde, ledeberg):
    with pytest.raises(ValidationError, match="Enkel de coördinator van Werkpunt Ledeberg"):
        vraag([persoon], werkpunt=ledeberg, naar=vreemde, door=coordinator, meteen=True)
    coordinator.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=ledeberg, van="2020-01-01")
    beide = Medewerker.objects.get(pk=coordinator.pk)
    [rij] = vraag([persoon], werkpunt=ledeberg, naar=vreemde, door=beide, meteen=True)
    assert (rij.status, coaches(persoon)) == ("aanvaard", [(vreemde, ledeberg)])


def test_each_person_has_a_result_and_sending_twice_does_it_once(
    persoon, coordinator, consulent, vreemde, ginder, rabot, ledeberg
):
    daar = WerkzoekendeFactory()
    begeleidt(vreemde, daar, ledeberg)
    beide = zag(consulent, rabot)
    zag(vreemde, ledeberg, werkzoekende=beide)
    onbekend = WerkzoekendeFactory()
    sleutel = uuid.uuid4()
    for _ in range(2):
        rijen = vraag([persoon, daar, beide, onbekend], werkpunt=ledeberg, door=coordinator, bundel=sleutel)
    assert [(rij.werkzoekende, rij.status, rij.uitleg) for rij in rijen] == [
        (persoon, "gevraagd", ""),
        (daar, "mislukt", "Geen van jouw werkpunten kent deze persoon."),
        (beide, "mislukt", "Werkpunt Ledeberg kent deze persoon al. Kies een begeleider."),
        (onbekend, "mislukt", "Geen van jouw werkpunten kent deze persoon."),
    ]


def test_only_a_coordinator_and_only_to_who_can_answer(persoon, consulent, coordinator, collega, rabot, ledeberg):
    with pytest.raises(ValidationError, match="Enkel een coördinator verplaatst"):
        vraag([persoon], werkpunt=ledeberg, door=consulent)
    with pytest.raises(ValidationError, match="werkt niet op Werkpunt Ledeberg"):
        vraag([persoon], werkpunt=ledeberg, naar=collega, door=coordinator)
    with pytest.raises(ValidationError, match="heeft vandaag geen coördinator"):
        vraag([persoon], werkpunt=ledeberg, door=coordinator)
    with pytest.raises(ValidationError, match="in enkele woorden waarom"):
        vraag([persoon], werkpunt=ledeberg, door=coordinator, reden=" ")
    [rij] = vraag([persoon], werkpunt=rabot, door=coordinator)
    assert rij.uitleg == "Deze persoon wordt al begeleid op Werkpunt Rabot."


def test_accepting_too_late_is_refused(persoon, consulent, coordinator, vreemde, ledeberg, rabot):
    [rij] = vraag([persoon], werkpunt=ledeberg, naar=vreemde, door=coordinator)
    [lopend] = Begeleiding.objects.ongefilterd("test").lopend()
    beeindig_begeleiding(lopend, reden="aan het werk", door=consulent)
    with pytest.raises(ValidationError, match="veranderde intussen"):
        services.aanvaard(rij, door=vreemde)


def test_accepting_is_refused_when_somebody_began_to_coach_meanwhile(coordinator, consulent, vreemde, ledeberg, rabot):
    persoon = zag(consulent, rabot)
    [rij] = vraag([persoon], werkpunt=ledeberg, naar=vreemde, door=coordinator)
    begeleidt(consulent, persoon, rabot)
    with pytest.raises(ValidationError, match="veranderde intussen"):
        services.aanvaard(rij, door=vreemde)
    assert coaches(persoon) == [(consulent, rabot)]


def test_who_is_coached_elsewhere_all_along_can_be_accepted(coordinator, consulent, vreemde, ledeberg, rabot):
    persoon = zag(consulent, rabot)
    elders = WerkpuntFactory(slug="elders", naam="Elders")
    begeleidt(MedewerkerFactory(rol=Rol.CONSULENT, rol__werkpunt=elders), persoon, elders)
    [rij] = vraag([persoon], werkpunt=ledeberg, naar=vreemde, door=coordinator)
    services.aanvaard(rij, door=vreemde)
    assert (vreemde, ledeberg) in coaches(persoon)


@pytest.mark.parametrize("aantal", [1, 3, 50])
def test_proposals_cost_the_same_for_any_number_of_people(
    coordinator, consulent, rabot, ledeberg, django_assert_num_queries, aantal
):
    personen = [zag(consulent, rabot) for _ in range(aantal)]
    assert coordinator.rollen
    with django_assert_num_queries(4):
        gevonden = stel_voor(personen, naar=None, door=coordinator, doel=ledeberg)
    assert {(voorstel.bezwaar, voorstel.van_werkpunt) for voorstel in gevonden} == {("", rabot)}


def test_from_the_list_to_the_answer(als, persoon, coordinator, consulent, ginder, vreemde, ledeberg):
    client = als(coordinator)
    lijst = tekst(client.get("/caseload/?wie=werkpunten"))
    assert ("of verplaatsen naar werkpunt" in lijst, "Verplaatsing nakijken" in lijst) == (True, True)
    assert "of verplaatsen naar werkpunt" not in tekst(als(consulent).get("/caseload/"))
    gekozen = {"persoon": str(persoon.uuid), "werkpunt": "ledeberg", "naar": ""}
    nagekeken = tekst(client.post(NIEUW, gekozen))
    assert "Verplaatsing naar Werkpunt Ledeberg nakijken" in nagekeken
    assert Overdracht.objects.ongefilterd("test").count() == 0
    bundel = re.search(r'name="bundel" value="([^"]*)"', nagekeken)[1]
    bevestigd = {**gekozen, "bundel": bundel, "bevestig": "1"}
    assert client.post(NIEUW, {**bevestigd, "reden": ""}).status_code == 422
    gedaan = client.post(NIEUW, {**bevestigd, "reden": "verhuisde"}, follow=True)
    assert gedaan.redirect_chain == [(f"{LIJST}{bundel}/", 302)]
    daar = als(ginder)
    assert "Een collega vraagt je om iemand over te nemen." in tekst(daar.get("/"))
    gevraagd = tekst(daar.get(LIJST))
    assert ("Demir, Elif" in gevraagd, persoon.get_absolute_url() in gevraagd) == (True, False)
    assert Raadpleging.objects.latest("pk").personen == [persoon.pk]
    assert daar.get(persoon.get_absolute_url()).status_code == 404
    [rij] = Overdracht.objects.ongefilterd("test")
    antwoord = daar.post(f"{LIJST}{rij.pk}/antwoord/", {"antwoord": "aanvaard"}, follow=True)
    assert "Je werkpunt ziet dit dossier nu. Wijs in je caseload een begeleider toe." in tekst(antwoord)
    assert daar.get(persoon.get_absolute_url()).status_code == 200


def test_a_protected_file_is_asked_without_a_name(als, persoon, coordinator, ginder, ledeberg):
    persoon.beschermd = True
    persoon.save(update_fields=["beschermd"])
    vraag([persoon], werkpunt=ledeberg, door=coordinator)
    gevraagd = tekst(als(ginder).get(LIJST))
    assert (f"Beschermd dossier {persoon.dossiernummer}" in gevraagd, "Demir" in gevraagd) == (True, False)


@pytest.mark.parametrize("velden", [{}, {"werkpunt": "nergens"}, {"werkpunt": "ledeberg", "persoon": "x"}])
def test_nothing_chosen_goes_back_to_the_list(als, persoon, coordinator, ledeberg, velden):
    antwoord = als(coordinator).post(NIEUW, {"persoon": str(persoon.uuid), **velden})
    assert (antwoord.status_code, antwoord["Location"]) == (302, "/caseload/")
