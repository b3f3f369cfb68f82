"""What is typed about a trajectory."""

import uuid
from typing import Any

from django import forms

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Datum
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Doel, Intensiteit, Resultaat, Sjabloonfase, Traject, Trajectsjabloon
from trajecten.team import collegas_van

WAAROM = forms.CharField(label="Waarom?", max_length=300, min_length=3)


class StartForm(forms.Form):
    """From a template, in one step. What the template says is filled in by the server when it is left open."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    sjabloon = forms.ModelChoiceField(
        label="Welk traject?", queryset=Trajectsjabloon.objects.none(), empty_label="Kies een traject"
    )
    doel = forms.ChoiceField(
        label="Waar gaan we naartoe?", choices=[("", "zoals het sjabloon"), *Doel.choices], required=False
    )
    intensiteit = forms.ChoiceField(
        label="Hoe intensief?", choices=[("", "zoals het sjabloon"), *Intensiteit.choices], required=False
    )
    begin = forms.DateField(label="Vanaf", widget=Datum, initial=vandaag)
    begeleider = forms.ModelChoiceField(label="Wie begeleidt?", queryset=Medewerker.objects.none(), empty_label=None)

    def __init__(self, *args: Any, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sjabloon: Any = self.fields["sjabloon"]
        sjabloon.queryset = Trajectsjabloon.objects.te_starten(vandaag()).select_related("project")
        sjabloon.label_from_instance = lambda rij: f"{rij.project}: {rij}"
        begeleider: Any = self.fields["begeleider"]
        wie = [collega.pk for collega in collegas_van(door)] if door.heeft_rol(Rol.COORDINATOR) else []
        begeleider.queryset = Medewerker.objects.filter(pk__in={door.pk, *wie})
        begeleider.initial = door.pk

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        sjabloon: Trajectsjabloon | None = gegevens.get("sjabloon")
        if sjabloon is not None:
            gegevens["doel"] = gegevens.get("doel") or sjabloon.doel
            gegevens["intensiteit"] = gegevens.get("intensiteit") or sjabloon.intensiteit
        return gegevens


class FaseForm(forms.Form):
    fase = forms.ModelChoiceField(label="In welke fase?", queryset=Sjabloonfase.objects.none(), empty_label=None)

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fase: Any = self.fields["fase"]
        fase.queryset, fase.initial = traject.sjabloon.fasen.all(), traject.fase_id


class BegeleiderForm(forms.Form):
    begeleider = forms.ModelChoiceField(label="Wie neemt over?", queryset=Medewerker.objects.none(), empty_label=None)
    reden = WAAROM

    def __init__(self, *args: Any, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begeleider: Any = self.fields["begeleider"]
        wie = [collega.pk for collega in collegas_van(door)] if door.heeft_rol(Rol.COORDINATOR) else []
        begeleider.queryset = Medewerker.objects.filter(pk__in={door.pk, *wie})
        begeleider.initial = door.pk


class SluitForm(forms.Form):
    resultaat = forms.ChoiceField(
        label="Wat werd het?",
        choices=Resultaat.choices,
        widget=ChipKeuze,
        error_messages={"required": "Kies het resultaat om het traject te sluiten."},
    )
    uitleg = forms.CharField(label="Uitleg", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    einde = forms.DateField(label="Laatste dag", widget=Datum, initial=vandaag)
    begeleiding_stopt = forms.BooleanField(label="De begeleiding stopt ook", required=False, initial=True)
    taken_vervallen = forms.BooleanField(label="Wat nog te doen was, vervalt", required=False)


class HeropenForm(forms.Form):
    reden = WAAROM
