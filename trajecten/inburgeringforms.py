"""What is typed about civic integration."""

from typing import Any

from django import forms

from kern.widgets import ChipKeuze, Chips, Datum
from trajecten.models import Inburgeringsdeel
from trajecten.models.inburgering import WEEKDAGEN
from trajecten.uitstroomforms import MetSleutel
from werkpunten.agendaforms import Tijd
from werkpunten.gelijktijdig import GelijktijdigForm


class InburgeringForm(MetSleutel, GelijktijdigForm):
    """A new part, or one that changes: that one can also turn out to be a mistake."""

    dagen = forms.TypedMultipleChoiceField(
        label="Op welke dagen?", choices=WEEKDAGEN, coerce=int, required=False, widget=Chips, empty_value=[]
    )

    class Meta:
        model = Inburgeringsdeel
        fields = ("soort", "stand", "doel", "waar", "van", "tot", "dagen", "van_uur", "tot_uur", "toelichting")
        widgets = {"stand": ChipKeuze, "van": Datum, "tot": Datum, "van_uur": Tijd, "tot_uur": Tijd}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vergissing = Inburgeringsdeel.Stand.VERGISSING
        standen = [keuze for keuze in Inburgeringsdeel.Stand.choices if self.instance.pk or keuze[0] != vergissing]
        self.fields["stand"].choices = standen  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["sleutel"]
