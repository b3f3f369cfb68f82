"""Which report: a month, quarter or year, and a unit or the whole city."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import urlencode

from django import forms
from django.db.models import Min

from kern.tijd import vandaag
from rapportage.tijdvakken import MAANDEN, RANGTELWOORDEN, Tijdvak, Tijdvaksoort
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Werkpunt, werkpunten_van

ALLE = "alle"


HEEL_JAAR = "jaar"
DELEN = [
    ("Maand", [(f"{n:02}", naam) for n, naam in enumerate(MAANDEN, start=1)]),
    ("Kwartaal", [(f"K{n}", f"{naam} kwartaal") for n, naam in enumerate(RANGTELWOORDEN, start=1)]),
    ("Jaar", [(HEEL_JAAR, "het hele jaar")]),
]


class RapportForm(forms.Form):
    """Offers only what this person may see; anything else is not a choice. The address holds ``tijdvak=2026-10``."""

    deel = forms.ChoiceField(label="Periode", choices=DELEN)
    jaar = forms.ChoiceField(label="Jaar")
    werkpunt = forms.ChoiceField(label="Werkpunt")

    def __init__(self, data: Mapping[str, str], medewerker: Medewerker) -> None:
        manager = medewerker.heeft_rol(Rol.MANAGER)
        eigen = Werkpunt.objects.all() if manager else werkpunten_van(medewerker, Rol.COORDINATOR)
        self.werkpunten = {werkpunt.slug: werkpunt for werkpunt in sorted(eigen, key=lambda punt: punt.naam)}
        keuzes = [(slug, werkpunt.naam) for slug, werkpunt in self.werkpunten.items()]
        if manager:
            keuzes.insert(0, (ALLE, "Alle werkpunten"))
        jaar, deel = _jaar_en_deel(data)
        super().__init__(
            {"jaar": jaar, "deel": deel, "werkpunt": data.get("werkpunt") or (keuzes[0][0] if keuzes else "")}
        )
        self.fields["jaar"].choices = [(str(jaar), str(jaar)) for jaar in _jaren()]  # type: ignore[attr-defined]
        self.fields["werkpunt"].choices = keuzes  # type: ignore[attr-defined]

    @property
    def gekozen(self) -> Tijdvak:
        """The month, quarter or year that was chosen."""
        return _tijdvak(self.cleaned_data["jaar"], self.cleaned_data["deel"])

    @property
    def eenheid(self) -> Werkpunt | None:
        """The unit that was chosen; None is the whole city."""
        return self.werkpunten.get(self.cleaned_data["werkpunt"])


def _jaar_en_deel(data: Mapping[str, str]) -> tuple[str, str]:
    """Last month unless told otherwise; what is still to come is what runs now."""
    if data.get("jaar"):
        jaar, deel = data["jaar"], data.get("deel", "")
    else:
        jaar, deel = _delen(data.get("tijdvak") or Tijdvaksoort.MAAND.van(vandaag()).vorige.sleutel)
    with suppress(ValueError):
        tijdvak = _tijdvak(jaar, deel)
        if jaar == str(vandaag().year) and tijdvak.begin > vandaag():
            return _delen(tijdvak.soort.van(vandaag()).sleutel)
    return jaar, deel


def _delen(sleutel: str) -> tuple[str, str]:
    jaar, _, deel = sleutel.partition("-")
    return jaar, deel or HEEL_JAAR


def _tijdvak(jaar: str, deel: str) -> Tijdvak:
    return Tijdvak.van_sleutel(jaar if deel == HEEL_JAAR else f"{jaar}-{deel}")


def _jaren() -> Iterator[int]:
    """Every year since the first unit opened, this year first."""
    eerste = Werkpunt.objects.aggregate(eerste=Min("geopend_op"))["eerste"] or vandaag()
    vorige = Tijdvaksoort.MAAND.van(vandaag()).vorige
    yield from range(vandaag().year, min(eerste.year, vorige.begin.year) - 1, -1)


def vraag(tijdvak: Tijdvak, werkpunt: Werkpunt | None) -> str:
    """The query of the address that shows this report."""
    return urlencode({"tijdvak": tijdvak.sleutel, "werkpunt": werkpunt.slug if werkpunt else ALLE})
