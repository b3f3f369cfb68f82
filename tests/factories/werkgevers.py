"""Employers, vacancies and what people want, for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from partners.models import Beroep, Beroepswens, Beschikbaarheid, Taaleis, Vacature, Voordracht, Werkgever
from partners.services import voordragen
from tests.factories.toegang import MedewerkerFactory
from toegang.models import Medewerker
from werkpunten.models import Adres, Taalniveau, Werkzoekende, Wijk


class WerkgeverFactory(DjangoModelFactory[Werkgever]):
    naam = factory.Sequence(lambda n: f"Bedrijf {n}")
    sector = "schoonmaak"

    class Meta:
        model = Werkgever


class VacatureFactory(DjangoModelFactory[Vacature]):
    """``talen={"nl": "B1"}``: the languages asked; ``werk`` and ``in_wijk``: slugs."""

    class Params:
        werk = "huishoudhulp"
        in_wijk = "ledeberg"

    werkgever = factory.SubFactory(WerkgeverFactory)
    beroep = factory.LazyAttribute(lambda o: Beroep.objects.get(slug=o.werk))
    titel = factory.Sequence(lambda n: f"Vacature {n}")
    wijk = factory.LazyAttribute(lambda o: Wijk.objects.get(slug=o.in_wijk))
    door = factory.SubFactory(MedewerkerFactory)

    class Meta:
        model = Vacature
        skip_postgeneration_save = True

    @factory.post_generation
    def talen(self, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        for taal, niveau in (extracted or {}).items():
            Taaleis.objects.create(vacature=self, taal=taal, niveau=niveau)


def wil(persoon: Werkzoekende, *slugs: str, **kan: Any) -> Werkzoekende:
    """Somebody who wants these occupations, in this order; and when they can work."""
    for volgorde, slug in enumerate(slugs, start=1):
        Beroepswens.objects.create(werkzoekende=persoon, beroep=Beroep.objects.get(slug=slug), volgorde=volgorde)
    if kan:
        Beschikbaarheid.objects.create(werkzoekende=persoon, **kan)
    return persoon


def woont(persoon: Werkzoekende, slug: str) -> Werkzoekende:
    Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=slug))
    return persoon


def spreekt(persoon: Werkzoekende, niveau: str) -> Werkzoekende:
    Taalniveau.objects.create(werkzoekende=persoon, spreken=niveau)
    return persoon


def draag_voor(persoon: Werkzoekende, vacature: Vacature, *, door: Medewerker, **velden: Any) -> Voordracht:
    return voordragen.draag_voor(Voordracht(werkzoekende=persoon, vacature=vacature, **velden), door=door)
