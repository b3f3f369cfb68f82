"""Sessions for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkgevers import WerkgeverFactory
from tests.factories.werkpunten import WerkpuntFactory
from trajecten.models import Module, Sessie


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
