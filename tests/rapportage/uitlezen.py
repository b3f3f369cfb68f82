"""Reads the figures of a report back out of every form it has, each by its own reader.

All give the same: per table its title, per row its name, the figures; None is hidden, "" was not counted. White space
does not count.
"""

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl

Rijen = dict[str, list[Any]]
Tabellen = dict[str, Rijen]
SAMEN = "ook gezien op"
TIJD = {"maand": "Maand", "kwartaal": "Kwartaal", "jaar": "Jaar"}


def kaal(tekst: str) -> str:
    return re.sub(r"\s+", "", tekst)


def cijfer(tekst: Any) -> Any:
    if tekst in {None, "", "–"}:
        return ""
    return None if tekst == "verborgen" else int(str(tekst).replace(".", ""))


def _rij(figuren: Iterable[dict[str, Any]], *pad: str) -> list[int | None]:
    waarden = []
    for figuur in figuren:
        knoop: Any = figuur
        for sleutel in pad:
            knoop = next(iter(knoop["per"].values()))[sleutel]
        waarden.append(knoop["totaal"] if isinstance(knoop, dict) else knoop)
    return waarden


def uit_json(inhoud: bytes) -> Tabellen:
    """By hand from the document, without a line of the code that draws tables."""
    document = json.loads(inhoud)
    indicatoren = document["bereik"]["indicatoren"].values()
    soort, tijdvak = document["soort"], document["tijdvak"]
    tijden = list(document["bereik"]["indicatoren"]["contacten"]["per"][soort])[-12:]
    tabellen = {f"Per{soort}": {sleutel: _rij(indicatoren, sleutel) for sleutel in tijden}}
    for rij in document["vroeger"]:
        leeg = [""] * len(indicatoren)
        cellen = tabellen[f"Per{soort}"].setdefault(f"{rij['periode']} {rij['bron']}", leeg)
        cellen[list(document["bereik"]["indicatoren"]).index(rij["indicator"])] = rij["aantal"]
    if not document["werkpunt"]:
        punten = {kaal(naam): _rij(indicatoren, tijdvak, slug) for slug, naam in document["werkpunten"].items()}
        tabellen["Perwerkpunt"] = punten | {"Allewerkpunten": _rij(indicatoren, tijdvak)}
    if document["samen"]:
        eigen = document["werkpunt"]
        tabellen[SAMEN] = {een if ander == eigen else ander: [aantal] for een, ander, aantal in document["samen"]}
    for code, deel in document["uitsplitsingen"].items():
        figuren, namen = deel["indicatoren"].values(), document["namen"][code]
        tabellen[code] = {sleutel: _rij(figuren, sleutel) for sleutel in namen} | {"totaal": _rij(figuren)}
    if document["vroeger"]:
        tabellen["vroegeretelling"] = {
            f"{rij['periode']} {rij['indicator']} {rij['bron']}": [rij["aantal"]] for rij in document["vroeger"]
        }
    return tabellen


def in_woorden(tabellen: Tabellen, document: dict[str, Any], dimensies: dict[str, str]) -> Tabellen:
    """The same with the titles and names that people read; what the columns of a breakdown lack falls out."""
    uit: Tabellen = {}
    for titel, rijen in tabellen.items():
        if titel in document["namen"]:
            namen = document["namen"][titel] | {"totaal": "Totaal"}
            uit[kaal(dimensies[titel])] = {kaal(namen[sleutel]): waarden for sleutel, waarden in rijen.items()}
        elif titel == f"Per{document['soort']}":
            uit[titel] = {kaal(_moment(sleutel)): waarden for sleutel, waarden in rijen.items()}
        elif titel == SAMEN:
            uit["Gezienoptweewerkpunten"] = _gezien(document)
        elif titel != "vroegeretelling":
            uit[titel] = rijen
    return uit


def _gezien(document: dict[str, Any]) -> Rijen:
    """Every unit beside every other one, or the others beside the one of the report."""
    namen, eigen = document["namen"]["werkpunt"], document["werkpunt"]
    aantallen = {(een, ander): n for een, ander, n in document["samen"]}
    aantallen |= {(ander, een): n for (een, ander), n in aantallen.items()}
    if eigen:
        return {kaal(namen[slug]): [aantallen[eigen, slug]] for slug in namen if slug != eigen}
    return {kaal(namen[een]): [aantallen.get((een, ander), "") for ander in namen] for een in namen}


def _moment(sleutel: str) -> str:
    periode, _, bron = sleutel.partition(" ")
    return f"{tijdnaam(periode)} · vroegere telling, {bron}" if bron else tijdnaam(periode)


MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
KWARTALEN = ("eerste", "tweede", "derde", "vierde")


