"""What is copied from a paper list: a day, and ten rows."""

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.tijd import vandaag
from kern.widgets import Datum
from werkpunten.forms import DUREN, SOORTEN, IemandForm, PersoonKeuze
from werkpunten.models import Onderwerp, Soort, Vindplaats, Werkpunt, Werkzoekende
from werkpunten.services import LijktOpIemand

RIJEN = 10
VAN_RIJ = re.compile(r"r\d")
NIEUW = ("voornaam", "achternaam", "geboren")
OUD = timedelta(days=60)
"""A list from longer ago is asked about: with a wrong year it would end up in a report that is closed."""
KANALEN = [(soort, naam) for soort, naam in SOORTEN.items() if soort != Soort.POGING]


def gisteren() -> date:
    return vandaag() - timedelta(days=1)


class DagForm(forms.Form):
    """The day, and for a list of the street the find-place all of its lines were at."""

    dag = forms.DateField(label="Dag", widget=Datum, initial=gisteren)
    vindplaats = forms.ModelChoiceField(
        label="Vindplaats", queryset=Vindplaats.objects.none(), required=False, empty_label="niet op straat"
    )
    toch = forms.BooleanField(label="Ja, deze lijst is van die dag", required=False)
    plaats = forms.SlugField(widget=forms.HiddenInput, required=False)
    lijst = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    """The key of the list; those of its rows follow from it."""

    def __init__(self, *args: Any, werkpunt: Werkpunt | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vraagt = False
        """Whether the day has to be confirmed."""
        plaats: Any = self.fields["vindplaats"]
        plaats.queryset = Vindplaats.objects.van([werkpunt] if werkpunt else []).actief()
        if not plaats.queryset:
            del self.fields["vindplaats"]

    @property
    def waar(self) -> Vindplaats | None:
        gekozen: Vindplaats | None = self.cleaned_data.get("vindplaats")
        return gekozen

    def clean_dag(self) -> date:
        dag: date = self.cleaned_data["dag"]
        if dag > vandaag():
            raise ValidationError("Een contact kan niet in de toekomst liggen.")
        self.vraagt = dag < vandaag() - OUD
        if self.vraagt and not self.data.get(self.add_prefix("toch")):
            raise ValidationError(f"{dag:%d/%m/%Y} is lang geleden. Klopt het jaar? Vink dan aan dat de dag juist is.")
        return dag


def sleutels_van(lijst: uuid.UUID) -> list[uuid.UUID]:
    """The keys of the contacts of a list, row by row: sending it again makes nothing twice."""
    return [uuid.uuid5(lijst, str(nummer)) for nummer in range(RIJEN)]


class RijForm(PersoonKeuze):
    """One line: who, when, what about. Without anything typed it is no line.

    Of somebody new with a known name ``zelfde`` may also be the prefix of an earlier line: the same new person.
    """

    anders = frozenset({IemandForm.NIEUW, IemandForm.ANONIEM})
    kies_iemand = "Kies een persoon uit de lijst, of kies Nieuwe persoon of Anoniem."

    geslacht = woonwijk = contacttaal = None  # type: ignore[assignment]  # not on the paper

    zoek = forms.CharField(required=False, max_length=120)
    tijdstip = forms.TimeField(label="Uur", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    onderwerp = forms.ChoiceField(label="Waarover?", required=False)
    minuten = forms.TypedChoiceField(label="Hoelang?", choices=DUREN, coerce=int, initial=15)
    soort = forms.ChoiceField(label="Hoe?", choices=KANALEN)

    def __init__(self, *args: Any, themas: Iterable[Onderwerp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin = False
        self.zelfde_als = ""
        self.keuzes: list[tuple[str, Werkzoekende, str]] = []
        self.themas = {thema.slug: thema for thema in themas}
        keuzes = [("", "kies"), *((thema.slug, thema.naam) for thema in self.themas.values())]
        self.fields["onderwerp"].choices = keuzes  # type: ignore[attr-defined]

    @property
    def fouten(self) -> list[tuple[str, str]]:
        """What is wrong with this line, each with the id of its field."""
        elders = f"id_{self.prefix}-zelfde" if self.keuzes else self["wie"].id_for_label
        return [
            (self[veld].id_for_label if veld in self.fields else elders, str(fout))
            for veld, teksten in self.errors.items()
            for fout in teksten
        ]

    @property
    def ingevuld(self) -> bool:
        return any(self.data.get(self.add_prefix(veld)) for veld in ("wie", "zoek", "tijdstip", "onderwerp", *NIEUW))

    def clean(self) -> dict[str, Any]:
        if VAN_RIJ.fullmatch(zelfde := self.cleaned_data.get("zelfde", "")):
            self.zelfde_als, self.cleaned_data["zelfde"] = zelfde, ""
        gegevens = super().clean()
        if not gegevens.get("onderwerp") and "onderwerp" not in self.errors:
            self.add_error("onderwerp", "Kies een thema.")
        return gegevens

    def vraag_wie(self, fout: LijktOpIemand, *, eerder: Mapping[int, str]) -> None:
        """Ask whether it is somebody known; ``eerder``: the prefix of the line that made somebody, by primary key."""
        self.neem_over(fout)
        self.keuzes = [
            (eerder[persoon.pk], persoon, f"rij {int(eerder[persoon.pk][1:]) + 1} van deze lijst")
            if persoon.pk in eerder
            else (str(persoon.uuid), persoon, "")
            for persoon in fout.personen
        ]

    def invoer(self) -> dict[str, Any]:
        """The arguments of ``services.registreer_contactmoment`` that a line gives."""
        gegevens = self.cleaned_data
        velden = {veld: gegevens[veld] for veld in ("tijdstip", "minuten", "soort")}
        return {**velden, "onderwerpen": [self.themas[gegevens["onderwerp"]]], "bron": "achteraf"}
