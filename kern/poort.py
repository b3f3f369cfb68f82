"""QuerySets that refuse to run until they were scoped to somebody, and that report which people they loaded."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.expressions import Col, Subquery
from django.db.models.query import FlatValuesListIterable, ModelIterable
from django.db.models.sql import Query

from kern import inzage

M = TypeVar("M", bound="BewaaktModel")


class NietAfgebakend(ImproperlyConfigured):
    """A query on people ran without ``zichtbaar_voor`` or ``ongefilterd``: always a mistake in the code."""


_validatie: ContextVar[bool] = ContextVar("validatie", default=False)


@contextmanager
def _tijdens_validatie() -> Iterator[None]:
    token = _validatie.set(True)
    try:
        yield
    finally:
        _validatie.reset(token)


class PoortQuerySet(models.QuerySet[M]):
    """Refuses to touch the database unless ``afgebakend`` (by a gate method) or ``ongefilterd`` (with a reason).

    A QuerySet used inside another one's sub-query is not checked.
    """

    _afgebakend: bool = False

    def afgebakend(self, *voorwaarden: models.Q) -> Self:
        """For gate methods only: this QuerySet, filtered, may run."""
        kopie = self.filter(*voorwaarden)
        kopie._afgebakend = True
        return kopie

    def ongefilterd(self, reden: str) -> Self:
        """Everything, for code that acts for nobody in particular (figures, jobs). The reason makes it findable."""
        if not reden:
            raise NietAfgebakend("ongefilterd vraagt een reden")
        return self.afgebakend()

    def _clone(self) -> Self:
        kopie: Self = super()._clone()  # type: ignore[misc]
        kopie._afgebakend = self._afgebakend
        return kopie

    def _bewaak(self) -> None:
        if not self._afgebakend and not _validatie.get():
            raise NietAfgebakend(f"{self.model.__name__}: gebruik zichtbaar_voor(medewerker) of ongefilterd('reden')")

    def _persoonssleutel(self) -> tuple[str, int] | None:
        """Name and place of the person's key in dicts and tuples; a name without that key may not be asked for."""
        query, persoon_veld = self.query, self.model.persoon_veld
        velden = list(query.selected or [*query.extra_select, *query.values_select, *query.annotation_select])
        namen = {"pk", "id"} if persoon_veld == "pk" else {persoon_veld, persoon_veld.removesuffix("_id")}
        if self._iterable_class is not FlatValuesListIterable:
            for plaats, veld in enumerate(velden):
                if veld in namen:
                    return veld, plaats
        if noemt_persoon(query):
            raise NietAfgebakend(f"{self.model.__name__}: vraag bij een naam ook {persoon_veld} op")
        return None

    def _genoteerd(self, rijen: Iterable[Any]) -> Iterator[Any]:
        """The rows, noting the people in them; instances were noted when they were made (``BewaaktModel.from_db``)."""
        sleutel = None if issubclass(self._iterable_class, ModelIterable) else self._persoonssleutel()
        for rij in rijen:
            if sleutel is not None:
                veld, plaats = sleutel
                inzage.noteer([rij[veld] if isinstance(rij, dict) else rij[plaats]], wie=self.model.inzagelijst)
            yield rij

    def _fetch_all(self) -> None:
        self._bewaak()
        nieuw = self._result_cache is None
        super()._fetch_all()
        if nieuw:
            self._result_cache = list(self._genoteerd(self._result_cache or ()))

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        self._bewaak()
        return self._genoteerd(super().iterator(chunk_size))

    def aiterator(self, chunk_size: int = 2000) -> Any:
        raise NietAfgebakend("aiterator gaat voorbij aan de poort; gebruik iterator")

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        self._bewaak()
        return super().raw(*args, **kwargs)

    def explain(self, **kwargs: Any) -> str:
        self._bewaak()
        return super().explain(**kwargs)

    def count(self) -> int:
        self._bewaak()
        return super().count()

    def exists(self) -> bool:
        self._bewaak()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._bewaak()
        for deel in (*args, *kwargs.values()):
            if noemt_persoon(deel.resolve_expression(self.query.chain(), allow_joins=True)):
                raise NietAfgebakend(f"{self.model.__name__}: een naam in een aggregaat is niet te loggen")
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._bewaak()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._bewaak()
        return super().delete()

    def __or__(self, other: Any) -> Self:
        return self._samen(super().__or__(other), other)

    def __and__(self, other: Any) -> Self:
        return self._samen(super().__and__(other), other)

    def __xor__(self, other: Any) -> Self:
        return self._samen(super().__xor__(other), other)

    def _combinator_query(self, combinator: str, *other_qs: Any, all: bool = False) -> Self:
        samen: Self = super()._combinator_query(combinator, *other_qs, all=all)  # type: ignore[misc]
        for ander in other_qs:
            samen = self._samen(samen, ander)
        return samen

    def _samen(self, samen: Self, ander: Any) -> Self:
        samen._afgebakend = self._afgebakend and samen._afgebakend and getattr(ander, "_afgebakend", False)
        return samen


def noemt_persoon(deel: Any) -> bool:
    """Whether a query or expression gives out a column that identifies somebody, under whatever name."""
    if isinstance(deel, Query):
        return any(noemt_persoon(kolom) for kolom in (*deel.select, *deel.annotation_select.values()))
    if isinstance(deel, Col):
        return deel.target.name in getattr(deel.target.model, "naamvelden", ())
    if isinstance(deel, Subquery):
        return noemt_persoon(deel.query)
    bronnen = deel.get_source_expressions() if hasattr(deel, "get_source_expressions") else ()
    return any(noemt_persoon(bron) for bron in bronnen)


class BewaaktModel(models.Model):
    """Base of every model that hangs off a person. Django's own uniqueness checks are the only unscoped reads.

    ``persoon_veld`` names the attribute that holds the person's primary key; ``naamvelden`` the columns that identify
    somebody: selecting one of those without the person's key would escape the read log and is refused.
    ``inzagelijst``: which kind of people they are (:class:`kern.inzage.Inzage`).
    """

    inzagelijst: ClassVar[str] = "personen"
    persoon_veld: ClassVar[str] = "werkzoekende_id"
    naamvelden: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Self:
        """Every way to an instance passes here: foreign keys, ``select_related``, prefetches and raw SQL too."""
        rij = super().from_db(db, field_names, values, **kwargs)
        inzage.noteer([getattr(rij, cls.persoon_veld)], wie=cls.inzagelijst)
        return rij

    def validate_unique(self, exclude: Any = None) -> None:
        with _tijdens_validatie():
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        with _tijdens_validatie():
            super().validate_constraints(exclude)


def keur(rij: models.Model) -> None:
    """Fields and constraints of a row that a service writes; raises ``ValidationError``.

    Not whether what a foreign key points at exists: that is known already, and may be out of reach of the gate. First
    the constraints of the row alone: a period that ends before it begins cannot be compared with others.
    """
    rij.full_clean(exclude=[veld.name for veld in rij._meta.fields if veld.is_relation])
    rij.validate_constraints()
