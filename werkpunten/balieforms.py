"""The form of the desk: a contact, and what the person takes along from it."""

from functools import cached_property
from typing import Any

from django import forms

from kern.widgets import Datum
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.agenda import collegas_op
from werkpunten.agendaforms import DUREN, Dagveld, Tijd, uren
from werkpunten.bijgaven import Bijgave, bijgaven
from werkpunten.forms import BezoekForm
from werkpunten.meegeven import ENKEL_MET_NAAM, Mee, Taakvraag, Waarschuwing
from werkpunten.models import Afspraak, Werkpunt, werkpunten_van

TAAK = ("taak_wat", "taak_tegen", "taak_voor")
AFSPRAAK = ("afspraak_dag", "afspraak_van", "afspraak_met", "afspraak_adres")
"""Fields that are empty until somebody uses them."""
BIJ = "bij-"
STANDAARD = 30
"""Minutes."""


class BalieForm(BezoekForm):
    """One contact at the desk, with or without a task and an appointment."""

    vertaald = {
        "wat": "taak_wat",
        "tegen": "taak_tegen",
        "eigenaar": "taak_voor",
        "begin": "afspraak_dag",
        "medewerker": "afspraak_met",
        "werkpunt": "afspraak_plek",
    }

    taak_wat = forms.CharField(label="Wat moet er gebeuren?", max_length=300, required=False)
    taak_tegen = forms.DateField(
        label="Tegen wanneer?", widget=Datum, required=False, help_text="Leeg: over een week."
    )
    taak_voor = forms.TypedChoiceField(label="Voor wie?", coerce=int, required=False, empty_value=None)
    afspraak_dag = Dagveld(label="Dag", required=False)
    afspraak_van = forms.TimeField(label="Uur", widget=Tijd, required=False)
    afspraak_minuten = forms.TypedChoiceField(
        label="Hoelang duurt ze?", choices=DUREN, coerce=int, initial=STANDAARD, required=False
    )
    afspraak_met = forms.TypedChoiceField(label="Met wie?", coerce=int, required=False, empty_value=None)
    afspraak_plek = forms.ChoiceField(label="Waar?", required=False)
    afspraak_adres = forms.CharField(label="Waar precies?", max_length=200, required=False)
    afspraak_toch = forms.BooleanField(label="Ja, toch zo bewaren", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waarschuwingen: list[str] = []
        self.fields |= {naam: bijgave.veld() for naam, bijgave in bijgaven.items()}
        for veld in ("taak_voor", "afspraak_met"):
            self.fields[veld].choices = self._wie  # type: ignore[attr-defined]
        self.fields["afspraak_plek"].choices = self._plekken  # type: ignore[attr-defined]
        self.fields["afspraak_plek"].initial = f"{BIJ}{self.werkpunt.slug}" if self.werkpunt else ""

    @cached_property
    def collegas(self) -> dict[int, Medewerker]:
        eigen = werkpunten_van(self.medewerker, *BEGELEIDERS)
        return {collega.pk: collega for collega in collegas_op(eigen) if collega != self.medewerker}

    @property
    def geeft_taak(self) -> bool:
        return any(self.data.get(veld) for veld in TAAK)

    @property
    def geeft_afspraak(self) -> bool:
        return any(self.data.get(veld) for veld in AFSPRAAK)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if self.geeft_taak:
            self._vraag("taak_wat", "Schrijf wat er moet gebeuren.")
        if self.geeft_afspraak:
            self._vraag("afspraak_dag", "Kies een dag.")
            self._vraag("afspraak_van", "Kies een uur.")
            if not self.gekozen_themas():
                self.add_error("onderwerpen", "Kies een thema: daarover gaat de afspraak.")
        if gegevens.get("wie") == self.ANONIEM:
            gebruikt = [("taak_wat", self.geeft_taak), ("afspraak_dag", self.geeft_afspraak), *self._ook().items()]
            for veld in [veld for veld, waarde in gebruikt if waarde][:1]:
                self.add_error(veld, ENKEL_MET_NAAM)
        return gegevens

    @property
    def bijgaven(self) -> list[tuple[Bijgave, forms.BoundField]]:
        """What apps above let somebody take along, each with its field."""
        return [(bijgave, self[naam]) for naam, bijgave in bijgaven.items()]

    def neem_over(self, fout: forms.ValidationError) -> None:
        if isinstance(fout, Waarschuwing):
            self.waarschuwingen = fout.messages
        else:
            super().neem_over(fout)

    def mee(self) -> Mee:
        """What is asked for to take along; falsy when that is nothing."""
        taak = self._taak() if self.geeft_taak else None
        afspraak = self._afspraak() if self.geeft_afspraak else None
        return Mee(taak, afspraak, toch=self.cleaned_data["afspraak_toch"], ook=self._ook())

    def _ook(self) -> dict[str, Any]:
        return {naam: gekozen for naam, _ in bijgaven.items() if (gekozen := self.cleaned_data.get(naam))}

    def _vraag(self, veld: str, melding: str) -> None:
        if veld not in self.errors and not self.cleaned_data.get(veld):
            self.add_error(veld, melding)

    def _taak(self) -> Taakvraag:
        gegevens = self.cleaned_data
        wie = self.collegas.get(gegevens["taak_voor"], self.medewerker)
        return Taakvraag(gegevens["taak_wat"], wie, gegevens["taak_tegen"])

    def _afspraak(self) -> Afspraak:
        gegevens = self.cleaned_data
        minuten = int(gegevens["afspraak_minuten"] or STANDAARD)
        begin, einde = uren(gegevens["afspraak_dag"], gegevens["afspraak_van"], minuten)
        plek = gegevens["afspraak_plek"]
        return Afspraak(
            begin=begin,
            einde=einde,
            medewerker=self.collegas.get(gegevens["afspraak_met"], self.medewerker),
            werkpunt=self._bij().get(plek, self.werkpunt),
            plaats=plek if plek in Afspraak.Plaats.values else Afspraak.Plaats.WERKPUNT,
            adres=gegevens["afspraak_adres"],
            onderwerp=self.gekozen_themas()[0],
        )

    def _wie(self) -> list[tuple[Any, str]]:
        return [("", "mij"), *((pk, str(collega)) for pk, collega in self.collegas.items())]

    def _plekken(self) -> list[tuple[str, str]]:
        elders = [keuze for keuze in Afspraak.Plaats.choices if keuze[0] != Afspraak.Plaats.WERKPUNT]
        return [*((plek, punt.naam) for plek, punt in self._bij().items()), *elders]

    def _bij(self) -> dict[str, Werkpunt]:
        return {f"{BIJ}{punt.slug}": punt for punt in werkpunten_van(self.medewerker, *BEGELEIDERS)}
