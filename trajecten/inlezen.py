"""Running trajectories from a spreadsheet: one row each, of people who are known; all of the file or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import or_
from pathlib import Path
from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Func, Q, QuerySet, TextField, Value

from kern.namen import vouw, zoekvorm
from kern.velden import zoekhash
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from trajecten.models import Doel, Intensiteit, Traject, Trajectsjabloon
from trajecten.overnemen import Bekend, Overname, controleer, neem_over
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
    "fase_begin": "eerste dag van die fase; leeg: niet gekend, en dan telt niemand hoelang ze duurt",
    "doel": f"{', '.join(Doel.values)}; leeg: zoals het sjabloon",
    "intensiteit": f"{', '.join(Intensiteit.values)}; leeg: zoals het sjabloon",
    "werkpunt": "naam of slug (nodig)",
    "begeleider": "e-mailadres van wie begeleidt (nodig)",
}
VERPLICHT = ("sjabloon", "begin", "werkpunt", "begeleider")
TEKST = ("dossier", "extern_id", "voornaam", "achternaam", "sjabloon", "project", "fase")
GEEN_PERSOON = "deze persoon is niet gekend; lees eerst de contacten in, of kijk het nummer na"
REDEN = "trajecten inlezen"
BLOK = 500
"""People looked up in one query."""
Aanwijzing = tuple[str, Any]
MEER_PERSONEN = "meer dan één dossier heeft deze naam en geboortedatum; schrijf het dossiernummer"


@dataclass
class Trajectverslag(Importverslag):
    """What came of a file with trajectories."""

    nieuw: int = 0
    al_bekend: int = 0

    @property
    def wat(self) -> str:
        """Which file it was, for who looks at one and keeps it then."""
        rijen = "1 rij" if self.rijen == 1 else f"{self.rijen} rijen"
        return f"Bron: {self.bron}, {rijen}."

    def telling(self) -> Iterator[str]:
        yield f"Nieuwe trajecten: {self.nieuw}"
        yield f"Al eerder ingelezen: {self.al_bekend}"

    @property
    def gelukt(self) -> str:
        if not self.nieuw:
            return "Niets nieuws: alle trajecten van dit bestand waren al ingelezen."
        return "Ingelezen: 1 nieuw traject." if self.nieuw == 1 else f"Ingelezen: {self.nieuw} nieuwe trajecten."


Alle = QuerySet[Werkzoekende]


@dataclass
class Lezer:
    """Reads rows and finds what they say. ``door``: whose units and people it may touch; None is anybody's."""

    verslag: Trajectverslag
    door: Medewerker | None
    functies: dict[str, Callable[[Cel], Any]] = field(init=False)

    def __post_init__(self) -> None:
        self._gelezen: list[tuple[Bronrij, dict[str, Any]]] = []
        self._werkt_in: dict[int, list[Werkpunt]] = {}
        self._sjablonen = list(Trajectsjabloon.objects.select_related("project").prefetch_related("fasen"))
        eigen = Werkpunt.objects.all() if self.door is None else werkpunten_van(self.door, Rol.COORDINATOR)
        self._werkpunten = {vouw(woord): punt for punt in eigen for woord in (punt.naam, punt.slug)}
        medewerkers = Medewerker.objects.filter(is_active=True)
        self._medewerkers = {medewerker.email.lower(): medewerker for medewerker in medewerkers}
        eigen_functies: dict[str, Callable[[Cel], Any]] = {
            "begin": waarden.dag,
            "fase_begin": waarden.dag,
            "geboortedatum": waarden.dag,
            "insz": waarden.insz,
            "doel": _keuze("doel", Doel),
            "intensiteit": _keuze("intensiteit", Intensiteit),
            "werkpunt": partial(_uit, self._werkpunten, "werkpunt van jou" if self.door else "werkpunt"),
            "begeleider": lambda cel: _uit(self._medewerkers, "e-mailadres van een collega", tekst(cel).lower()),
        }
        self.functies = dict.fromkeys(TEKST, tekst) | eigen_functies

    def lees(self, rij: Bronrij) -> None:
        """Take a row apart, or note every reason why that cannot be."""
        if rij.fout:
            self._meld(rij, "", rij.fout)
            return
        gelezen = dict(self._cellen(rij))
        leeg = [kolom for kolom in VERPLICHT if kolom not in rij.cellen]
        for kolom in leeg:
            self._meld(rij, kolom, "is leeg")
        if not leeg and len(gelezen) == len(rij.cellen):
            self._gelezen.append((rij, gelezen))

    def zoek(self) -> list[tuple[Bronrij, Overname]]:
        """Whom and what all rows are about."""
        alle: Alle = (
            Werkzoekende.objects.ongefilterd(REDEN)
            if self.door is None
            else Werkzoekende.objects.bewerkbaar_voor(self.door)
        )
        personen = Personen([gelezen for _, gelezen in self._gelezen], alle, self.verslag.bron)
        gevonden = []
        for rij, gelezen in self._gelezen:
            with self._meldt(rij):
                gevonden.append((rij, self._overname(gelezen, personen.zoek(gelezen))))
        return gevonden

    def nieuwe(self, gevonden: Sequence[tuple[Bronrij, Overname]]) -> list[Overname]:
        """Those that are not known here yet; of one that runs here already, noted otherwise, a warning."""
        bekend = Bekend({overname.traject.werkzoekende_id for _, overname in gevonden})
        nieuw = []
        for rij, overname in gevonden:
            with self._meldt(rij):
                controleer(overname)
                al = bekend.zoek(overname.traject)
                if al is None:
                    nieuw.append(overname)
                elif (al.sjabloon_id, al.begin) != (overname.traject.sjabloon_id, overname.traject.begin):
                    reden = f"er loopt al {toon(str(al.sjabloon))} sinds {al.begin:%d/%m/%Y}; deze rij voegt niets toe"
                    self._meld(rij, "begin", reden, fout=False)
        self.verslag.nieuw, self.verslag.al_bekend = len(nieuw), len(gevonden) - len(nieuw)
        self.verslag.meldingen.sort(key=lambda melding: melding.rij)
        return nieuw

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

    def _meld(self, rij: Bronrij, kolom: str, reden: str, *, fout: bool = True) -> None:
        self.verslag.meldingen.append(Melding(rij.nummer, rij.regel, kolom, reden, fout=fout))

    def _overname(self, gelezen: dict[str, Any], persoon: Werkzoekende) -> Overname:
        begeleider, werkpunt, sjabloon = gelezen["begeleider"], gelezen["werkpunt"], self._sjabloon(gelezen)
        if begeleider.pk not in self._werkt_in:
            self._werkt_in[begeleider.pk] = werkpunten_van(begeleider, *BEGELEIDERS)
        if werkpunt not in self._werkt_in[begeleider.pk]:
            raise ValidationError({"begeleider": f"{begeleider} werkt niet in {werkpunt}."})
        traject = Traject(
            werkzoekende=persoon,
            sjabloon=sjabloon,
            soort=sjabloon.soort,
            doel=gelezen.get("doel", sjabloon.doel),
            intensiteit=gelezen.get("intensiteit", sjabloon.intensiteit),
            werkpunt=werkpunt,
            fase=_fase(sjabloon, gelezen.get("fase", "")),
            begin=gelezen["begin"],
        )
        return Overname(traject, begeleider, gelezen.get("fase_begin"))

    def _sjabloon(self, gelezen: dict[str, Any]) -> Trajectsjabloon:
        naam, project = vouw(gelezen["sjabloon"]), vouw(gelezen.get("project", ""))
        gevonden = [s for s in self._sjablonen if vouw(s.naam) == naam and project in {"", vouw(s.project.naam)}]
        if len(gevonden) != 1:
            raad = "schrijf ook het project" if gevonden else "kijk de naam na"
            raise Afgekeurd(f"{toon(gelezen['sjabloon'])} is geen sjabloon of er zijn er meer; {raad}")
        return gevonden[0]


