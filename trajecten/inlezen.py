"""Running trajectories from a spreadsheet: one row each, of people who are known; all of the file or nothing."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from kern.namen import vouw, zoekvorm
from kern.velden import zoekhash
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from trajecten import trajecten
from trajecten.models import Doel, Intensiteit, Traject, Trajectsjabloon
from werkpunten.importeren import waarden
from werkpunten.importeren.lezen import Bronrij, Cel, Kop, open_tabel
from werkpunten.importeren.rijen import Melding
from werkpunten.importeren.uitvoeren import bron_van
from werkpunten.importeren.verslag import Importverslag
from werkpunten.importeren.waarden import Afgekeurd, gevouwen, tekst, toon
from werkpunten.models import ExterneSleutel, Werkpunt, Werkzoekende, werkpunten_van
from werkpunten.zicht import vergrendel

KOLOMMEN = {
    "dossier": "dossiernummer, bv. W000123",
    "extern_id": "nummer van de persoon bij de bron, zoals bij het inlezen van contacten",
    "insz": "rijksregisternummer of BIS-nummer",
    "voornaam": "samen met achternaam en geboortedatum, voor wie geen nummer heeft",
    "achternaam": "",
    "geboortedatum": "JJJJ-MM-DD of DD/MM/JJJJ",
    "sjabloon": "naam van het sjabloon (nodig)",
    "project": "naam van het project, als meer projecten zo'n sjabloon hebben",
    "begin": "eerste dag, JJJJ-MM-DD of DD/MM/JJJJ (nodig)",
    "fase": "naam van de fase; leeg: de eerste",
    "doel": f"{', '.join(Doel.values)}; leeg: zoals het sjabloon",
    "intensiteit": f"{', '.join(Intensiteit.values)}; leeg: zoals het sjabloon",
    "werkpunt": "naam of slug (nodig)",
    "begeleider": "e-mailadres van wie begeleidt (nodig)",
}
VERPLICHT = ("sjabloon", "begin", "werkpunt", "begeleider")
TEKST = ("dossier", "extern_id", "voornaam", "achternaam", "sjabloon", "project", "fase")
GEEN_PERSOON = "deze persoon is niet gekend; lees eerst de contacten in, of kijk het nummer na"
MEER_PERSONEN = "meer dan één dossier heeft deze naam en geboortedatum; schrijf het dossiernummer"


MEESTE_RIJEN = 500
"""In one visit of a page: whoever comes to the desk waits for the people of a file that is being read."""
TE_VEEL = f"Het bestand heeft meer dan {MEESTE_RIJEN} rijen. Splits het, of vraag de beheerder om het in te lezen."


@dataclass
class Trajectverslag(Importverslag):
    """What came of a file with trajectories."""

    nieuw: int = 0
    al_bekend: int = 0

    def telling(self) -> Iterator[str]:
        yield f"Nieuwe trajecten: {self.nieuw}"
        yield f"Al eerder ingelezen: {self.al_bekend}"

    @property
    def gelukt(self) -> str:
        if not self.nieuw:
            return "Niets nieuws: alle trajecten van dit bestand waren al ingelezen."
        return "Ingelezen: 1 nieuw traject." if self.nieuw == 1 else f"Ingelezen: {self.nieuw} nieuwe trajecten."


@dataclass
class Lezer:
    """Reads rows and starts what they say. ``door``: whose units and people it may touch; None is anybody's."""

    verslag: Trajectverslag
    door: Medewerker | None
    functies: dict[str, Callable[[Cel], Any]] = field(init=False)

    def __post_init__(self) -> None:
        self._gevonden: list[tuple[Bronrij, dict[str, Any], Trajectsjabloon, Werkzoekende]] = []
        self._werkt_in: dict[int, list[Werkpunt]] = {}
        self._sjablonen = list(Trajectsjabloon.objects.select_related("project").prefetch_related("fasen"))
        eigen = Werkpunt.objects.all() if self.door is None else werkpunten_van(self.door, Rol.COORDINATOR)
        self._werkpunten = {vouw(woord): punt for punt in eigen for woord in (punt.naam, punt.slug)}
        medewerkers = Medewerker.objects.filter(is_active=True)
        self._medewerkers = {medewerker.email.lower(): medewerker for medewerker in medewerkers}
        eigen_functies: dict[str, Callable[[Cel], Any]] = {
            "begin": waarden.dag,
            "geboortedatum": waarden.dag,
            "insz": waarden.insz,
            "doel": _keuze("doel", Doel),
            "intensiteit": _keuze("intensiteit", Intensiteit),
            "werkpunt": partial(_uit, self._werkpunten, "werkpunt van jou" if self.door else "werkpunt"),
            "begeleider": lambda cel: _uit(self._medewerkers, "e-mailadres van een collega", tekst(cel).lower()),
        }
        self.functies = dict.fromkeys(TEKST, tekst) | eigen_functies

    def lees(self, rij: Bronrij) -> None:
        """Find whom and what a row is about, or note every reason why that cannot be."""
        if rij.fout:
            self._meld(rij, "", rij.fout)
            return
        gelezen = dict(self._cellen(rij))
        leeg = [kolom for kolom in VERPLICHT if kolom not in rij.cellen]
        for kolom in leeg:
            self._meld(rij, kolom, "is leeg")
        if leeg or len(gelezen) < len(rij.cellen):
            return
        with self._meldt(rij):
            self._gevonden.append((rij, gelezen, self._sjabloon(gelezen), self._persoon(gelezen)))

    def begin(self) -> None:
        """Start what all rows say; their people are locked once, in the order everybody locks people in."""
        vergrendel({persoon.pk for *_, persoon in self._gevonden})
        for rij, gelezen, sjabloon, persoon in self._gevonden:
            with self._meldt(rij), transaction.atomic():
                self._zet(gelezen, sjabloon, persoon)
        self.verslag.meldingen.sort(key=lambda melding: melding.rij)

    @contextmanager
    def _meldt(self, rij: Bronrij) -> Iterator[None]:
        try:
            yield
        except Afgekeurd as reden:
            self._meld(rij, "", str(reden))
        except ValidationError as fout:
            kolom = next(iter(getattr(fout, "error_dict", {})), "")
            self._meld(rij, kolom if kolom in KOLOMMEN else "", fout.messages[0])

    def _cellen(self, rij: Bronrij) -> Iterator[tuple[str, Any]]:
        for kolom, cel in rij.cellen.items():
            try:
                yield kolom, self.functies[kolom](cel)
            except Afgekeurd as reden:
                self._meld(rij, kolom, str(reden))

    def _meld(self, rij: Bronrij, kolom: str, reden: str) -> None:
        self.verslag.meldingen.append(Melding(rij.nummer, rij.regel, kolom, reden, fout=True))

    def _zet(self, gelezen: dict[str, Any], sjabloon: Trajectsjabloon, persoon: Werkzoekende) -> None:
        begeleider, werkpunt = gelezen["begeleider"], gelezen["werkpunt"]
        if begeleider.pk not in self._werkt_in:
            self._werkt_in[begeleider.pk] = werkpunten_van(begeleider, *BEGELEIDERS)
        if werkpunt not in self._werkt_in[begeleider.pk]:
            raise ValidationError({"begeleider": f"{begeleider} werkt niet in {werkpunt}."})
        traject = Traject(
            sleutel=uuid.uuid5(sjabloon_ruimte(sjabloon), f"{persoon.pk} {gelezen['begin']}"),
            werkzoekende=persoon,
            sjabloon=sjabloon,
            doel=gelezen.get("doel", sjabloon.doel),
            intensiteit=gelezen.get("intensiteit", sjabloon.intensiteit),
            werkpunt=werkpunt,
            begin=gelezen["begin"],
        )
        fase = _fase(sjabloon, gelezen.get("fase", ""))
        nieuw = trajecten.neem_over(
            traject, begeleider=begeleider, fase=fase, uit=self.verslag.bron, door=self.door or begeleider
        )
        self.verslag.nieuw += nieuw
        self.verslag.al_bekend += not nieuw

    def _sjabloon(self, gelezen: dict[str, Any]) -> Trajectsjabloon:
        naam, project = vouw(gelezen["sjabloon"]), vouw(gelezen.get("project", ""))
        gevonden = [s for s in self._sjablonen if vouw(s.naam) == naam and project in {"", vouw(s.project.naam)}]
        if len(gevonden) != 1:
            raad = "schrijf ook het project" if gevonden else "kijk de naam na"
            raise Afgekeurd(f"{toon(gelezen['sjabloon'])} is geen sjabloon of er zijn er meer; {raad}")
        return gevonden[0]

    def _persoon(self, gelezen: dict[str, Any]) -> Werkzoekende:
        """Found by number first, else by name and birth date; out of reach is not known."""
        alle: QuerySet[Werkzoekende] = (
            Werkzoekende.objects.ongefilterd("trajecten inlezen")
            if self.door is None
            else Werkzoekende.objects.bewerkbaar_voor(self.door)
        )
        gevonden = list(zoek_persoon(alle, gelezen, self.verslag.bron))
        if len(gevonden) != 1:
            raise Afgekeurd(MEER_PERSONEN if gevonden else GEEN_PERSOON)
        return gevonden[0]


