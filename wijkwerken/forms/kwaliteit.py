"""What is typed about quality."""

from typing import Any

from django import forms

from kern.widgets import ChipKeuze, Datum
from toegang.models import Medewerker
from trajecten.uitstroomforms import MetSleutel
from werkpunten.forms import Tekstveld
from wijkwerken.models import Incident, Klacht, Kwaliteitscontrole, Tevredenheid, VanWie, WijkwerkGebruiker

KORT = forms.Textarea(attrs={"rows": 2})


class TevredenheidForm(MetSleutel):
    van_wie = forms.ChoiceField(label="Wie is dit?", choices=VanWie.choices, widget=ChipKeuze)
    score = forms.TypedChoiceField(
        label="Hoe tevreden?", choices=Tevredenheid.Score.choices, coerce=int, widget=ChipKeuze
    )

    class Meta:
        model = Tevredenheid
        fields = ("van_wie", "score", "tekst", "dag")
        widgets = {"dag": Datum, "tekst": KORT}


class ControleForm(MetSleutel):
    oordeel = forms.ChoiceField(
        label="Hoe is het werk gedaan?", choices=Kwaliteitscontrole.Oordeel.choices, widget=ChipKeuze
    )

    class Meta:
        model = Kwaliteitscontrole
        fields = ("oordeel", "geleerd", "beter", "dag")
        widgets = {"dag": Datum, "geleerd": KORT, "beter": KORT}


class IncidentForm(MetSleutel):
    soort = forms.ChoiceField(label="Wat voor iets?", choices=Incident.Soort.choices, widget=ChipKeuze)

    class Meta:
        model = Incident
        fields = ("soort", "wat", "gewond", "dag")
        widgets = {"dag": Datum, "wat": KORT}


class KlachtForm(MetSleutel):
    van_wie = forms.ChoiceField(label="Wie klaagt?", choices=VanWie.choices, widget=ChipKeuze)

    class Meta:
        model = Klacht
        fields = ("van_wie", "wat", "dag")
        widgets = {"dag": Datum, "wat": KORT}


class LosseKlachtForm(MetSleutel):
    """Of a customer, and not about one worker: nobody was asked to work yet, or it is about us."""

    class Meta:
        model = Klacht
        fields = ("gebruiker", "wat", "dag")
        widgets = {"dag": Datum, "wat": KORT}

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["gebruiker"]
        veld.queryset = WijkwerkGebruiker.objects.zichtbaar_voor(medewerker).filter(gewist_op=None)
        veld.label_from_instance = lambda rij: f"{rij.naam} ({rij.nummer})"
        veld.empty_label = "Kies een gebruiker"


class AntwoordForm(forms.Form):
    antwoord = Tekstveld(label="Wat deden we?", max_length=2000, min_length=3, widget=KORT)


VORMEN: dict[str, tuple[str, Any]] = {
    "tevredenheid": ("Tevredenheid vragen", TevredenheidForm),
    "controle": ("Werk nakijken", ControleForm),
    "klacht": ("Klacht noteren", KlachtForm),
    "incident": ("Incident noteren", IncidentForm),
}
"""What can be noted about a worker on an assignment: its heading and form."""
