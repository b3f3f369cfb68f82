"""Keyset paging: the fields of an ordering, and the condition for "everything after this row"."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.db.models.expressions import F, OrderBy


@dataclass(frozen=True)
class Sleutel:
    """One field of the ordering, as PostgreSQL sorts it: NULL counts as the largest value unless told otherwise."""

    veld: str
    aflopend: bool
    leeg_eerst: bool
    kan_leeg: bool

    def gelijk(self, waarde: Any) -> Q:
        return Q(**{f"{self.veld}__isnull": True}) if waarde is None else Q(**{self.veld: waarde})

    def erna(self, waarde: Any) -> Q | None:
        """Rows that come strictly after ``waarde`` on this field alone; None when there can be none."""
        if waarde is None:
            return Q(**{f"{self.veld}__isnull": False}) if self.leeg_eerst else None
        verder = Q(**{f"{self.veld}__{'lt' if self.aflopend else 'gt'}": waarde})
        if self.kan_leeg and not self.leeg_eerst:
            verder |= Q(**{f"{self.veld}__isnull": True})
        return verder

    def omgekeerd(self) -> "Sleutel":
        return Sleutel(self.veld, not self.aflopend, not self.leeg_eerst, self.kan_leeg)

    def als_ordening(self) -> OrderBy:
        if not self.kan_leeg:
            return OrderBy(F(self.veld), descending=self.aflopend)
        leeg = {"nulls_first": True} if self.leeg_eerst else {"nulls_last": True}
        return OrderBy(F(self.veld), descending=self.aflopend, **leeg)


def sleutels_van(queryset: QuerySet[Any]) -> list[Sleutel]:
    ordening = queryset.query.order_by or queryset.model._meta.ordering or ()
    sleutels = [_sleutel(queryset.model, deel) for deel in ordening]
    namen = {"pk", queryset.model._meta.pk.name}
    if not any(sleutel.veld in namen for sleutel in sleutels):
        sleutels.append(Sleutel("pk", aflopend=False, leeg_eerst=False, kan_leeg=False))
    return sleutels


def _sleutel(model: type[Model], deel: Any) -> Sleutel:
    if isinstance(deel, str):
        deel = OrderBy(F(deel.lstrip("-")), descending=deel.startswith("-"))
    if isinstance(deel, F):
        deel = deel.asc()
    if not isinstance(deel, OrderBy) or not isinstance(deel.expression, F):
        raise TypeError(f"Cannot page by {deel!r}: order by a field or an annotation.")
    leeg_eerst = bool(deel.nulls_first) or (deel.descending and not deel.nulls_last)
    naam: str = deel.expression.name  # type: ignore[attr-defined]
    return Sleutel(naam, bool(deel.descending), leeg_eerst, _kan_leeg(model, naam))


def _kan_leeg(model: type[Model], naam: str) -> bool:
    """Whether a column may hold NULL; annotations and fields of other tables count as such."""
    try:
        veld = model._meta.pk if naam == "pk" else model._meta.get_field(naam)
    except FieldDoesNotExist:
        return True
    return not isinstance(veld, Field) or veld.null


def grens_na(queryset: QuerySet[Any], pk: str | None, sleutels: list[Sleutel]) -> Q | None:
    """Everything after the row with this key, or None when it is not in the list any more."""
    try:
        vanaf = queryset.filter(pk=pk).values_list(*(s.veld for s in sleutels)).first() if pk else None
    except (ValueError, ValidationError):
        return None
    if vanaf is None:
        return None
    grens, gelijk = Q(pk__in=[]), Q()
    for sleutel, waarde in zip(sleutels, vanaf, strict=True):
        erna = sleutel.erna(waarde)
        if erna is not None:
            grens |= gelijk & erna
        gelijk &= sleutel.gelijk(waarde)
    return grens
