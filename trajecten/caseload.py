"""The caseload: whom somebody coaches or saw, who was not seen for too long, and who has nobody.

Everything here reads through the gate. ``te_lang_geen_contact`` is the one definition behind the list, its counts, the
message, the file and the team page.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db.models import (
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import LessThan

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import Adres, Begeleiding, Contactmoment, Werkpunt, Werkzoekende, werkpunten_van
from werkpunten.models.personen import WerkzoekendeQuerySet

TELLEN_TOT = 1000
"""Beyond this a count is shown as "meer dan 1.000": a full count costs more than it tells."""


def laatste_contact(persoon: str = "pk") -> Subquery:
    """Day of the last counting contact of a person, at whatever unit; None without one."""
    tellend = Contactmoment.objects.tellend().filter(werkzoekende=OuterRef(persoon))
    return Subquery(tellend.order_by("-dag").values("dag")[:1], output_field=DateField())


def te_lang_geen_contact(persoon: str = "pk") -> LessThan:
    """The last counting contact is more than ``GEEN_CONTACT_DAGEN`` days ago; an attempt does not count.

    Who was never reached counts from the day the coaching began.
    """
    # scalar subqueries: PostgreSQL would answer an EXISTS in an OR by hashing all contacts of everybody
    begin = _lopend(persoon).order_by("van").values(dag=TruncDate("van"))
    sinds = Coalesce(laatste_contact(persoon), Subquery(begin[:1], output_field=DateField()))
    return LessThan(sinds, vandaag() - timedelta(days=settings.GEEN_CONTACT_DAGEN))


def _lopend(persoon: str, **voorwaarden: Any) -> QuerySet[Begeleiding]:
    return Begeleiding.objects.lopend().filter(werkzoekende=OuterRef(persoon), **voorwaarden)


class CaseloadQuerySet(WerkzoekendeQuerySet):
    """People as a caseload sees them; ``personen_van`` starts one."""

    def begeleid_door(self, medewerker: Medewerker) -> Self:
        return self.filter(Exists(_lopend("pk", begeleider=medewerker)))

    def begeleid_of_gezien_door(self, medewerker: Medewerker) -> Self:
        gezien = Contactmoment.objects.filter(werkzoekende=OuterRef("pk"), medewerker=medewerker)
        return self.filter(Q(Exists(_lopend("pk", begeleider=medewerker))) | Q(Exists(gezien)))

    def gezien_op(self, werkpunten: Collection[Werkpunt]) -> Self:
        keuze = [werkpunt.pk for werkpunt in werkpunten]
        return self.filter(Exists(Contactmoment.objects.filter(werkzoekende=OuterRef("pk"), werkpunt__in=keuze)))

    def zonder_begeleider(self) -> Self:
        """Nobody coaches them; a colleague who left is nobody."""
        return self.exclude(Exists(_lopend("pk", begeleider__is_active=True)))

    def te_lang_geen_contact(self) -> Self:
        return self.filter(te_lang_geen_contact())

    def in_wijk(self, slug: str) -> Self:
        """Who lives there now."""
        return self.filter(Exists(Adres.objects.filter(werkzoekende=OuterRef("pk"), tot=None, wijk__slug=slug)))

    def voor_lijst(self, medewerker: Medewerker) -> Self:
        """Everything one row shows, in two queries whatever the number of rows."""
        wijk = Adres.objects.filter(werkzoekende=OuterRef("pk"), tot=None).values("wijk__naam")
        lopend = Begeleiding.objects.zichtbaar_voor(medewerker).lopend().select_related("begeleider")
        return self.annotate(
            laatste_contact=laatste_contact(),
            te_lang=te_lang_geen_contact(),
            wijknaam=Subquery(wijk[:1]),
        ).prefetch_related(Prefetch("begeleidingen", queryset=lopend, to_attr="lopende_begeleidingen"))


def personen_van(medewerker: Medewerker) -> CaseloadQuerySet:
    """Everybody whose file this member of staff may open."""
    return CaseloadQuerySet(Werkzoekende).zichtbaar_voor(medewerker)


@dataclass(frozen=True)
class Lijst:
    """One tab of the caseload."""

    sleutel: str
    titel: str
    kies: Callable[[CaseloadQuerySet, Medewerker], CaseloadQuerySet]

    def voor(self, medewerker: Medewerker) -> CaseloadQuerySet:
        return self.kies(personen_van(medewerker), medewerker)


def _op_eigen_werkpunten(personen: CaseloadQuerySet, medewerker: Medewerker) -> CaseloadQuerySet:
    return personen.gezien_op(werkpunten_van(medewerker, *BEGELEIDERS))


LIJSTEN = {
    lijst.sleutel: lijst
    for lijst in (
        Lijst("mijn", "Alles van mij", lambda personen, wie: personen.begeleid_of_gezien_door(wie)),
        Lijst("begeleiding", "Mijn begeleiding", lambda personen, wie: personen.begeleid_door(wie)),
        Lijst(
            "te-lang",
            "Te lang geen contact",
            lambda personen, wie: personen.begeleid_of_gezien_door(wie).te_lang_geen_contact(),
        ),
        Lijst("werkpunten", "Gezien op mijn werkpunten", _op_eigen_werkpunten),
        Lijst(
            "zonder-begeleider",
            "Zonder begeleider",
            lambda personen, wie: _op_eigen_werkpunten(personen, wie).zonder_begeleider(),
        ),
    )
}


class _Geteld(Subquery):
    template = "(SELECT count(*) FROM (%(subquery)s) geteld)"
    output_field = IntegerField()


def tel_lijsten(medewerker: Medewerker) -> dict[str, int]:
    """How many people stand in each list, in one query; at most ``TELLEN_TOT`` + 1."""
    personen = [lijst.voor(medewerker).order_by().values("pk")[: TELLEN_TOT + 1] for lijst in LIJSTEN.values()]
    aantallen = {f"lijst{nummer}": _Geteld(deel) for nummer, deel in enumerate(personen)}
    rij = Medewerker.objects.filter(pk=medewerker.pk).annotate(**aantallen).values_list(*aantallen).get()
    return dict(zip(LIJSTEN, rij, strict=True))
