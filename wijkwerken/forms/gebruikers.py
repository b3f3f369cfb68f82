"""What is typed about customers, and how their list is filtered."""

from typing import Any

import django_filters
from django import forms

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Datum
from trajecten.uitstroomforms import MetSleutel
from werkpunten.forms import AfschriftForm, NaamVeld
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Wijk
from werkpunten.wijzigingen import Wijziging, laatste
from wijkwerken.models import Gebruikersovereenkomst, Gebruikerstype, Werkingsgebied, WijkwerkGebruiker

VELDEN = (
    *("type", "voornaam", "achternaam", "afdeling", "contactpersoon", "telefoon", "email", "contacttaal"),
    *("straat", "postcode", "gemeente", "wijk", "extern_nummer", "opmerking"),
)
STANDEN = (
    ("in_orde", "In orde"),
    ("geen_overeenkomst", "Zonder overeenkomst"),
    ("niet_betaald", "Inschrijving niet betaald"),
    ("gestopt", "Gestopt"),
)


def _eigen_gemeente() -> int | None:
    """The municipality where wijk-werken is organised today, when it is one."""
    eigen = Werkingsgebied.objects.op(vandaag()).values_list("gemeente", flat=True)
    return eigen[0] if len(eigen) == 1 else None


class GebruikerFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Active customers, unless told otherwise. Names are searched by POST, never in an address."""

    type = django_filters.ChoiceFilter(label="Soort", empty_label="Alle soorten", choices=Gebruikerstype.choices)
    wijk = django_filters.ChoiceFilter(label="Wijk", empty_label="Alle wijken", field_name="wijk__slug")
    stand = django_filters.ChoiceFilter(label="Stand", empty_label="Actief", choices=STANDEN, method="laat")

    def __init__(self, data: Any, queryset: Any) -> None:
        super().__init__(data, queryset)
        self.filters["wijk"].extra["choices"] = list(Wijk.objects.values_list("slug", "naam"))

    def laat(self, rijen: Any, naam: str, waarde: str) -> Any:
        """Filtered below, for an empty one means something too."""
        return rijen

    def filter_queryset(self, queryset: Any) -> Any:
        gekozen = super().filter_queryset(queryset).met_stand()
        stand = self.form.cleaned_data.get("stand")
        if stand == "gestopt":
            return gekozen.filter(gestopt_op__lte=vandaag())
        if stand == "in_orde":
            return gekozen.in_orde()
        extra = {"geen_overeenkomst": {"heeft_overeenkomst": False}, "niet_betaald": {"betaalde": False}}
        return gekozen.actief().filter(**extra.get(stand, {}))


class ZoekForm(forms.Form):
    zoek = forms.CharField(
        label="Zoek op naam of nummer",
        max_length=80,
        min_length=2,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class GebruikerForm(GelijktijdigForm):
    type = forms.ChoiceField(label="Wie is het?", choices=Gebruikerstype.choices, widget=ChipKeuze)
    voornaam = NaamVeld(label="Voornaam", max_length=80, required=False, help_text="Enkel van een privépersoon.")
    achternaam = NaamVeld(
        label="Naam",
        max_length=120,
        help_text="Familienaam, of de naam van de organisatie. Kennen we die al, dan gebruiken we die.",
    )

    class Meta:
        model = WijkwerkGebruiker
        fields = VELDEN
        widgets = {"opmerking": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plaatsen: Any = self.fields["wijk"]
        plaatsen.empty_label = "Kies een wijk"
        gemeenten: Any = self.fields["gemeente"]
        gemeenten.empty_label = "Kies een gemeente"
        if self.instance.pk is None and not self.is_bound:
            self.initial.update(type=Gebruikerstype.PRIVE.value, gemeente=_eigen_gemeente())

    def _laatste(self, rij: Any) -> Wijziging | None:
        """The history knows no names: it only says when one changed, and by whom."""
        return laatste(rij, ("gewijzigd_op",))


class InschrijfForm(MetSleutel, GebruikerForm):
    """A new customer, with the agreement and the fee when these are settled at once."""

    getekend_op = forms.DateField(
        label="Overeenkomst getekend op", widget=Datum, required=False, help_text="Mag ook later."
    )
    betaald_op = forms.DateField(
        label="Inschrijvingsgeld betaald op", widget=Datum, required=False, help_text="Mag ook later."
    )

    field_order = ("type",)


class OvereenkomstForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Gebruikersovereenkomst
        fields = ("getekend_op", "van", "tot")
        widgets = dict.fromkeys(fields, Datum)


class BetaaldForm(forms.Form):
    jaar = forms.IntegerField(label="Jaar", min_value=2018, max_value=2100)
    betaald_op = forms.DateField(label="Betaald op", widget=Datum, required=False, help_text="Leeg: nog niet betaald.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"jaar": vandaag().year, "betaald_op": vandaag()}, **kwargs})


class StopForm(forms.Form):
    op = forms.DateField(label="Laatste dag", widget=Datum, initial=vandaag)
    reden = NaamVeld(label="Waarom?", max_length=300, min_length=3)


class PapierForm(forms.Form):
    """Who asked for the copy about a private customer."""

    vrager = AfschriftForm.base_fields["vrager"]
    nagekeken = AfschriftForm.base_fields["nagekeken"]
