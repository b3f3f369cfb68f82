"""Which contacts to take out for VDAB."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from kern.tijd import Periode, vandaag, vorige_maand
from kern.widgets import Datum
from toegang.models import Medewerker
from werkpunten.keuze import eigen_werkpunten
from werkpunten.models import Werkpunt

LANGST = timedelta(days=366)


class VdabForm(forms.Form):
    werkpunt = forms.ChoiceField(label="Werkpunt")
    van = forms.DateField(label="Van", widget=Datum)
    tot = forms.DateField(label="Tot en met", widget=Datum)

    def __init__(self, data: Any, medewerker: Medewerker, werkpunt: Werkpunt | None) -> None:
        self.werkpunten = {eigen.slug: eigen for eigen in eigen_werkpunten(medewerker)}
        maand = Periode.maand(vorige_maand(vandaag()))
        eerste = {"werkpunt": werkpunt.slug if werkpunt else "", "van": maand.begin, "tot": maand.tot}
        super().__init__(data or eerste)
        self.fields["werkpunt"].choices = [  # type: ignore[attr-defined]
            (slug, eigen.naam) for slug, eigen in self.werkpunten.items()
        ]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De einddatum ligt voor de begindatum.")
        elif van and tot and tot - van > LANGST:
            self.add_error("tot", "Kies hoogstens een jaar.")
        return gegevens

    @property
    def gekozen(self) -> Werkpunt:
        return self.werkpunten[self.cleaned_data["werkpunt"]]

    @property
    def vraag(self) -> str:
        """The query that asks for the same."""
        gegevens = self.cleaned_data
        return urlencode({naam: gegevens[naam] for naam in ("werkpunt", "van", "tot")})

    @property
    def periode(self) -> Periode:
        return Periode.van_tot(self.cleaned_data["van"], self.cleaned_data["tot"])