def zoek_persoon(alle: QuerySet[Werkzoekende], gelezen: dict[str, Any], bron: str) -> Iterator[Werkzoekende]:
    """Who a row is about: by number first, else by name and birth date."""
    if dossier := gelezen.get("dossier"):
        nummer = dossier.upper().removeprefix("W")
        yield from alle.filter(pk=int(nummer)) if nummer.isascii() and nummer.isdigit() and len(nummer) < 16 else ()
    elif extern := gelezen.get("extern_id"):
        sleutels = ExterneSleutel.objects.ongefilterd("trajecten inlezen").filter(bron=bron, extern_id=extern)
        yield from alle.filter(pk__in=sleutels.values("werkzoekende"))
    elif insz := gelezen.get("insz"):
        yield from alle.filter(insz_index=zoekhash("insz", insz))
    elif geboren := gelezen.get("geboortedatum"):
        naam = sorted(zoekvorm(gelezen.get("voornaam", ""), gelezen.get("achternaam", "")).split())
        zelfde_dag = alle.filter(geboortedatum=geboren, geboorte_precisie=Werkzoekende.Precisie.DAG)
        yield from (persoon for persoon in zelfde_dag if naam and sorted(persoon.zoeknaam.split()) == naam)


def _keuze(wat: str, keuzes: Any) -> Callable[[Cel], str]:
    lijst = {vouw(str(woord)): waarde for waarde, label in keuzes.choices for woord in (waarde, label)}
    return lambda cel: waarden.uit_lijst(cel, lijst, wat, f"kies uit {', '.join(keuzes.values)}")


