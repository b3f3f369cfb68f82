"""A copy of everything we keep about somebody, for that person (right of access, art. 15 GDPR).

Every app that keeps rows about people registers an ``Onderdeel`` per model in ``apps.py``: what stands in the copy,
and why the rest does not. A test asks for every model and every field. Nothing in it is about somebody else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Manager, Model
from django.utils import timezone

from kern.pdf import zet
from kern.registers import Register
from kern.templatetags.kern import dagtijd, uur
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.wijzigingen import weergave

SJABLOON = Path(__file__).parent / "typst" / "afschrift.typ"
ALLES = "Alles wat we over jou bijhouden"
TECHNISCH = "telt of verbindt enkel in het systeem"
IEMAND_ANDERS = "gaat over iemand anders"
COLLEGA = "kan over een collega gaan: ziekte, verlof"
VASTE = dict.fromkeys(("id", "uuid", "sleutel", "werkzoekende"), TECHNISCH)


@dataclass(frozen=True)
class Vraag:
    """Who asks what: ``vertrouwelijk`` also puts in the confidential notes that ``lezer`` may read."""

    persoon: Werkzoekende
    lezer: Medewerker
    vertrouwelijk: bool = False


@dataclass(frozen=True)
class Stuk:
    """One thing under a title of its own; ``regels``: label and text."""

    titel: str
    regels: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Hoofdstuk:
    """A chapter: a table (``kop`` and ``rijen``) or pieces."""

    titel: str
    uitleg: str = ""
    kop: Sequence[str] = ()
    rijen: Sequence[Sequence[str]] = ()
    stukken: Sequence[Stuk] = ()


@dataclass(frozen=True)
class Veld:
    """A field in the copy; without ``tekst`` it reads as elsewhere in the product."""

    naam: str
    label: str = ""
    tekst: Callable[[Any, Vraag], str] | None = None


def van_persoon(model: type[Model], *mee: str) -> Callable[[Vraag], Any]:
    """The rows of a model that the reader may see of this person, as a QuerySet."""

    def rijen(vraag: Vraag) -> Any:
        alle: Any = model._default_manager
        return alle.zichtbaar_voor(vraag.lezer).filter(werkzoekende=vraag.persoon).select_related(*mee)

    return rijen


@dataclass(frozen=True)
class Onderdeel:
    """The rows of one model: ``velden`` are in the copy, ``niet`` says of each other field why it is not.

    ``stuk``: the title of a row that is a piece of its own; without it the rows are a table. ``maak``: for chapters
    that are made otherwise, also of no model. ``toegang``: also when only who sees and saw the file is asked.
    """

    model: Any
    titel: str
    velden: Sequence[str | Veld]
    niet: Mapping[str, str] = field(default_factory=dict)
    rijen: Callable[[Vraag], Iterable[Any]] | None = None
    uitleg: Callable[[Vraag], str] = lambda vraag: ""
    stuk: Callable[[Any], str] | None = None
    maak: Callable[[Vraag], Hoofdstuk] | None = None
    toegang: bool = False

    @property
    def alle(self) -> list[Veld]:
        return [veld if isinstance(veld, Veld) else Veld(veld) for veld in self.velden]

    def hoofdstuk(self, vraag: Vraag) -> Hoofdstuk:
        if self.maak is not None:
            return self.maak(vraag)
        rijen = (self.rijen or van_persoon(self.model))(vraag)
        uitleg, stuk = self.uitleg(vraag), self.stuk
        if stuk is not None:
            return Hoofdstuk(self.titel, uitleg, stukken=[Stuk(stuk(rij), self._regels(rij, vraag)) for rij in rijen])
        kop = [self._label(veld) for veld in self.alle]
        return Hoofdstuk(self.titel, uitleg, kop, [[self._tekst(v, rij, vraag) for v in self.alle] for rij in rijen])

    def _regels(self, rij: Any, vraag: Vraag) -> list[tuple[str, str]]:
        regels = [(self._label(veld), self._tekst(veld, rij, vraag)) for veld in self.alle]
        return [(label, tekst) for label, tekst in regels if tekst]

    def _label(self, veld: Veld) -> str:
        gevonden: Any = self.model._meta.get_field(veld.naam)
        tekst = veld.label or str(gevonden.verbose_name)
        return tekst[:1].upper() + tekst[1:]

    def _tekst(self, veld: Veld, rij: Any, vraag: Vraag) -> str:
        return veld.tekst(rij, vraag) if veld.tekst else in_woorden(rij, veld.naam)


def in_woorden(rij: Model, naam: str) -> str:
    """A value as people read it; a colleague by the name that others see, several things with commas."""
    waarde = getattr(rij, naam)
    if isinstance(waarde, Manager):
        return ", ".join(_als_naam(iets) for iets in waarde.all())
    if isinstance(waarde, Model):
        return _als_naam(waarde)
    if isinstance(waarde, datetime):
        return dagtijd(waarde)
    if isinstance(waarde, time):
        return uur(waarde)
    return weergave(rij._meta.get_field(naam), waarde)  # type: ignore[arg-type]


def _als_naam(iets: Model) -> str:
    return iets.korte_naam if isinstance(iets, Medewerker) else str(iets)


onderdelen: Register[Onderdeel] = Register("onderdelen van het afschrift")


def hoofdstukken(vraag: Vraag, *, alles: bool) -> list[Hoofdstuk]:
    """The chapters with something in them, in the order of the register."""
    gemaakt = [onderdeel.hoofdstuk(vraag) for onderdeel in onderdelen if alles or onderdeel.toegang]
    return [deel for deel in gemaakt if deel.rijen or deel.stukken]


def maak_afschrift(vraag: Vraag, *, alles: bool) -> bytes:
    """The document as PDF; without ``alles`` only who may see the file and who looked."""
    persoon = vraag.persoon
    titel = ALLES if alles else "Wie je dossier mag zien en wie keek"
    naam = f"{persoon.voornaam} {persoon.achternaam}".strip() or persoon.naam
    return zet_papier(titel, naam, persoon.dossiernummer, hoofdstukken(vraag, alles=alles), lezer=vraag.lezer)


def zet_papier(titel: str, naam: str, nummer: str, delen: Iterable[Hoofdstuk], *, lezer: Medewerker) -> bytes:
    """These chapters about somebody as PDF, made by the reader."""
    nu = timezone.now()
    gegevens = {
        "merk": settings.MERK,
        "titel": titel,
        "naam": naam,
        "dossiernummer": nummer,
        "gemaakt": dagtijd(nu),
        "door": lezer.korte_naam,
        "organisatie": str(lezer.organisatie),
        "hoofdstukken": [asdict(deel) for deel in delen],
    }
    return zet(SJABLOON, gegevens, gemaakt=nu)
