"""What is typed about approval of hours, and about cheques."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from kern.widgets import ChipKeuze, Datum
from trajecten.uitstroomforms import MetSleutel
from werkpunten.forms import Tekstveld
from wijkwerken.models import Chequelot, Prestatie

KANALEN = [(kanaal.value, kanaal.label) for kanaal in Prestatie.Kanaal if kanaal != Prestatie.Kanaal.LINK]


class GoedkeurForm(forms.Form):
    """What a customer told us of the hours that are ticked."""

    wie = Tekstveld(label="Wie zei dit?", max_length=120, min_length=2, help_text="De naam van wie je sprak.")
    kanaal = forms.ChoiceField(label="Hoe?", choices=KANALEN, widget=ChipKeuze, initial="telefoon")
    opmerking = Tekstveld(
        label="Wat klopt er niet?", max_length=300, required=False, help_text="Enkel als de uren niet kloppen."
    )


class AntwoordForm(forms.Form):
    """The answer of a customer by the link: which hours are not right, and why."""

    niet = forms.TypedMultipleChoiceField(coerce=uuid.UUID, required=False)
    opmerking = Tekstveld(label="Wat klopt er niet?", max_length=300, required=False)

    def __init__(self, *args: Any, keuzes: Iterable[uuid.UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["niet"].choices = [(sleutel, "") for sleutel in keuzes]

    def clean(self) -> dict[str, Any]:
        gegevens: dict[str, Any] = super().clean() or {}
        if self.data.get("doe") == "niet" and not gegevens.get("niet"):
            self.add_error(None, "Duid aan welke uren niet kloppen.")
        return gegevens


class ChequeForm(MetSleutel):
    class Meta:
        model = Chequelot
        fields = ("aantal", "uitgegeven_op")
        widgets = {"uitgegeven_op": Datum}
