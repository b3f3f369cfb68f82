"""Find-places and rounds for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.werkpunten import WerkpuntFactory
from werkpunten.models import Outreachronde, Vindplaats, Wijk


class VindplaatsFactory(DjangoModelFactory[Vindplaats]):
    naam = factory.Sequence(lambda n: f"Plein {n}")
    soort = Vindplaats.Soort.PLEIN
    wijk = factory.LazyFunction(lambda: Wijk.objects.get(slug="ledeberg"))

    class Meta:
        model = Vindplaats
        skip_postgeneration_save = True

    @factory.post_generation
    def werkpunten(self: Any, create: bool, gekozen: Any, **kwargs: Any) -> None:
        self.werkpunten.set(gekozen or [])


class RondeFactory(DjangoModelFactory[Outreachronde]):
    """Today in the afternoon."""

    werkpunt = factory.SubFactory(WerkpuntFactory)
    dag = factory.LazyFunction(timezone.localdate)
    van = datetime.time(14)
    tot = datetime.time(16)

    class Meta:
        model = Outreachronde
        skip_postgeneration_save = True

    @factory.post_generation
    def plaatsen(self: Any, create: bool, gekozen: Any, **kwargs: Any) -> None:
        self.plaatsen.set(gekozen or [])

    @factory.post_generation
    def medewerkers(self: Any, create: bool, gekozen: Any, **kwargs: Any) -> None:
        self.medewerkers.set(gekozen or [])
