"""Sessions, work and places to learn for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkgevers import WerkgeverFactory
from tests.factories.werkpunten import WerkpuntFactory, WerkzoekendeFactory
from trajecten.models import Module, Sessie, Stage, Stageplaats, Uitstroom


class SessieFactory(DjangoModelFactory[Sessie]):
    """Today in the morning; ``wat``: the name of a module of the catalogue; ``over``: days from today."""

    class Params:
        wat = "Solliciteren"
        over = 0

    module = factory.LazyAttribute(lambda o: Module.objects.get(naam=o.wat))
    werkpunt = factory.SubFactory(WerkpuntFactory)
    begeleider = factory.SubFactory(MedewerkerFactory)
    dag = factory.LazyAttribute(lambda o: timezone.localdate() + datetime.timedelta(days=o.over))
    van = datetime.time(9, 30)
    tot = datetime.time(12)
    plaats = "Zaal 1"

    class Meta:
        model = Sessie


def workshop(**kwargs: Any) -> Sessie:
    return SessieFactory(wat="Workshop bij een werkgever", werkgever=WerkgeverFactory(), **kwargs)


class UitstroomFactory(DjangoModelFactory[Uitstroom]):
    """Began two weeks ago."""

    werkzoekende = factory.SubFactory(WerkzoekendeFactory)
    werkgever = factory.SubFactory(WerkgeverFactory)
    functie = "Keukenhulp"
    contract = "bepaald"
    begin = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=14))
    door = factory.SubFactory(MedewerkerFactory)

    class Meta:
        model = Uitstroom


class StageplaatsFactory(DjangoModelFactory[Stageplaats]):
    soort = "stage"
    titel = factory.Sequence(lambda n: f"Meedraaien in de keuken {n}")
    werkgever = factory.SubFactory(WerkgeverFactory)

    class Meta:
        model = Stageplaats


class StageFactory(DjangoModelFactory[Stage]):
    """From two weeks ago until in two weeks."""

    plaats = factory.SubFactory(StageplaatsFactory)
    werkzoekende = factory.SubFactory(WerkzoekendeFactory)
    van = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=14))
    tot = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=14))
    uren = 20
    doelen = "Leren werken in een ploeg"
    door = factory.SubFactory(MedewerkerFactory)

    class Meta:
        model = Stage
