"""Customers of wijk-werken and work places, for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from kern.tijd import vandaag
from tests.factories.toegang import MedewerkerFactory, OrganisatieFactory
from werkpunten.models import Wijk
from wijkwerken.models import Gebruikersovereenkomst, Gemeente, Inschrijvingsgeld, Werkplek, WijkwerkGebruiker


class GebruikerFactory(DjangoModelFactory[WijkwerkGebruiker]):
    """A private customer, with an agreement and a paid fee unless ``in_orde=False``; ``in_wijk``: a slug."""

    class Params:
        in_wijk = "ledeberg"

    type = "prive"
    voornaam = "Rita"
    achternaam = factory.Sequence(lambda n: f"Proef{n}")
    wijk = factory.LazyAttribute(lambda o: Wijk.objects.get(slug=o.in_wijk))
    gemeente = factory.LazyFunction(lambda: Gemeente.objects.get(slug="gent"))

    class Meta:
        model = WijkwerkGebruiker
        skip_postgeneration_save = True

    @factory.post_generation
    def in_orde(self, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if extracted is not False:
            Gebruikersovereenkomst.objects.create(gebruiker=self)
            nu = vandaag()
            Inschrijvingsgeld.objects.create(gebruiker=self, jaar=nu.year, bedrag="7.50", betaald_op=nu)


class OrganisatiegebruikerFactory(GebruikerFactory):
    type = "vzw"
    voornaam = ""
    organisatie = factory.SubFactory(OrganisatieFactory)
    achternaam = factory.LazyAttribute(lambda o: o.organisatie.naam)


class WerkplekFactory(DjangoModelFactory[Werkplek]):
    class Params:
        in_wijk = "ledeberg"

    naam = factory.Sequence(lambda n: f"Werkplek {n}")
    organisatie = factory.SubFactory(OrganisatieFactory)
    verantwoordelijke = factory.SubFactory(MedewerkerFactory)
    wijk = factory.LazyAttribute(lambda o: Wijk.objects.get(slug=o.in_wijk))
    gemeente = factory.LazyFunction(lambda: Gemeente.objects.get(slug="gent"))

    class Meta:
        model = Werkplek