class Personen:
    """Everybody the rows of a file may be about, looked up together; out of reach is not known."""

    def __init__(self, rijen: Sequence[dict[str, Any]], alle: Alle, bron: str) -> None:
        wie = [_aanwijzing(gelezen) for gelezen in rijen]
        self._per: dict[Aanwijzing, list[Werkzoekende]] = defaultdict(list)
        for blok in _blokken({waarde for soort, waarde in wie if soort == "dossier"}):
            self._zet("dossier", alle.filter(pk__in=blok), lambda persoon: persoon.pk)
        for blok in _blokken({waarde for soort, waarde in wie if soort == "insz"}):
            self._zet("insz", alle.filter(insz_index__in=blok), lambda persoon: bytes(persoon.insz_index or b""))
        for blok in _blokken({waarde for soort, waarde in wie if soort == "naam"}):
            self._zet("naam", _met_naam(alle, blok), _naam_en_dag)
        for blok in _blokken({waarde for soort, waarde in wie if soort == "extern_id"}):
            sleutels = ExterneSleutel.objects.ongefilterd(REDEN).filter(bron=bron, extern_id__in=blok)
            paren = list(sleutels.values_list("extern_id", "werkzoekende"))
            bekend = alle.in_bulk([persoon for _, persoon in paren])
            for extern, persoon in paren:
                self._per["extern_id", extern] += [bekend[persoon]] if persoon in bekend else []

    def _zet(self, soort: str, personen: Alle, waarde: Callable[[Werkzoekende], Any]) -> None:
        for persoon in personen:
            self._per[soort, waarde(persoon)].append(persoon)

    def zoek(self, gelezen: dict[str, Any]) -> Werkzoekende:
        """By number first, else by name and birth date."""
        gevonden = self.mogelijk(gelezen)
        if len(gevonden) != 1:
            raise Afgekeurd(MEER_PERSONEN if gevonden else GEEN_PERSOON)
        return gevonden[0]

    def mogelijk(self, gelezen: dict[str, Any]) -> list[Werkzoekende]:
        return self._per.get(_aanwijzing(gelezen), [])