def tijdnaam(sleutel: str) -> str:
    jaar, _, deel = sleutel.partition("-")
    if deel[:1] == "K":
        return f"{KWARTALEN[int(deel[1]) - 1]} kwartaal van {jaar}"
    return f"{MAANDEN[int(deel) - 1]} {jaar}" if deel else jaar


def uit_csv(inhoud: bytes) -> Tabellen:
    kop, *rijen = csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";")
    plek = kop.index("uitsplitsing")
    tabellen: Tabellen = {}
    for rij in rijen:
        waar, uitsplitsing, waarde = rij[:plek], rij[plek], rij[plek + 1]
        cijfers = [cijfer(cel) for cel in rij[plek + 2 :] if cel != ""]
        if uitsplitsing == "vroegere telling":
            indicator = next(code for code, cel in zip(kop[plek + 2 :], rij[plek + 2 :], strict=True) if cel)
            tabellen.setdefault("vroegeretelling", {})[f"{waar[0]} {indicator} {waarde}"] = cijfers
        elif uitsplitsing:
            tabellen.setdefault(uitsplitsing, {})[waarde] = cijfers
        else:
            tabellen.setdefault("", {})[" ".join(waar)] = cijfers
    return tabellen


def uit_xlsx(inhoud: bytes) -> Tabellen:
    boek = openpyxl.load_workbook(io.BytesIO(inhoud))
    return {
        kaal(blad.title): {
            kaal(str(naam)): [cijfer(cel) for cel in cellen]
            for naam, *cellen in blad.iter_rows(min_row=2, values_only=True)
        }
        for blad in boek
        if blad.title not in {"Alle cijfers", "Definities"}
    }


def uit_pdf(inhoud: bytes, map_: Path) -> Tabellen:
    """From the tags, in the order in which a screen reader reads them."""
    pad = map_ / "rapport.pdf"
    pad.write_bytes(inhoud)
    uitvoer = subprocess.run(["pdfinfo", "-struct-text", str(pad)], capture_output=True, text=True, check=True).stdout
    titel, tabellen = "", {}
    for soort, inhoud_ in _gelabeld(uitvoer.splitlines()):
        if soort in {"H1", "H2"}:
            titel = kaal(inhoud_)
        elif soort == "TR":
            naam, *cellen = inhoud_.split("\t")
            tabellen.setdefault(titel, []).append((kaal(naam), [kaal(cel) for cel in cellen]))
    return {
        titel: {naam: [cijfer(cel) for cel in cellen] for naam, cellen in rijen[1:]}
        for titel, rijen in tabellen.items()
    }


def _gelabeld(regels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every heading, and every row of a table with tabs between its cells."""
    rij: list[str] | None = None
    for regel in regels:
        woord = regel.strip()
        kop = re.match(r'(H[12]) "(.*)" \(block\)', woord)
        if rij is not None and (kop or woord == "TR" or re.match(r"(THead|TBody|TFoot|Table|P|L|Div)\b", woord)):
            yield "TR", "\t".join(rij)
            rij = None
        if kop:
            yield kop[1], kop[2]
        elif woord == "TR":
            rij = []
        elif re.match(r"T[HD]\b", woord) and rij is not None:
            rij.append("")
        elif rij and (tekst := re.fullmatch(r'"(.*)"', woord)):
            rij[-1] += tekst[1]
    if rij is not None:
        yield "TR", "\t".join(rij)


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tabellen: dict[str, list[list[str]]] = {}
        self.titel = ""
        self._cel: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        waarden = dict(attrs)
        if waarden.get("role") == "region":
            self.titel = kaal(waarden.get("aria-label") or "")
        if tag == "tr":
            self.tabellen.setdefault(self.titel, []).append([])
        if tag in {"td", "th"}:
            self._cel = []

    def handle_data(self, data: str) -> None:
        if self._cel is not None:
            self._cel.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cel is not None:
            self.tabellen[self.titel][-1].append(kaal("".join(self._cel)))
            self._cel = None


def _zonder_nummers(rijen: list[list[str]]) -> list[list[str]]:
    """Beside the map the number of a wijk stands before its name."""
    return [rij[1:] for rij in rijen] if rijen[0][0] == "Nr" else rijen


def uit_html(pagina: str) -> Tabellen:
    """The tables of figures on a page; the list of frozen reports is none."""
    lezer = _Html()
    lezer.feed(pagina)
    return {
        titel: {naam: [cijfer(cel) for cel in cellen] for naam, *cellen in _zonder_nummers(rijen)[1:]}
        for titel, rijen in lezer.tabellen.items()
        if titel != "Vastgelegderapporten"
    }


def uit_api(document: dict[str, Any], per: str) -> Rijen:
    """One breakdown as the API answers it."""
    figuren = document["indicatoren"].values()
    sleutels = next(iter(figuren))["per"][per]
    return {sleutel: _rij(figuren, sleutel) for sleutel in sleutels} | {"totaal": _rij(figuren)}
