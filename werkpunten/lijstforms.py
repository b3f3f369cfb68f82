"""What is copied from a paper list: a day, and ten rows."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from kern.widgets import Datum
from werkpunten.forms import DUREN, SOORTEN, IemandForm
from werkpunten.models import Onderwerp, Soort

RIJEN = 10
KANALEN = [(soort, naam) for soort, naam in SOORTEN.items() if soort != Soort.POGING]


def gisteren() -> date:
    return vandaag() - timedelta(days=1)


class DagForm(forms.Form):
    dag = forms.DateField(label="Dag", widget=Datum, initial=gisteren)
    plaats = forms.SlugField(widget=forms.HiddenInput, required=False)

    def clean_dag(self) -> date:
        dag: date = self.cleaned_data["dag"]
        if dag > vandaag():
            raise ValidationError("Een contact kan niet in de toekomst liggen.")
        return dag


class RijForm(IemandForm):
    """One line: who, when, what about. Without anything typed it is no line."""

    anders = frozenset({IemandForm.ANONIEM})
    kies_iemand = "Kies een persoon uit de lijst of kies Anoniem."

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    zoek = forms.CharField(required=False, max_length=120)
    tijdstip = forms.TimeField(label="Uur", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    onderwerp = forms.ChoiceField(label="Waarover?", required=False)
    minuten = forms.TypedChoiceField(label="Hoelang?", choices=DUREN, coerce=int, initial=15)
    soort = forms.ChoiceField(label="Hoe?", choices=KANALEN)

    def __init__(self, *args: Any, themas: Iterable[Onderwerp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themas = {thema.slug: thema for thema in themas}
        keuzes = [("", "kies"), *((thema.slug, thema.naam) for thema in self.themas.values())]
        self.fields["onderwerp"].choices = keuzes  # type: ignore[attr-defined]

    @property
    def fouten(self) -> list[tuple[str, str]]:
        """What is wrong with this line, each with the id of its field."""
        return [
            (self[veld].id_for_label if veld in self.fields else self["wie"].id_for_label, str(fout))
            for veld, teksten in self.errors.items()
            for fout in teksten
        ]

    @property
    def ingevuld(self) -> bool:
        return any(self.data.get(self.add_prefix(veld)) for veld in ("wie", "zoek", "tijdstip", "onderwerp"))

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if not gegevens.get("onderwerp") and "onderwerp" not in self.errors:
            self.add_error("onderwerp", "Kies een thema.")
        return gegevens

    def invoer(self) -> dict[str, Any]:
        """The arguments of ``services.registreer_contactmoment`` that a line gives."""
        gegevens = self.cleaned_data
        velden = {veld: gegevens[veld] for veld in ("sleutel", "tijdstip", "minuten", "soort")}
        return {**velden, "onderwerpen": [self.themas[gegevens["onderwerp"]]], "bron": "achteraf"}
