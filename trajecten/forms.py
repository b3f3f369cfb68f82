"""The filters above the caseload: what stands in the address says nothing about a person."""

from typing import Any

import django_filters
from django.forms import HiddenInput

from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from trajecten.caseload import CaseloadQuerySet
from trajecten.team import team_van
from werkpunten.models import Werkpunt, Werkzoekende, Wijk, werkpunten_van

BIJ_DE_LIJST = {"form": "filterbalk"}
"""A field of the filter form that stands in the list: it changes when the list does."""


class CaseloadFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Wijk, language and unit; for a coordinator also who coaches. Choices are read once, when the page needs them."""

    lijst = django_filters.CharFilter(widget=HiddenInput(attrs=BIJ_DE_LIJST), method="laat")
    sorteer = django_filters.CharFilter(widget=HiddenInput(attrs=BIJ_DE_LIJST), method="laat")
    wijk = django_filters.ChoiceFilter(label="Wijk", empty_label="Alle wijken", method="filter_wijk")
    contacttaal = django_filters.ChoiceFilter(
        label="Contacttaal", empty_label="Alle talen", choices=Werkzoekende.Taal.choices
    )
    werkpunt = django_filters.ChoiceFilter(label="Werkpunt", empty_label="Alle werkpunten", method="filter_werkpunt")
    begeleider = django_filters.ChoiceFilter(
        label="Begeleider", empty_label="Alle begeleiders", method="filter_begeleider"
    )

    def __init__(self, data: Any, queryset: CaseloadQuerySet, *, medewerker: Medewerker) -> None:
        super().__init__(data, queryset)
        self.werkpunten: dict[str, Werkpunt] = {w.slug: w for w in werkpunten_van(medewerker, *BEGELEIDERS)}
        self.team = {str(m.pk): m for m in team_van(medewerker)} if medewerker.heeft_rol(Rol.COORDINATOR) else {}
        self._kies("wijk", Wijk.objects.values_list("slug", "naam"))
        self._kies("werkpunt", [(slug, w.naam) for slug, w in self.werkpunten.items()], minstens=2)
        self._kies("begeleider", [(pk, str(m)) for pk, m in self.team.items()])

    def _kies(self, naam: str, keuzes: Any, *, minstens: int = 1) -> None:
        """Set the choices of one filter; with fewer than ``minstens`` there is nothing to choose."""
        gevonden = list(keuzes)
        if len(gevonden) < minstens:
            del self.filters[naam]
        else:
            self.filters[naam].extra["choices"] = gevonden

    def laat(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        """Which list and in what order: kept in the address, decided by the view."""
        return personen

    def filter_wijk(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        return personen.in_wijk(waarde)

    def filter_werkpunt(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        return personen.gezien_op([self.werkpunten[waarde]])

    def filter_begeleider(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        return personen.begeleid_door(self.team[waarde])
