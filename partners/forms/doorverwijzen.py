"""The four steps of a referral, and what else is typed about one."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Chips, Datum
from partners.gegevens import zoals_gelezen
from partners.models import Aanbod, Doorverwijzing, Gegeven, Partner, Status, Toestemming
from partners.models.toestemming import LANGSTE_TOESTEMMING, MINIMUM
from werkpunten.models import Drempelsoort

VRAGEN = {
    "weet_ervan": "De persoon weet wat je deelt en met wie, en gaat akkoord.",
    "in_belang": "Delen is in het belang van de persoon.",
    "noodzakelijk": "Je deelt enkel wat echt nodig is.",
    "geheimhouding": "Wie het leest, is gebonden door beroepsgeheim of discretie.",
    "zelfde_opdracht": "De partner werkt aan dezelfde opdracht voor deze persoon.",
}
"""The five conditions of shared professional secrecy (domain.md §6)."""
NODIG = "Zonder toestemming kan je geen persoonsgegevens delen."


class Stap(forms.Form):
    """One step of the wizard about this ``persoon``; ``feiten`` is what "Controleer je antwoorden" shows of it."""

    titel = ""
    persoon = 0

    def feiten(self) -> list[tuple[str, str]]:
        raise NotImplementedError


class PartnerStap(Stap):
    titel = "Partner"
    drempel = forms.ModelChoiceField(
        label="Waarbij is er hulp nodig?",
        queryset=Drempelsoort.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Alle drempels",
    )
    naar = forms.ChoiceField(
        label="Naar wie?", widget=forms.RadioSelect, error_messages={"required": "Kies een aanbod of een organisatie."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drempel"].queryset = Drempelsoort.objects.geldig_op(vandaag())  # type: ignore[attr-defined]
        slug = (self.data if self.is_bound else self.initial).get("drempel") or ""
        aanbod = Aanbod.objects.geldig().select_related("partner__organisatie").order_by("wachttijd", "naam")
        partners = Partner.objects.actief().select_related("organisatie").order_by("organisatie__naam")
        if slug:
            aanbod, partners = aanbod.bij_drempel(slug), partners.filter(drempels__slug=slug)
        self.keuzes: dict[str, Aanbod | Partner] = {
            **{f"a{stuk.pk}": stuk for stuk in aanbod},
            **{f"p{partner.pk}": partner for partner in partners},
        }
        self.fields["naar"].choices = [  # type: ignore[attr-defined]
            *((f"a{stuk.pk}", f"{stuk} · {stuk.partner} · wachttijd: {stuk.wachten}") for stuk in aanbod),
            *((f"p{partner.pk}", f"{partner}, zonder vast aanbod") for partner in partners),
        ]

    @property
    def gekozen(self) -> Aanbod | Partner:
        return self.keuzes[self.cleaned_data["naar"]]

    @property
    def partner(self) -> Partner:
        gekozen = self.gekozen
        return gekozen.partner if isinstance(gekozen, Aanbod) else gekozen

    def feiten(self) -> list[tuple[str, str]]:
        aanbod = str(self.gekozen) if isinstance(self.gekozen, Aanbod) else "zonder vast aanbod"
        return [("Naar", str(self.partner)), ("Aanbod", aanbod), ("Drempel", str(self.cleaned_data["drempel"] or "–"))]


class RedenStap(Stap):
    titel = "Reden"
    vraag = forms.CharField(
        label="Wat vraag je aan de partner?",
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="De partner leest dit. Schrijf enkel wat nodig is.",
        error_messages={"min_length": "Schrijf in enkele woorden wat je vraagt."},
    )
    meegaand = forms.CharField(
        label="Wie gaat mee?", max_length=120, required=False, help_text="Warme overdracht: bv. ik, een buddy, de zus."
    )
    dag = forms.DateField(label="Welke dag?", widget=Datum, required=False)
    uur = forms.TimeField(label="Hoe laat?", required=False, widget=forms.TimeInput(attrs={"type": "time"}))

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        dag = gegevens.get("dag")
        if dag and not gegevens.get("meegaand"):
            self.add_error("meegaand", "Schrijf wie er meegaat.")
        if dag and dag < vandaag():
            self.add_error("dag", "Geef een datum vanaf vandaag.")
        if gegevens.get("uur") and not dag:
            self.add_error("dag", "Kies ook de dag.")
        return gegevens

    @property
    def overdracht_op(self) -> datetime | None:
        dag, uur = self.cleaned_data["dag"], self.cleaned_data["uur"] or time()
        return timezone.make_aware(datetime.combine(dag, uur)) if dag else None

    def feiten(self) -> list[tuple[str, str]]:
        dag, uur = self.cleaned_data["dag"], self.cleaned_data["uur"]
        wanneer = f"{dag:%d/%m/%Y}" + (f" om {uur:%H:%M}" if uur else "") if dag else "–"
        return [
            ("Vraag", self.cleaned_data["vraag"]),
            ("Wie gaat mee", self.cleaned_data["meegaand"] or "niemand"),
            ("Wanneer", wanneer),
        ]


class DelenStap(Stap):
    titel = "Wat delen"
    gegevens = forms.MultipleChoiceField(
        label="Wat mag de partner zien?",
        choices=Gegeven.choices,
        initial=[gegeven.value for gegeven in MINIMUM],
        widget=Chips,
        help_text="Zo weinig mogelijk. Notities en de tijdlijn worden nooit gedeeld.",
        error_messages={"required": "Kies minstens één gegeven om te delen."},
    )

    def feiten(self) -> list[tuple[str, str]]:
        return zoals_gelezen(self.persoon, self.cleaned_data["gegevens"])


class ToestemmingStap(Stap):
    titel = "Toestemming"
    weet_ervan = forms.BooleanField(label=VRAGEN["weet_ervan"], required=False)
    in_belang = forms.BooleanField(label=VRAGEN["in_belang"], required=False)
    noodzakelijk = forms.BooleanField(label=VRAGEN["noodzakelijk"], required=False)
    geheimhouding = forms.BooleanField(label=VRAGEN["geheimhouding"], required=False)
    zelfde_opdracht = forms.BooleanField(label=VRAGEN["zelfde_opdracht"], required=False)
    grond = forms.ChoiceField(
        label="Op welke grond deel je?",
        choices=Toestemming.Grond.choices,
        initial=Toestemming.Grond.TOESTEMMING,
        widget=ChipKeuze,
    )
    grond_reden = forms.CharField(
        label="Waarom zonder toestemming?",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Enkel bij een andere wettelijke grond: welke, en waarom.",
    )
    hoe = forms.ChoiceField(
        label="Hoe gaf de persoon toestemming?",
        choices=[("", "nog niet gevraagd"), *Toestemming.Hoe.choices],
        required=False,
    )
    gegeven_op = forms.DateField(label="Wanneer?", widget=Datum, initial=vandaag)
    geldig_tot = forms.DateField(
        label="Geldig tot en met", widget=Datum, initial=lambda: vandaag() + timedelta(days=365)
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        andere = gegevens.get("grond") == Toestemming.Grond.ANDERE
        for naam in VRAGEN:
            if not gegevens.get(naam) and not (andere and naam == "weet_ervan"):
                self.add_error(naam, NODIG if naam == "weet_ervan" else "Zonder ja op deze vraag mag je niet delen.")
        if andere and len(gegevens.get("grond_reden", "").strip()) < 10:
            self.add_error("grond_reden", "Schrijf welke wettelijke grond er is, en waarom.")
        if not andere:
            gegevens["grond_reden"] = ""  # typed before another ground was chosen: the proof would print it
            if not gegevens.get("hoe"):
                self.add_error("hoe", NODIG)
        self._controleer_dagen(gegevens.get("gegeven_op"), gegevens.get("geldig_tot"))
        return gegevens

    def _controleer_dagen(self, gegeven: Any, tot: Any) -> None:
        if gegeven and gegeven > vandaag():
            self.add_error("gegeven_op", "De toestemming kan niet in de toekomst gegeven zijn.")
        if tot and tot < vandaag():
            self.add_error("geldig_tot", "Geef een datum vanaf vandaag.")
        if tot and tot > vandaag() + LANGSTE_TOESTEMMING:
            self.add_error("geldig_tot", "Een toestemming geldt hoogstens twee jaar.")

    def feiten(self) -> list[tuple[str, str]]:
        gegevens = self.cleaned_data
        if gegevens["grond"] == Toestemming.Grond.ANDERE:
            grond = [("Grond", "andere wettelijke grond"), ("Reden", gegevens["grond_reden"])]
        else:
            grond = [("Grond", f"toestemming, {dict(Toestemming.Hoe.choices)[gegevens['hoe']]}")]
        ja = sum(bool(gegevens[naam]) for naam in VRAGEN)
        return [
            *grond,
            ("Gegeven op", f"{gegevens['gegeven_op']:%d/%m/%Y}"),
            ("Geldig tot en met", f"{gegevens['geldig_tot']:%d/%m/%Y}"),
            ("Vijf vragen", f"{ja} keer ja"),
        ]


STAPPEN: dict[str, type[Stap]] = {
    "partner": PartnerStap,
    "reden": RedenStap,
    "delen": DelenStap,
    "toestemming": ToestemmingStap,
}


def antwoorden_uit(data: MultiValueDict[str, str], stap: str) -> dict[str, list[str]]:
    """What was typed in the fields of this step, to be kept as it is."""
    return {naam: data.getlist(naam) for naam in STAPPEN[stap].base_fields if naam in data}


def leeg_formulier(doorverwijzing: Doorverwijzing, stap: str) -> Stap:
    """The step to fill in, with what was typed before and without complaints about it."""
    klas, getypt = STAPPEN[stap], doorverwijzing.concept.get(stap)
    if getypt is None:
        return klas()
    meerkeuze = {naam for naam, veld in klas.base_fields.items() if isinstance(veld, forms.MultipleChoiceField)}
    begin = {naam: getypt.get(naam, []) if naam in meerkeuze else _eerste(getypt, naam) for naam in klas.base_fields}
    return klas(initial=begin)


def _eerste(getypt: Mapping[str, list[str]], naam: str) -> str:
    return next(iter(getypt.get(naam, [])), "")


def ingevuld(doorverwijzing: Doorverwijzing, stap: str) -> Stap:
    """The step as it was kept, to be checked."""
    form = STAPPEN[stap](MultiValueDict(doorverwijzing.concept.get(stap, {})))
    form.persoon = doorverwijzing.werkzoekende_id
    return form


class VerderForm(forms.Form):
    """A step of the state machine: where to, why, and for a start from which day."""

    naar = forms.ChoiceField(choices=Status.choices, widget=forms.HiddenInput)
    tekst = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    op = forms.DateField(label="Vanaf welke dag?", widget=Datum, required=False, initial=vandaag)


class VerlengForm(forms.Form):
    """Consent asked again, before it runs out."""

    akkoord = forms.BooleanField(label=VRAGEN["weet_ervan"], error_messages={"required": NODIG})
    hoe = forms.ChoiceField(label="Hoe gaf de persoon toestemming?", choices=Toestemming.Hoe.choices, widget=ChipKeuze)
    geldig_tot = forms.DateField(label="Geldig tot en met", widget=Datum)

    def __init__(self, *args: Any, toestemming: Toestemming, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["geldig_tot"].initial = max(toestemming.geldig_tot, vandaag()) + timedelta(days=365)


class BerichtForm(forms.Form):
    tekst = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
