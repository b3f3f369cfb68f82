"""What is typed about find-places and rounds of outreach."""

import uuid
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.tijd import Periode, plus_maanden, vandaag
from kern.widgets import ChipKeuze, Chips
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.agenda import collegas_op
from werkpunten.agendaforms import Dagveld, Tijd
from werkpunten.forms import DUREN, TELEFOON, NaamVeld, Tekstveld
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Contactmoment, Onderwerp, Outreachronde, Vindplaats, Werkpunt, werkpunten_van

BEGIN, EINDE = time(14), time(16)
"""The hours a new round starts from: in the morning the desk is open."""


class MetKeuzes(GelijktijdigForm):
    """A row with choices that stand in tables of their own."""

    keuzevelden: tuple[str, ...] = ()

    def neem_over(self, fout: ValidationError) -> None:
        """Show what a service refused, at the field it is about when this form has that field."""
        per_veld = fout.message_dict if hasattr(fout, "error_dict") else {None: fout.messages}
        for veld, meldingen in per_veld.items():
            for melding in meldingen:
                self.add_error(veld if veld in self.fields else None, melding)

    def _waarden(self, rij: Any) -> list[str]:
        gekozen = [sorted(getattr(rij, veld).values_list("pk", flat=True)) for veld in self.keuzevelden]
        return [*super()._waarden(rij), *map(str, gekozen)]

    def _huidig(self) -> list[tuple[str, str]]:
        rij: Any = self.rij()
        gekozen = {veld: getattr(rij, veld).all() for veld in self.keuzevelden}
        return [
            *super()._huidig(),
            *((str(self.fields[veld].label), ", ".join(map(str, wat))) for veld, wat in gekozen.items()),
        ]


