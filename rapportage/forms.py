"""Which report: a month, and a unit or the whole city."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Min

from kern.tijd import vandaag, volgende_maand, vorige_maand
from rapportage.dimensies import maandnaam
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Werkpunt, werkpunten_van

ALLE = "alle"


class RapportForm(forms.Form):
    """Offers only what this person may see; anything else is not a choice."""

    maand = forms.TypedChoiceField(label="Maand", coerce=lambda waarde: date.fromisoformat(f"{waarde}-01"))
    werkpunt = forms.ChoiceField(label="Werkpunt")

    def __init__(self, data: Any, medewerker: Medewerker) -> None:
        manager = medewerker.heeft_rol(Rol.MANAGER)
        eigen = Werkpunt.objects.all() if manager else werkpunten_van(medewerker, Rol.COORDINATOR)
        self.werkpunten = {werkpunt.slug: werkpunt for werkpunt in sorted(eigen, key=lambda punt: punt.naam)}
        keuzes = [(slug, werkpunt.naam) for slug, werkpunt in self.werkpunten.items()]
        if manager:
            keuzes.insert(0, (ALLE, "Alle werkpunten"))
        maanden = _maanden()
        standaard = {"maand": f"{vorige_maand(vandaag()):%Y-%m}", "werkpunt": keuzes[0][0] if keuzes else ""}
        super().__init__({**standaard, **{naam: data[naam] for naam in standaard if data.get(naam)}})
        self.fields["maand"].choices = [(f"{maand:%Y-%m}", maandnaam(maand)) for maand in maanden]  # type: ignore[attr-defined]
        self.fields["werkpunt"].choices = keuzes  # type: ignore[attr-defined]

    @property
    def eenheid(self) -> Werkpunt | None:
        """The unit that was chosen; None is the whole city."""
        return self.werkpunten.get(self.cleaned_data["werkpunt"])


def vraag(maand: date, werkpunt: Werkpunt | None) -> str:
    """The query of the address that shows this report."""
    return urlencode({"maand": f"{maand:%Y-%m}", "werkpunt": werkpunt.slug if werkpunt else ALLE})


def _maanden() -> list[date]:
    """Every month since the first unit opened, this month first."""
    nu = vandaag().replace(day=1)
    maand = (Werkpunt.objects.aggregate(eerste=Min("geopend_op"))["eerste"] or nu).replace(day=1)
    maanden = {nu, vorige_maand(nu)}
    while maand <= nu:
        maanden.add(maand)
        maand = volgende_maand(maand)
    return sorted(maanden, reverse=True)
