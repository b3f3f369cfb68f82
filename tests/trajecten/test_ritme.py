"""How long somebody may go without a contact follows the template of their trajectory, wherever it is shown."""

import uuid

import pytest

from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt, zag
from tests.trajecten.test_caseload import te_lang
from tests.trajecten.test_trajecten import begin, sluit
from trajecten.models import Trajectsjabloon, lopende_trajecten
from trajecten.start import te_lang as startblok
from trajecten.team import teamcijfers
from werkpunten.models import Werkzoekende


@pytest.fixture
def in_traject(consulent, rabot):
    """A person seen so many days ago, in a trajectory whose template allows so many days."""

    def maak(gezien, dagen, *, persoon=None, soort="begeleiding"):
        persoon = persoon or zag(consulent, rabot, gezien)
        sjabloon = Trajectsjabloon.objects.filter(soort=soort, project__tot=None).first()
        Trajectsjabloon.objects.filter(pk=sjabloon.pk).update(contact_dagen=dagen)
        sjabloon.refresh_from_db()
        return persoon, begin(persoon, sjabloon, rabot, consulent, sleutel=uuid.uuid4())

    return maak


@pytest.mark.parametrize(
    ("gezien", "dagen", "verwacht"),
    [(14, 14, False), (15, 14, True), (90, 90, False), (91, 90, True), (60, None, False), (61, None, True)],
)
def test_the_template_says_how_many_days(in_traject, consulent, gezien, dagen, verwacht):
    persoon, _ = in_traject(gezien, dagen)
    assert te_lang(consulent) == ({persoon} if verwacht else set())


def test_of_two_trajectories_the_least_days_hold(in_traject, consulent):
    persoon, _ = in_traject(20, 90)
    in_traject(20, 14, persoon=persoon, soort="taal")
    assert te_lang(consulent) == {persoon}


def test_closed_the_general_days_hold_again(in_traject, consulent):
    _, traject = in_traject(20, 14)
    sluit(traject, consulent, begeleiding_stopt=False)
    assert te_lang(consulent) == set()


def test_who_was_never_reached_counts_from_the_coaching(in_traject, consulent, rabot):
    nieuw, lang = WerkzoekendeFactory(), WerkzoekendeFactory()
    begeleidt(consulent, nieuw, rabot, dagen=14)
    begeleidt(consulent, lang, rabot, dagen=15)
    zag(consulent, rabot, 0, werkzoekende=lang, soort="poging")
    for persoon in (nieuw, lang):
        in_traject(0, 14, persoon=persoon)
    assert te_lang(consulent) == {lang}


def test_team_start_page_and_caseload_say_the_same(als, in_traject, rf, consulent, coordinator):
    persoon, _ = in_traject(20, 14)
    in_traject(20, 30, soort="taal")
    [rij] = [rij for rij in teamcijfers(coordinator) if rij.medewerker == consulent]
    verzoek = rf.get("/")
    verzoek.user = consulent
    blok = startblok(verzoek)
    assert (rij.te_lang, blok["aantal"], list(blok["personen"])) == (1, 1, [persoon])
    tekst = als(consulent).get("/caseload/").content.decode()
    assert ("1 persoon heeft al te lang geen contact." in tekst, tekst.count("te lang</span>")) == (True, 1)


def test_a_row_can_show_the_open_trajectories_with_their_phase(in_traject, consulent):
    persoon, traject = in_traject(1, None)
    WerkzoekendeFactory()
    mensen = Werkzoekende.objects.zichtbaar_voor(consulent).annotate(lopend=lopende_trajecten())
    assert [(rij, rij.lopend) for rij in mensen] == [
        (persoon, [{"sjabloon": traject.sjabloon.naam, "fase": "Kennismaken"}])
    ]


def test_a_template_without_days_keeps_the_general_ones_beside_a_longer_one(in_traject, consulent):
    persoon, _ = in_traject(70, 90)
    assert te_lang(consulent) == set()
    in_traject(70, None, persoon=persoon, soort="taal")
    assert te_lang(consulent) == {persoon}
