"""What is typed about zitdagen, needs of a wijk, and a training for a shortage."""

from typing import Any

from django import forms

from kern.tijd import vandaag
from kern.widgets import Chips, Datum
from toegang.models import Medewerker
from trajecten.uitstroomforms import MetSleutel
from werkpunten.forms import NaamVeld
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Werkpunt, Wijk
from wijkwerken.forms.werkplekken import organisatoren
from wijkwerken.models import Activiteit, Nood, Wijkwerker, Zitdagreeks

UUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
VELDEN = (
    "wijk",
    "plaats",
    "adres",
    "werkpunt",
    "consulent",
    "van",
    "herhaling",
    "tot",
    "begin",
    "einde",
    "toelichting",
)


class ZitdagForm(MetSleutel, GelijktijdigForm):
    class Meta:
        model = Zitdagreeks
        fields = VELDEN
        widgets = {"van": Datum, "tot": Datum, "begin": UUR, "einde": UUR}
        help_texts = {"tot": "Leeg: tot we ermee stoppen."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["wijk"].queryset = Wijk.objects.filter(soort=Wijk.Soort.GENT)
        velden["werkpunt"].queryset = Werkpunt.objects.open_op(vandaag())
        velden["consulent"].queryset = organisatoren()
        for naam, leeg in (("wijk", "Kies een wijk"), ("werkpunt", "Kies"), ("consulent", "Kies een collega")):
            velden[naam].empty_label = leeg
        if self.instance.pk:
            del self.fields["sleutel"]


class UitzonderingForm(forms.Form):
    """A day that goes otherwise."""

    dag = forms.DateField(label="Welke dag?", widget=Datum)
    vervanger = forms.ModelChoiceField(
        label="Wie zit er dan?", queryset=Medewerker.objects.none(), required=False, empty_label="Gaat niet door"
    )
    reden = NaamVeld(label="Waarom?", max_length=200, min_length=3)

    def __init__(self, *args: Any, reeks: Zitdagreeks, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["vervanger"]
        veld.queryset = organisatoren().exclude(pk=reeks.consulent_id)


class NoodForm(MetSleutel, GelijktijdigForm):
    class Meta:
        model = Nood
        fields = ("wijk", "wat", "toelichting", "van_wie", "activiteit", "gemeld_op", "stand", "antwoord")
        widgets = {"gemeld_op": Datum, "toelichting": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["wijk"].queryset, velden["wijk"].empty_label = (
            Wijk.objects.filter(soort=Wijk.Soort.GENT),
            "Kies een wijk",
        )
        velden["activiteit"].queryset = Activiteit.objects.op(vandaag())
        velden["activiteit"].empty_label = "Nog niet gekozen"
        if self.instance.pk:
            del self.fields["sleutel"]


class WijkKeuze(forms.Form):
    wijk = forms.ModelChoiceField(
        label="Wijk",
        queryset=Wijk.objects.filter(soort=Wijk.Soort.GENT),
        to_field_name="slug",
        required=False,
        empty_label="Alle wijken",
    )


ONBEDIEND = "onbediend"


class NoodFilter(WijkKeuze):
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "Open en bezig"),
            (ONBEDIEND, "Nog geen opdracht"),
            *Nood.Stand.choices,
            ("alle", "Alle"),
        ],
    )


class OpleidingForm(forms.Form):
    """A short training for a shortage: when, where, and who goes."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    dag = forms.DateField(label="Welke dag?", widget=Datum)
    van = forms.TimeField(label="Van", widget=UUR)
    tot = forms.TimeField(label="Tot", widget=UUR)
    plaats = NaamVeld(label="Waar?", max_length=160)
    deelnemers = forms.MultipleChoiceField(label="Wie stellen we voor?", required=False, widget=Chips)

    def __init__(self, *args: Any, kandidaten: list[Wijkwerker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kandidaten = {str(rij.sleutel): rij for rij in kandidaten}
        veld: Any = self.fields["deelnemers"]
        veld.choices = [(sleutel, rij.werkzoekende.naam) for sleutel, rij in self.kandidaten.items()]

    @property
    def gekozen(self) -> list[Wijkwerker]:
        return [self.kandidaten[sleutel] for sleutel in self.cleaned_data["deelnemers"]]
