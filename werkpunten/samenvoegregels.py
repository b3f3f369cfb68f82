"""What happens with each kind of row when two files become one: every app says so for its own models.

A model with a reference to ``Werkzoekende`` needs a ``Regel`` here; one with a unique or exclusion constraint on the
person has to say what happens with rows that cannot both be there. A test asks for both.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import BaseConstraint, F, Field, Model, Q, UniqueConstraint

from kern.registers import Register
from werkpunten.models import (
    Adres,
    Afspraak,
    Afstandsmeting,
    Band,
    Begeleiding,
    Betrokkenheid,
    Contactmoment,
    Domeinscore,
    Drempel,
    Dubbel,
    ExterneSleutel,
    Herinnering,
    Inkomen,
    Intake,
    Ontvangstbewijs,
    Samenvoeging,
    Statuut,
    Taak,
    Taalniveau,
    Verblijf,
    Wachtende,
    Werkzoekende,
)


class Daad(Enum):
    """What is done with two rows that cannot both be in one file."""

    KIES = "kies"
    """Somebody chooses which one counts; the other is kept aside for undoing."""
    ZELFDE = "zelfde"
    """They say the same: one stays."""
    WEIGER = "weiger"
    """Nothing is merged before this is settled in the files."""


@dataclass(frozen=True)
class Regel:
    """How the rows of ``model`` are merged: they move, and ``bij_botsing`` says what if they cannot all.

    ``tekst``: the question of a choice, the reason of a refusal, what "the same" means. ``inkorten``: a period that is
    not chosen only loses the days of the other one. ``omhangen``: what refers to the row that is not chosen refers to
    the chosen one from then on; else it is kept aside with it. ``hele_lijst``: the rows are one list, of which nothing
    moves once two collide. ``voorop``: use cases begin with such a row and lock it
    before the person. ``lopend``: which rows of both files people should know of before they merge (``let_op``).
    ``slot``: a trigger that refuses another person, but for a merge.
    ``botsing``: finds the pairs where the constraints cannot be read.
    """

    model: type[Model]
    bij_botsing: Daad | None = None
    tekst: str = ""
    inkorten: bool = False
    omhangen: bool = False
    hele_lijst: bool = False
    voorop: bool = False
    let_op: str = ""
    lopend: Q | None = None
    slot: str = ""
    botsing: Callable[[int, int], Iterable[tuple[int, int]]] | None = None

    @property
    def sleutel(self) -> str:
        return self.model._meta.label_lower.replace(".", "-")

    @property
    def kolommen(self) -> list[str]:
        return [veld.attname for veld in persoonsvelden(self.model)]

    def ontgrendeld(self) -> AbstractContextManager[None]:
        """While the rows change hands."""
        return pgtrigger.ignore(f"{self.model._meta.label}:{self.slot}") if self.slot else nullcontext()

    def van(self, persoon: int, *, ook: Q | None = None) -> Any:
        """The rows of somebody, for who merges: both files were opened."""
        wie = Q(pk__in=[])
        for kolom in self.kolommen:
            wie |= Q(**{kolom: persoon})
        return self.model._base_manager.filter(wie, ook or Q())

    def botsingen(self, blijft: int, verdwijnt: int) -> list[tuple[int, int]]:
        """Pairs of rows, of the one who stays and of the one who goes, that cannot both be in one file."""
        if self.botsing is not None:
            return sorted(set(self.botsing(blijft, verdwijnt)))
        paren = {
            paar
            for beperking in beperkingen(self.model)
            for paar in _paren(beperking, self.van(blijft), self.van(verdwijnt))
        }
        return sorted(paren)


regels: Register[Regel] = Register("regels voor het samenvoegen van dossiers")
narekenaars: Register[Callable[[int], None]] = Register("wat na het ongedaan maken wordt nagerekend")
"""Sight that follows from rows of a higher app: called for each of the two people when a merge was undone."""


def persoonsvelden(model: type[Model]) -> "list[Field[Any, Any]]":
    return [veld for veld in model._meta.concrete_fields if veld.is_relation and veld.related_model is Werkzoekende]


def modellen_van_persoon() -> "list[type[Model]]":
    """Every model whose rows hang on a person, found by reflection; not the audit trail, which stays where it is."""
    alle = (m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy)
    return [m for m in alle if persoonsvelden(m) and not hasattr(m, "pgh_tracked_model")]


def beperkingen(model: type[Model]) -> list[BaseConstraint]:
    """Constraints that rows of two people can break once they are of one."""
    velden = {veld.name: veld.unique for veld in persoonsvelden(model)}
    eigen = [UniqueConstraint(fields=[naam], name=f"{naam}_uniek") for naam, uniek in velden.items() if uniek]
    return [*eigen, *(c for c in model._meta.constraints if set(velden) & _genoemd(c))]


def _genoemd(beperking: BaseConstraint) -> set[str]:
    if isinstance(beperking, UniqueConstraint):
        return {*beperking.fields, *(naam for deel in beperking.expressions for naam in _bronnen(deel))}
    if isinstance(beperking, ExclusionConstraint):
        return {naam for deel, _ in beperking.expressions for naam in _bronnen(deel)}
    return set()


def _bronnen(deel: Any) -> Iterator[str]:
    if isinstance(deel, str):
        yield deel
    elif isinstance(deel, F):
        yield str(deel.name)  # type: ignore[attr-defined]  # the stubs do not know it
    else:
        for bron in deel.get_source_expressions():
            yield from _bronnen(bron)


def _paren(beperking: BaseConstraint, blijvers: Any, verdwijners: Any) -> Iterator[tuple[int, int]]:
    if isinstance(beperking, ExclusionConstraint):
        delen = [(deel, teken) for deel, teken in beperking.expressions if not _is_persoon(blijvers.model, deel)]
        voorwaarde = beperking.condition
    elif isinstance(beperking, UniqueConstraint) and not beperking.expressions:
        delen = [(F(naam), "=") for naam in beperking.fields if not _is_persoon(blijvers.model, F(naam))]
        voorwaarde = beperking.condition
    else:
        raise TypeError(f"{beperking.name}: zeg in de Regel met botsing= welke rijen elkaar in de weg staan")
    tekens = [teken for _, teken in delen]
    namen = {f"_deel{nummer}": deel for nummer, (deel, _) in enumerate(delen)}

    def rijen(alle: Any) -> list[tuple[Any, ...]]:
        return list(alle.filter(voorwaarde or Q()).annotate(**namen).values_list("pk", *namen))

    hier = rijen(blijvers)
    for anders in rijen(verdwijners):
        for een in hier:
            if all(_gelijk(a, b, teken) for a, b, teken in zip(een[1:], anders[1:], tekens, strict=True)):
                yield een[0], anders[0]


def _is_persoon(model: type[Model], deel: Any) -> bool:
    namen = {veld.name for veld in persoonsvelden(model)}
    return isinstance(deel, str | F) and next(_bronnen(deel)) in namen


def _gelijk(een: Any, ander: Any, teken: str) -> bool:
    if een is None or ander is None:
        return False
    return bool(een == ander) if teken == "=" else overlapt(een, ander)


def overlapt(een: Any, ander: Any) -> bool:
    """Whether two half-open ranges of days share one; no end is for ever."""
    if een.isempty or ander.isempty:
        return False
    begint_voor = een.lower is None or ander.upper is None or een.lower < ander.upper
    return bool(begint_voor and (ander.lower is None or een.upper is None or ander.lower < een.upper))


def meld_aan(eigen: Collection[Regel], *, volgorde: int) -> None:
    for nummer, regel in enumerate(eigen):
        regels.meld_aan(regel.model._meta.label, regel, volgorde=volgorde + nummer)


def _paren_van_twee(model: Any, *soort: str) -> Callable[[int, int], Iterator[tuple[int, int]]]:
    """For rows about two people: the same other one (and kind) from both files. A row between the two goes anyway."""

    def paren(blijft: int, verdwijnt: int) -> Iterator[tuple[int, int]]:
        beide = [blijft, verdwijnt]
        rijen = model.objects.ongefilterd("twee dossiers samenvoegen").filter(
            Q(werkzoekende__in=beide) | Q(ander__in=beide)
        )
        eerst_wie_blijft = sorted(
            rijen.values_list("pk", "werkzoekende_id", "ander_id", *soort),
            key=lambda rij: (verdwijnt in rij[1:3], rij[0]),
        )
        gezien: dict[tuple[Any, ...], int] = {}
        for pk, een, ander, *wat in eerst_wie_blijft:
            wie = frozenset(blijft if persoon == verdwijnt else persoon for persoon in (een, ander))
            twin = pk if len(wie) == 1 else gezien.setdefault((wie, *wat), pk)
            if twin != pk or len(wie) == 1:
                yield twin, pk

    return paren


OVERLAPPEN = "{} overlappen. Waar dat zo is, welke tellen?"
_REEKS = {Adres: "De adressen", Statuut: "De statuten", Verblijf: "De verblijfsstatuten", Inkomen: "De inkomens"}
_VAN_REEKS = Regel(Adres, Daad.KIES, inkorten=True)
LOPEND = Q(tot=None)

EIGEN: tuple[Regel, ...] = (
    Regel(Afspraak, voorop=True),
    Regel(Contactmoment, voorop=True),
    Regel(
        Begeleiding,
        Daad.KIES,
        "In beide dossiers loopt een begeleiding door dezelfde collega. Welke loopt door?",
        omhangen=True,
        let_op="In beide dossiers loopt een begeleiding. Ze lopen allebei door, tot iemand er een stopt.",
        lopend=LOPEND,
    ),
    *(replace(_VAN_REEKS, model=model, tekst=OVERLAPPEN.format(wat)) for model, wat in _REEKS.items()),
    Regel(
        Drempel,
        Daad.KIES,
        "In beide dossiers staat dezelfde drempel open. Welke beschrijving telt?",
        omhangen=True,
    ),
    Regel(Intake, Daad.KIES, "In beide dossiers loopt een intake. Met welke gaan jullie verder?"),
    Regel(
        Wachtende,
        Daad.KIES,
        "Deze persoon staat twee keer in dezelfde wachtrij. Welke plaats telt?",
    ),
    Regel(Betrokkenheid, Daad.ZELFDE, "Het werkpunt ziet de persoon al."),
    Regel(
        Band,
        Daad.ZELFDE,
        "De band is er al, of is er een tussen deze twee dossiers.",
        botsing=_paren_van_twee(Band, "soort"),
    ),
    Regel(Dubbel, Daad.ZELFDE, "Of ze dezelfde zijn, is nu gezegd.", botsing=_paren_van_twee(Dubbel)),
    Regel(Taak),
    Regel(Herinnering),
    Regel(ExterneSleutel),
    Regel(Taalniveau),
    Regel(Domeinscore),
    Regel(Afstandsmeting),
    Regel(Ontvangstbewijs),
    Regel(Samenvoeging),
)
