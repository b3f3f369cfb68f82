"""Fills an empty database with the demonstration: the same for the same numbers, last day and seed."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils import timezone

from kern.kopie import Rij, kopieer, reserveer
from kern.registers import Register
from werkpunten.demo import afspraken, begeleidingen, bezoeken, intakes, outreach, personen, rooster
from werkpunten.demo.huis import EERSTE_OPENING, Plaats, bouw
from werkpunten.demo.personen import Eerste
from werkpunten.demo.rooster import Moment, Wie
from werkpunten.models import (
    Adres,
    Afspraak,
    Begeleiding,
    Betrokkenheid,
    Contactmoment,
    Drempel,
    Drempelsoort,
    Inkomen,
    Intake,
    Onderwerp,
    Statuut,
    Taak,
    Verblijf,
    Werkzoekende,
    Wijk,
)
from werkpunten.zicht import herbereken_inzage

Meld = Callable[[str, int], None]
delen: Register[Callable[["Vraag"], None]] = Register("delen van de demonstratie")
"""What higher apps add once people and contacts are there."""


@dataclass(frozen=True)
class Vraag:
    """How much demonstration there must be; ``tot`` is its last day."""

    werkzoekenden: int
    contacten: int
    tot: date
    seed: int
    werkpunten: int = 4

    def __post_init__(self) -> None:
        if self.tot < EERSTE_OPENING:
            raise ValidationError("De eerste werkpunten openden op 5 mei 2014: kies een latere --tot.")
        if self.werkpunten < 1:
            raise ValidationError("Vraag minstens één werkpunt.")

    @property
    def einde(self) -> datetime:
        """After this local moment nothing happens: now, when the last day is today."""
        nu = timezone.localtime().replace(tzinfo=None)
        return nu if self.tot == nu.date() else datetime.combine(self.tot, time(23, 59))

    def toeval(self, onderdeel: str) -> Random:
        """A generator of its own per part: more people does not change who the first ones are."""
        return Random(f"{self.seed}:{onderdeel}")  # noqa: S311 - repeatable on purpose


@transaction.atomic
def laad(vraag: Vraag, meld: Meld = lambda wat, aantal: None) -> None:
    """Everything in one transaction: a load that is interrupted leaves nothing behind."""
    if Werkzoekende.objects.ongefilterd("demodata: is de databank leeg?").exists():
        raise ValidationError("Er staan al werkzoekenden in de databank: demodata vult enkel een lege.")
    plaatsen = bouw(vraag.werkpunten, vraag.toeval("huis"))
    dagen = rooster.momenten(plaatsen, vraag.contacten, vraag.einde, vraag.toeval("rooster"))

    def wie_komt() -> Iterator[tuple[Moment, Wie]]:
        return rooster.verloop(dagen, vraag.werkzoekenden, vraag.contacten, vraag.toeval("verloop"))

    mensen = _Mensen(vraag, plaatsen, wie_komt())
    wijken = list(Wijk.objects.order_by("nummer"))
    laad_deel = _Lader(meld)
    laad_deel(Werkzoekende, personen.VELDEN, personen.personen(iter(mensen), vraag.toeval("personen")))
    laad_deel(
        Adres, personen.ADRES_VELDEN, personen.adressen(iter(mensen), wijken, vraag.tot, vraag.toeval("adressen"))
    )
    laad_deel(Statuut, personen.STATUUT_VELDEN, personen.statuten(iter(mensen), vraag.tot, vraag.toeval("statuten")))
    _laad_contacten(vraag, plaatsen, wie_komt(), mensen, laad_deel)
    meld("betrokkenheid", herbereken_inzage(None, terugwerkend=True))
    _laad_begeleidingen(vraag, plaatsen, laad_deel)
    outreach.bouw(vraag.tot, vraag.toeval("outreach"))
    for deel in delen:
        deel(vraag)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Mensen:
    """Where and when everybody came first: a few bytes each, since it is walked over three times."""

    def __init__(self, vraag: Vraag, plaatsen: list[Plaats], wie_komt: Iterator[tuple[Moment, Wie]]) -> None:
        self.plaatsen = plaatsen
        self.nummers = reserveer(Werkzoekende, vraag.werkzoekenden)
        self.dagen, self.plekken = array("l"), array("l")
        for moment, wie in wie_komt:
            if wie is Wie.NIEUW:
                self._kwam(moment.dag, moment.plaats)
        for nummer in range(len(self.nummers) - len(self.dagen)):  # nobody logged a contact with them yet
            self._kwam(vraag.tot, nummer % len(plaatsen))

    def _kwam(self, dag: date, plek: int) -> None:
        self.dagen.append(dag.toordinal())
        self.plekken.append(plek)

    def __iter__(self) -> Iterator[Eerste]:
        for pk, dag, plek in zip(self.nummers, self.dagen, self.plekken, strict=True):
            yield Eerste(pk, date.fromordinal(dag), self.plaatsen[plek].wijk_id)


class _Lader:
    """COPY with a line per so many rows."""

    def __init__(self, meld: Meld) -> None:
        self.meld = meld

    def __call__(self, model: type[models.Model], velden: Sequence[str], rijen: Iterator[Rij], naam: str = "") -> None:
        naam = naam or str(model._meta.verbose_name_plural)
        kopieer(model, velden, rijen, meld=lambda aantal: self.meld(naam, aantal))


def _laad_contacten(
    vraag: Vraag, plaatsen: list[Plaats], wie_komt: Iterator[tuple[Moment, Wie]], mensen: _Mensen, laad_deel: _Lader
) -> None:
    nummers = reserveer(Contactmoment, vraag.contacten)
    laad_deel(
        Contactmoment,
        bezoeken.VELDEN,
        bezoeken.contacten(
            wie_komt,
            plaatsen=plaatsen,
            personen=iter(mensen.nummers),
            nummers=iter(nummers),
            wijken=list(Wijk.objects.order_by("nummer").values_list("pk", flat=True)),
            einde=vraag.einde,
            rng=vraag.toeval("bezoeken"),
        ),
    )
    onderwerpen = list(Onderwerp.objects.values_list("pk", flat=True))
    laad_deel(
        Contactmoment.onderwerpen.through,
        ("contactmoment", "onderwerp"),
        bezoeken.onderwerpen(nummers, onderwerpen, vraag.toeval("onderwerpen")),
        "onderwerpen",
    )


def _laad_begeleidingen(vraag: Vraag, plaatsen: list[Plaats], laad_deel: _Lader) -> None:
    rijen = list(begeleidingen.begeleidingen(plaatsen, vraag.tot, vraag.toeval("begeleidingen")))
    laad_deel(Begeleiding, begeleidingen.VELDEN, iter(rijen))
    laad_deel(
        Betrokkenheid,
        ("werkzoekende", "medewerker", "werkpunt", "reden", "toelichting", "alleen_lezen", "van", "tot"),
        begeleidingen.betrokkenheden(rijen),
    )
    _laad_intakes(vraag, rijen, laad_deel)
    lopend = [rij for rij in rijen if rij[4] is None]
    themas = list(Onderwerp.objects.values_list("pk", flat=True))
    gepland = afspraken.afspraken(lopend, themas, vraag.tot, vraag.toeval("afspraken"))
    laad_deel(Afspraak, afspraken.VELDEN, gepland)
    laad_deel(Taak, afspraken.TAAK_VELDEN, afspraken.taken(lopend, vraag.tot, vraag.toeval("taken")))


def _laad_intakes(vraag: Vraag, begeleid: list[Rij], laad_deel: _Lader) -> None:
    soorten = dict(Drempelsoort.objects.values_list("pk", "slug"))
    stukken = intakes.stukken(begeleid, soorten, vraag.tot, vraag.toeval("intakes"))
    laad_deel(Intake, intakes.INTAKE_VELDEN, iter(stukken.intakes))
    laad_deel(Verblijf, intakes.VERBLIJF_VELDEN, iter(stukken.verblijven))
    laad_deel(Inkomen, intakes.INKOMEN_VELDEN, iter(stukken.inkomens))
    laad_deel(Drempel, intakes.DREMPEL_VELDEN, iter(stukken.drempels))
