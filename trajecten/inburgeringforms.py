"""What is typed about civic integration."""

from typing import Any

from django import forms

from kern.widgets import ChipKeuze, Chips, Datum
from trajecten.models import Inburgeringsdeel
from trajecten.models.inburgering import WEEKDAGEN
from trajecten.uitstroomforms import MetSleutel
from werkpunten.agendaforms import Tijd


class InburgeringForm(MetSleutel):
    dagen = forms.TypedMultipleChoiceField(
        label="Op welke dagen?", choices=WEEKDAGEN, coerce=int, required=False, widget=Chips, empty_value=[]
    )

    class Meta:
        model = Inburgeringsdeel
        fields = ("soort", "stand", "doel", "waar", "van", "tot", "dagen", "van_uur", "tot_uur", "toelichting")
        widgets = {"stand": ChipKeuze, "van": Datum, "tot": Datum, "van_uur": Tijd, "tot_uur": Tijd}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand"].choices = Inburgeringsdeel.Stand.choices  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["sleutel"] = self.instance.sleutel
