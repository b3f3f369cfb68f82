"""QuerySets that refuse to run until they were scoped to somebody, and that report which people they loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from kern import inzage

M = TypeVar("M", bound=models.Model)


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

    ``persoon_veld`` names the attribute that holds the person's primary key; ``naamvelden`` the columns that identify
    somebody: selecting one of those without the person's key would escape the read log and is refused.
    A QuerySet used inside another one's sub-query is not checked.
    """

    persoon_veld: ClassVar[str] = "werkzoekende_id"
    naamvelden: ClassVar[frozenset[str]] = frozenset()
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

    def _persoon_van(self, rij: Any) -> int | None:
        """Primary key of the person one result row is about, whatever shape the row has."""
        if isinstance(rij, models.Model):
            waarde: int | None = getattr(rij, "pk" if self.persoon_veld == "pk" else self.persoon_veld)
            return waarde
        velden = list(self.query.values_select) + list(self.query.annotation_select)
        for naam in ("pk", "id") if self.persoon_veld == "pk" else (self.persoon_veld, "werkzoekende"):
            if isinstance(rij, dict) and naam in rij:
                return int(rij[naam]) if rij[naam] is not None else None
            if isinstance(rij, tuple) and naam in velden and len(rij) == len(velden):
                sleutel = rij[velden.index(naam)]
                return int(sleutel) if sleutel is not None else None
        if self.naamvelden & set(velden):
            raise NietAfgebakend(f"{self.model.__name__}: vraag bij een naam ook {self.persoon_veld} op")
        return None

    def _fetch_all(self) -> None:
        self._bewaak()
        nieuw = self._result_cache is None
        super()._fetch_all()
        if nieuw and self._result_cache:
            inzage.noteer([self._persoon_van(rij) for rij in self._result_cache])

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        self._bewaak()
        for rij in super().iterator(chunk_size):
            inzage.noteer([self._persoon_van(rij)])
            yield rij

    def count(self) -> int:
        self._bewaak()
        return super().count()

    def exists(self) -> bool:
        self._bewaak()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._bewaak()
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


class BewaaktModel(models.Model):
    """Base of every model that hangs off a person. Django's own uniqueness checks are the only unscoped reads."""

    class Meta:
        abstract = True

    def validate_unique(self, exclude: Any = None) -> None:
        with _tijdens_validatie():
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        with _tijdens_validatie():
            super().validate_constraints(exclude)
