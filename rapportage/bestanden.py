"""A report as a file: JSON, CSV, XLSX and PDF, all from the same document. The same report gives the same bytes."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from kern.export import Blad, schrijf_csv, schrijf_xlsx
from kern.pdf import zet
from kern.templatetags.kern import dagtijd, datum
from kern.tijd import Periode
from rapportage.dimensies import DIMENSIE
from rapportage.kaart import BREED
from rapportage.kaart import uitleg as kaart_uitleg
from rapportage.models import Wijkkaart
from rapportage.trend import VROEGER, Trend
from rapportage.weergave import (
    TOTAAL,
    VERBORGEN,
    Beeld,
    Namen,
    Tabel,
    Tegel,
    cijfer,
    definities,
    dimensies_van,
    koppen,
    plat,
    tabel_van,
)
from rapportage.wijken import CODE as WIJK
from rapportage.wijken import Wijkbeeld
from werkpunten.models import Wijk

TYPST = Path(__file__).parent / "typst"
FORMATEN = ("json", "csv", "xlsx", "pdf")
OPNIEUW_GETELD = "Het totaal is opnieuw geteld, niet opgeteld: wie in meer dan één rij hoort, telt één keer."


@dataclass(frozen=True)
class Herkomst:
    """Where the figures come from: who made them when, and for a frozen report which version with which hash."""

    gemaakt: datetime
    door: str = ""
    versie: int | None = None
    sha256: str = ""

    @property
    def regel(self) -> str:
        delen = [f"Gemaakt op {dagtijd(self.gemaakt)}", f"door {self.door}" if self.door else ""]
        if self.versie is not None:
            delen.append(f"· versie {self.versie} · sha256 {self.sha256}")
        return " ".join(deel for deel in delen if deel)


@dataclass(frozen=True)
class Deel:
    """A part of a report under a heading of its own: a table, a picture with the same in words, or both."""

    titel: str
    tabel: Tabel | None = None
    beeld: str = ""
    uitleg: str = ""
    breedte: float = 1
    """Of the picture, as part of that of the page."""
    noot: str = ""


@dataclass(frozen=True)
class Rapport:
    """Everything a file holds. ``bereik`` is the document of reference.md §3, ``json`` the text to download."""

    titel: str
    waar: str
    bereik: Mapping[str, Any]
    json: str
    herkomst: Herkomst
    periode: Periode
    delen: Sequence[Deel]
    namen: Namen
    tegels: Sequence[Tegel] = ()
    noten: Sequence[str] = ()
    verder: Sequence["Verder"] = ()


@dataclass(frozen=True)
class Verder:
    """One row of the CSV that is not of the report by time and unit: ``waar`` holds the keys of those two."""

    waar: list[str]
    uitsplitsing: str
    waarde: str
    cijfers: Mapping[str, int | None]


def van_document(tekst: str, herkomst: Herkomst) -> Rapport:
    """The report from its canonical JSON."""
    beeld = Beeld(json.loads(tekst))
    return Rapport(
        titel=beeld.titel,
        waar=beeld.waar,
        bereik=beeld.bereik,
        json=tekst,
        herkomst=herkomst,
        periode=beeld.tijdvak.periode,
        delen=_delen(beeld, herkomst.gemaakt),
        namen=beeld.namen(),
        tegels=beeld.tegels(),
        noten=[
            *([] if herkomst.versie else ["Voorlopige cijfers: dit rapport is niet vastgelegd."]),
            beeld.meegeteld,
            *filter(None, [beeld.uitleg_verborgen]),
        ],
        verder=[*_overlap(beeld), *_uitgesplitst(beeld), *_vroeger(beeld)],
    )


def _waar(beeld: Beeld, tijd: str) -> list[str]:
    return [tijd, TOTAAL][: len(dimensies_van(beeld.bereik))]


def _overlap(beeld: Beeld) -> Iterator[Verder]:
    """Every two units once; of the report of one unit the other one."""
    eigen = beeld.document["werkpunt"]
    for een, ander, aantal in beeld.document.get("samen", []):
        een, ander = (ander, een) if ander == eigen else (een, ander)
        waar = [beeld.document["tijdvak"], een][: len(dimensies_van(beeld.bereik))]
        yield Verder(waar, "ook gezien op", ander, {"bereikt": aantal})


def _uitgesplitst(beeld: Beeld) -> Iterator[Verder]:
    for code, bereik in beeld.document["uitsplitsingen"].items():
        for [sleutel], waarden in plat(bereik):
            cijfers = dict(zip(bereik["indicatoren"], waarden, strict=True))
            yield Verder(_waar(beeld, beeld.document["tijdvak"]), code, sleutel, cijfers)


def _vroeger(beeld: Beeld) -> Iterator[Verder]:
    for rij in beeld.document["vroeger"]:
        yield Verder(_waar(beeld, rij["periode"]), VROEGER, rij["bron"], {rij["indicator"]: rij["aantal"]})


def _delen(beeld: Beeld, moment: datetime) -> list[Deel]:
    punten, trend = beeld.per_werkpunt(), Trend(beeld)
    tijden = trend.tabel()
    delen = [deel_van(punten)] if punten else []
    delen.append(Deel(tijden.titel, tijden, beeld=trend.grafiek(), uitleg=trend.uitleg(), noot=trend.noot()))
    if overlap := beeld.overlap():
        delen.append(Deel(overlap.titel, overlap))
    for code, tabel in zip(beeld.document["uitsplitsingen"], beeld.uitsplitsingen(), strict=True):
        delen.append(_met_kaart(beeld, tabel, moment) if code == WIJK else deel_van(tabel))
    return delen


def _met_kaart(beeld: Beeld, tabel: Tabel, moment: datetime) -> Deel:
    """The table by wijk below a map, which says the same in colours and numbers.

    The boundaries are those that were loaded when the report was made: a frozen one keeps its map.
    """
    wijken = Wijkbeeld(beeld.document["uitsplitsingen"][WIJK], list(Wijk.objects.order_by("nummer")), {})
    deel = deel_van(tabel)
    if not wijken.vakken:
        return deel
    grenzen = Wijkkaart.objects.laatste(moment)
    deel = replace(deel, beeld=wijken.kaart(grenzen), uitleg=kaart_uitleg(wijken.vakken), breedte=0.75)
    if grenzen is None:
        return deel
    noot = f"{deel.noot} Bron van de wijkgrenzen: {grenzen.bron}."
    return replace(deel, breedte=min(1, BREED / grenzen.hoog), noot=noot)  # its letters are small, and it fits a page


def deel_van(tabel: Tabel) -> Deel:
    """A table by itself; a total that was counted again says so."""
    return Deel(tabel.titel, tabel, noot=OPNIEUW_GETELD if tabel.met_totaal else "")


def van_bereik(document: Mapping[str, Any], namen: Namen, *, waar: str, noten: Sequence[str]) -> Rapport:
    """The report of any period, as the command line asks it."""
    return Rapport(
        titel="Bereikrapport",
        waar=waar,
        bereik=document,
        json=json.dumps(document, ensure_ascii=False, indent=2),
        herkomst=Herkomst(timezone.now()),
        periode=Periode.van_tot(*(date.fromisoformat(document[naam]) for naam in ("van", "tot"))),
        delen=[deel_van(tabel_van(document, namen, "Cijfers"))],
        namen=namen,
        noten=noten,
    )


def maak(rapport: Rapport, formaat: str) -> bytes:
    """The file in one of ``FORMATEN``."""
    return {"json": _json, "csv": _csv, "xlsx": _xlsx, "pdf": _pdf}[formaat](rapport)


def _dagen(periode: Periode) -> str:
    return f"{datum(periode.begin)} tot en met {datum(periode.tot)}"


def _json(rapport: Rapport) -> bytes:
    return rapport.json.encode()


def _platte_rijen(rapport: Rapport, namen: Namen | None = None) -> list[list[str | int]]:
    """Every cell as a row, by its keys or in the words for them."""
    codes = dimensies_van(rapport.bereik)
    return [
        [
            *(namen[code].get(deel, deel) if namen else deel for code, deel in zip(codes, sleutel, strict=True)),
            *(VERBORGEN if waarde is None else waarde for waarde in waarden),
        ]
        for sleutel, waarden in plat(rapport.bereik)
    ]


def _csv(rapport: Rapport) -> bytes:
    """Every figure in rows: those by time and unit, then each breakdown with its own keys in ``waarde``."""
    codes = list(rapport.bereik["indicatoren"])
    kop, rijen = [*dimensies_van(rapport.bereik), *codes], _platte_rijen(rapport)
    if rapport.verder:
        plek = len(kop) - len(codes)
        kop[plek:plek] = ["uitsplitsing", "waarde"]
        rijen = [[*rij[:plek], "", "", *rij[plek:]] for rij in rijen]
        rijen += [
            [*wat.waar, wat.uitsplitsing, wat.waarde, *(_tekst(wat.cijfers.get(code, "")) for code in codes)]
            for wat in rapport.verder
        ]
    uit = io.StringIO(newline="")
    schrijf_csv(uit, kop, rijen)
    return uit.getvalue().encode()


def _tekst(waarde: int | str | None) -> int | str:
    """A figure, or that it is hidden; what is not counted stays empty."""
    return VERBORGEN if waarde is None else waarde


def _xlsx(rapport: Rapport) -> bytes:
    uit = io.BytesIO()
    schrijf_xlsx(
        uit,
        [
            *(_blad(deel.tabel) for deel in rapport.delen if deel.tabel),
            Blad(
                "Alle cijfers",
                [(DIMENSIE[code].naam, 22) for code in dimensies_van(rapport.bereik)]
                + [(naam, 14) for naam in koppen(rapport.bereik)],
                _platte_rijen(rapport, rapport.namen),
                getallen=len(dimensies_van(rapport.bereik)),
            ),
            Blad("Definities", [("Begrip", 28), ("Wat betekent het?", 100)], _uitleg(rapport)),
        ],
        titel=f"{rapport.titel} · {rapport.waar}",
        gemaakt=rapport.herkomst.gemaakt,
    )
    return uit.getvalue()


def _blad(tabel: Tabel) -> Blad:
    rijen = [[naam, *(VERBORGEN if w is None else w for w in waarden)] for naam, waarden in tabel.rijen]
    langste = max((len(naam) for naam, _ in tabel.rijen), default=0)
    kolommen = [(naam, 14 if n else max(30, min(langste + 2, 70))) for n, naam in enumerate(tabel.kop)]
    return Blad(tabel.titel, kolommen, rijen, vet=len(rijen) - 1 if tabel.met_totaal else None, getallen=1)


def _uitleg(rapport: Rapport) -> list[tuple[str, str]]:
    return [
        *definities(rapport.bereik),
        ("Rapport", f"{rapport.titel} · {rapport.waar}"),
        ("Periode", _dagen(rapport.periode)),
        *(("Noot", noot) for noot in rapport.noten),
        ("Definities", f"versie {rapport.bereik['definities_versie']}"),
        ("Herkomst", rapport.herkomst.regel),
    ]


def _pdf(rapport: Rapport) -> bytes:
    gegevens = {
        "titel": rapport.titel,
        "waar": rapport.waar,
        "periode": _dagen(rapport.periode),
        "herkomst": rapport.herkomst.regel,
        "definities_versie": rapport.bereik["definities_versie"],
        "definities": definities(rapport.bereik),
        "noten": list(rapport.noten),
        "tegels": [asdict(tegel) for tegel in rapport.tegels],
        "delen": [asdict(deel) | {"tabel": deel.tabel and in_woorden(deel.tabel)} for deel in rapport.delen],
    }
    return zet(TYPST / "rapport.typ", gegevens, gemaakt=rapport.herkomst.gemaakt)


def in_woorden(tabel: Tabel) -> dict[str, Any]:
    """A table as the PDF takes it."""
    rijen = [[naam, *map(cijfer, waarden)] for naam, waarden in tabel.rijen]
    return {"kop": tabel.kop, "rijen": rijen, "met_totaal": tabel.met_totaal}