def zoek_persoon(alle: Alle, gelezen: dict[str, Any], bron: str) -> Iterator[Werkzoekende]:
    """Who one row is about, by itself."""
    yield from Personen([gelezen], alle, bron).mogelijk(gelezen)


def _aanwijzing(gelezen: dict[str, Any]) -> Aanwijzing:
    """What a row says of who it is about: the surest of it."""
    if dossier := gelezen.get("dossier"):
        nummer = dossier.upper().removeprefix("W")
        return "dossier", int(nummer) if nummer.isascii() and nummer.isdigit() and len(nummer) < 16 else 0
    if extern := gelezen.get("extern_id"):
        return "extern_id", extern
    if insz := gelezen.get("insz"):
        return "insz", zoekhash("insz", insz)
    naam = tuple(sorted(zoekvorm(gelezen.get("voornaam", ""), gelezen.get("achternaam", "")).split()))
    return ("naam", (naam, gelezen["geboortedatum"])) if naam and "geboortedatum" in gelezen else ("", "")


def _met_naam(alle: Alle, blok: Sequence[Any]) -> Alle:
    """Born on one of these days with all the words of the name that belongs to it."""
    woorden = Func(F("zoeknaam"), Value(" "), function="string_to_array", output_field=ArrayField(TextField()))
    zelfde_dag = alle.filter(
        geboortedatum__in={dag for _, dag in blok}, geboorte_precisie=Werkzoekende.Precisie.DAG
    ).annotate(woorden=woorden)
    return zelfde_dag.filter(reduce(or_, (Q(geboortedatum=dag, woorden__contains=list(naam)) for naam, dag in blok)))


def _naam_en_dag(persoon: Werkzoekende) -> Any:
    return tuple(sorted(persoon.zoeknaam.split())), persoon.geboortedatum


def _blokken(waarden_: set[Any]) -> Iterator[list[Any]]:
    rij = sorted(waarden_)
    return (rij[eerste : eerste + BLOK] for eerste in range(0, len(rij), BLOK))


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


def lees_in(pad: Path, *, bron: str = "", uitvoeren: bool = False, door: Medewerker | None = None) -> Trajectverslag:
    """Read a file and report. Without ``uitvoeren``, or when a row holds an error, nothing is kept."""
    verslag = Trajectverslag(bron or bron_van(pad))
    kop = Kop(tuple(KOLOMMEN), VERPLICHT)
    opdracht = pghistory.context(opdracht="importeer_trajecten", bron=verslag.bron)
    with open_tabel(pad, kop) as tabel, opdracht, transaction.atomic():
        verslag.genegeerde_kolommen = tabel.genegeerd
        lezer = Lezer(verslag, door)
        for verslag.rijen, rij in enumerate(tabel.rijen, 1):
            lezer.lees(rij)
        gevonden = lezer.zoek()
        if uitvoeren:  # everybody at once, in the order in which all who lock people do
            vergrendel({overname.traject.werkzoekende_id for _, overname in gevonden})
        nieuw = lezer.nieuwe(gevonden)
        if uitvoeren and not verslag.fouten:
            neem_over(nieuw, uit=verslag.bron, door=door)
            verslag.uitgevoerd = True
    return verslag
