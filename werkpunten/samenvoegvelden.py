"""What stands on a person's own row, field by field, when two files become one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from kern.templatetags.kern import land, taal
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.wijzigingen import weergave

BLIJFT, VERDWIJNT = "blijft", "verdwijnt"


def _veld(naam: str) -> Any:
    return Werkzoekende._meta.get_field(naam)


@dataclass(frozen=True)
class Groep:
    """Fields that are chosen together; the first one names them."""

    velden: Sequence[str]
    label: str = ""

    @property
    def sleutel(self) -> str:
        return self.velden[0]

    @property
    def titel(self) -> str:
        tekst = self.label or str(_veld(self.sleutel).verbose_name)
        return tekst[:1].upper() + tekst[1:]


INSZ = Groep(("insz", "insz_index"), "rijksregisternummer")
GROEPEN = (
    Groep(("voornaam",)),
    Groep(("achternaam",)),
    Groep(("geboortedatum", "geboorte_precisie")),
    Groep(("geslacht",)),
    INSZ,
    *(Groep((naam,)) for naam in ("telefoon", "email", "mail_mag", "bel_mag", "contacttaal", "moedertaal", "tolk")),
    *(Groep((naam,)) for naam in ("voorkeur_kanaal", "voorkeur_plaats", "drempel_regulier")),
    *(Groep((naam,)) for naam in ("vdab_nummer", "vdab_traject")),
    Groep(("contactstatus", "contactstatus_sinds")),
    *(Groep((naam,)) for naam in ("nationaliteit", "opleiding")),
)
VANZELF = {
    "id": "blijft die van het dossier dat blijft",
    "uuid": "blijft die van het dossier dat blijft",
    "aangemaakt": "blijft die van het dossier dat blijft",
    "versie": "telt door",
    "zoeknaam": "volgt uit de naam",
    "sorteernaam": "volgt uit de naam",
    "klanken": "volgt uit de naam",
    "laatste_contact": "volgt uit de contacten",
    "beschermd": "blijft of wordt beschermd als een van de twee dat is",
}
"""Fields nobody chooses, and what becomes of them; a test asks for every field."""
AFGELEID = ("zoeknaam", "sorteernaam", "klanken")


@dataclass(frozen=True)
class Verschil:
    """One group of fields side by side. ``gekozen``: which one counts unless somebody says otherwise."""

    groep: Groep
    blijft: str
    verdwijnt: str
    gekozen: str
    te_kiezen: bool

    @property
    def sleutel(self) -> str:
        return self.groep.sleutel


def naast_elkaar(blijft: Werkzoekende, verdwijnt: Werkzoekende, *, lezer: Medewerker) -> list[Verschil]:
    """Every group of which at least one file knows something; ``te_kiezen`` where both do, and differ."""
    rijen = []
    for groep in GROEPEN:
        if groep is INSZ and not lezer.organisatie.mag_insz_verwerken:
            continue
        hier, daar = (_waarden(persoon, groep) for persoon in (blijft, verdwijnt))
        leeg_hier, leeg_daar = _leeg(blijft, groep), _leeg(verdwijnt, groep)
        if leeg_hier and leeg_daar:
            continue
        gekozen = VERDWIJNT if leeg_hier else BLIJFT
        anders = hier != daar and not (leeg_hier or leeg_daar)
        rijen.append(Verschil(groep, _tekst(blijft, groep), _tekst(verdwijnt, groep), gekozen, anders))
    return rijen


def neem_over(blijft: Werkzoekende, verdwijnt: Werkzoekende, keuzes: Mapping[str, str]) -> list[str]:
    """Set on ``blijft`` what counts from now on; which fields changed. What only one file knows is kept anyway."""
    gezet: list[str] = []
    for groep in GROEPEN:
        leeg_hier, leeg_daar = _leeg(blijft, groep), _leeg(verdwijnt, groep)
        if leeg_daar or not (leeg_hier or keuzes.get(groep.sleutel) == VERDWIJNT):
            continue
        for veld in groep.velden:
            setattr(blijft, veld, getattr(verdwijnt, veld))
        gezet += groep.velden
    if verdwijnt.beschermd and not blijft.beschermd:
        blijft.beschermd = True
        gezet.append("beschermd")
    return [*gezet, *AFGELEID] if gezet else []


def controleer(keuzes: Mapping[str, str]) -> None:
    if not set(keuzes.values()) <= {BLIJFT, VERDWIJNT}:
        raise ValidationError("Kies bij elke vraag een van de twee dossiers.")


def _waarden(persoon: Werkzoekende, groep: Groep) -> list[Any]:
    return [getattr(persoon, veld) for veld in groep.velden if veld != "insz_index"]


def _leeg(persoon: Werkzoekende, groep: Groep) -> bool:
    return getattr(persoon, groep.sleutel) in {None, "", False}


def _tekst(persoon: Werkzoekende, groep: Groep) -> str:
    waarde = getattr(persoon, groep.sleutel)
    if groep is INSZ:
        return "staat in het dossier" if waarde else "–"
    if groep.sleutel == "geboortedatum":
        return persoon.geboren or "–"
    if groep.sleutel in {"contacttaal", "moedertaal"}:
        return taal(waarde) if waarde else "–"
    if groep.sleutel == "nationaliteit":
        return land(waarde) if waarde else "–"
    return weergave(_veld(groep.sleutel), waarde) or "–"
