"""The filters above the lists of referrals; what stands in the address says nothing about a person."""

from datetime import timedelta
from typing import Any

import django_filters
from django.utils import timezone

from partners.models import Partner
from partners.models.doorverwijzingen import DoorverwijzingQuerySet
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import werkpunten_van

OUDER = [("7", "7 dagen"), ("14", "14 dagen"), ("30", "30 dagen"), ("90", "90 dagen")]


class UitgaandFilter(django_filters.FilterSet):  # type: ignore[misc]
    wie = django_filters.ChoiceFilter(
        label="Van wie", empty_label="Van iedereen", choices=[("mij", "Van mij")], method="filter_wie"
    )
    partner = django_filters.ChoiceFilter(label="Partner", empty_label="Alle partners", field_name="organisatie")
    werkpunt = django_filters.ChoiceFilter(
        label="Werkpunt", empty_label="Alle werkpunten", field_name="werkpunt__slug"
    )
    ouder = django_filters.ChoiceFilter(label="Ouder dan", empty_label="–", choices=OUDER, method="filter_ouder")

    def __init__(self, data: Any, queryset: DoorverwijzingQuerySet, *, medewerker: Medewerker) -> None:
        super().__init__(data, queryset)
        self.medewerker = medewerker
        partners = Partner.objects.order_by("organisatie__naam").values_list("organisatie", "organisatie__naam")
        self.filters["partner"].extra["choices"] = list(partners)
        eigen = [(werkpunt.slug, werkpunt.naam) for werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)]
        if len(eigen) > 1:
            self.filters["werkpunt"].extra["choices"] = eigen
        else:
            del self.filters["werkpunt"]

    def filter_wie(self, rijen: DoorverwijzingQuerySet, naam: str, waarde: str) -> DoorverwijzingQuerySet:
        return rijen.filter(afzender=self.medewerker)

    def filter_ouder(self, rijen: DoorverwijzingQuerySet, naam: str, waarde: str) -> DoorverwijzingQuerySet:
        return rijen.filter(verstuurd_op__lt=timezone.now() - timedelta(days=int(waarde)))
