"""Filters of the directory, and the forms of a profile and an offer."""

from typing import Any

import django_filters
from django import forms

from kern.tijd import vandaag
from kern.widgets import Chips, Datum
from partners.models import Aanbod, Partner
from partners.models.gids import AanbodQuerySet, PartnerQuerySet
from toegang.models import Organisatie
from werkpunten.models import Drempelsoort, Werkzoekende, Wijk


class GidsFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What both lists of the directory share: words, barrier and wijk."""

    zoek = django_filters.CharFilter(label="Zoek op woord", method="filter_zoek")
    drempel = django_filters.ChoiceFilter(label="Helpt bij", empty_label="Alle drempels", method="filter_drempel")
    wijk = django_filters.ChoiceFilter(label="Wijk", empty_label="Hele stad", method="filter_wijk")

    def __init__(self, data: Any, queryset: Any) -> None:
        super().__init__(data, queryset)
        drempels = Drempelsoort.objects.geldig_op(vandaag()).values_list("slug", "naam")
        self.filters["drempel"].extra["choices"] = list(drempels)
        self.filters["wijk"].extra["choices"] = list(Wijk.objects.filter(soort="gent").values_list("slug", "naam"))

    def filter_zoek(self, rijen: Any, naam: str, waarde: str) -> Any:
        return rijen.zoek(waarde.strip())


class AanbodFilter(GidsFilter):
    taal = django_filters.ChoiceFilter(
        label="Taal", empty_label="Alle talen", choices=Werkzoekende.Taal.choices, method="filter_taal"
    )

    def filter_drempel(self, rijen: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return rijen.bij_drempel(waarde)

    def filter_wijk(self, rijen: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return rijen.in_wijk(waarde)

    def filter_taal(self, rijen: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return rijen.filter(talen__contains=[waarde])


class PartnerFilter(GidsFilter):
    stand = django_filters.ChoiceFilter(label="Stand", empty_label="Alle", choices=Partner.Stand.choices)

    def filter_drempel(self, rijen: PartnerQuerySet, naam: str, waarde: str) -> PartnerQuerySet:
        return rijen.filter(drempels__slug=waarde)

    def filter_wijk(self, rijen: PartnerQuerySet, naam: str, waarde: str) -> PartnerQuerySet:
        return rijen.filter(pk__in=Partner.objects.filter(wijken__slug=waarde)) | rijen.filter(wijken=None)


class OrganisatieForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    soort = forms.ChoiceField(choices=[("", "Kies een soort"), *Organisatie.Soort.choices])

    class Meta:
        model = Organisatie
        fields = ("naam", "soort", "aliassen")
        labels = {"aliassen": "Andere namen"}


class PartnerForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The profile; how far the cooperation is, is a step of its own."""

    website = forms.URLField(label="Website", required=False, assume_scheme="https")

    class Meta:
        model = Partner
        fields = (
            *("expertise", "drempels", "wijken", "beroepsgeheim", "projectrol"),
            *("email", "telefoon", "website", "adres"),
        )
        widgets = {"drempels": Chips, "wijken": Chips, "expertise": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kies_uit_lijsten(self)


class AanbodForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    talen = forms.MultipleChoiceField(label="Talen", choices=Werkzoekende.Taal.choices, required=False, widget=Chips)

    class Meta:
        model = Aanbod
        fields = (
            *("naam", "voor_wie", "omschrijving", "drempels", "wijken", "talen"),
            *("plaatsen", "wachttijd", "geldig_van", "geldig_tot"),
        )
        widgets = {
            "drempels": Chips,
            "wijken": Chips,
            "omschrijving": forms.Textarea(attrs={"rows": 3}),
            "geldig_van": Datum,
            "geldig_tot": Datum,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kies_uit_lijsten(self)


def kies_uit_lijsten(form: "forms.ModelForm[Any]") -> None:
    """Barriers that hold today and the wijken of Ghent; what was chosen before stays to choose."""
    drempels = Drempelsoort.objects.geldig_op(vandaag())
    if form.instance.pk:
        drempels = drempels | form.instance.drempels.all()
    form.fields["drempels"].queryset = drempels.distinct()  # type: ignore[attr-defined]
    form.fields["wijken"].queryset = Wijk.objects.filter(soort=Wijk.Soort.GENT)  # type: ignore[attr-defined]


class OvereenkomstForm(forms.Form):
    op = forms.DateField(label="Overeenkomst getekend op", widget=Datum, initial=vandaag)
