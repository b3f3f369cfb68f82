"""What is typed about work somebody found, and about places to learn."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Datum
from toegang.models import Medewerker, Organisatie
from trajecten.koppelen import Bij, raad
from trajecten.models import (
    Aanwervingssubsidie,
    BijTraject,
    Evaluatie,
    Gastheersteun,
    Nazorg,
    Stage,
    Stageplaats,
    Stap,
    Subsidiesoort,
    Traject,
    Uitstroom,
)
from trajecten.uitstroom import KANALEN
from werkpunten.forms import DUREN, Tekstveld
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Onderwerp, Soort

GEEN = "Niet bekend"


class MetSleutel(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A new row that is kept once, however often it is sent."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if "sleutel" in self.cleaned_data:
            self.instance.sleutel = self.cleaned_data["sleutel"]
        return gegevens


def bij_veld(rij: BijTraject, lezer: Medewerker) -> forms.TypedChoiceField | None:
    """To choose where this belongs, among the trajectories of the person and their open steps; None without any."""
    persoon = getattr(rij, rij.persoon_veld)
    trajecten = list(Traject.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon).select_related("sjabloon"))
    if not trajecten:
        return None
    per: dict[int, list[Stap]] = {}
    stappen = Stap.objects.zichtbaar_voor(lezer).filter(Q(pk=rij.stap_id) | Q(status__in=Stap.OPEN))
    for stap in stappen.filter(doel__traject__in=trajecten).select_related("doel").dringendste_eerst():
        per.setdefault(stap.doel.traject_id, []).append(stap)
    waarden, keuzes = {"": Bij()}, list[Any]([("", "geen traject")])
    for traject in trajecten:
        eigen = {f"t{traject.pk}": Bij(traject)}
        eigen |= {f"s{stap.pk}": Bij(traject, stap) for stap in per.get(traject.pk, [])}
        waarden |= eigen
        namen = [(waarde, bij.stap.wat if bij.stap else "het traject") for waarde, bij in eigen.items()]
        keuzes.append((_naam(traject), namen))
    nu = Bij(rij.traject, rij.stap) if rij.pk else raad(rij)
    return forms.TypedChoiceField(
        label="Bij welk traject of welke stap?",
        choices=keuzes,
        coerce=waarden.__getitem__,
        empty_value=Bij(),  # type: ignore[arg-type]  # whatever ``coerce`` gives
        required=False,
        initial=f"s{nu.stap.pk}" if nu.stap else f"t{nu.traject.pk}" if nu.traject else "",
    )


def _naam(traject: Traject) -> str:
    return f"{traject.sjabloon}, van {traject.begin:%d/%m/%Y}"


class MetBij(MetSleutel):
    """It may be for a trajectory, or a step of its plan; without ``lezer`` that is not asked."""

    def __init__(self, *args: Any, lezer: Medewerker | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lezer and (veld := bij_veld(self.instance, lezer)):
            self.fields["bij"] = veld

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if "bij" in gegevens:
            self.instance.traject, self.instance.stap = gegevens["bij"]
        return gegevens


class BijForm(forms.Form):
    """Where something that is kept already belongs; ``nuttig`` when there is a trajectory to choose."""

    def __init__(self, *args: Any, rij: BijTraject, lezer: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = bij_veld(rij, lezer)
        self.nuttig = veld is not None or self.is_bound
        if veld is not None:
            self.fields["bij"] = veld

    def clean(self) -> dict[str, Any]:
        if "bij" not in self.fields:
            raise ValidationError("Er is geen traject meer om te kiezen.")
        return super().clean() or self.cleaned_data


def zet_fouten(form: forms.BaseForm, fout: ValidationError) -> None:
    """Show what a service refused, at the field it is about when the form has that field."""
    for naam, fouten in getattr(fout, "error_dict", {"": [fout]}).items():
        form.add_error(naam if naam in form.fields else None, fouten)


class UitstroomForm(MetBij):
    class Meta:
        model = Uitstroom
        fields = ("werkgever", "functie", "beroep", "contract", "uren", "begin")
        widgets = {"begin": Datum}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["werkgever"].empty_label = "Geen of niet gekend"  # type: ignore[attr-defined]
        self.fields["beroep"].empty_label = GEEN  # type: ignore[attr-defined]


class EindeForm(forms.Form):
    einde = forms.DateField(label="Laatste werkdag", widget=Datum, initial=vandaag)
    reden = forms.CharField(label="Waarom stopt het?", max_length=300)


class SubsidieForm(MetSleutel):
    class Meta:
        model = Aanwervingssubsidie
        fields = ("soort", "bedrag", "van", "tot", "voorwaarden")
        widgets = {"van": Datum, "tot": Datum}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soort: Any = self.fields["soort"]
        soort.queryset, soort.empty_label = Subsidiesoort.objects.geldig_op(vandaag()), "Kies een subsidie"
        self.initial["van"] = self.instance.uitstroom.begin


class NazorgForm(forms.Form):
    """A contact about the job: what kind of coaching, how, and about what."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    soort = forms.ChoiceField(
        label="Wat voor nazorg?", choices=Nazorg.Soort.choices, initial=Nazorg.Soort.JOB, widget=ChipKeuze
    )
    kanaal = forms.ChoiceField(
        label="Hoe?",
        choices=[
            (soort.value, "op de werkvloer of afgesproken" if soort == Soort.AFSPRAAK else soort.label)
            for soort in KANALEN
        ],
        initial=Soort.AFSPRAAK,
    )
    dag = forms.DateField(label="Wanneer?", widget=Datum, initial=vandaag)
    minuten = forms.TypedChoiceField(label="Hoelang?", choices=DUREN, coerce=int, initial=30)
    onderwerp = forms.ModelChoiceField(
        label="Waarover?", queryset=Onderwerp.objects.none(), empty_label="Kies een thema"
    )
    notitie = Tekstveld(label="Notitie", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["onderwerp"].queryset = Onderwerp.objects.geldig_op(vandaag())  # type: ignore[attr-defined]


class StageplaatsForm(GelijktijdigForm):
    class Meta:
        model = Stageplaats
        fields = (
            *("soort", "titel", "werkgever", "organisatie", "beroep", "mentor", "mentor_bereikbaar", "doelen"),
            *("plaatsen", "actief"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, leeg in (("werkgever", "Geen"), ("organisatie", "Geen"), ("beroep", GEEN)):
            self.fields[naam].empty_label = leeg  # type: ignore[attr-defined]
        organisatie: Any = self.fields["organisatie"]
        organisatie.queryset = Organisatie.objects.order_by("naam")
        organisatie.help_text = "Een werkgever of een organisatie: kies er één."


class SteunForm(MetSleutel):
    class Meta:
        model = Gastheersteun
        fields = ("dag", "wat")
        widgets = {"dag": Datum}


class StageForm(MetBij):
    class Meta:
        model = Stage
        fields = ("plaats", "van", "tot", "uren", "doelen", "taaldoelen", "overeenkomst_op")
        widgets = {
            "van": Datum,
            "tot": Datum,
            "overeenkomst_op": Datum,
            **dict.fromkeys(("doelen", "taaldoelen"), forms.Textarea({"rows": 3})),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plaats: Any = self.fields["plaats"]
        plaats.queryset = Stageplaats.objects.filter(actief=True).select_related("werkgever", "organisatie")
        plaats.empty_label = "Kies een plaats"
        plaats.label_from_instance = lambda rij: f"{rij.get_soort_display().capitalize()}: {rij} bij {rij.gastheer}"


class TotForm(forms.Form):
    tot = forms.DateField(label="Laatste dag", widget=Datum)


class EvaluatieForm(MetSleutel):
    class Meta:
        model = Evaluatie
        fields = ("van_wie", "dag", "tekst")
        widgets = {"dag": Datum, "van_wie": ChipKeuze}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["van_wie"].choices = Evaluatie.VanWie.choices  # type: ignore[attr-defined]
