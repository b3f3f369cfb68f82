"""Work points, people and contacts for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.toegang import MedewerkerFactory
from werkpunten import services
from werkpunten.models import Afspraak, Contactmoment, Onderwerp, Taak, Werkpunt, Werkzoekende, Wijk


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


def om(uur: int, minuut: int = 0, *, over: int = 0) -> datetime.datetime:
    """This hour in Brussels, so many days from today."""
    dag = timezone.localdate() + datetime.timedelta(days=over)
    return datetime.datetime.combine(dag, datetime.time(uur, minuut), tzinfo=timezone.get_default_timezone())


class AfspraakFactory(DjangoModelFactory[Afspraak]):
    """Tomorrow at ten, half an hour; straight into the table, so that it may lie in the past too."""

    werkzoekende = factory.SubFactory(WerkzoekendeFactory)
    werkpunt = factory.SubFactory(WerkpuntFactory)
    medewerker = factory.SubFactory(MedewerkerFactory)
    begin = factory.LazyFunction(lambda: om(10, over=1))
    einde = factory.LazyAttribute(lambda afspraak: afspraak.begin + datetime.timedelta(minutes=30))
    onderwerp = factory.LazyFunction(lambda: Onderwerp.objects.get(slug="vacature"))
    gemaakt_door = factory.SelfAttribute("medewerker")
    status_door = factory.SelfAttribute("medewerker")

    class Meta:
        model = Afspraak


class TaakFactory(DjangoModelFactory[Taak]):
    wat = "Bellen over de opleiding"
    eigenaar = factory.SubFactory(MedewerkerFactory)
    gemaakt_door = factory.SelfAttribute("eigenaar")
    tegen = factory.LazyFunction(timezone.localdate)

    class Meta:
        model = Taak
