"""Employers, visits and vacancies: filters and forms. Nothing typed here is about a job seeker."""

import uuid
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Chips, Datum
from partners.models import (
    Bedrijfsbezoek,
    Beroep,
    Lead,
    Moment,
    Sector,
    Taaleis,
    Toestand,
    Vacature,
    Werkgever,
    Werkgevercontact,
)
from partners.models.vacatures import VacatureQuerySet
from partners.models.werkgevers import WerkgeverQuerySet, kbo_nummer
from werkpunten.forms import NaamVeld, Tekstveld
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Wijk


class _PerSector(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic at run time
    """The choices in a group per sector, each by name."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rijen = self.queryset.order_by("sector", "naam")
        for sector, groep in groupby(rijen, key=lambda beroep: beroep.sector):
            yield Sector(sector).label.capitalize(), [self.choice(beroep) for beroep in groep]


class BeroepVeld(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One of the occupations of today, or ``ook`` (what was chosen before)."""

    iterator = _PerSector

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Beroep.objects.none(), **{"empty_label": "Kies een beroep", **kwargs})

    def bied_aan(self, ook: int | None = None) -> None:
        geldig = Beroep.objects.geldig_op(vandaag()).values("pk")
        self.queryset = Beroep.objects.filter(Q(pk__in=geldig) | Q(pk=ook))


def wijkkeuze(veld: Any, leeg: str = "Kies een wijk") -> None:
    """Everywhere but "unknown": the place of a company can be looked up."""
    veld.queryset, veld.empty_label = Wijk.objects.exclude(soort=Wijk.Soort.ONBEKEND), leeg


class WerkgeverFilter(django_filters.FilterSet):  # type: ignore[misc]
    zoek = django_filters.CharFilter(label="Zoek op naam", method="filter_zoek")
    sector = django_filters.ChoiceFilter(label="Sector", empty_label="Alle sectoren", choices=Sector.choices)
    wijk = django_filters.ChoiceFilter(label="Wijk", empty_label="Alle wijken", field_name="wijk__slug")

    def __init__(self, data: Any, queryset: Any) -> None:
        super().__init__(data, queryset)
        plaatsen = Wijk.objects.exclude(soort=Wijk.Soort.ONBEKEND)
        self.filters["wijk"].extra["choices"] = list(plaatsen.values_list("slug", "naam"))

    def filter_zoek(self, rijen: WerkgeverQuerySet, naam: str, waarde: str) -> WerkgeverQuerySet:
        return rijen.zoek(waarde.strip())


class VacatureFilter(WerkgeverFilter):
    """Open ones, unless told otherwise."""

    zoek = django_filters.CharFilter(label="Zoek op woord", method="filter_zoek")
    sector = django_filters.ChoiceFilter(
        label="Sector", empty_label="Alle sectoren", choices=Sector.choices, field_name="beroep__sector"
    )
    beroep = django_filters.ChoiceFilter(label="Beroep", empty_label="Alle beroepen", field_name="beroep__slug")
    toestand = django_filters.ChoiceFilter(
        label="Toestand", empty_label="Open", choices=[*Toestand.choices[1:], ("alle", "Alle")], method="laat"
    )

    def __init__(self, data: Any, queryset: VacatureQuerySet) -> None:
        super().__init__(data, queryset)
        self.filters["beroep"].extra["choices"] = list(Beroep.objects.values_list("slug", "naam"))

    def laat(self, rijen: VacatureQuerySet, naam: str, waarde: str) -> VacatureQuerySet:
        """Filtered below, for an empty one means something too."""
        return rijen

    def filter_queryset(self, queryset: VacatureQuerySet) -> QuerySet[Vacature]:
        gekozen: VacatureQuerySet = super().filter_queryset(queryset)
        toestand = self.form.cleaned_data.get("toestand") or Toestand.OPEN
        return gekozen if toestand == "alle" else gekozen.in_toestand(toestand)


