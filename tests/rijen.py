"""One row of every kind that hangs on a person, made by reflection: what a field needs follows from its type.

``BIJZONDER`` holds only what the constraints of a model ask beyond that.
"""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.partners import PartnerFactory
from tests.factories.trajecten import SessieFactory, StageplaatsFactory
from tests.factories.werkgevers import VacatureFactory, WerkgeverFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from toegang.models import Medewerker, Organisatie
from trajecten.models import Uitstroom
from werkpunten.models import Betrokkenheid, Contactmoment, Werkpunt, Werkzoekende
from werkpunten.samenvoegregels import modellen_van_persoon

DAG = datetime.date(2025, 1, 1)
BIJZONDER: dict[str, Callable[["Maker"], dict[str, Any]]] = {
    "werkpunten.Afspraak": lambda m: m.uren(),
    "werkpunten.Band": lambda m: {"ander": WerkzoekendeFactory()},
    "werkpunten.Betrokkenheid": lambda m: {
        "reden": Betrokkenheid.Reden.VERANTWOORD,
        "medewerker": m.collega,
        "toelichting": "om te zien",
    },
    "werkpunten.ExterneSleutel": lambda m: {"extern_id": str(uuid.uuid4())},
    "werkpunten.Afstandsmeting": lambda m: {"afstand": m.gok.randint(1, 5)},
    "werkpunten.Domeinscore": lambda m: {"zelf": m.gok.randint(1, 5)},
    "werkpunten.Intake": lambda m: {"afgerond": m.gok.choice([None, timezone.now()])},
    "werkpunten.Samenvoeging": lambda m: {
        "ongedaan_op": timezone.now(),
        "ongedaan_door": m.collega,
        "verdwenen": 10**9 + m.gok.randint(1, 10**6),
    },
    "partners.Aanmelding": lambda m: {
        "status": "aanvaard",
        "behandeld_op": timezone.now(),
        "behandeld_door": m.collega,
        "voornaam": "Elif",
        "van_buiten": "de school",
    },
    "werkpunten.Dubbel": lambda m: {"ander": WerkzoekendeFactory(), "oordeel": ""},
    "partners.Beroepswens": lambda m: {"volgorde": m.gok.randint(1, 5)},
    "partners.Toestemming": lambda m: {
        "gegevens": ["naam"],
        "geldig_tot": vandaag() + datetime.timedelta(days=90),
        "grond": "toestemming",
        "hoe": "mondeling",
    },
    "partners.Voordracht": lambda m: {"akkoord_op": vandaag(), "akkoord_hoe": "mondeling"},
    "trajecten.Overdracht": lambda m: {"naar": m.collega, "status": "aanvaard", "van": None},
    "trajecten.Traject": lambda m: m.traject(),
    "trajecten.Nazorg": lambda m: {"contact": m.contact()},
    "trajecten.Uitstroom": lambda m: m.periode("begin", "einde"),
    "trajecten.Aanwervingssubsidie": lambda m: {"bedrag": 100, "tot": None},
    "wijkwerken.Opdracht": lambda m: {"soort": "herhaald"},
    "wijkwerken.WijkwerkGebruiker": lambda m: {"type": "prive", "organisatie": None},
    "wijkwerken.Wijkwerker": lambda m: m.periode("toegeleid_op", "gestopt_op") | {"uitkomst": "geen"},
    "wijkwerken.Overeenkomst": lambda m: m.overeenkomst(),
    "wijkwerken.Schorsing": lambda m: m.periode("van", "tot"),
    "wijkwerken.Beurt": lambda m: m.uren(),
    "wijkwerken.Prestatie": lambda m: m.uren() | {"minuten": 60, "maand": datetime.date(2030, 1, 1)},
    "wijkwerken.Maandafsluiting": lambda m: {"maand": DAG},
    "wijkwerken.Afrekenregel": lambda m: {"uren": 2, "reis": 0},
    "wijkwerken.Urenteller": lambda m: {"begin": DAG, "grens": None},
    "wijkwerken.Kwaliteitscontrole": lambda m: {"beter": "niet volgens plan"},
    "wijkwerken.Coachgesprek": lambda m: {"contact": m.contact()},
    "trajecten.Stage": lambda m: {**m.periode("van", "tot"), "uren": 20},
}
DOELEN: dict[str, Callable[[], Any]] = {
    "partners.Vacature": VacatureFactory,
    "partners.Werkgever": WerkgeverFactory,
    "partners.Partner": PartnerFactory,
    "trajecten.Sessie": SessieFactory,
    "trajecten.Stageplaats": StageplaatsFactory,
}


