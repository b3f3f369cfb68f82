"""What is typed about neighbourhood workers: referral, agreement, suspension, what comes next, a talk, the end."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from kern.tijd import Periode, vandaag
from kern.widgets import ChipKeuze, Datum
from partners.models import Werkgever
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from trajecten.models import Uitstroom
from trajecten.uitstroom import KANALEN
from trajecten.uitstroomforms import MetSleutel
from werkpunten.forms import DUREN, Tekstveld
from werkpunten.models import Aanstelling, Onderwerp, Soort, Werkpunt
from wijkwerken.models import Coachgesprek, Overeenkomst, Schorsing, Stelsel, Uitkomst, Vervolgstap, Wijkwerker
from wijkwerken.models.wijkwerkers import WijkwerkerQuerySet

MEEST_DAGEN = 62
GEEN_COACH = "Nog niemand"


def coaches() -> Any:
    """Staff who coach neighbourhood workers today."""
    rijen = Aanstelling.objects.op(vandaag()).filter(rol=Rol.WIJKWERKCONSULENT)
    return Medewerker.objects.filter(pk__in=rijen.values("medewerker"), is_active=True)


class ToeleidingForm(MetSleutel):
    class Meta:
        model = Wijkwerker
        fields = (
            *("stelsel", "toeleider", "bemiddelaar", "toegeleid_op", "afsprakenblad_op"),
            *("overgang", "consulent"),
        )
        widgets = {"toegeleid_op": Datum, "afsprakenblad_op": Datum}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stelsel: Any = self.fields["stelsel"]
        stelsel.queryset, stelsel.empty_label = Stelsel.objects.op(vandaag()), None
        toeleider: Any = self.fields["toeleider"]
        toeleider.queryset = Organisatie.objects.filter(actief=True)
        toeleider.empty_label = "Kies een organisatie"
        coach: Any = self.fields["consulent"]
        coach.queryset, coach.empty_label = coaches(), GEEN_COACH
        self.fields["afsprakenblad_op"].help_text = "Zonder afsprakenblad kan niemand beginnen."


class WijzigForm(forms.Form):
    consulent = forms.ModelChoiceField(
        label="Wijk-werkconsulent", queryset=Medewerker.objects.none(), empty_label=GEEN_COACH, required=False
    )
    afsprakenblad_op = forms.DateField(label="Afsprakenblad van", widget=Datum, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        huidig = self.initial.get("consulent")
        alle = coaches() | Medewerker.objects.filter(pk=huidig) if huidig else coaches()
        self.fields["consulent"].queryset = alle  # type: ignore[attr-defined]


class OvereenkomstForm(MetSleutel):
    reden = forms.CharField(
        label="Reden om van de termijn af te wijken",
        required=False,
        max_length=300,
        help_text="Enkel een coördinator kan dat, en enkel als het nodig is.",
    )

    class Meta:
        model = Overeenkomst
        fields = ("van", "getekend_tot", "getekend_op")
        widgets = {"van": Datum, "getekend_tot": Datum, "getekend_op": Datum}


class SchorsingForm(MetSleutel):
    class Meta:
        model = Schorsing
        fields = ("van", "tot", "reden", "toelichting")
        widgets = {"van": Datum, "tot": Datum}


class HervatForm(forms.Form):
    tot = forms.DateField(label="Laatste dag van de schorsing", widget=Datum)


class InterimForm(forms.Form):
    """Agency work from one day till another; days off can be left out by typing two periods."""

    van = forms.DateField(label="Interim van", widget=Datum)
    tot = forms.DateField(label="Tot en met", widget=Datum, required=False, help_text="Leeg: enkel die dag.")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and not 0 <= (tot - van).days < MEEST_DAGEN:
            raise ValidationError({"tot": "Kies een periode van hoogstens twee maanden, met het einde na het begin."})
        return gegevens

    def dagen(self) -> list[date]:
        """Monday to Friday of the period; a single day whatever it is."""
        van, tot = self.cleaned_data["van"], self.cleaned_data["tot"]
        return [dag for dag in Periode.van_tot(van, tot).dagen() if dag.weekday() < 5] if tot else [van]


class VervolgForm(MetSleutel):
    class Meta:
        model = Vervolgstap
        fields = ("soort", "wat", "tegen")
        widgets = {"tegen": Datum}


class GesprekForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kanaal = forms.ChoiceField(
        label="Hoe?",
        choices=[
            (soort.value, "afgesproken of op de werkplek" if soort == Soort.AFSPRAAK else soort.label)
            for soort in KANALEN
        ],
        initial=Soort.AFSPRAAK,
    )
    dag = forms.DateField(label="Wanneer?", widget=Datum, initial=vandaag)
    minuten = forms.TypedChoiceField(label="Hoelang?", choices=DUREN, coerce=int, initial=30)
    werkpunt = forms.ModelChoiceField(
        label="Bij welk werkpunt?", queryset=Werkpunt.objects.none(), empty_label="Kies een werkpunt"
    )
    notitie = Tekstveld(label="Notitie", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))

    class Meta:
        model = Coachgesprek
        fields = ("moment", "motivatie", "welbevinden", "eigen_woorden")
        widgets = {"moment": ChipKeuze, "eigen_woorden": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["werkpunt"].queryset = Werkpunt.objects.open_op(vandaag())  # type: ignore[attr-defined]
        self.fields["moment"].choices = Coachgesprek.Moment.choices  # type: ignore[attr-defined]
        for naam in ("motivatie", "welbevinden"):
            self.fields[naam].required = False

    def contact(self) -> dict[str, Any]:
        """What becomes the contact."""
        velden = ("kanaal", "dag", "minuten", "werkpunt", "notitie", "sleutel")
        onderwerp = Onderwerp.objects.get(slug="wijk-werken")
        return {naam: self.cleaned_data[naam] for naam in velden} | {"onderwerp": onderwerp}


class EindeForm(forms.Form):
    op = forms.DateField(label="Laatste dag", widget=Datum, initial=vandaag)
    uitkomst = forms.ChoiceField(label="Wat komt erna?", choices=[("", "Kies"), *Uitkomst.choices])
    uitleg = forms.CharField(
        label="Uitleg", max_length=500, required=False, help_text="Verplicht als er niets volgt: schrijf waarom."
    )
    functie = forms.CharField(
        label="Welk werk?",
        max_length=120,
        required=False,
        help_text="Bij werk. Leeg als het werk al in het dossier staat.",
    )
    werkgever = forms.ModelChoiceField(Werkgever.objects.all(), required=False, empty_label="Niet bekend")
    contract = forms.ChoiceField(required=False, choices=[("", "Kies"), *Uitstroom.Contract.choices])
    begin = forms.DateField(label="Eerste werkdag", required=False, widget=Datum)

    def clean(self) -> dict[str, Any]:
        """What is told about the job becomes the job (``werk``)."""
        gegeven = self.cleaned_data
        werk = {naam: gegeven.pop(naam, None) for naam in ("functie", "werkgever", "contract", "begin")}
        if gegeven.get("uitkomst") == Uitkomst.WERK and werk["functie"]:
            if not werk["contract"]:
                self.add_error("contract", "Kies het contract.")
            gegeven["werk"] = Uitstroom(**werk | {"begin": werk["begin"] or vandaag()})
        return gegeven


class WijkwerkerFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Running ones, unless told otherwise."""

    LIJSTEN = (
        ("toegeleid", "Nog niet begonnen"),
        ("einde", "Einde nadert"),
        ("zonder", "Einde zonder vervolg"),
        ("coaching", "Coaching te laat"),
        ("gestopt", "Gestopt"),
    )
    lijst = django_filters.ChoiceFilter(label="Lijst", empty_label="Lopend", choices=LIJSTEN, method="kies")
    wie = django_filters.ChoiceFilter(
        label="Coach", empty_label="Iedereen", choices=[("mij", "Ikzelf"), ("niemand", "Nog niemand")], method="coach"
    )

    def __init__(self, data: Any, queryset: WijkwerkerQuerySet, *, medewerker: Medewerker) -> None:
        super().__init__(data, queryset)
        self.medewerker = medewerker

    def kies(self, rijen: WijkwerkerQuerySet, naam: str, waarde: str) -> WijkwerkerQuerySet:
        """Filtered below, for an empty one means something too."""
        return rijen

    def coach(self, rijen: WijkwerkerQuerySet, naam: str, waarde: str) -> WijkwerkerQuerySet:
        return rijen.filter(consulent=self.medewerker if waarde == "mij" else None)

    def filter_queryset(self, queryset: WijkwerkerQuerySet) -> WijkwerkerQuerySet:
        rijen: WijkwerkerQuerySet = super().filter_queryset(queryset)
        return _lijst(rijen, self.form.cleaned_data.get("lijst") or "")


def _lijst(rijen: WijkwerkerQuerySet, welke: str) -> WijkwerkerQuerySet:
    lijsten: dict[str, Callable[[], WijkwerkerQuerySet]] = {
        "toegeleid": lambda: rijen.lopend().filter(begin=None),
        "einde": rijen.einde_nadert,
        "zonder": rijen.zonder_vervolg,
        "coaching": rijen.coaching_te_laat,
        "gestopt": lambda: rijen.exclude(gestopt_op=None),
    }
    return lijsten.get(welke, rijen.lopend)()
