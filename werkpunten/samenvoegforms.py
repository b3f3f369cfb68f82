"""What a coordinator answers before two files become one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from werkpunten.forms import Tekstveld
from werkpunten.models import Werkzoekende
from werkpunten.samenvoegbeeld import Beeld
from werkpunten.samenvoegen import REDEN_MINSTENS
from werkpunten.samenvoegvelden import BLIJFT, VERDWIJNT


class WieForm(forms.Form):
    wie = forms.UUIDField()


class SamenvoegForm(forms.Form):
    """One question per field that differs and per kind of rows that collide, and why it is one person."""

    kop_bij_fouten = "Nog niet samengevoegd. Kijk dit na:"

    def __init__(self, *args: Any, beeld: Beeld, blijft: Werkzoekende, verdwijnt: Werkzoekende, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hier, daar = blijft.dossiernummer, verdwijnt.dossiernummer
        for verschil in beeld.verschillen:
            if verschil.te_kiezen:
                keuzes = [(BLIJFT, f"{verschil.blijft} ({hier})"), (VERDWIJNT, f"{verschil.verdwijnt} ({daar})")]
                self._vraag(verschil.sleutel, verschil.groep.titel, keuzes, initial=verschil.gekozen)
        for conflict in beeld.conflicten:
            if conflict.te_kiezen:
                keuzes = [(BLIJFT, _rijen(hier, conflict.blijft)), (VERDWIJNT, _rijen(daar, conflict.verdwijnt))]
                self._vraag(conflict.sleutel, conflict.tekst, keuzes)
        self.vragen = list(self.fields)
        self.fields["reden"] = Tekstveld(
            label="Waarom is dit dezelfde persoon?",
            max_length=300,
            min_length=REDEN_MINSTENS,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Staat in de geschiedenis van het dossier.",
        )

    def _vraag(self, naam: str, label: str, keuzes: Sequence[tuple[str, str]], initial: str | None = None) -> None:
        self.fields[naam] = forms.ChoiceField(
            label=label,
            choices=keuzes,
            initial=initial,
            widget=forms.RadioSelect,
            error_messages={"required": "Kies."},
        )

    @property
    def keuzes(self) -> dict[str, str]:
        return {naam: self.cleaned_data[naam] for naam in self.vragen}


def _rijen(nummer: str, rijen: Sequence[str]) -> str:
    return f"{nummer}: {'; '.join(rijen)}"
