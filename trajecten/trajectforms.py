"""What is typed about a trajectory."""

import hashlib
import uuid
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Datum
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from trajecten.models import Doel, Intensiteit, Resultaat, Sjabloonfase, Traject, Trajectsjabloon, Uitstroom
from trajecten.team import Plaatsen, collegas_van, plaatsen_van
from trajecten.trajecten import WELK_WERK
from trajecten.trekkers import mogelijk
from trajecten.uitstroomforms import UitstroomForm

GROOTSTE_BESTAND = 2 * 1024 * 1024
WAAROM = forms.CharField(label="Waarom?", max_length=300, min_length=3)


def wie_begeleidt(door: Medewerker) -> forms.ModelChoiceField:  # type: ignore[type-arg]  # not generic at run time
    """Oneself, and for a coordinator every colleague with the free places that were agreed."""
    wie = [collega.pk for collega in collegas_van(door)] if door.heeft_rol(Rol.COORDINATOR) else []
    veld: Any = forms.ModelChoiceField(
        label="Wie begeleidt?", queryset=Medewerker.objects.filter(pk__in={door.pk, *wie}), empty_label=None
    )
    plaatsen = plaatsen_van(wie) if wie else {}
    veld.label_from_instance = lambda collega: f"{collega}{_ruimte(plaatsen.get(collega.pk))}"
    veld.initial = door.pk
    return veld  # type: ignore[no-any-return]


def _ruimte(plaatsen: Plaatsen | None) -> str:
    return "" if plaatsen is None else f" ({plaatsen.vrij} vrij)" if plaatsen.vrij > 0 else " (vol)"


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

    def __init__(self, *args: Any, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begeleider"] = wie_begeleidt(door)
        sjabloon: Any = self.fields["sjabloon"]
        sjabloon.queryset = Trajectsjabloon.objects.te_starten(vandaag()).select_related("project")
        sjabloon.label_from_instance = lambda rij: f"{rij.project}: {rij}"

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
    reden = WAAROM

    def __init__(self, *args: Any, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begeleider"] = wie_begeleidt(door)
        self.fields["begeleider"].label = "Wie neemt over?"
        self.order_fields(["begeleider"])


class TrekkerForm(forms.Form):
    trekker = forms.ModelChoiceField(
        label="Welke organisatie trekt?",
        queryset=Organisatie.objects.none(),
        empty_label=None,
        help_text="Eén per persoon in dit project. De andere organisaties werken mee.",
    )
    reden = WAAROM

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trekker: Any = self.fields["trekker"]
        trekker.queryset, trekker.initial = mogelijk(traject), traject.trekker_id


class WerkForm(UitstroomForm):
    """Work that a trajectory came to, asked while it is closed."""

    use_required_attribute = False

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        werk = Uitstroom(werkzoekende=traject.werkzoekende, traject=traject)
        super().__init__(*args, instance=werk, **kwargs)


class SluitForm(forms.Form):
    """With work as the result it asks which: chosen among what is known, or filled in (``nieuw``)."""

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
    werk = forms.ModelChoiceField(
        label="Welk werk?",
        queryset=Uitstroom.objects.none(),
        required=False,
        empty_label="Ander werk: vul het hier in",
    )

    def __init__(self, data: Any = None, *, traject: Traject, lezer: Medewerker, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.nieuw = WerkForm(data, traject=traject, prefix=f"{prefix}-nieuw")
        werk: Any = self.fields["werk"]
        bekend = Uitstroom.objects.zichtbaar_voor(lezer).filter(werkzoekende=traject.werkzoekende_id)
        werk.queryset = bekend.filter(begin__gte=traject.begin).voor_lijst()
        werk.label_from_instance = lambda rij: f"{rij.functie}, {rij.waar}, sinds {rij.begin:%d/%m/%Y}"
        werk.initial = werk.queryset.filter(traject=traject).values_list("pk", flat=True).first()

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("resultaat") != Resultaat.WERK:
            gegevens["werk"] = None
        elif not gegevens.get("werk"):
            gegevens["werk"] = self.nieuw.instance if self.nieuw.is_valid() else None
            if gegevens["werk"] is None:
                self.add_error("werk", WELK_WERK)
        return gegevens


class InleesForm(forms.Form):
    bestand = forms.FileField(label="Bestand", help_text="CSV of Excel (.xlsx), hoogstens 2 MB.")
    bron = forms.CharField(
        label="Bron",
        max_length=80,
        required=False,
        help_text="Van wie de nummers in extern_id zijn. Leeg: het bestand.",
    )
    nagekeken = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    """A print of the file that was looked at last."""

    @property
    def bewaart(self) -> bool:
        return "bewaar" in self.data

    def clean_bestand(self) -> Any:
        bestand = self.cleaned_data["bestand"]
        if (bestand.size or 0) > GROOTSTE_BESTAND:
            raise ValidationError("Het bestand is groter dan 2 MB.")
        nagekeken, nu = self.data.get("nagekeken"), hashlib.file_digest(bestand, "sha256").hexdigest()
        bestand.seek(0)
        if self.bewaart and nagekeken and nagekeken != nu:
            raise ValidationError("Dit is een ander bestand dan wat je liet nakijken. Laat het eerst nakijken.")
        gestuurd: Any = copy(self.data)  # a QueryDict, which a copy makes mutable
        gestuurd["nagekeken"] = nu
        self.data = gestuurd
        return bestand


class HeropenForm(forms.Form):
    reden = WAAROM
