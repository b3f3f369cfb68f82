"""The demonstration shows what a plan can show."""

from datetime import timedelta

from django.utils import timezone

from kern.tijd import vandaag
from tests.trajecten.mensen import begeleidt, zag
from trajecten.demo import ACCOUNT, laad_trajecten
from trajecten.evolutie import Score, evolutie_van
from werkpunten.demo.laden import Vraag
from werkpunten.models import Intake


def test_how_it_goes_is_measured_at_the_intake_and_today(consulent, rabot):
    consulent.email = ACCOUNT
    consulent.save()
    persoon, toen = zag(consulent, rabot, dagen=60), timezone.now() - timedelta(days=60)
    begeleidt(consulent, persoon, rabot, dagen=60)
    domeinen = {"inkomen": {"zelf": 3, "begeleider": 5}, "wonen": {"zelf": 2, "begeleider": 2}}
    Intake.objects.create(
        werkzoekende=persoon, door=consulent, afgerond=toen, domeinen=domeinen, afstand=4, afstand_reden="Opvang"
    )
    laad_trajecten(Vraag(1, 1, vandaag(), 1))
    evolutie = evolutie_van(persoon, consulent)
    assert (evolutie.van, evolutie.tot) == (timezone.localdate(toen), vandaag())
    assert [rij.beiden for rij in evolutie.domeinen] == [
        (Score(3, 4), Score(5, 5)),
        (Score(2, 2), Score(2, 2)),
    ]
    assert [(meting.op, meting.afstand) for meting in evolutie.afstanden] == [
        (timezone.localdate(toen), 4),
        (vandaag(), 3),
    ]
