"""What is typed about appointments and tasks."""

import uuid
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from kern.namen import vouw
from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Chips, Datum
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.agenda import collegas_op
from werkpunten.gelijktijdig import Gelijktijdig
from werkpunten.models import Afspraak, AfspraakCollega, Onderwerp, Taak, Werkzoekende, werkpunten_van
from werkpunten.wijzigingen import Wijziging, laatste_event

DUREN = [(15, "15 min"), (30, "30 min"), (45, "45 min"), (60, "1 uur"), (90, "1,5 uur"), (120, "2 uur")]
OVERGENOMEN = ("plaats", "adres", "meegaand", "toelichting", "herinnering")
THUIS = frozenset({"thuis", "bij de persoon thuis", "thuis bij de persoon"})
GEEN_DAG = "Deze datum kan niet kloppen."
TAAKTERMIJN = timedelta(days=7)


class Tijd(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class Dagveld(forms.DateField):
    """A day on which somebody may meet: no calendar counts on from the last day of the year 9999."""

    widget = Datum

    def __init__(self, **kwargs: Any) -> None:
        grenzen = (MinValueValidator(date(1990, 1, 1), GEEN_DAG), MaxValueValidator(date(2100, 1, 1), GEEN_DAG))
        super().__init__(validators=grenzen, **kwargs)


class MetCollegas(Gelijktijdig):
    """Fields that choose among the colleagues of one's own units; who is chosen is looked up by number."""

    sleutel: forms.UUIDField
    nieuwe_sleutel = ""

    def __init__(self, *args: Any, door: Medewerker, ook: Iterable[Medewerker] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        self.eigen = werkpunten_van(door, *BEGELEIDERS)
        self.collegas = {collega.pk: collega for collega in (door, *ook, *collegas_op(self.eigen))}

    def keuzes(self, veld: str, *, zonder: Medewerker | None = None) -> None:
        keuzes = [(pk, str(collega)) for pk, collega in self.collegas.items() if collega != zonder]
        self.fields[veld].choices = keuzes  # type: ignore[attr-defined]

    def neem_over(self, fout: ValidationError) -> None:
        """Show what a service refused, at the field it is about when this form has that field."""
        per_veld = fout.message_dict if hasattr(fout, "error_dict") else {"": fout.messages}
        vertaald = {"begin": "dag"}
        for veld, meldingen in per_veld.items():
            naam = vertaald.get(veld, veld)
            for melding in meldingen:
                self.add_error(naam if naam in self.fields else None, melding)
        if getattr(fout, "code", "") == "botsing":
            self._bied_tweede_aan()

    def _bied_tweede_aan(self) -> None:
        """What is typed may be saved beside what was kept, under a new key."""
        self.nieuwe_sleutel = str(uuid.uuid4())
        gestuurd: Any = copy(self.data)  # a QueryDict, which a copy makes mutable
        gestuurd[self.add_prefix("sleutel")] = self.nieuwe_sleutel
        self.data = gestuurd
        self.add_error(None, "Wil je dit er nog bij bewaren? Klik dan nog eens op de knop.")


class TaakForm(MetCollegas):
    """A task: what, by when, for whom."""

    velden = ("wat", "tegen", "eigenaar")
    sleutel = forms.UUIDField(widget=forms.HiddenInput(attrs={"data-sleutel": ""}), initial=uuid.uuid4)
    wat = forms.CharField(label="Wat moet er gebeuren?", max_length=300)
    tegen = forms.DateField(label="Tegen", widget=Datum, initial=lambda: vandaag() + TAAKTERMIJN)
    eigenaar = forms.TypedChoiceField(label="Voor", coerce=int)

    def __init__(self, *args: Any, taak: Taak | None = None, **kwargs: Any) -> None:
        self.taak = taak
        super().__init__(*args, ook=[taak.eigenaar] if taak else [], **kwargs)
        self.keuzes("eigenaar")
        self.fields["eigenaar"].initial = taak.eigenaar_id if taak else self.door.pk
        if taak:
            self.initial = {**self.initial, "wat": taak.wat, "tegen": taak.tegen, "sleutel": taak.sleutel}
            self.fields["wat"].widget.attrs["autofocus"] = True

    def rij(self) -> Taak | None:
        return self.taak

    def invoer(self) -> dict[str, Any]:
        """The arguments of ``taken.maak_taak`` that are typed."""
        gegevens = self.cleaned_data
        return {"wat": gegevens["wat"], "tegen": gegevens["tegen"], "eigenaar": self.collegas[gegevens["eigenaar"]]}


class AfspraakForm(MetCollegas):
    """An appointment, new or (with ``afspraak``) one that is planned already."""

    velden = (*("begin", "einde", "medewerker", "werkpunt", "onderwerp"), *OVERGENOMEN)
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    dag = Dagveld(label="Dag")
    van = forms.TimeField(label="Uur", widget=Tijd)
    minuten = forms.TypedChoiceField(label="Hoelang?", choices=DUREN, coerce=int, initial=30, widget=ChipKeuze)
    medewerker = forms.TypedChoiceField(label="Met wie?", coerce=int)
    werkpunt = forms.ChoiceField(label="Werkpunt")
    onderwerp = forms.ChoiceField(label="Waarover?")
    plaats = forms.ChoiceField(
        label="Waar?", choices=Afspraak.Plaats.choices, initial=Afspraak.Plaats.WERKPUNT, widget=ChipKeuze
    )
    adres = forms.CharField(
        label="Waar precies?", max_length=200, required=False, help_text="Een lokaal, gebouw of straat."
    )
    erbij = forms.TypedMultipleChoiceField(
        label="Welke collega's komen erbij?", coerce=int, required=False, widget=Chips
    )
    meegaand = forms.CharField(
        label="Wie gaat mee?", max_length=120, required=False, help_text="Bijvoorbeeld een tolk, familie of een buddy."
    )
    toelichting = forms.CharField(
        label="Toelichting", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    herinnering = forms.BooleanField(required=False, initial=True)
    reden = forms.CharField(
        label="Waarom verzet je ze?",
        max_length=300,
        required=False,
        help_text="Enkel als je de dag of het uur wijzigt.",
    )
    toch = forms.BooleanField(label="Ja, toch zo bewaren", required=False)

    def __init__(self, *args: Any, persoon: Werkzoekende, afspraak: Afspraak | None = None, **kwargs: Any) -> None:
        self.afspraak = afspraak
        super().__init__(*args, ook=[afspraak.medewerker, *afspraak.collegas.all()] if afspraak else [], **kwargs)
        self.persoon = persoon
        self.waarschuwingen: list[str] = []
        self.zonder_herinnering = ""
        self.keuzes("medewerker")
        self.keuzes("erbij")
        self.werkpunten = {punt.slug: punt for punt in (*self.eigen, *([afspraak.werkpunt] if afspraak else []))}
        self.fields["werkpunt"].choices = [(slug, punt.naam) for slug, punt in self.werkpunten.items()]  # type: ignore[attr-defined]
        self.themas = {thema.slug: thema for thema in Onderwerp.objects.geldig_op(vandaag())}
        if afspraak:
            self.themas.setdefault(afspraak.onderwerp.slug, afspraak.onderwerp)
        self.fields["onderwerp"].choices = [(slug, thema.naam) for slug, thema in self.themas.items()]  # type: ignore[attr-defined]
        self._beginwaarden()

    def _beginwaarden(self) -> None:
        afspraak = self.afspraak
        self.fields["herinnering"].label = " en ".join(wat for wat, _ in self._herinneringen()).capitalize()
        if not self._herinneringen():
            del self.fields["herinnering"]
        if len(self.werkpunten) == 1:
            self.fields["werkpunt"].widget = self.fields["werkpunt"].hidden_widget()
            self.initial.setdefault("werkpunt", next(iter(self.werkpunten)))
        if afspraak is None:
            self.initial.setdefault("medewerker", self.door.pk)
            del self.fields["reden"]
            self._volg_voorkeuren()
            self._begin_waar_iets_ontbreekt()
            return
        begin = timezone.localtime(afspraak.begin)
        minuten = afspraak.minuten
        if minuten not in dict(DUREN):
            self.fields["minuten"].choices = sorted([*DUREN, (minuten, f"{minuten} min")])  # type: ignore[attr-defined]
        self.initial = {
            **self.initial,
            **{veld: getattr(afspraak, veld) for veld in OVERGENOMEN},
            "dag": begin.date(),
            "van": begin.time(),
            "minuten": minuten,
            "sleutel": afspraak.sleutel,
            "medewerker": afspraak.medewerker_id,
            "erbij": [collega.pk for collega in afspraak.collegas.all()],
            "werkpunt": afspraak.werkpunt.slug,
            "onderwerp": afspraak.onderwerp.slug,
        }

    def _volg_voorkeuren(self) -> None:
        """Begin from where the person likes to meet and how they like to be reached, and say so (S1.13)."""
        if waar := self.persoon.voorkeur_plaats:
            self.initial = {**self.initial, **self._plaats(waar)}
            self.fields["plaats"].help_text = f"Deze persoon spreekt liefst af in: {waar}."
        hoe = (
            f" Liefst contact via: {self.persoon.get_voorkeur_kanaal_display()}."
            if self.persoon.voorkeur_kanaal
            else ""
        )
        if "herinnering" in self.fields:
            ja = " en ".join(waarop for _, waarop in self._herinneringen())
            self.fields["herinnering"].help_text = f"Deze persoon zei ja op {ja}.{hoe}"
        else:
            self.zonder_herinnering = f"Er gaat geen herinnering per mail: {self._waarom_geen_mail()}.{hoe}"

    def _herinneringen(self) -> list[tuple[str, str]]:
        """What the clock does the (working) day before, and what the person said yes to."""
        mail = ("stuur de dag voordien een herinnering per mail", "herinneringen per mail")
        bel = ("zet de werkdag voordien een taak klaar om te bellen", "een telefoontje")
        mag = ((mail, self.persoon.krijgt_mail), (bel, self.persoon.krijgt_telefoon))
        return [wat for wat, ja in mag if ja]

    def _begin_waar_iets_ontbreekt(self) -> None:
        """The page opens on what was not chosen before; a day that was not is one on which the unit opens."""
        if self.is_bound:
            return
        eerst = next((veld for veld in ("dag", "van") if not self.initial.get(veld)), "onderwerp")
        self.fields[eerst].widget.attrs["autofocus"] = True
        werkpunt = self.werkpunten.get(self.initial.get("werkpunt", ""))
        self.initial.setdefault("dag", werkpunt.eerste_open_dag(vandaag()) if werkpunt else vandaag())

    def _waarom_geen_mail(self) -> str:
        if self.persoon.geen_contact:
            return self.persoon.geen_contact.lower()
        return "deze persoon zei daar geen ja op" if self.persoon.email else "we kennen geen e-mailadres"

    def _plaats(self, waar: str) -> dict[str, Any]:
        """One of the units, home, or another place in the person's words."""
        gezocht = vouw(waar).removeprefix("werkpunt ")
        for slug, punt in self.werkpunten.items():
            if vouw(punt.naam).removeprefix("werkpunt ") == gezocht:
                return {"werkpunt": slug, "plaats": Afspraak.Plaats.WERKPUNT}
        if gezocht in THUIS:
            return {"plaats": Afspraak.Plaats.THUIS}
        return {"plaats": Afspraak.Plaats.ELDERS, "adres": waar}

    def rij(self) -> Afspraak | None:
        return self.afspraak

    def wijzigt(self) -> bool:
        return bool(set(self.changed_data) - {"gezien", "sleutel", "reden", "toch"})

    def _waarden(self, rij: Any) -> list[str]:
        """Who joins stands in a table of its own."""
        return [*super()._waarden(rij), *sorted(str(collega.pk) for collega in rij.collegas.all())]

    def _laatste(self, rij: Any) -> Wijziging | None:
        erbij = AfspraakCollega.gebeurtenissen.rel.related_model  # type: ignore[attr-defined]
        gewijzigd = laatste_event(erbij.objects.filter(afspraak=rij.pk))
        return max(filter(None, [gewijzigd, super()._laatste(rij)]), key=lambda w: w.moment, default=None)

    def _huidig(self) -> list[tuple[str, str]]:
        afspraak = self.afspraak
        if afspraak is None:
            return []
        mee = [afspraak.medewerker, *afspraak.collegas.all()]
        return [
            ("Wanneer", f"{afspraak.wanneer}, {afspraak.minuten} min"),
            ("Waar", afspraak.waar),
            ("Met", ", ".join(str(collega) for collega in mee)),
            ("Waarover", afspraak.onderwerp.naam),
            ("Gaat mee", afspraak.meegaand or "–"),
            ("Herinnering", "ja" if afspraak.herinnering else "nee"),
            ("Toelichting", afspraak.toelichting or "–"),
        ]

    def ingevuld(self) -> Afspraak:
        """The appointment as it is typed: the one that was given, changed, or a new one."""
        gegevens = self.cleaned_data
        afspraak = self.afspraak or Afspraak(werkzoekende=self.persoon, sleutel=gegevens["sleutel"])
        afspraak.begin, afspraak.einde = uren(gegevens["dag"], gegevens["van"], gegevens["minuten"])
        afspraak.medewerker = self.collegas[gegevens["medewerker"]]
        afspraak.werkpunt = self.werkpunten[gegevens["werkpunt"]]
        afspraak.onderwerp = self.themas[gegevens["onderwerp"]]
        afspraak.reden = gegevens.get("reden", "")
        for veld in OVERGENOMEN:
            setattr(afspraak, veld, gegevens.get(veld, False))
        return afspraak

    def wie_komt_erbij(self) -> list[Medewerker]:
        gekozen = set(self.cleaned_data["erbij"]) - {self.cleaned_data["medewerker"]}
        return [self.collegas[pk] for pk in sorted(gekozen)]


def uren(dag: date, van: time, minuten: int) -> tuple[datetime, datetime]:
    """Begin and end by the clock on the wall, also when the clock changes that day."""
    zone = timezone.get_default_timezone()
    begin = datetime.combine(dag, van)
    return begin.replace(tzinfo=zone), (begin + timedelta(minutes=minuten)).replace(tzinfo=zone)


class AgendaFilter(forms.Form):
    """Whose agenda; offers only whose one may see."""

    wie = forms.TypedChoiceField(label="Agenda van", coerce=int, required=False, empty_value=None)
    dag = Dagveld(label="Dag", required=False)

    def __init__(self, data: Mapping[str, str], *, agendas: list[Medewerker]) -> None:
        super().__init__({"wie": data.get("wie", ""), "dag": data.get("dag") or vandaag().isoformat()})
        self.agendas = {collega.pk: collega for collega in agendas}
        eigen, *anderen = agendas
        self.fields["wie"].choices = [("", "mij"), *((collega.pk, str(collega)) for collega in anderen)]  # type: ignore[attr-defined]
        if not anderen:
            self.fields["wie"].widget = forms.HiddenInput()
        self.standaard = eigen

    def gekozen(self) -> tuple[Medewerker, date]:
        """Whose day; the own one and today when nothing (or nothing possible) was asked."""
        self.is_valid()
        gegevens = self.cleaned_data
        return self.agendas.get(gegevens.get("wie") or 0, self.standaard), gegevens.get("dag") or vandaag()


class AfzegForm(forms.Form):
    reden = forms.CharField(
        label="Waarom gaat ze niet door?",
        max_length=300,
        required=False,
        help_text="Bijvoorbeeld: belde zelf af, ziek.",
    )
