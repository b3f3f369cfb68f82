"""What is typed about documents that partners share, and about the story beside the figures."""

import uuid
from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from kern.namen import schone_tekst
from partners.models import Partner
from rapportage.documenten import GROOTSTE, MEGABYTES, WELKE, keur
from rapportage.models import Document, Documentversie, Verhaal, projecten_van
from rapportage.models.documenten import DocumentQuerySet
from toegang.models import Medewerker

GEEN_PERSONEN = "Geen gegevens van personen: zet geen namen of verhalen van werkzoekenden in een document."
GEEN_NAMEN = "Schrijf geen namen, en niets waarin iemand te herkennen is."


class Bestandveld(forms.FileField):
    """The bytes of a file that may be kept."""

    def __init__(self) -> None:
        super().__init__(
            label="Bestand",
            help_text=f"{WELKE}, hoogstens {MEGABYTES} MB. {GEEN_PERSONEN}",
            error_messages={"empty": "Dit bestand is leeg."},
        )

    def clean(self, data: Any, initial: Any = None) -> bytes:
        inhoud: bytes = super().clean(data, initial).read(GROOTSTE + 1)
        keur(inhoud)
        return inhoud


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A new document: for all partners of a project, or for one partner."""

    voor = forms.ChoiceField(label="Voor wie?")
    bestand = Bestandveld()
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ("titel", "soort", "voor", "bestand")

    class Meta:
        model = Document
        fields = ("titel", "soort")

    def __init__(self, *args: Any, lezer: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Partner.objects.bewerkbaar_voor(lezer).exclude(stand=Partner.Stand.GESTOPT)
        self.fields["voor"].choices = [  # type: ignore[attr-defined]
            ("", "Kies"),
            ("Een project", [(f"p{rij.pk}", f"alle partners van {rij}") for rij in projecten_van(lezer)]),
            ("Eén partner", [(f"o{rij.pk}", f"enkel {rij}") for rij in partners.select_related("organisatie")]),
        ]

    def clean_titel(self) -> str:
        return schone_tekst(self.cleaned_data["titel"])

    def clean_voor(self) -> str:
        gekozen: str = self.cleaned_data["voor"]
        veld = "project_id" if gekozen.startswith("p") else "partner_id"
        setattr(self.instance, veld, int(gekozen[1:]))
        return gekozen


class VersieForm(forms.Form):
    bestand = Bestandveld()
    toelichting = forms.CharField(label="Wat veranderde er?", max_length=200, required=False)
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_toelichting(self) -> str:
        return schone_tekst(self.cleaned_data["toelichting"])


class IntrekForm(forms.Form):
    reden = forms.CharField(label="Waarom trek je dit in?", max_length=300)

    def clean_reden(self) -> str:
        reden = schone_tekst(self.cleaned_data["reden"])
        if len(reden) < 3:
            raise ValidationError("Schrijf in enkele woorden waarom je dit intrekt.")
        return reden


class VersieIntrekForm(IntrekForm):
    """Which of these versions is withdrawn, and whether what it holds is wiped too."""

    versie = forms.TypedChoiceField(label="Welke versie?", coerce=int)
    wissen = forms.BooleanField(
        label="Wis ook wat erin staat, voorgoed",
        required=False,
        help_text="Doe dit als er gegevens van een persoon in staan.",
    )
    field_order = ("versie", "reden", "wissen")

    def __init__(self, *args: Any, versies: Iterable[Documentversie | Verhaal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versies = {rij.pk: rij for rij in versies if rij.gewist_op is None}
        self.fields["reden"].label = "Waarom trek je deze versie in?"
        keuzes = [("", "Kies een versie"), *((pk, naam_van(rij)) for pk, rij in self.versies.items())]
        self.fields["versie"].choices = keuzes  # type: ignore[attr-defined]

    def clean_versie(self) -> Documentversie | Verhaal:
        return self.versies[self.cleaned_data["versie"]]


def naam_van(rij: Documentversie | Verhaal) -> str:
    """How a version stands in the list to choose from."""
    naam = f"{rij.organisatie}, {rij.tijdvak.kort}, versie {rij.versie}" if isinstance(rij, Verhaal) else str(rij)
    return f"{naam} (al ingetrokken)" if rij.ingetrokken_op else naam


class DocumentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By word in the name, kind, and for whom."""

    zoek = django_filters.CharFilter(label="Zoek op naam", method="filter_zoek")
    soort = django_filters.ChoiceFilter(label="Soort", empty_label="Alle soorten", choices=Document.Soort.choices)
    project = django_filters.ModelChoiceFilter(label="Project", empty_label="Alle", queryset=None)
    partner = django_filters.ModelChoiceFilter(label="Partner", empty_label="Alle", queryset=None)

    def __init__(self, data: Any, queryset: DocumentQuerySet, *, lezer: Medewerker) -> None:
        super().__init__(data, queryset)
        self.filters["project"].queryset = projecten_van(lezer)
        partners = Partner.objects.filter(pk__in=queryset.order_by().values("partner"))
        self.filters["partner"].queryset = partners.select_related("organisatie")

    def filter_zoek(self, rijen: DocumentQuerySet, naam: str, waarde: str) -> DocumentQuerySet:
        return rijen.zoek(waarde.strip())


class VerhaalForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The answers of one's own organisation; ``gezien`` is the version that was on screen."""

    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Verhaal
        fields = Verhaal.VELDEN
        widgets = {veld: forms.Textarea(attrs={"rows": 4}) for veld in Verhaal.VELDEN}
        help_texts = {Verhaal.VELDEN[0]: GEEN_NAMEN}

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        schoon = {veld: schone_tekst(gegevens.get(veld, "")).strip() for veld in Verhaal.VELDEN}
        if not any(schoon.values()) and not self.errors:
            raise ValidationError("Schrijf minstens bij één vraag iets.")
        return gegevens | schoon

    def _post_clean(self) -> None:
        """The use case makes and checks the row: this form only carries the words."""
