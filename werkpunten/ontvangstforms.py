"""What is typed about papers that were handed in."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from kern.widgets import Chips, Datum
from werkpunten.forms import NaamVeld
from werkpunten.models import Ontvangstbewijs, Papier, Werkpunt, Werkzoekende


class OntvangstForm(forms.Form):
    """Which papers, and when; the unit is the one chosen on this device."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    papieren = forms.ModelMultipleChoiceField(
        Papier.objects.none(), to_field_name="slug", label="Wat kregen we?", required=False, widget=Chips
    )
    anders = NaamVeld(
        label="Iets anders",
        max_length=300,
        required=False,
        help_text="Zeg enkel welk papier het is. Schrijf niet wat erin staat.",
    )
    dag = forms.DateField(label="Wanneer?", widget=Datum, initial=vandaag)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papieren: Any = self.fields["papieren"]
        papieren.queryset = Papier.objects.geldig_op(vandaag())

    def ingevuld(self, persoon: Werkzoekende, werkpunt: Werkpunt) -> Ontvangstbewijs:
        gegevens = self.cleaned_data
        velden = {naam: gegevens[naam] for naam in ("sleutel", "dag", "anders")}
        return Ontvangstbewijs(werkzoekende=persoon, werkpunt=werkpunt, **velden)

    def neem_over(self, fout: ValidationError) -> None:
        """Show what the service refused, at the field it is about."""
        self.add_error(None, fout)
