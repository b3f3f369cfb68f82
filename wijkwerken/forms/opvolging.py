"""Forms of continuity: which weeks are looked at, and what is agreed about a successor."""

import uuid
from datetime import date, time
from typing import Any

from django import forms

from kern.tijd import vandaag
from kern.widgets import Datum
from werkpunten.agendaforms import Tijd
from werkpunten.forms import Tekstveld
from werkpunten.models import Wijk
from wijkwerken.continuiteit import Keuzes

WEKEN = ((8, "8 weken"), (13, "13 weken"), (26, "26 weken"))

SAMEN = ("overlap_dag", "overlap_van", "overlap_tot")


class KaderForm(forms.Form):
    """What of the coming weeks is shown."""

    weken = forms.TypedChoiceField(label="Hoe ver vooruit", choices=WEKEN, coerce=int, required=False)
    wijk = forms.ModelChoiceField(label="Wijk", queryset=Wijk.objects.none(), required=False, empty_label="Alle")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wijk"].queryset = Wijk.objects.order_by("nummer", "naam")  # type: ignore[attr-defined]

    @property
    def gekozen(self) -> tuple[int, Wijk | None]:
        """What was asked, or 13 weeks of all wijken."""
        gegeven = self.cleaned_data if self.is_valid() else {}
        return gegeven.get("weken") or 13, gegeven.get("wijk")


def lees_keuzes(vast: list[str], zonder: list[str]) -> Keuzes | None:
    """What-if from an address: ``vast=PLAATS:WIE`` and ``zonder=WIE``; None: nothing was chosen."""
    paren = [deel.partition(":") for deel in vast]
    gekozen = {int(plaats): int(wie) for plaats, _, wie in paren if _getal(plaats) and _getal(wie)}
    weg = frozenset(int(wie) for wie in zonder if _getal(wie))
    return Keuzes(gekozen, weg) if gekozen or weg else None


def _getal(tekst: str) -> bool:
    return tekst.removeprefix("-").isdecimal() and len(tekst) < 12


class OpvolgForm(forms.Form):
    """The first day of the successor, and the visit together with who leaves."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    van = forms.DateField(label="Eerste dag van de opvolger", widget=Datum)
    overlap_dag = forms.DateField(label="Samen op bezoek", widget=Datum, required=False)
    overlap_van = forms.TimeField(label="Bezoek van", widget=Tijd, required=False)
    overlap_tot = forms.TimeField(label="Bezoek tot", widget=Tijd, required=False)
    reden = Tekstveld(
        label="Reden om af te wijken",
        max_length=300,
        required=False,
        help_text="Enkel een coördinator, en enkel waar de regels het toelaten.",
    )

    def __init__(self, *args: Any, blijft: bool = False, **kwargs: Any) -> None:
        """``blijft``: the same worker goes on, so there is nobody to visit with."""
        super().__init__(*args, **kwargs)
        if blijft:
            self.fields["van"].label = "Blijft vanaf"
            for veld in SAMEN:
                del self.fields[veld]

    def clean_van(self) -> date:
        van: date = self.cleaned_data["van"]
        if van < vandaag():
            raise forms.ValidationError("Kies vandaag of een latere dag.")
        return van

    def clean(self) -> dict[str, Any]:
        gegeven: dict[str, Any] = super().clean() or self.cleaned_data
        samen = [gegeven.get(veld) for veld in SAMEN]
        if any(samen) and not all(deel is not None for deel in samen):
            self.add_error("overlap_dag", "Vul de dag en de uren van het bezoek in, of geen van de drie.")
        return gegeven

    @property
    def overlap(self) -> tuple[date, time, time] | None:
        gegeven = self.cleaned_data
        if not gegeven.get("overlap_dag"):
            return None
        return gegeven["overlap_dag"], gegeven["overlap_van"], gegeven["overlap_tot"]
