"""What somebody wants for work, and proposing them for a vacancy."""

import uuid
from typing import Any

import django_filters
from django import forms

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Chips, Datum
from partners.forms.werkgevers import BeroepVeld
from partners.models import Beroepswens, Beschikbaarheid, Fase, Moment, Vacature, Voordracht, Waarom
from partners.models.beroepen import MEESTE_UREN, MEESTE_WENSEN
from partners.models.passend import PassendQuerySet
from partners.models.voordrachten import LOPEND, VoordrachtQuerySet
from partners.services.voordragen import Stap
from toegang.models import Medewerker
from werkpunten.forms import NaamVeld
from werkpunten.models import Werkzoekende

GETOOND = 3


class WensenForm(forms.Form):
    """The occupations in order (empty ones fall away), and when somebody can work."""

    stond = forms.CharField(widget=forms.HiddenInput, required=False)
    uren_van = forms.IntegerField(label="Uren per week, minstens", min_value=1, max_value=MEESTE_UREN, required=False)
    uren_tot = forms.IntegerField(label="Uren per week, hoogstens", min_value=1, max_value=MEESTE_UREN, required=False)
    momenten = forms.MultipleChoiceField(label="Kan werken", choices=Moment.choices, required=False, widget=Chips)
    vanaf = forms.DateField(label="Kan starten vanaf", widget=Datum, required=False)

    def __init__(self, gegevens: Any, *, wensen: list[Beroepswens], kan: Beschikbaarheid | None, stond: str) -> None:
        nu = {veld: getattr(kan, veld) for veld in ("uren_van", "uren_tot", "momenten", "vanaf")} if kan else {}
        keuzes = {f"keuze_{wens.volgorde}": wens.beroep_id for wens in wensen}
        super().__init__(gegevens, initial={"stond": stond, **nu, **keuzes})
        self.keuzevelden = [f"keuze_{n}" for n in range(1, min(max(GETOOND, len(wensen) + 1), MEESTE_WENSEN) + 1)]
        for nummer, naam in enumerate(self.keuzevelden, start=1):
            veld = BeroepVeld(label=f"{nummer}e keuze", required=False, empty_label="Geen")
            veld.bied_aan(keuzes.get(naam))
            self.fields[naam] = veld
        self.order_fields([*self.keuzevelden])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        van, tot = gegevens.get("uren_van"), gegevens.get("uren_tot")
        if van and tot and tot < van:
            self.add_error("uren_tot", "Dit is minder dan het minste.")
        beroepen = self.beroepen
        if len(beroepen) != len(set(beroepen)):
            self.add_error(None, "Een beroep staat er twee keer bij.")
        return gegevens

    @property
    def beroepen(self) -> list[Any]:
        return [beroep for naam in self.keuzevelden if (beroep := self.cleaned_data.get(naam))]

    @property
    def kan(self) -> dict[str, Any]:
        return {veld: self.cleaned_data[veld] for veld in ("uren_van", "uren_tot", "momenten", "vanaf")}


class PassendFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Whom of those who fit to show; nothing of it says anything about a person."""

    wie = django_filters.ChoiceFilter(
        label="Wie", empty_label="Iedereen", choices=[("mij", "Die ik begeleid")], method="filter_wie"
    )
    wat = django_filters.ChoiceFilter(
        label="Wat past",
        empty_label="Ook wie maar half past",
        choices=[("beroep", "Wil precies dit beroep"), ("alles", "Niets spreekt ertegen")],
        method="filter_wat",
    )

    def __init__(self, data: Any, queryset: PassendQuerySet, *, medewerker: Medewerker) -> None:
        super().__init__(data, queryset)
        self.medewerker = medewerker

    def filter_wie(self, rijen: PassendQuerySet, naam: str, waarde: str) -> PassendQuerySet:
        return rijen.begeleid_door(self.medewerker)

    def filter_wat(self, rijen: PassendQuerySet, naam: str, waarde: str) -> PassendQuerySet:
        return rijen.filter(tegen=0) if waarde == "alles" else rijen.filter(keuze__isnull=False)


class VoordrachtFilter(django_filters.FilterSet):  # type: ignore[misc]
    wie = django_filters.ChoiceFilter(
        label="Door wie", empty_label="Van iedereen", choices=[("mij", "Van mij")], method="filter_wie"
    )
    fase = django_filters.ChoiceFilter(
        label="Fase", empty_label="Lopend", choices=[*Fase.choices, ("alle", "Alle")], method="laat"
    )

    def __init__(self, data: Any, queryset: VoordrachtQuerySet, *, medewerker: Medewerker) -> None:
        super().__init__(data, queryset)
        self.medewerker = medewerker

    def laat(self, rijen: VoordrachtQuerySet, naam: str, waarde: str) -> VoordrachtQuerySet:
        """Filtered below, for an empty one means something too."""
        return rijen

    def filter_wie(self, rijen: VoordrachtQuerySet, naam: str, waarde: str) -> VoordrachtQuerySet:
        return rijen.filter(door=self.medewerker)

    def filter_queryset(self, queryset: VoordrachtQuerySet) -> VoordrachtQuerySet:
        gekozen: VoordrachtQuerySet = super().filter_queryset(queryset)
        fase = self.form.cleaned_data.get("fase")
        if fase == "alle":
            return gekozen
        return gekozen.filter(fase=fase) if fase else gekozen.filter(fase__in=LOPEND)


class VoordrachtForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The one question before somebody is proposed: did they agree?"""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    toelichting = NaamVeld(
        label="Waarom deze persoon?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    akkoord = forms.BooleanField(
        label="De persoon weet voor welk werk dit is, en gaat akkoord.",
        error_messages={"required": "Bespreek dit eerst met de persoon."},
    )

    class Meta:
        model = Voordracht
        fields = ("akkoord_op", "akkoord_hoe", "toelichting")
        labels = {"akkoord_op": "Besproken op", "akkoord_hoe": "Hoe besproken"}
        widgets = {"akkoord_op": Datum, "akkoord_hoe": ChipKeuze}

    field_order = ("akkoord", "akkoord_op", "akkoord_hoe", "toelichting")

    def ingevuld(self, persoon: Werkzoekende, vacature: Vacature) -> Voordracht:
        velden = ("sleutel", "akkoord_op", "akkoord_hoe", "toelichting")
        return Voordracht(
            werkzoekende=persoon, vacature=vacature, **{veld: self.cleaned_data[veld] for veld in velden}
        )


class StapForm(forms.Form):
    """One step of a proposal, with only what that step asks."""

    van = forms.CharField(widget=forms.HiddenInput)
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    op = forms.DateField(label="Wanneer?", widget=Datum, initial=vandaag)
    waarom = forms.ChoiceField(label="Waarom niet?", choices=[("", "Kies een reden"), *Waarom.choices])
    tekst = NaamVeld(label="Toelichting", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, gegevens: Any, *, naar: Fase, van: str) -> None:
        super().__init__(gegevens, prefix=naar.value, initial={"van": van})
        self.naar = naar
        if naar != Fase.NIET_AANGEWORVEN:
            del self.fields["waarom"]

    def stap(self) -> Stap:
        return Stap(naar=self.naar, **self.cleaned_data)


class PeriodeForm(forms.Form):
    """Both days included."""

    van = forms.DateField(label="Van", widget=Datum)
    tot = forms.DateField(label="Tot en met", widget=Datum)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De einddatum ligt voor de begindatum.")
        return gegevens
