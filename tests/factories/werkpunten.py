"""Work points, people and contacts for tests."""

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from tests.factories.toegang import MedewerkerFactory
from werkpunten import services
from werkpunten.models import Contactmoment, Onderwerp, Werkpunt, Werkzoekende, Wijk


class WerkpuntFactory(DjangoModelFactory[Werkpunt]):
    naam = factory.Sequence(lambda n: f"Werkpunt {n}")
    slug = factory.Sequence(lambda n: f"werkpunt-{n}")
    wijk = factory.LazyFunction(lambda: Wijk.objects.get(slug="ledeberg"))
    geopend_op = datetime.date(2014, 5, 5)

    class Meta:
        model = Werkpunt


class WerkzoekendeFactory(DjangoModelFactory[Werkzoekende]):
    voornaam = "Elif"
    achternaam = factory.Sequence(lambda n: f"Demir{n}")
    geboortedatum = datetime.date(1991, 3, 4)

    class Meta:
        model = Werkzoekende


class ContactmomentFactory(DjangoModelFactory[Contactmoment]):
    """Logs through the service, so that the unit sees the person as it would in real life."""

    werkzoekende = factory.SubFactory(WerkzoekendeFactory)
    werkpunt = factory.SubFactory(WerkpuntFactory)
    door = factory.SubFactory(MedewerkerFactory)

    class Meta:
        model = Contactmoment

    @classmethod
    def _create(cls, model_class: type[Contactmoment], *args: Any, **kwargs: Any) -> Contactmoment:
        kwargs.setdefault("onderwerpen", [Onderwerp.objects.get(slug="vacature")])
        return services.registreer_contactmoment(**kwargs).contact
