"""What is typed in a plan, and about whether a result lasted."""

from collections.abc import Mapping
from typing import Any

from django import forms

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Datum
from partners.forms.werkgevers import BeroepVeld
from partners.models import Beslissing, Casusteam, Partner
from toegang.models import Medewerker
from trajecten import plan, resultaten
from trajecten.models import Plan, Planakkoord, Plandoel, Resultaatmeting, Stap
from werkpunten.agenda import collegas_op
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Drempel

ZELF = "zelf"
Keuzes = list[tuple[str, str]]


class WoordenForm(GelijktijdigForm):
    class Meta:
        model = Plan
        fields = ("sterktes", "voorkeuren")
        widgets: Mapping[str, Any] = {
            "sterktes": forms.Textarea(attrs={"rows": 3}),
            "voorkeuren": forms.Textarea(attrs={"rows": 3}),
        }

    def bewaar(self, *, door: Medewerker) -> Plan:
        return plan.bewaar_woorden(self.instance, door=door)


class DoelForm(GelijktijdigForm):
    """A goal; a new one runs, so its state is only asked of one that stands there already."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    beroep = BeroepVeld(label="Welk beroep?", required=False, empty_label="Nog niet gekend")
    field_order = ("sleutel", "tekst", "tegen", "beroep", "status")

    class Meta:
        model = Plandoel
        fields = ("tekst", "beroep", "tegen", "status")
        widgets: Mapping[str, Any] = {"tegen": Datum()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beroep"].bied_aan(ook=self.instance.beroep_id)  # type: ignore[attr-defined]
        self.initial["sleutel"] = self.instance.sleutel
        if self.instance.pk is None:
            del self.fields["status"]

    def bewaar(self, *, door: Medewerker) -> Plandoel:
        if self.instance.pk is None:
            self.instance.sleutel = self.cleaned_data["sleutel"]
        return plan.bewaar_doel(self.instance, door=door)


class StapForm(GelijktijdigForm):
    """A step. Who does it is one choice: the person, a colleague, a partner."""

    velden = ("wat", "medewerker", "organisatie", "soort", "tegen", "status", "drempel")
    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    wie = forms.ChoiceField(label="Wie doet dit?")

    class Meta:
        model = Stap
        fields = ("wat", "soort", "tegen", "status", "drempel")
        widgets: Mapping[str, Any] = {"tegen": Datum()}

    field_order = ("sleutel", "wat", "wie", "tegen", "soort", "status", "drempel")

    def __init__(self, *args: Any, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stap, drempel, wie = self.instance, self.fields["drempel"], self.fields["wie"]
        wie.choices = self._wie(door)  # type: ignore[attr-defined]
        self.initial.update(sleutel=stap.sleutel, wie=_keuze(stap))
        open_ = Drempel.objects.bewerkbaar_voor(door).filter(werkzoekende=stap.werkzoekende_id).select_related("soort")
        drempel.queryset = open_.filter(tot=None) | open_.filter(pk=stap.drempel_id)  # type: ignore[attr-defined]
        drempel.empty_label = "Geen"  # type: ignore[attr-defined]
        drempel.label_from_instance = lambda rij: str(rij.soort)  # type: ignore[attr-defined]
        if stap.pk is None:
            del self.fields["status"]

    def _wie(self, door: Medewerker) -> list[tuple[str, Any]]:
        stap, traject = self.instance, self.instance.doel.traject
        collegas = [door, traject.begeleider, stap.medewerker, *collegas_op([traject.werkpunt])]
        partners = Partner.objects.filter(Partner.werkt_mee()).select_related("organisatie")
        organisaties = [stap.organisatie, *(partner.organisatie for partner in partners)]
        groepen = (("Collega's", "m", collegas), ("Partners", "o", organisaties))
        return [
            (ZELF, f"{stap.doel.traject.werkzoekende.voornaam or 'De persoon'} zelf"),
            *((kop, [(f"{s}{wie.pk}", str(wie)) for wie in dict.fromkeys(alle) if wie]) for kop, s, alle in groepen),
        ]

    def _huidig(self) -> list[tuple[str, str]]:
        """What stands there now, with who does it as one line."""
        weg = {"medewerker", "organisatie"}
        namen = {str(Stap._meta.get_field(veld).verbose_name) for veld in weg}  # type: ignore[union-attr]
        rest = [(label, tekst) for label, tekst in super()._huidig() if label not in namen]
        return [("Wie doet dit?", self.instance.iemand_anders or "de persoon zelf"), *rest]

    def bewaar(self, *, door: Medewerker) -> Stap:
        gekozen, stap = self.cleaned_data["wie"], self.instance
        stap.medewerker_id = int(gekozen[1:]) if gekozen.startswith("m") else None
        stap.organisatie_id = int(gekozen[1:]) if gekozen.startswith("o") else None
        if stap.pk is None:
            stap.sleutel = self.cleaned_data["sleutel"]
        return plan.bewaar_stap(stap, door=door)


def _keuze(stap: Stap) -> str:
    if stap.medewerker_id:
        return f"m{stap.medewerker_id}"
    return f"o{stap.organisatie_id}" if stap.organisatie_id else ZELF


class BeslissingForm(forms.Form):
    """An open decision of a case team, and the goal of an open trajectory it becomes a step to."""

    def __init__(self, *args: Any, team: Casusteam, lezer: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ = Beslissing.objects.zichtbaar_voor(lezer).open().filter(overleg__team=team)
        doelen = Plandoel.objects.bewerkbaar_voor(lezer).te_stappen(team.werkzoekende_id)
        self.fields["beslissing"] = forms.ModelChoiceField(open_)
        self.fields["doel"] = forms.ModelChoiceField(doelen)
        in_plan = Stap.objects.ongefilterd("al in het plan").filter(beslissing__overleg__team=team)
        self.beslissingen = list(open_.exclude(pk__in=in_plan.values("beslissing")))
        self.doelen = list(doelen)

    def bewaar(self, *, door: Medewerker) -> Stap:
        return plan.zet_in_plan(self.cleaned_data["beslissing"], self.cleaned_data["doel"], door=door)


class AkkoordForm(forms.Form):
    """The plan was discussed; ``gezien`` says which plan was on screen."""

    op = forms.DateField(label="Besproken met de persoon op", widget=Datum, initial=vandaag)
    manier = forms.ChoiceField(label="Hoe?", choices=Planakkoord.Manier.choices, widget=ChipKeuze)
    gezien = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stand: plan.Planstand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stand = stand
        self.initial["gezien"] = stand.afdruk

    def bewaar(self, *, door: Medewerker) -> Planakkoord:
        return plan.leg_vast(self.stand.traject, door=door, **self.cleaned_data)


class ResultaatForm(GelijktijdigForm):
    class Meta:
        model = Resultaatmeting
        fields = ("antwoord", "uitleg", "op")

    antwoord = forms.ChoiceField(label="Loopt dit nog?", choices=Resultaatmeting.Antwoord.choices, widget=ChipKeuze)
    op = forms.DateField(label="Nagegaan op", widget=Datum, initial=vandaag)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["op"] = self.instance.op or vandaag()

    def bewaar(self, *, door: Medewerker) -> Resultaatmeting:
        velden = {veld: self.cleaned_data[veld] for veld in ("antwoord", "uitleg", "op")}
        return resultaten.beantwoord(self.instance, door=door, **velden)