@dataclass
class Maker:
    """Makes rows for people; the same ``gok`` makes the same rows."""

    gok: Random
    werkpunten: list[Werkpunt]
    collega: Medewerker
    gemaakt: dict[str, list[models.Model]] = field(default_factory=dict)
    doelen: dict[str, Any] = field(default_factory=dict)

    def maak(self, model: type[models.Model], persoon: Werkzoekende) -> models.Model:
        """A row for this person, with the rows of theirs that it needs."""
        self.persoon = persoon
        waarden = BIJZONDER.get(model._meta.label, lambda _: {})(self)
        for veld in model._meta.concrete_fields:
            if veld.name not in waarden and self._nodig(model, veld):
                waarden[veld.name] = self._waarde(veld, persoon)
        rij = model._base_manager.create(**waarden)
        self.gemaakt.setdefault(f"{model._meta.label} {persoon.pk}", []).append(rij)
        return rij

    def probeer(self, model: type[models.Model], persoon: Werkzoekende) -> str:
        """A row if there is room for one more; else what the database says."""
        toen = {sleutel: list(rijen) for sleutel, rijen in self.gemaakt.items()}
        try:
            with transaction.atomic():
                self.maak(model, persoon)
        except IntegrityError as fout:
            self.gemaakt = toen
            return str(fout).splitlines()[0]
        return ""

    def heeft(self, model: type[models.Model], persoon: Werkzoekende) -> bool:
        return f"{model._meta.label} {persoon.pk}" in self.gemaakt

    def _nodig(self, model: type[models.Model], veld: Any) -> bool:
        if veld.primary_key or veld.has_default() or veld.auto_created:
            return False
        return veld.related_model is Werkzoekende or not (veld.null or (veld.blank and veld.empty_strings_allowed))

    def _waarde(self, veld: Any, persoon: Werkzoekende) -> Any:
        if veld.is_relation:
            return self._doel(veld.related_model, persoon, uniek=veld.unique)
        if veld.choices:
            return self.gok.choice([waarde for waarde, _ in veld.flatchoices])
        return self._kaal(veld)

    def _kaal(self, veld: Any) -> Any:
        nu = {
            models.DateTimeField: timezone.now,
            models.DateField: lambda: DAG + datetime.timedelta(days=self.gok.randint(0, 400)),
            models.BooleanField: lambda: True,
            models.IntegerField: lambda: self.gok.randint(1, 9),
            models.FloatField: lambda: self.gok.randint(1, 9),
            models.DecimalField: lambda: self.gok.randint(1, 9),
            models.JSONField: dict,
            ArrayField: list,
            models.UUIDField: uuid.uuid4,
        }
        for soort, maak in nu.items():
            if isinstance(veld, soort):
                return maak()
        return f"tekst {self.gok.randint(1, 10**6)}"[: veld.max_length or 20]

    def _doel(self, model: type[models.Model], persoon: Werkzoekende, *, uniek: bool) -> Any:
        if model is Werkzoekende:
            return persoon
        if model is Werkpunt:
            return self.gok.choice(self.werkpunten)
        if model is Medewerker:
            return self.collega
        if model is Organisatie:
            return self.collega.organisatie
        if model in modellen_van_persoon():
            bestaand = self.gemaakt.get(f"{model._meta.label} {persoon.pk}", [])
            return self.gok.choice(bestaand) if bestaand and not uniek else self.maak(model, persoon)
        bestaand_doel = model._base_manager.order_by("pk").first()
        if bestaand_doel is None and model._meta.label in DOELEN:
            return DOELEN[model._meta.label]()
        return bestaand_doel or self.maak(model, persoon)

    def uren(self) -> dict[str, Any]:
        begin = timezone.now() + datetime.timedelta(days=self.gok.randint(1, 60))
        return {"begin": begin, "einde": begin + datetime.timedelta(hours=1)}

    def periode(self, van: str, tot: str) -> dict[str, Any]:
        begin = DAG + datetime.timedelta(days=self.gok.randint(0, 500))
        return {van: begin, tot: begin + datetime.timedelta(days=self.gok.randint(0, 30))}

    def overeenkomst(self) -> dict[str, Any]:
        periode = self.periode("van", "tot")
        return {**periode, "getekend_tot": periode["tot"]}

    def traject(self) -> dict[str, Any]:
        return {**self.periode("begin", "einde"), "resultaat": "werk", "werk": self.maak(Uitstroom, self.persoon)}

    def contact(self) -> Contactmoment:
        rij = self.maak(Contactmoment, self.persoon)
        assert isinstance(rij, Contactmoment)
        return rij


def alle_rijen() -> dict[str, list[str]]:
    """Every row of every table of ours, as PostgreSQL writes it, but for the audit trail."""
    gevonden = {}
    for model in apps.get_models(include_auto_created=True):
        if hasattr(model, "pgh_tracked_model") or not model._meta.managed or model.__module__.startswith("pghistory"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'select to_jsonb(t)::text from "{model._meta.db_table}" t order by 1')
            gevonden[model._meta.label] = [rij for (rij,) in cursor.fetchall()]
    return gevonden
