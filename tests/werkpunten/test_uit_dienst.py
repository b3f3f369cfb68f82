"""What becomes of the sight a unit had only because a colleague coached somebody there."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt, zag
from werkpunten import controles, services
from werkpunten.models import Begeleiding, Betrokkenheid, Werkzoekende
from werkpunten.uit_dienst import NALEZEN_DAGEN, meld_uit_dienst


@pytest.fixture
def persoon(consulent, rabot):
    """Known to Rabot only because the consultant coaches them there: nobody met them."""
    persoon = WerkzoekendeFactory()
    begeleidt(consulent, persoon, rabot)
    return persoon


def bewerkbaar(medewerker, persoon, dagen=0) -> bool:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=dagen), tick=False):
        wie = type(medewerker).objects.get(pk=medewerker.pk)
        return Werkzoekende.objects.bewerkbaar_voor(wie).filter(pk=persoon.pk).exists()


def van_werkpunt(persoon):
    rijen = Betrokkenheid.objects.ongefilterd("test").filter(werkzoekende=persoon, werkpunt__isnull=False)
    return list(rijen.order_by("pk").values_list("reden", "tot"))


def klopt(naam: str) -> list[str]:
    return list(dict(controles.alle())[naam].uitzonderingen())


def test_the_unit_of_a_leaver_keeps_the_file_thirty_days_to_find_another_coach(persoon, consulent, collega, beheerder):
    with time_machine.travel(timezone.now(), tick=False):
        nu = timezone.now()
        meld_uit_dienst(consulent, door=beheerder)
    einde = nu + datetime.timedelta(days=NALEZEN_DAGEN)
    assert van_werkpunt(persoon) == [("begeleiding", nu), ("oud_begeleider", einde)]
    assert [bewerkbaar(collega, persoon, dagen) for dagen in (0, 29, 31)] == [True, True, False]
    assert klopt("werkpunt-begeleidt") == []


def test_another_coach_of_the_unit_keeps_its_sight(persoon, consulent, collega, rabot, beheerder):
    begeleidt(collega, persoon, rabot)
    meld_uit_dienst(consulent, door=beheerder)
    assert van_werkpunt(persoon) == [("begeleiding", None)]
    services.beeindig_begeleiding(
        Begeleiding.objects.ongefilterd("test").lopend().get(), reden="aan het werk", door=collega
    )
    assert [tot is None for _, tot in van_werkpunt(persoon)] == [False]


def test_who_the_unit_met_stays_known_after_the_thirty_days(consulent, collega, rabot, beheerder):
    persoon = zag(consulent, rabot)
    begeleidt(consulent, persoon, rabot)
    meld_uit_dienst(consulent, door=beheerder)
    assert bewerkbaar(collega, persoon, 31) is True


def test_a_coaching_that_ends_closes_the_sight_of_the_unit_at_once(persoon, consulent, collega):
    begeleiding = Begeleiding.objects.ongefilterd("test").get()
    services.beeindig_begeleiding(begeleiding, reden="aan het werk", door=consulent)
    assert bewerkbaar(collega, persoon) is False
    assert klopt("werkpunt-begeleidt") == []


def test_sight_without_a_coaching_is_found_and_so_is_a_coaching_without_sight(persoon, ledeberg, consulent):
    rijen = Betrokkenheid.objects.ongefilterd("test").filter(werkpunt__isnull=False)
    rijen.update(werkpunt=ledeberg)
    rabot = Begeleiding.objects.ongefilterd("test").get().werkpunt_id
    assert sorted(klopt("werkpunt-begeleidt")) == sorted(
        f"dossier {persoon.pk}, werkpunt {werkpunt}" for werkpunt in (rabot, ledeberg.pk)
    )
