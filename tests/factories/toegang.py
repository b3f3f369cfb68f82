"""Staff and organisations for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from toegang.models import Medewerker, Organisatie

WACHTWOORD = "een-lang-wachtwoord"


class OrganisatieFactory(DjangoModelFactory[Organisatie]):
    naam = factory.Sequence(lambda n: f"Organisatie {n}")
    soort = Organisatie.Soort.STAD

    class Meta:
        model = Organisatie


class MedewerkerFactory(DjangoModelFactory[Medewerker]):
    email = factory.Sequence(lambda n: f"medewerker{n}@voorbeeld.test")
    voornaam = "Lies"
    achternaam = factory.Sequence(lambda n: f"Voorbeeld{n}")
    organisatie = factory.SubFactory(OrganisatieFactory)

    class Meta:
        model = Medewerker
        skip_postgeneration_save = True

    @factory.post_generation
    def rol(self: Medewerker, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """``MedewerkerFactory(rol=Rol.MANAGER)`` or ``(rol=Rol.CONSULENT, rol__werkpunt=rabot)``."""
        if extracted:
            self.aanstellingen.create(rol=extracted, van="2020-01-01", **kwargs)
