"""What is typed about modules, sessions and who takes part."""

import uuid
from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Datum
from partners.forms.werkgevers import LeadForm
from partners.models import Werkgever
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten import aanwezigheid
from trajecten.aanwezigheid import Keuze
from trajecten.models import Deelname, Module, Sessie
from trajecten.models.groepen import SessieQuerySet
from werkpunten.agenda import collegas_op
from werkpunten.agendaforms import Dagveld, Tijd
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Onderwerp, Werkpunt, Werkzoekende, werkpunten_van
from werkpunten.outreachforms import MetKeuzes

KOMEND, VOORBIJ = "", "voorbij"


class SessieFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What is to come, unless told otherwise."""

    soort = django_filters.ChoiceFilter(
        label="Soort", empty_label="Alle soorten", choices=Module.Soort.choices, field_name="module__soort"
    )
    werkpunt = django_filters.ChoiceFilter(
        label="Werkpunt", empty_label="Alle werkpunten", field_name="werkpunt__slug"
    )
    wie = django_filters.ChoiceFilter(
        label="Wie geeft ze", empty_label="Iedereen", choices=[("mij", "Ikzelf")], method="filter_wie"
    )
    wanneer = django_filters.ChoiceFilter(
        label="Wanneer", empty_label="Vanaf vandaag", choices=[(VOORBIJ, "Voorbij")], method="laat"
    )

    def __init__(self, data: Any, queryset: SessieQuerySet, *, medewerker: Medewerker) -> None:
        super().__init__(data, queryset)
        self.medewerker = medewerker
        met_sessies = Werkpunt.objects.filter(pk__in=Sessie.objects.values("werkpunt"))
        self.filters["werkpunt"].extra["choices"] = list(met_sessies.values_list("slug", "naam"))

    def filter_wie(self, rijen: SessieQuerySet, naam: str, waarde: str) -> SessieQuerySet:
        return rijen.filter(begeleider=self.medewerker)

    def laat(self, rijen: SessieQuerySet, naam: str, waarde: str) -> SessieQuerySet:
        """Filtered below, for an empty one means something too."""
        return rijen

    def filter_queryset(self, queryset: SessieQuerySet) -> QuerySet[Sessie]:
        gekozen: SessieQuerySet = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("wanneer") == VOORBIJ:
            return gekozen.filter(dag__lt=vandaag()).order_by("-dag", "-van", "-pk")
        return gekozen.komend()


class SessieForm(MetKeuzes):
    """A session of a unit; a new one may come back every week."""

    velden = (
        *("module", "werkgever", "dag", "van", "tot", "plaats", "capaciteit", "taal", "begeleider"),
        "toelichting",
    )
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    dag = Dagveld(label="Dag")
    van = forms.TimeField(label="Van", widget=Tijd)
    tot = forms.TimeField(label="Tot", widget=Tijd)
    herhaal_tot = forms.DateField(
        label="Elke week, tot en met", widget=Datum, required=False, help_text="Leeg: enkel op deze dag."
    )
    field_order = (*velden[:5], "herhaal_tot", *velden[5:])

    class Meta:
        model = Sessie
        fields = (
            *("module", "werkgever", "dag", "van", "tot", "plaats", "capaciteit", "taal", "begeleider"),
            "toelichting",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessie = self.instance
        module: Any = self.fields["module"]
        module.queryset = Module.objects.filter(actief=True) | Module.objects.filter(pk=sessie.module_id)
        module.empty_label = "Kies een module"
        werkgever: Any = self.fields["werkgever"]
        werkgever.empty_label, werkgever.help_text = "Geen", "Enkel bij een workshop van een werkgever."
        collegas = [collega.pk for collega in collegas_op([sessie.werkpunt])]
        wie: Any = self.fields["begeleider"]
        wie.queryset, wie.empty_label = Medewerker.objects.filter(pk__in={*collegas, sessie.begeleider_id}), None
        if sessie.pk:
            self.initial["sleutel"] = sessie.sleutel
            del self.fields["herhaal_tot"]

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        if not self.instance.pk and "sleutel" in self.cleaned_data:
            self.instance.sleutel = self.cleaned_data["sleutel"]
        return gegevens


class WerkgeverForm(forms.Form):
    """An employer who comes to meet people, and was not there yet."""

    werkgever = forms.ModelChoiceField(
        label="Welke werkgever komt?", queryset=Werkgever.objects.none(), empty_label="Kies een werkgever"
    )

    def __init__(self, *args: Any, sessie: Sessie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        werkgever: Any = self.fields["werkgever"]
        werkgever.queryset = Werkgever.objects.exclude(pk__in=sessie.werkgevers.values("pk"))


class SessieleadForm(LeadForm):
    """Of whom the chance came is asked when more than one employer was there."""

    def __init__(self, *args: Any, werkgevers: Sequence[Werkgever], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(werkgevers) > 1:
            self.fields["van"] = forms.ModelChoiceField(
                label="Van welke werkgever?",
                queryset=Werkgever.objects.filter(pk__in=[rij.pk for rij in werkgevers]),
                empty_label="Kies een werkgever",
            )
            self.order_fields(["van"])


class ModuleForm(GelijktijdigForm):
    class Meta:
        model = Module
        fields = ("naam", "soort", "beroep", "onderwerp", "omschrijving", "actief")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        onderwerp: Any = self.fields["onderwerp"]
        onderwerp.queryset = Onderwerp.objects.geldig_op(vandaag())
        beroep: Any = self.fields["beroep"]
        beroep.empty_label = "Geen"


class InschrijfForm(forms.Form):
    """Somebody to put on the list; only people whose file one may change can be chosen."""

    wie = forms.UUIDField(
        label="Wie?",
        error_messages={
            "required": "Kies iemand uit de lijst.",
            "invalid": "Kies iemand uit de lijst.",
        },
    )
    ook_volgende = forms.BooleanField(label="Ook voor de volgende sessies van de reeks", required=False)
    toch = forms.BooleanField(label="Ja, toch inschrijven", required=False)

    def __init__(self, *args: Any, door: Medewerker, reeks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        self.waarschuwingen: Sequence[str] = ()
        self.persoon: Werkzoekende | None = None
        if not reeks:
            del self.fields["ook_volgende"]

    def clean_wie(self) -> uuid.UUID:
        gekozen: uuid.UUID = self.cleaned_data["wie"]
        self.persoon = Werkzoekende.objects.bewerkbaar_voor(self.door).filter(uuid=gekozen).first()
        if self.persoon is None:
            raise ValidationError("Is het dossier niet van jouw werkpunt? Open het dan eerst aan de balie.")
        return gekozen


class AanwezigheidForm(forms.Form):
    """One line for everybody on the list: was there, or did not come. ``rest``: what holds for who has no choice."""

    opvolgen = forms.BooleanField(
        label="Geef me een taak om wie niet kwam opnieuw te contacteren", required=False, initial=True
    )

    def __init__(self, *args: Any, rijen: Sequence[Deelname], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rijen = rijen
        for rij in rijen:
            naam = self._naam(rij)
            self.fields[naam] = forms.ChoiceField(
                label=rij.werkzoekende.naam,
                choices=aanwezigheid.KEUZES,
                widget=ChipKeuze,
                required=False,
                initial=rij.aanwezigheid,
            )

    @staticmethod
    def _naam(rij: Deelname) -> str:
        return f"stand-{rij.pk}"

    def regels(self) -> list[tuple[Deelname, forms.BoundField]]:
        return [(rij, self[self._naam(rij)]) for rij in self.rijen]

    def keuzes(self) -> list[Keuze]:
        """What was chosen, with what the page showed when it was made."""
        rest = self.data.get("rest", "")
        rest = rest if rest in dict(aanwezigheid.KEUZES) else ""
        return [
            Keuze(rij.pk, self.cleaned_data[self._naam(rij)] or rest, self.data.get(f"was-{rij.pk}", ""))
            for rij in self.rijen
        ]


def eigen_werkpunt(medewerker: Medewerker, sessie: Sessie) -> bool:
    """Whether somebody may change this session: it is of one of their units."""
    return sessie.werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)