class WerkgeverForm(GelijktijdigForm):
    naam = NaamVeld(label="Naam", max_length=120)
    kbo = forms.CharField(
        label="Ondernemingsnummer", max_length=20, required=False, help_text="Van de KBO, bv. 0123.456.749."
    )
    sector = forms.ChoiceField(label="Sector", choices=[("", "Kies een sector"), *Sector.choices])
    website = forms.URLField(label="Website", required=False, assume_scheme="https")

    class Meta:
        model = Werkgever
        fields = ("naam", "aliassen", "kbo", "sector", "wijk", "straat", "gemeente", "website", "notities")
        widgets = {"notities": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wijkkeuze(self.fields["wijk"], "Niet gekozen")

    def clean_kbo(self) -> str:
        return kbo_nummer(self.cleaned_data["kbo"])


class ContactForm(GelijktijdigForm):
    naam = NaamVeld(label="Naam", max_length=120)

    class Meta:
        model = Werkgevercontact
        fields = ("naam", "functie", "telefoon", "email")


class BezoekForm(forms.Form):
    """A visit in a minute: only what came of it is asked; the chance becomes a lead, the next step a task."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    soort = forms.ChoiceField(
        label="Wat was het?",
        choices=Bedrijfsbezoek.Soort.choices,
        widget=ChipKeuze,
        initial=Bedrijfsbezoek.Soort.BEZOEK,
    )
    dag = forms.DateField(label="Wanneer?", widget=Datum, initial=vandaag)
    met_wie = NaamVeld(label="Met wie?", max_length=120, required=False)
    verslag = Tekstveld(
        label="Wat kwam eruit?",
        max_length=3000,
        min_length=3,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Over het bedrijf. Schrijf geen naam van een werkzoekende.",
    )
    kans = NaamVeld(
        label="Is er een kans op werk?",
        max_length=300,
        required=False,
        help_text="Dit wordt een lead, bv. drie poetshulpen in mei.",
    )
    beroep = BeroepVeld(label="Voor welk beroep?", required=False, empty_label="Nog niet bekend")
    vervolg = NaamVeld(
        label="Volgende stap",
        max_length=280,
        required=False,
        help_text="Dit wordt een taak voor jou.",
    )
    tegen = forms.DateField(label="Tegen wanneer?", widget=Datum, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beroep"].bied_aan()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("vervolg") and not gegevens.get("tegen"):
            self.add_error("tegen", "Kies tegen wanneer.")
        if gegevens.get("tegen") and not gegevens.get("vervolg"):
            self.add_error("vervolg", "Schrijf wat er dan moet gebeuren.")
        if gegevens.get("beroep") and not gegevens.get("kans"):
            self.add_error("kans", "Schrijf welke kans het is.")
        return gegevens

    def ingevuld(self, werkgever: Werkgever) -> Bedrijfsbezoek:
        namen = ("sleutel", "soort", "dag", "met_wie", "verslag", "vervolg", "tegen")
        return Bedrijfsbezoek(werkgever=werkgever, **{naam: self.cleaned_data[naam] for naam in namen})

    @property
    def kans_op_werk(self) -> dict[str, Any] | None:
        wat = self.cleaned_data["kans"]
        return {"wat": wat, "beroep": self.cleaned_data["beroep"]} if wat else None


class LeadForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A chance that did not come from a visit."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    wat = NaamVeld(label="Welke kans?", max_length=300, min_length=3, help_text="Schrijf geen naam van een persoon.")
    beroep = BeroepVeld(label="Voor welk beroep?", required=False, empty_label="Nog niet bekend")
    bron = forms.ChoiceField(label="Hoe kwamen we eraan?", choices=Lead.Bron.choices[1:])

    class Meta:
        model = Lead
        fields = ("wat", "beroep", "bron")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beroep"].bied_aan()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if "sleutel" in gegevens:
            self.instance.sleutel = gegevens["sleutel"]
        return gegevens


class VacatureForm(GelijktijdigForm):
    """A vacancy with the languages it asks (``talen``): these too are what somebody else may have changed."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    beroep = BeroepVeld(label="Beroep")
    titel = NaamVeld(
        label="Titel",
        max_length=120,
        required=False,
        help_text="Leeg: de naam van het beroep.",
    )
    momenten = forms.MultipleChoiceField(label="Wanneer", choices=Moment.choices, required=False, widget=Chips)

    class Meta:
        model = Vacature
        fields = (
            *("beroep", "titel", "wijk", "plaats", "uren_van", "uren_tot", "momenten", "aantal", "van", "tot"),
            "eisen",
        )
        labels = {"uren_van": "Uren per week, minstens", "uren_tot": "Uren per week, hoogstens"}
        widgets = {"van": Datum, "tot": Datum, "eisen": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, talen: Any, **kwargs: Any) -> None:
        self.talen = talen
        super().__init__(*args, **kwargs)
        self.fields["beroep"].bied_aan(self.instance.beroep_id)  # type: ignore[attr-defined]
        wijkkeuze(self.fields["wijk"])
        if self.instance.pk:
            del self.fields["sleutel"]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if not gegevens.get("titel") and gegevens.get("beroep"):
            gegevens["titel"] = gegevens["beroep"].naam
        if "sleutel" in gegevens:
            self.instance.sleutel = gegevens["sleutel"]
        return gegevens

    def wijzigt(self) -> bool:
        return super().wijzigt() or self.talen.has_changed()

    def _waarden(self, rij: Any) -> list[str]:
        return [*super()._waarden(rij), rij.taalnamen]

    def _huidig(self) -> list[tuple[str, str]]:
        return [*super()._huidig(), ("Talen", self.instance.taalnamen)]


class TaaleisForm(forms.Form):
    """One language and its level; both empty: no demand."""

    taal = forms.ChoiceField(label="Taal", required=False)
    niveau = forms.ChoiceField(label="Niveau", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, leeg in (("taal", "Geen"), ("niveau", "–")):
            gevraagd: Any = Taaleis._meta.get_field(naam)
            self.fields[naam].choices = [("", leeg), *gevraagd.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if bool(gegevens.get("taal")) != bool(gegevens.get("niveau")):
            raise ValidationError("Kies een taal en een niveau, of geen van beide.")
        return gegevens


class _Taaleisen(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    def gekozen(self) -> list[tuple[str, str]]:
        paren = [(form.cleaned_data.get("taal"), form.cleaned_data.get("niveau")) for form in self.forms]
        return [(taal, niveau) for taal, niveau in paren if taal and niveau]

    def clean(self) -> None:
        if any(self.errors):
            return
        talen = [taal for taal, _ in self.gekozen()]
        if len(talen) != len(set(talen)):
            raise ValidationError("Een taal staat er twee keer bij.")


TALEN = 3
Taaleisen = forms.formset_factory(TaaleisForm, formset=_Taaleisen, extra=0, min_num=TALEN, max_num=TALEN)


def taaleisen_van(vacature: Vacature | None, gegevens: Any) -> Any:
    """The languages a vacancy asks: always ``TALEN`` rows."""
    nu = [{"taal": eis.taal, "niveau": eis.niveau} for eis in vacature.taaleisen.all()] if vacature else []
    return Taaleisen(gegevens, initial=nu, prefix="talen")


class StandForm(forms.Form):
    """Why a vacancy closes, or until when it stays open."""

    reden = NaamVeld(
        label="Waarom?", max_length=300, required=False, help_text="Nodig als de vacature ingetrokken is."
    )
    tot = forms.DateField(label="Open tot en met", widget=Datum, required=False)
