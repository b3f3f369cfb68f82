"""The filters above the caseload: what stands in the address says nothing about a person."""

import uuid
from collections.abc import Collection
from typing import Any, ClassVar

import django_filters
from django import forms
from django.forms import HiddenInput
from django.http import QueryDict

from kern.tijd import vandaag
from kern.widgets import ChipKeuze
from toegang.models import Medewerker, Weergave
from toegang.rollen import BEGELEIDERS
from trajecten.afwezigheden import waarnemers_van
from trajecten.caseload import KRINGEN, RUIMSTE, CaseloadQuerySet, begeleid_van
from trajecten.team import collegas_van, eigen_werkpunten, team_van
from werkpunten.agenda import collegas_op
from werkpunten.agendaforms import Dagveld
from werkpunten.models import Afwezigheid, Werkpunt, Werkzoekende, Wijk, werkpunten_van

BIJ_DE_LIJST = {"form": "filterbalk"}
"""A field of the filter form that stands in the list: it changes when the list does."""


class CaseloadFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Whose people, wijk, language and unit; for a coordinator also who coaches."""

    wie = django_filters.ChoiceFilter(
        label="Wie",
        empty_label=None,
        method="laat",
        choices=[(sleutel, kring.keuze) for sleutel, kring in KRINGEN.items()],
    )
    lijst = django_filters.CharFilter(widget=HiddenInput(attrs=BIJ_DE_LIJST), method="laat")
    sorteer = django_filters.CharFilter(widget=HiddenInput(attrs=BIJ_DE_LIJST), method="laat")
    wijk = django_filters.ChoiceFilter(label="Wijk", empty_label="Alle wijken", method="filter_wijk")
    contacttaal = django_filters.ChoiceFilter(
        label="Contacttaal", empty_label="Alle talen", choices=Werkzoekende.Taal.choices
    )
    werkpunt = django_filters.ChoiceFilter(label="Werkpunt", empty_label="Alle werkpunten", method="filter_werkpunt")
    begeleider = django_filters.ChoiceFilter(
        label="Begeleider", empty_label="Alle begeleiders", method="filter_begeleider"
    )

    def __init__(self, gevraagd: QueryDict, *, medewerker: Medewerker) -> None:
        """Without a circle in the address: the first in which there is somebody, or the units'."""
        self.wie = gevraagd.get("wie", "")
        if self.wie not in KRINGEN:
            met_iemand = (kring for kring in KRINGEN if kring == RUIMSTE or KRINGEN[kring].kies(medewerker).exists())
            self.wie = next(met_iemand)
        data = gevraagd.copy()
        data["wie"] = self.wie
        super().__init__(data, KRINGEN[self.wie].kies(medewerker))
        self.werkpunten: dict[str, Werkpunt] = {w.slug: w for w in werkpunten_van(medewerker, *BEGELEIDERS)}
        self.eigen = eigen_werkpunten(medewerker)
        self.team = {str(m.pk): m for m in team_van(medewerker)} if self.eigen else {}
        self._kies("wijk", Wijk.objects.values_list("slug", "naam"))
        self._kies("werkpunt", [(slug, w.naam) for slug, w in self.werkpunten.items()], minstens=2)
        self._kies("begeleider", [(pk, str(m)) for pk, m in self.team.items()])

    def _kies(self, naam: str, keuzes: Any, *, minstens: int = 1) -> None:
        """Set the choices of one filter; with fewer than ``minstens`` there is nothing to choose."""
        gevonden = list(keuzes)
        if len(gevonden) < minstens:
            del self.filters[naam]
        else:
            self.filters[naam].extra["choices"] = gevonden

    @property
    def van_wie(self) -> Medewerker | None:
        """The one colleague whose people are asked for."""
        return self.team.get(self.data.get("begeleider", ""))

    @property
    def titel(self) -> str:
        """The heading of the page: whose people these are."""
        return f"Caseload van {self.van_wie}" if self.van_wie else KRINGEN[self.wie].kop

    def laat(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        """Whose people, which list and in what order: kept in the address, decided elsewhere."""
        return personen

    def filter_wijk(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        return personen.in_wijk(waarde)

    def filter_werkpunt(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        return personen.bekend_op(self.werkpunten[waarde])

    def filter_begeleider(self, personen: CaseloadQuerySet, naam: str, waarde: str) -> CaseloadQuerySet:
        gekozen = self.werkpunten.get(self.data.get("werkpunt", ""))
        return personen.begeleid_door(self.team[waarde], [gekozen] if gekozen in self.eigen else self.eigen)


class TeamFilter(forms.Form):
    """The units of which the team page counts; a word that is none of them means all."""

    werkpunt = forms.ChoiceField(label="Werkpunt", required=False)

    def __init__(self, gevraagd: QueryDict, *, medewerker: Medewerker) -> None:
        eigen = {werkpunt.slug: werkpunt for werkpunt in eigen_werkpunten(medewerker)}
        een = eigen.get(gevraagd.get("werkpunt", ""))
        self.gekozen = [een] if een else list(eigen.values())
        super().__init__({"werkpunt": een.slug if een else ""})
        keuzes = [("", "Alle werkpunten"), *((slug, werkpunt.naam) for slug, werkpunt in eigen.items())]
        self.fields["werkpunt"].choices = keuzes  # type: ignore[attr-defined]


class OverdrachtForm(forms.Form):
    """To whom, why, and for a coordinator whether the receiver is asked first. The key makes sending it twice once."""

    bundel = forms.UUIDField(widget=HiddenInput, initial=uuid.uuid4)
    van = forms.ModelChoiceField(Medewerker.objects.all(), required=False, widget=HiddenInput)
    naar = forms.ModelChoiceField(
        Medewerker.objects.all(), widget=HiddenInput, error_messages={"required": "Kies een collega."}
    )
    reden = forms.CharField(
        label="Waarom?", max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )
    meteen = forms.BooleanField(label="Meteen toewijzen, zonder op het antwoord te wachten", required=False)

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = {"naar": collegas_van(medewerker), "van": team_van(medewerker)}
        for naam, collegas in keuzes.items():
            self.fields[naam].queryset = Medewerker.objects.filter(pk__in=[m.pk for m in collegas])  # type: ignore[attr-defined]
        if not eigen_werkpunten(medewerker):
            del self.fields["meteen"]


class VerplaatsForm(OverdrachtForm):
    """To which coach of another unit, if any: without one its coordinator answers."""

    naar = forms.ModelChoiceField(
        Medewerker.objects.all(),
        label="Begeleider daar",
        required=False,
        empty_label="Nog niemand: de coördinator daar beslist",
    )
    field_order = ("naar", "reden")

    def __init__(self, *args: Any, medewerker: Medewerker, werkpunt: Werkpunt, **kwargs: Any) -> None:
        super().__init__(*args, medewerker=medewerker, **kwargs)
        collegas = [collega.pk for collega in collegas_op([werkpunt])]
        self.fields["naar"].queryset = Medewerker.objects.filter(pk__in=collegas)  # type: ignore[attr-defined]
        if werkpunt not in eigen_werkpunten(medewerker):
            self.fields.pop("meteen", None)


VOOR_WIE = (("iedereen", "Iedereen, ook wie er intussen bij komt"), ("gekozen", "Enkel wie ik aanvink"))


class AfwezigheidForm(forms.Form):
    """From when till when a colleague is away, who covers, and for whom."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    van = Dagveld(label="Eerste dag", initial=vandaag)
    tot = Dagveld(
        label="Laatste dag",
        help_text="Daarna stopt alles vanzelf.",
        error_messages={"required": "Vul de laatste dag in."},
    )
    waarnemer = forms.ModelChoiceField(
        Medewerker.objects.all(),
        label="Wie neemt waar?",
        empty_label="Kies een collega",
        help_text="Een collega van hetzelfde werkpunt.",
        error_messages={"required": "Kies een collega die waarneemt."},
    )
    soort = forms.ChoiceField(
        label="Waarom?",
        choices=Afwezigheid.Soort.choices,
        initial=Afwezigheid.Soort.VERLOF,
        widget=ChipKeuze,
        help_text="Meer hoeft niemand te weten: hier komt nooit een medische reden.",
    )
    voor = forms.ChoiceField(label="Voor wie?", choices=VOOR_WIE, initial="iedereen", widget=ChipKeuze)
    personen = forms.TypedMultipleChoiceField(
        label="Voor wie neemt je collega waar?", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    toch = forms.BooleanField(label="Ja, toch zo bewaren", required=False)

    def __init__(self, *args: Any, wie: Medewerker, door: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wie = wie
        self.waarschuwingen: list[str] = []
        collegas = [collega.pk for collega in waarnemers_van(wie)]
        self.fields["waarnemer"].queryset = Medewerker.objects.filter(pk__in=collegas)  # type: ignore[attr-defined]
        keuzes = [(persoon.pk, persoon.naam) for persoon in begeleid_van(wie, lezer=door)]
        self.fields["personen"].choices = keuzes  # type: ignore[attr-defined]

    def ingevuld(self) -> Afwezigheid:
        """The row as it is typed, not kept yet."""
        getypt = {naam: self.cleaned_data[naam] for naam in ("sleutel", "van", "tot", "soort", "waarnemer")}
        return Afwezigheid(medewerker=self.wie, iedereen=self.cleaned_data["voor"] == "iedereen", **getypt)


class LaatsteDagForm(forms.Form):
    """Until when somebody is away after all."""

    tot = Dagveld(label="Laatste dag", error_messages={"required": "Vul de laatste dag in."})


class WerkForm(forms.Form):
    """Which appointments and tasks of somebody who left (``werk``, their keys) go to which colleague."""

    werk = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    naar = forms.ModelChoiceField(Medewerker.objects.all(), empty_label="Kies een collega", required=False)

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        collegas = [collega.pk for collega in collegas_van(medewerker)]
        self.fields["naar"].queryset = Medewerker.objects.filter(pk__in=collegas)  # type: ignore[attr-defined]

    def clean_werk(self) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(sleutel) for sleutel in self.cleaned_data["werk"] or ()]
        except ValueError:
            return []

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("werk"):
            self.add_error(None, "Kies minstens één afspraak of taak.")
        if not self.cleaned_data.get("naar"):
            self.add_error(None, "Kies een collega van je werkpunt.")
        return self.cleaned_data


FILTERS = tuple(CaseloadFilter.base_filters)


def bewaarde_vraag(adres: str, namen: Collection[str] = FILTERS) -> str:
    """Of what stands behind an address: these names (the filters and the order of the list), and nothing else."""
    gevraagd, bewaard = QueryDict(adres), QueryDict(mutable=True)
    for naam in namen:
        if waarden := [waarde for waarde in gevraagd.getlist(naam) if waarde]:
            bewaard.setlist(naam, waarden)
    return bewaard.urlencode()


class WeergaveForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The name under which the list on screen is kept; only what its address may hold (``bewaart``) is."""

    bewaart: ClassVar[Collection[str]] = FILTERS
    vraag = forms.CharField(widget=HiddenInput, required=False, max_length=500)

    class Meta:
        model = Weergave
        fields = ("naam", "gedeeld")

    def clean_vraag(self) -> str:
        return bewaarde_vraag(self.cleaned_data["vraag"], self.bewaart)
