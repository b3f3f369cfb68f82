"""What is typed about assignments, and about who works when."""

import uuid
from datetime import date, time
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Chips, Datum
from toegang.models import Medewerker
from trajecten.uitstroomforms import MetSleutel
from werkpunten.agendaforms import Dagveld, Tijd
from werkpunten.models import Wijk
from werkpunten.models.plaatsen import Weekdag
from wijkwerken.models import (
    Activiteit,
    Beurt,
    Buurtbeheercluster,
    Opdracht,
    Prestatie,
    Toewijzing,
    Werkplek,
    WijkwerkGebruiker,
)
from wijkwerken.models.opdrachten import OpdrachtQuerySet
from wijkwerken.regels import Blok
from wijkwerken.services.opdrachten import blok, blokken

GEEN = "Geen"


class OpdrachtFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Running ones, unless told otherwise."""

    wijk = django_filters.ModelChoiceFilter(label="Wijk", empty_label="Alle wijken", queryset=Wijk.objects.all())
    activiteit = django_filters.ModelChoiceFilter(
        label="Activiteit", empty_label="Alle activiteiten", queryset=Activiteit.objects.all()
    )
    soort = django_filters.ChoiceFilter(label="Soort", empty_label="Alle soorten", choices=Opdracht.Soort.choices)
    cluster = django_filters.ModelChoiceFilter(
        label="Buurtbeheer", empty_label="Alles", queryset=Buurtbeheercluster.objects.all()
    )
    toon = django_filters.ChoiceFilter(
        label="Toon", empty_label="Lopend", choices=[("voorbij", "Voorbij")], method="laat"
    )

    def laat(self, rijen: OpdrachtQuerySet, naam: str, waarde: str) -> OpdrachtQuerySet:
        """Filtered below, for an empty one means something too."""
        return rijen

    def filter_queryset(self, queryset: OpdrachtQuerySet) -> OpdrachtQuerySet:
        rijen: OpdrachtQuerySet = super().filter_queryset(queryset)
        voorbij = self.form.cleaned_data.get("toon") == "voorbij"
        return rijen.filter(tot__lt=vandaag()) if voorbij else rijen.exclude(tot__lt=vandaag())


class OpdrachtForm(MetSleutel):
    """An assignment with the days and hours of its rota."""

    dagen = forms.TypedMultipleChoiceField(
        label="Op welke dagen?", choices=Weekdag.choices, coerce=int, widget=Chips, required=False
    )
    uur_van = forms.TimeField(label="Van", widget=Tijd)
    uur_tot = forms.TimeField(label="Tot", widget=Tijd, help_text="Vroeger dan het begin: tot na middernacht.")

    class Meta:
        model = Opdracht
        fields = (
            *("gebruiker", "werkplek", "activiteit", "titel", "soort", "van", "tot"),
            *("minimum", "plaatsen", "gemeente", "wijk", "cluster", "leerdoelen"),
        )
        widgets = {"van": Datum, "tot": Datum, "soort": ChipKeuze, "leerdoelen": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        klanten = WijkwerkGebruiker.objects.zichtbaar_voor(medewerker).actief()
        velden["gebruiker"].queryset, velden["gebruiker"].empty_label = klanten, "Kies een gebruiker"
        velden["gebruiker"].label_from_instance = lambda rij: f"{rij.naam} · {rij.nummer}"
        velden["werkplek"].queryset = Werkplek.objects.zichtbaar_voor(medewerker).actief()
        velden["werkplek"].empty_label = velden["cluster"].empty_label = GEEN
        velden["activiteit"].queryset = Activiteit.objects.op(vandaag())
        velden["activiteit"].empty_label = "Kies een activiteit"
        velden["cluster"].queryset = Buurtbeheercluster.objects.op(vandaag())
        velden["soort"].choices = Opdracht.Soort.choices
        velden["tot"].help_text = "Leeg: loopt door. Bij een eenmalige opdracht niet nodig."

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if gegevens.get("soort") == Opdracht.Soort.EENMALIG:
            gegevens["tot"] = gegevens.get("van")
        elif not gegevens.get("dagen"):
            raise ValidationError({"dagen": "Kies minstens één dag van de week."})
        return gegevens

    def momenten(self) -> list[tuple[int, time, time]]:
        """The rota; what happens once is on the weekday of its day."""
        gegevens = self.cleaned_data
        eenmalig = gegevens["soort"] == Opdracht.Soort.EENMALIG
        dagen = [gegevens["van"].isoweekday()] if eenmalig else gegevens["dagen"]
        return [(dag, gegevens["uur_van"], gegevens["uur_tot"]) for dag in dagen]


class SluitForm(forms.Form):
    op = forms.DateField(label="Laatste dag", widget=Datum, initial=vandaag)
    reden = forms.CharField(label="Waarom stopt het?", max_length=300)


class ClusterForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Buurtbeheercluster
        fields = ("naam", "wijk", "omschrijving", "van", "tot")
        widgets = {"van": Datum, "tot": Datum}


class PlanForm(MetSleutel):
    """A worker on an assignment: from when until when, on which moments of the rota, or at hours of its own."""

    momenten = forms.TypedMultipleChoiceField(
        label="Welke momenten?", coerce=int, widget=Chips, required=False, help_text="Geen: nog niets plannen."
    )
    uur_van = forms.TimeField(label="Andere uren, van", widget=Tijd, required=False)
    uur_tot = forms.TimeField(
        label="Andere uren, tot",
        widget=Tijd,
        required=False,
        help_text="Enkel op de eerste dag, in plaats van de momenten.",
    )
    reden = forms.CharField(
        label="Toch plannen, omdat", required=False, max_length=300, help_text="Enkel een coördinator."
    )

    class Meta:
        model = Toewijzing
        fields = ("rol", "van", "tot")
        widgets = {"van": Datum, "tot": Datum, "rol": ChipKeuze}

    def __init__(self, *args: Any, coordinator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        self.rota = list(self.instance.opdracht.momenten.all())
        velden["momenten"].choices = [(moment.pk, str(moment)) for moment in self.rota]
        velden["rol"].choices = Toewijzing.Rol.choices
        velden["tot"].required = True
        velden["tot"].help_text = "Tot wanneer je plant. Verlengen kan later."
        self.initial.setdefault("momenten", [moment.pk for moment in self.rota])
        if not coordinator:
            del self.fields["reden"]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and not 0 <= (tot - van).days <= 366:
            raise ValidationError({"tot": "Plan hoogstens een jaar vooruit, met het einde na het begin."})
        if bool(gegevens.get("uur_van")) != bool(gegevens.get("uur_tot")):
            raise ValidationError({"uur_tot": "Vul het begin en het einde in."})
        return gegevens

    def blokken(self) -> list[Blok]:
        gegevens = self.cleaned_data
        if gegevens["uur_van"]:
            return [blok(gegevens["van"], gegevens["uur_van"], gegevens["uur_tot"])]
        gekozen = [(m.weekdag, m.van, m.tot) for m in self.rota if m.pk in gegevens["momenten"]]
        return list(blokken(gekozen, gegevens["van"], gegevens["tot"]))


class BlokForm(forms.Form):
    """Hours on a day, for a turn that moves or for work that was done."""

    dag = Dagveld(label="Dag")
    van = forms.TimeField(label="Van", widget=Tijd)
    tot = forms.TimeField(label="Tot", widget=Tijd)

    def blok(self) -> Blok:
        return blok(self.cleaned_data["dag"], self.cleaned_data["van"], self.cleaned_data["tot"])

    @staticmethod
    def begin_van(beurt: Beurt | Prestatie) -> dict[str, date | time]:
        begin, einde = timezone.localtime(beurt.begin), timezone.localtime(beurt.einde)
        return {"dag": begin.date(), "van": begin.time(), "tot": einde.time()}


class VerplaatsForm(BlokForm):
    reden = forms.CharField(label="Toch, omdat", required=False, max_length=300, help_text="Enkel een coördinator.")


class UrenForm(BlokForm):
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kilometers = forms.DecimalField(
        label="Kilometers heen en terug", min_value=0, max_digits=5, decimal_places=1, initial=0
    )


class CorrectieForm(UrenForm):
    """The right hours, or (ticked) none at all."""

    uitleg = forms.CharField(label="Wat klopte er niet?", max_length=300)
    niet_gewerkt = forms.BooleanField(label="Er werd niet gewerkt", required=False)


class AfzegForm(forms.Form):
    reden = forms.CharField(label="Waarom niet?", max_length=300)
