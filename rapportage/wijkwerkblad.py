"""What somebody may see of the figures of wijk-werken: one document, of which page, files and API are made.

Who organises the work sees the exact figures of the own organisation, coordinators those of people their unit saw
last, managers what is published: of the city, by quarter that is over, small numbers hidden.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from kern.export import Blad, Waarde, schrijf_csv, schrijf_xlsx
from kern.templatetags.kern import getal
from rapportage import verwijscijfers
from rapportage.grafiek import Kolom, staven
from rapportage.historiek import trend
from rapportage.indicatoren import Indicator
from rapportage.models import Drempelwaarde, ziet_exact
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.weergave import VERBORGEN, Cel, Tabel, Tegel, cijfer, letters, uitleg_verborgen
from rapportage.wijkwerkcijfers import (
    ACTIEF,
    DEFINITIES_VERSIE,
    GEBRUIKERS,
    INDICATOREN,
    KLANTEN,
    NIET_GEPUBLICEERD,
    TEVREDENHEID,
    UITSPLITSINGEN,
    UITSTROOM,
    UREN,
    VAN_GEBRUIKERS,
    VAN_WIJKWERKERS,
    WERK,
    WERKERS,
)
from rapportage.wijkwerktelling import Telling, tel
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from werkpunten.models import Werkpunt
from wijkwerken.models import Stelsel

FORMATEN = ("csv", "xlsx", "json")
KOP = ("Periode", "Waar", "Uitgesplitst naar", "Deel", "Cijfer", "Waarde")
NAAM = {indicator.code: indicator.naam for indicator in INDICATOREN}
VROEGER = "vroegere telling"
GETEKEND = (ACTIEF, GEBRUIKERS)
IN_VERLOOP = (ACTIEF, *WERK, *KLANTEN, *UITSTROOM)
GROEPEN = (("Wijk-werkers", WERKERS), ("Uitstroom", UITSTROOM), ("Uren en gebruikers", (*WERK, *KLANTEN)))
NIET_VOOR_MANAGERS = (
    "Wie begon en wie op de laatste dag actief was, staat hier niet: naast wie stopte, zou het kleine aantallen "
    "prijsgeven."
)


@dataclass(frozen=True)
class Blik:
    """Which figures somebody asks, and how they may see them.

    ``mag``: whether they exist for them at all; ``te_fijn``: why these are not published.
    """

    tijdvak: Tijdvak
    werkpunt: Werkpunt | None
    organisator: Organisatie | None
    exact: bool
    mag: bool
    te_fijn: str

    @classmethod
    def van(cls, medewerker: Medewerker, tijdvak: Tijdvak, werkpunt: Werkpunt | None) -> "Blik":
        consulent = medewerker.heeft_rol(Rol.WIJKWERKCONSULENT)
        eigen = Stelsel.objects.filter(organisator=medewerker.organisatie_id) if consulent else Stelsel.objects.none()
        exact = consulent or ziet_exact(medewerker, werkpunt)
        te_fijn = "" if exact else verwijscijfers.te_fijn(tijdvak, werkpunt)
        organisator = medewerker.organisatie if eigen.exists() else None
        return cls(tijdvak, werkpunt, organisator, exact, exact or medewerker.heeft_rol(Rol.MANAGER), te_fijn)

    @property
    def waar(self) -> str:
        eenheid = self.werkpunt.naam if self.werkpunt else "Alle werkpunten"
        return f"{eenheid}, {self.organisator}" if self.organisator else eenheid

    def document(self) -> dict[str, Any]:
        """Every figure of the period in all and per part, its totals before that, and what others counted earlier."""
        tijden = _tijden(self.tijdvak)
        tellingen = tel(tijden, werkpunt=self.werkpunt, organisator=self.organisator)
        drempels = Drempelwaarde.objects.per_periode()
        if not self.exact:
            tellingen = {tijd: telling.gepubliceerd(drempels(tijd.periode)) for tijd, telling in tellingen.items()}
        weg = set() if self.exact else {indicator.code for indicator in NIET_GEPUBLICEERD}
        return {
            "rapport": "wijk-werken",
            "tijdvak": self.tijdvak.sleutel,
            "naam": self.tijdvak.naam,
            "waar": self.waar,
            "niveau": "exact" if self.exact else "gepubliceerd",
            "drempel": drempels(self.tijdvak.periode),
            "definities_versie": DEFINITIES_VERSIE,
            "cijfers": {i.code: _figuur(tellingen[self.tijdvak], i) for i in INDICATOREN if i.code not in weg},
            "verloop": {
                tijd.sleutel: {i.code: telling.totaal(i.code) for i in INDICATOREN if i.code not in weg}
                for tijd, telling in tellingen.items()
            },
            "vroeger": [] if self.organisator else self._vroeger(drempels(self.tijdvak.periode)),
        }

    def _vroeger(self, drempel: int) -> list[dict[str, Any]]:
        """Of years always; of months beside months."""
        soorten = ["jaar", "maand"] if self.tijdvak.soort is Tijdvaksoort.MAAND else ["jaar"]
        voor, klein = self.tijdvak.periode.einde, 0 if self.exact else drempel
        return [
            rij
            for soort in soorten
            for rij in trend(per=soort, voor=voor, werkpunt=self.werkpunt, drempel=klein, codes=NAAM)
        ]


def _tijden(tijdvak: Tijdvak) -> list[Tijdvak]:
    """This one after those before it, oldest first."""
    tijden = [tijdvak]
    while len(tijden) < tijdvak.soort.terug:
        tijden.insert(0, tijden[0].vorige)
    return tijden


def _figuur(telling: Telling, indicator: Indicator) -> dict[str, Any]:
    return {
        "naam": indicator.naam,
        "definitie": indicator.definitie,
        "totaal": telling.totaal(indicator.code),
        "per": {
            per.code: {deel: telling.waarden[indicator.code, per.code, deel] for deel in telling.delen[per.code]}
            for per in UITSPLITSINGEN
            if indicator.code in per.codes
        },
    }


@dataclass(frozen=True)
class Beeld:
    """The document in tiles, tables, a chart and words."""

    document: Mapping[str, Any]

    def _codes(self, indicatoren: tuple[Indicator, ...]) -> list[str]:
        return [indicator.code for indicator in indicatoren if indicator.code in self.document["cijfers"]]

    def tegels(self) -> Iterator[Tegel]:
        vorige = list(self.document["verloop"].values())[-2]
        for code in self._codes((*WERKERS, UREN, *UITSTROOM, *KLANTEN)):
            nu = self.document["cijfers"][code]["totaal"]
            eerder = "" if vorige[code] is None else f"vorige periode {getal(vorige[code])}"
            yield Tegel(code, NAAM[code], cijfer(nu), eerder)
        for goed, _, alle in (VAN_GEBRUIKERS, VAN_WIJKWERKERS):
            yield Tegel(goed.code, f"{goed.naam}, in procent", self._procent(goed.code, alle.code))

    def _procent(self, deel: str, geheel: str) -> str:
        n, alle = (self.document["cijfers"][code]["totaal"] for code in (deel, geheel))
        if n is None or alle is None:
            return VERBORGEN
        return f"{round(100 * n / alle)}%" if alle else cijfer("")

    def tabellen(self) -> Iterator[Tabel]:
        """Per breakdown the workers, how they left, how much was worked for whom, and how content both sides are."""
        for per in UITSPLITSINGEN:
            for titel, indicatoren in (*GROEPEN, ("Tevredenheid", TEVREDENHEID)):
                codes = [code for code in self._codes(indicatoren) if code in per.codes]
                yield self._tabel(f"{titel} per {per.naam[0].lower()}{per.naam[1:]}", per.naam, per.code, codes)

    def _tabel(self, titel: str, naam: str, per: str, codes: list[str]) -> Tabel:
        cijfers = self.document["cijfers"]
        delen = list(cijfers[codes[0]]["per"][per])
        rijen = [(deel, [cijfers[code]["per"][per][deel] for code in codes]) for deel in delen]
        met = [(deel, waarden) for deel, waarden in rijen if any(waarde != 0 for waarde in waarden)]
        totaal = ("Totaal", [cijfers[code]["totaal"] for code in codes])
        return Tabel(titel, [naam, *(NAAM[code] for code in codes)], [*met, totaal], met_totaal=True)

    def _vroeger(self) -> dict[tuple[str, str, str], dict[str, int | None]]:
        """What others counted: per period, its name and the source."""
        per: dict[tuple[str, str, str], dict[str, int | None]] = {}
        for rij in self.document["vroeger"]:
            per.setdefault((rij["periode"], rij["naam"], rij["bron"]), {})[rij["indicator"]] = rij["aantal"]
        return per

    def verloop(self) -> Tabel:
        """Period after period, what others counted first."""
        codes = self._codes(IN_VERLOOP)
        rijen: list[tuple[str, list[Cel]]] = [
            (f"{naam} · {VROEGER}, {bron}", [cijfers.get(code, "") for code in codes])
            for (_, naam, bron), cijfers in self._vroeger().items()
        ]
        rijen += [
            (Tijdvak.van_sleutel(sleutel).naam, [cijfers[code] for code in codes])
            for sleutel, cijfers in self.document["verloop"].items()
        ]
        return Tabel("Verloop", ["Periode", *(NAAM[code] for code in codes)], rijen)

    def grafiek(self) -> SafeString:
        kolommen = [
            Kolom(naam, [(len(GETEKEND) + n, cijfers[i.code]) for n, i in enumerate(GETEKEND) if i.code in cijfers])
            for (_, naam, _), cijfers in self._vroeger().items()
            if not {indicator.code for indicator in GETEKEND}.isdisjoint(cijfers)
        ]
        tijden = [Tijdvak.van_sleutel(sleutel) for sleutel in self.document["verloop"]]
        for tijd, letter in zip(tijden, letters(tijden), strict=True):
            cijfers = self.document["verloop"][tijd.sleutel]
            kolommen.append(Kolom(letter, [(n, cijfers[indicator.code]) for n, indicator in enumerate(GETEKEND)]))
        namen = [indicator.naam for indicator in GETEKEND]
        alle = [*namen, *(f"{naam}, {VROEGER}" for naam in namen)]
        return staven("Actieve wijk-werkers en gebruikers", self.uitleg(), alle, kolommen)

    def uitleg(self) -> str:
        nu = [f"{i.naam}: {cijfer(self.document['cijfers'][i.code]['totaal'])}" for i in GETEKEND]
        return f"{', '.join(nu)} in {self.document['naam']}. De cijfers staan ook in de tabel."

    def noten(self) -> Iterator[str]:
        if self.document["niveau"] == "gepubliceerd":
            yield uitleg_verborgen(self.document["drempel"])
            yield NIET_VOOR_MANAGERS
        if self.document["vroeger"]:
            yield f"Wat {VROEGER} heet, is niet door ons geteld en niet opgeteld bij onze cijfers."
        yield from dict.fromkeys(
            f"{rij['naam']}, {rij['bron']}: {rij['noot']}." for rij in self.document["vroeger"] if rij["noot"]
        )

    def definities(self) -> Iterator[tuple[str, str]]:
        return ((figuur["naam"], figuur["definitie"]) for figuur in self.document["cijfers"].values())


def regels(document: Mapping[str, Any]) -> Iterator[list[Waarde]]:
    """Every number on a line of its own: the period by part, the periods before it, and what others counted."""
    nu, waar = document["naam"], document["waar"]
    namen = {per.code: per.naam for per in UITSPLITSINGEN}
    for figuur in document["cijfers"].values():
        yield [nu, waar, "", "totaal", figuur["naam"], _waarde(figuur["totaal"])]
        for per, delen in figuur["per"].items():
            for deel, n in delen.items():
                yield [nu, waar, namen[per], deel, figuur["naam"], _waarde(n)]
    for sleutel, cijfers in list(document["verloop"].items())[:-1]:
        for code, n in cijfers.items():
            yield [Tijdvak.van_sleutel(sleutel).naam, waar, "", "totaal", NAAM[code], _waarde(n)]
    for rij in document["vroeger"]:
        yield [rij["naam"], waar, VROEGER, rij["bron"], NAAM[rij["indicator"]], _waarde(rij["aantal"])]


def _waarde(n: int | None) -> Waarde:
    return VERBORGEN if n is None else n


def bestand(document: Mapping[str, Any], formaat: str) -> bytes:
    """The document as one of ``FORMATEN``; a hidden number stands there as such."""
    if formaat == "json":
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    if formaat == "csv":
        tekst = io.StringIO(newline="")
        schrijf_csv(tekst, KOP, regels(document))
        return tekst.getvalue().encode()
    uit = io.BytesIO()
    kolommen = list(zip(KOP, (26, 26, 32, 32, 34, 12), strict=True))
    uitleg = [*Beeld(document).definities(), *(("Noot", noot) for noot in Beeld(document).noten())]
    bladen = [
        Blad("Cijfers", kolommen, regels(document)),
        Blad("Definities", [("Cijfer", 30), ("Wat we tellen", 100)], uitleg),
    ]
    schrijf_xlsx(uit, bladen, titel=f"Wijk-werken: {document['naam']}", gemaakt=timezone.now())
    return uit.getvalue()