class VindplaatsForm(MetKeuzes):
    velden = ("naam", "soort", "wijk", "adres", "toelichting", "actief")
    keuzevelden = ("werkpunten",)
    werkpunten = forms.ModelMultipleChoiceField(
        label="Welk werkpunt gaat er langs?",
        queryset=Werkpunt.objects.none(),
        widget=Chips,
        error_messages={"required": "Kies minstens één werkpunt."},
    )

    class Meta:
        model = Vindplaats
        fields = ("naam", "soort", "wijk", "adres", "toelichting", "actief")

    def __init__(self, *args: Any, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eigen = werkpunten_van(door, *BEGELEIDERS)
        keuze: Any = self.fields["werkpunten"]
        keuze.queryset = Werkpunt.objects.filter(pk__in=[punt.pk for punt in eigen])
        nu = self.instance.werkpunten.all() if self.instance.pk else eigen[:1]
        self.initial["werkpunten"] = [punt.pk for punt in nu]


class RondeForm(MetKeuzes):
    velden = ("dag", "van", "tot", "toelichting")
    keuzevelden = ("plaatsen", "medewerkers")
    dag = Dagveld(label="Dag")
    van = forms.TimeField(label="Van", widget=Tijd)
    tot = forms.TimeField(label="Tot", widget=Tijd)
    plaatsen = forms.ModelMultipleChoiceField(
        label="Waar?",
        queryset=Vindplaats.objects.none(),
        widget=Chips,
        error_messages={"required": "Kies minstens één vindplaats."},
    )
    medewerkers = forms.ModelMultipleChoiceField(
        label="Wie gaat?",
        queryset=Medewerker.objects.none(),
        widget=Chips,
        error_messages={"required": "Kies minstens één collega."},
    )
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ("dag", "van", "tot", "plaatsen", "medewerkers", "toelichting")

    class Meta:
        model = Outreachronde
        fields = ("dag", "van", "tot", "toelichting")
        labels: Mapping[str, str] = {"toelichting": "Toelichting"}

    def __init__(self, *args: Any, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ronde = self.instance
        plaatsen, mee = self._gekozen(ronde)
        plaatskeuze: Any = self.fields["plaatsen"]
        hier = Vindplaats.objects.van([ronde.werkpunt]).actief()
        plaatskeuze.queryset = hier | Vindplaats.objects.filter(pk__in=plaatsen)
        collegas = [collega.pk for collega in collegas_op([ronde.werkpunt])]
        wie: Any = self.fields["medewerkers"]
        wie.queryset = Medewerker.objects.filter(pk__in={*collegas, *mee})
        self.initial.update(plaatsen=plaatsen, medewerkers=mee if ronde.pk else [door.pk])
        if ronde.pk:
            self.initial["sleutel"] = ronde.sleutel
        else:
            self.initial.update(van=BEGIN, tot=EINDE)
            self.fields["dag"].widget.attrs["autofocus"] = True

    def _gekozen(self, ronde: Outreachronde) -> tuple[list[int], list[int]]:
        if not ronde.pk:
            return [], []
        return [plaats.pk for plaats in ronde.plaatsen.all()], [wie.pk for wie in ronde.medewerkers.all()]

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        if not self.instance.pk and "sleutel" in self.cleaned_data:
            self.instance.sleutel = self.cleaned_data["sleutel"]
        return gegevens


class StraatForm(forms.Form):
    """One registration in the street: the fields of the page, and what is read from a sealed record again.

    With a name somebody is to be tied to a person at the desk; without one the contact stays anonymous.
    """

    vindplaats = forms.TypedChoiceField(label="Waar?", required=False, coerce=int, empty_value=None)
    onderwerpen = forms.MultipleChoiceField(
        label="Waarover?", widget=Chips(cijfers=True), error_messages={"required": "Kies minstens één thema."}
    )
    minuten = forms.TypedChoiceField(label="Hoelang?", choices=DUREN, coerce=int, initial=5, widget=ChipKeuze)
    leeftijdsgroep = forms.ChoiceField(
        label="Leeftijd",
        required=False,
        choices=[("", "niet bekend"), *Contactmoment.Leeftijdsgroep.choices],
        widget=ChipKeuze,
    )
    voornaam = NaamVeld(label="Voornaam", max_length=80, required=False)
    achternaam = NaamVeld(label="Naam", max_length=120, required=False)
    telefoon = forms.CharField(
        label="Telefoon", max_length=30, required=False, validators=[TELEFOON], widget=forms.TextInput({"type": "tel"})
    )
    notitie = Tekstveld(
        label="Notitie",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Schrijf niets over gezondheid, geloof of verblijf.",
    )

    def __init__(self, *args: Any, werkpunt: Werkpunt, dag: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themas = {thema.slug: thema for thema in Onderwerp.objects.geldig_op(dag or vandaag())}
        self.plaatsen = {plaats.pk: plaats for plaats in Vindplaats.objects.van([werkpunt])}
        self.fields["onderwerpen"].choices = [(slug, thema.naam) for slug, thema in self.themas.items()]  # type: ignore[attr-defined]
        actief = [(pk, plaats.naam) for pk, plaats in self.plaatsen.items() if plaats.actief or self.is_bound]
        self.fields["vindplaats"].choices = [("", "een andere plek"), *actief]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("telefoon") and not (gegevens.get("voornaam") or gegevens.get("achternaam")):
            self.add_error("voornaam", "Schrijf bij het telefoonnummer ook een naam.")
        return gegevens

    @property
    def plaats(self) -> Vindplaats | None:
        return self.plaatsen.get(self.cleaned_data["vindplaats"])

    def wie(self) -> dict[str, str]:
        """The name somebody gave; all empty when they stayed anonymous."""
        return {veld: self.cleaned_data[veld] for veld in ("voornaam", "achternaam", "telefoon")}

    def contact(self) -> dict[str, Any]:
        """The arguments of ``services.registreer_contactmoment`` that it gives."""
        velden = {veld: self.cleaned_data[veld] for veld in ("minuten", "leeftijdsgroep", "notitie")}
        return {**velden, "onderwerpen": [self.themas[slug] for slug in self.cleaned_data["onderwerpen"]]}


class WeekForm(forms.Form):
    """Which week is asked; this one when nothing (sensible) was."""

    dag = Dagveld(required=False)

    @property
    def gekozen(self) -> date:
        return (self.cleaned_data.get("dag") if self.is_valid() else None) or vandaag()


class PeriodeForm(forms.Form):
    """Both days included; without (sensible) days the last three months."""

    van = Dagveld(label="Van")
    tot = Dagveld(label="Tot en met")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gewoon = Periode.van_tot(plus_maanden(vandaag(), -3), vandaag())
        self.initial = {"van": self.gewoon.begin, "tot": self.gewoon.tot}

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De einddatum ligt voor de begindatum.")
        return gegevens

    @property
    def periode(self) -> Periode:
        if not self.is_valid():
            return self.gewoon
        return Periode.van_tot(self.cleaned_data["van"], self.cleaned_data["tot"])
