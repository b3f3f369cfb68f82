"""The samples on ``/stijl/``: every component in every state. Nothing here comes from or goes to the database."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from kern.http import Bladlink, Bladzijde
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, koppen
from kern.widgets import ChipKeuze, Chips, Datum

THEMAS = ("Vacature", "CV of brief", "Opleiding", "Administratie", "Nederlands", "Wijk-werken", "Digitale hulp")


class Voorbeeldformulier(forms.Form):
    naam = forms.CharField(label="Naam", help_text="Zoals de persoon het zelf zegt.")
    geboortedatum = forms.DateField(label="Geboortedatum", widget=Datum, required=False)
    telefoon = forms.RegexField(
        r"^[0-9 ]+$",
        label="Telefoon",
        required=False,
        error_messages={"invalid": "Gebruik enkel cijfers, bv. 0470 12 34 56."},
    )
    taal = forms.ChoiceField(label="Taal", choices=[("nl", "Nederlands"), ("tr", "Turks"), ("ar", "Arabisch")])
    themas = forms.MultipleChoiceField(
        label="Waarover?", choices=list(enumerate(THEMAS, 1)), widget=Chips(cijfers=True), help_text="Minstens 1."
    )
    duur = forms.ChoiceField(label="Hoelang?", choices=[(m, f"{m} min") for m in (5, 15, 30, 45)], widget=ChipKeuze)
    kanaal = forms.ChoiceField(
        label="Kanaal", choices=[("balie", "Balie"), ("telefoon", "Telefoon")], widget=forms.RadioSelect
    )
    notitie = forms.CharField(label="Notitie", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    afspraak = forms.BooleanField(label="Afspraak meegeven", required=False)


class Voorbeeldfilter(forms.Form):
    wijk = forms.ChoiceField(
        label="Wijk", required=False, choices=[("", "Alle wijken"), ("ledeberg", "Ledeberg"), ("rabot", "Rabot")]
    )
    zonder = forms.BooleanField(label="Zonder volgende afspraak", required=False)


@dataclass(frozen=True)
class Rij:
    naam: str
    wijk: str
    fase: str
    soort: str
    contact: datetime.date | None
    taken: int


def _rijen() -> list[Rij]:
    vandaag = timezone.localdate()
    dagen_geleden = [vandaag - datetime.timedelta(days=dagen) for dagen in (2, 4, 70, 19)]
    return [
        Rij("Aerts, Lien", "Rabot - Blaisantvest", "Intake", "info", dagen_geleden[0], 0),
        Rij("Çelik, Şükran", "Brugse Poort - Rooigem", "Uitvoering", "goed", dagen_geleden[1], 2),
        Rij("Haddad, Nour", "Sluizeken - Tolhuis - Ham", "Geen contact", "fout", dagen_geleden[2], 1),
        Rij("Wójcik, Łukasz", "Ledeberg", "Wacht op antwoord", "let-op", dagen_geleden[3], 1204),
        Rij("Kaya, Mehmet", "Dampoort", "Nazorg", "", None, 0),
    ]


KOLOMMEN = [
    Kolom("naam", "Naam", lambda rij: rij.naam, ("naam",)),
    Kolom("wijk", "Wijk", lambda rij: rij.wijk, ("wijk",)),
    Kolom("fase", "Fase", lambda rij: rij.fase),
    Kolom("contact", "Laatste contact", lambda rij: rij.contact, ("contact",)),
    Kolom("taken", "Taken", lambda rij: rij.taken, ("taken",), cijfer=True),
    Kolom("actie", "Actie", lambda rij: ""),
]


def _fout_formulier() -> Voorbeeldformulier:
    gegevens = {"telefoon": "nul vier", "taal": "nl", "themas": ["1"], "duur": "15", "kanaal": "balie"}
    return Voorbeeldformulier(gegevens, auto_id="fout_%s")


def _bladzijde() -> Bladzijde[Any]:
    nummers = [Bladlink(str(n), f"?pagina={n}", huidig=n == 1, nummer=True) for n in (1, 2, 3)]
    slot = [Bladlink("…"), Bladlink("20", "?pagina=20", nummer=True), Bladlink("Volgende", "?pagina=2")]
    return Bladzijde([], "1–50 van 986", nummers + slot, 986)


def voorbeelden(request: HttpRequest) -> dict[str, Any]:
    filter_ = Voorbeeldfilter(request.GET or {"wijk": "ledeberg", "zonder": "on"})
    return {
        "leeg_formulier": Voorbeeldformulier(initial={"duur": "15", "themas": ["1", "3"], "kanaal": "balie"}),
        "fout_formulier": _fout_formulier(),
        "filter": filter_,
        "actief": actieve_filters(filter_, request),
        "koppen": koppen(KOLOMMEN, request, "naam"),
        "rijen": _rijen(),
        "pagina": _bladzijde(),
        "gegevens": [("Telefoon", "0470 12 34 56"), ("Taal", "Turks, Nederlands (A2)"), ("Tolk nodig", "")],
        "tabs": [Getoond("Tijdlijn", "#tijdlijn", actief=True), Getoond("Gegevens", "#gegevens"), _taken()],
    }


def _taken() -> Getoond:
    return Getoond("Taken", "#taken", aantal=2)