def _uit(lijst: dict[str, Any], wat: str, cel: Cel) -> Any:
    gevonden = lijst.get(tekst(cel)) or lijst.get(gevouwen(cel))
    if gevonden is None:
        raise Afgekeurd(f"{toon(cel)} is geen {wat}")
    return gevonden


def _fase(sjabloon: Trajectsjabloon, naam: str) -> Any:
    fasen = list(sjabloon.fasen.all())
    if not naam:
        return fasen[0] if fasen else None
    fase = next((fase for fase in fasen if vouw(fase.naam) == vouw(naam)), None)
    if fase is None:
        raise Afgekeurd(f"{toon(naam)} is geen fase van dit sjabloon; kies uit {', '.join(map(str, fasen))}")
    return fase


def sjabloon_ruimte(sjabloon: Trajectsjabloon) -> uuid.UUID:
    """Where the keys of imported trajectories of one template come from: the same row is the same trajectory."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"traject inlezen {sjabloon.pk}")


def lees_in(pad: Path, *, bron: str = "", uitvoeren: bool = False, door: Medewerker | None = None) -> Trajectverslag:
    """Read a file and report; of somebody (``door``) at most ``MEESTE_RIJEN`` rows.

    Without ``uitvoeren``, or when a row holds an error, everything is rolled back.
    """
    verslag = Trajectverslag(bron or bron_van(pad))
    kop = Kop(tuple(KOLOMMEN), VERPLICHT)
    opdracht = pghistory.context(opdracht="importeer_trajecten", bron=verslag.bron)
    with open_tabel(pad, kop) as tabel, opdracht, transaction.atomic():
        verslag.genegeerde_kolommen = tabel.genegeerd
        lezer = Lezer(verslag, door)
        for rij in tabel.rijen:
            verslag.rijen += 1
            if door is not None and verslag.rijen > MEESTE_RIJEN:
                raise ValidationError(TE_VEEL)
            lezer.lees(rij)
        lezer.begin()
        verslag.uitgevoerd = uitvoeren and not verslag.fouten
        if not verslag.uitgevoerd:
            transaction.set_rollback(True)
    return verslag
