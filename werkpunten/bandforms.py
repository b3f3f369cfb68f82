"""What is typed about who belongs with a person: the household, and a coach who stops."""

from django import forms

from werkpunten.forms import Tekstveld
from werkpunten.models import Band


class BandForm(forms.Form):
    """Somebody of the household: who, and what they are to the person of this file."""

    wie = forms.UUIDField(error_messages={"required": "Kies iemand uit de lijst."})
    wat = forms.ChoiceField(
        label="Wat is die persoon van deze persoon?", choices=[(Band.KIND, "kind"), *Band.Soort.choices]
    )


class StopForm(forms.Form):
    """Why a coach stops."""

    reden = Tekstveld(label="Waarom stop je?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
