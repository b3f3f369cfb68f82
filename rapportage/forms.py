"""Which report: a month, and a unit or the whole city."""

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.db.models import Min

from kern.tijd import vandaag, vorige_maand
from rapportage.dimensies import MAANDEN
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Werkpunt, werkpunten_van

ALLE = "alle"


class RapportForm(forms.Form):
    """Offers only what this person may see; anything else is not a choice. The address holds ``maand=2026-10``."""

    maand = forms.ChoiceField(label="Maand", choices=[(f"{n:02}", naam) for n, naam in enumerate(MAANDEN, start=1)])
    jaar = forms.ChoiceField(label="Jaar")
    werkpunt = forms.ChoiceField(label="Werkpunt")

    def __init__(self, data: Mapping[str, str], medewerker: Medewerker) -> None:
        manager = medewerker.heeft_rol(Rol.MANAGER)
        eigen = Werkpunt.objects.all() if manager else werkpunten_van(medewerker, Rol.COORDINATOR)
        self.werkpunten = {werkpunt.slug: werkpunt for werkpunt in sorted(eigen, key=lambda punt: punt.naam)}
        keuzes = [(slug, werkpunt.naam) for slug, werkpunt in self.werkpunten.items()]
        if manager:
            keuzes.insert(0, (ALLE, "Alle werkpunten"))
        jaar, maand = _jaar_en_maand(data)
        super().__init__(
            {"jaar": jaar, "maand": maand, "werkpunt": data.get("werkpunt") or (keuzes[0][0] if keuzes else "")}
        )
        self.fields["jaar"].choices = [(str(jaar), str(jaar)) for jaar in _jaren()]  # type: ignore[attr-defined]
        self.fields["werkpunt"].choices = keuzes  # type: ignore[attr-defined]

    @property
    def gekozen(self) -> date:
        """First day of the month that was chosen."""
        return date(int(self.cleaned_data["jaar"]), int(self.cleaned_data["maand"]), 1)

    @property
    def eenheid(self) -> Werkpunt | None:
        """The unit that was chosen; None is the whole city."""
        return self.werkpunten.get(self.cleaned_data["werkpunt"])


def _jaar_en_maand(data: Mapping[str, str]) -> tuple[str, str]:
    """Last month unless told otherwise; a month that is still to come is this one."""
    jaar, _, maand = f"{vorige_maand(vandaag()):%Y-%m}".partition("-")
    if data.get("jaar"):
        jaar, maand = data["jaar"], data.get("maand", "")
    elif data.get("maand"):
        jaar, _, maand = data["maand"].partition("-")
    nu = vandaag()
    return (jaar, f"{nu:%m}") if jaar == str(nu.year) and f"{nu:%m}" < maand <= "12" else (jaar, maand)


def _jaren() -> Iterator[int]:
    """Every year since the first unit opened, this year first."""
    eerste = Werkpunt.objects.aggregate(eerste=Min("geopend_op"))["eerste"] or vandaag()
    yield from range(vandaag().year, min(eerste.year, vorige_maand(vandaag()).year) - 1, -1)


def vraag(maand: date, werkpunt: Werkpunt | None) -> str:
    """The query of the address that shows this report."""
    return urlencode({"maand": f"{maand:%Y-%m}", "werkpunt": werkpunt.slug if werkpunt else ALLE})
