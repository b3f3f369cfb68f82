"""A report in tables and words: what screen, chart, PDF, XLSX and CSV all show, made from one document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kern.templatetags.kern import getal
from rapportage.bereik import Bereik
from rapportage.dimensies import DIMENSIE
from rapportage.tijdvakken import MAANDEN, Tijdvak, Tijdvaksoort

VERBORGEN = "verborgen"
GEEN_UITSPLITSING = (
    "Van één werkpunt tonen we dit niet: naast de cijfers van de stad zou het kleine aantallen prijsgeven. "
    "De coördinator van het werkpunt ziet het wel. Voor alle werkpunten samen zie jij het ook."
)
LOOPT_NOG = (
    "Wie de mensen zijn (hun wijk, leeftijd, statuut …), tonen we als de periode om is. Anders ziet wie twee keer "
    "kijkt aan het verschil wie er net was. Soort contact, thema en dienst staan er wel."
)
TOT_NU = (
    "{wat} loopt nog. Je ziet de volledige maanden tot nu: {maanden}. Een cijfer staat er alleen als elke maand het "
    "toont. De maand die loopt, komt erbij als ze om is."
)
NIETS_TOT_NU = (
    "{wat} loopt nog. Van de volledige maanden tot nu ({maanden}) kunnen we samen niets tonen: van elk cijfer "
    "verbergt minstens één maand een klein aantal. Kijk per maand, of wacht tot de periode om is: dan staat er meer."
)
TOTAAL = "totaal"
OVERLAP = "Gezien op twee werkpunten"
_VERGELEKEN = ("bereikt", "nieuw", "terugkerend", "contacten", "anoniem")
Namen = Mapping[str, Mapping[str, str]]
"""Per dimension: the words for each key."""


@dataclass(frozen=True)
class Tegel:
    code: str
    naam: str
    waarde: str
    verschil: str = ""


Cel = int | Literal[""] | None
"""A number, not counted, or hidden."""


@dataclass(frozen=True)
class Tabel:
    """A cell per column for every row. The last row is the total when ``met_totaal``."""

    titel: str
    kop: list[str]
    rijen: Sequence[tuple[str, Sequence[Cel]]]
    met_totaal: bool = False
    adressen: Sequence[str] = ()
    """Per row where its name leads to, on screen."""

    def met_adressen(self, adressen: Sequence[str]) -> "Tabel":
        return replace(self, adressen=adressen)

    def met_koppen(self) -> Iterator[tuple[str, str, list[tuple[str, Cel]]]]:
        """Every number with the head of its column: on a narrow screen each stands below the other."""
        adressen = [*self.adressen, *[""] * (len(self.rijen) - len(self.adressen))]
        return (
            (naam, adres, list(zip(self.kop[1:], waarden, strict=True)))
            for (naam, waarden), adres in zip(self.rijen, adressen, strict=True)
        )


@dataclass(frozen=True)
class Reeks:
    """Figures per month for the chart."""

    naam: str
    waarden: list[int | None]


def cijfer(waarde: Cel) -> str:
    """``1.234``, or that it's hidden or was not counted."""
    if waarde == "":
        return "–"
    return VERBORGEN if waarde is None else getal(waarde)


def uitleg_verborgen(drempel: int) -> str:
    return (
        f"Aantallen van 1 tot {drempel - 1} zijn verborgen, samen met aantallen waaruit je ze zou kunnen afleiden. "
        "Nul staat er wel."
    )


def tak(document: Mapping[str, Any], code: str, *sleutel: str) -> int | None:
    """One figure of a reach document: ``tak(bereik, "bereikt", "2026-10", "rabot")``."""
    knoop: Any = document["indicatoren"][code]
    for deel in sleutel:
        knoop = next(iter(knoop["per"].values()))[deel]
    waarde: int | None = knoop["totaal"] if isinstance(knoop, dict) else knoop
    return waarde


def rij_van(document: Mapping[str, Any], *sleutel: str) -> list[int | None]:
    return [tak(document, code, *sleutel) for code in document["indicatoren"]]


def koppen(document: Mapping[str, Any]) -> list[str]:
    return [str(indicator["naam"]) for indicator in document["indicatoren"].values()]


def definities(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(indicator["naam"], indicator["definitie"]) for indicator in document["indicatoren"].values()]


def dimensies_van(document: Mapping[str, Any]) -> list[str]:
    """Codes of the dimensions, in the order of ``--per``."""
    codes, knoop = [], next(iter(document["indicatoren"].values()))
    while isinstance(knoop, dict) and "per" in knoop:
        code = next(iter(knoop["per"]))
        codes.append(code)
        knoop = next(iter(knoop["per"][code].values()), None)
    return codes


def plat(document: Mapping[str, Any]) -> Iterator[tuple[list[str], list[int | None]]]:
    """Every cell as a row: its keys (``totaal`` where a dimension isn't broken down) and a figure per indicator."""
    diepte = len(dimensies_van(document))

    def loop(sleutel: tuple[str, ...], knoop: Any) -> Iterator[tuple[list[str], list[int | None]]]:
        if not isinstance(knoop, dict) or "totaal" in knoop:
            yield [*sleutel, *[TOTAAL] * (diepte - len(sleutel))], rij_van(document, *sleutel)
        if isinstance(knoop, dict) and "per" in knoop:
            for waarde, onder in next(iter(knoop["per"].values())).items():
                yield from loop((*sleutel, waarde), onder)

    yield from loop((), next(iter(document["indicatoren"].values())))


def namen_van(bereik: Bereik) -> Namen:
    return {
        dimensie.code: {waarde.sleutel: waarde.naam for waarde in waarden}
        for dimensie, waarden in zip(bereik.dimensies, bereik.assen, strict=True)
    }


def tabel_van(document: Mapping[str, Any], namen: Namen, titel: str) -> Tabel:
    """All cells of a reach document in words, the total last."""
    codes = dimensies_van(document)
    rijen = [
        (" · ".join(namen[code].get(deel, TOTAAL) for code, deel in zip(codes, sleutel, strict=True)), waarden)
        for sleutel, waarden in plat(document)
    ]
    kop = " · ".join(DIMENSIE[code].naam for code in codes)
    return Tabel(titel, [kop or "Niveau", *koppen(document)], [*rijen[1:], ("Totaal", rijen[0][1])], met_totaal=True)


@dataclass(frozen=True)
class Beeld:
    """What a report of a month, quarter or year shows."""

    document: Mapping[str, Any]

    @property
    def bereik(self) -> Mapping[str, Any]:
        return self.document["bereik"]  # type: ignore[no-any-return]

    @property
    def tijdvak(self) -> Tijdvak:
        return Tijdvak.van_sleutel(self.document["tijdvak"])

    @property
    def titel(self) -> str:
        return f"Bereikrapport {self.tijdvak.naam}"

    @property
    def waar(self) -> str:
        """The unit, or the whole city."""
        slug = self.document["werkpunt"]
        return self.document["werkpunten"][slug] if slug else "Alle werkpunten"

    @property
    def leeg(self) -> bool:
        return tak(self.bereik, "contacten", self.document["tijdvak"]) == 0

    @property
    def uitleg_verborgen(self) -> str:
        return uitleg_verborgen(self.document["drempel"]) if self.bereik["niveau"] == "gepubliceerd" else ""

    @property
    def meegeteld(self) -> str:
        """Which kinds of unit and of contact are in the figures."""
        return (
            f"Meegeteld: {_opsomming(self.document['soorten_werkpunt'])}. "
            f"Soorten contact die tellen: {_opsomming(self.document['soorten_contact'])}."
        )

    def tegels(self) -> list[Tegel]:
        vorige = self.tijdvak.vorige
        return [
            Tegel(
                code,
                indicator["naam"],
                cijfer(nu := tak(self.bereik, code, self.document["tijdvak"])),
                _verschil(nu, tak(self.bereik, code, vorige.sleutel), vorige),
            )
            for code, indicator in self.bereik["indicatoren"].items()
        ]

    @property
    def punten(self) -> Mapping[str, str]:
        """The units of the report of the city; none in that of one unit."""
        return {} if self.document["werkpunt"] else self.document["werkpunten"]

    def cijfers(self, *punt: str) -> dict[str, int | None]:
        """Every figure of this time, of the whole report or of one of its units."""
        return {code: tak(self.bereik, code, self.document["tijdvak"], *punt) for code in self.bereik["indicatoren"]}

    def per_werkpunt(self, adres: Callable[[str], str] = lambda slug: "") -> Tabel | None:
        """By unit; the total is counted again over all units. ``adres``: where a unit's name leads to."""
        if self.document["werkpunt"]:
            return None
        nu = self.document["tijdvak"]
        rijen = [(naam, rij_van(self.bereik, nu, slug)) for slug, naam in self.document["werkpunten"].items()]
        totaal = ("Alle werkpunten", rij_van(self.bereik, nu))
        return Tabel(
            "Per werkpunt",
            ["Werkpunt", *koppen(self.bereik)],
            [*rijen, totaal],
            met_totaal=True,
            adressen=[adres(slug) for slug in self.document["werkpunten"]],
        )

    def overlap(self) -> Tabel | None:
        """How many people each two units share; of the report of one unit whom it shares with each other one."""
        samen = self.document.get("samen", [])
        aantallen = {frozenset(paar): aantal for *paar, aantal in samen}
        if not aantallen:
            return None
        namen = self.document["namen"]["werkpunt"]
        eigen = self.document["werkpunt"]
        punten = [slug for slug in namen if any(slug in paar for paar in aantallen)]
        if eigen:
            rijen = [(namen[slug], [aantallen[frozenset((eigen, slug))]]) for slug in punten if slug != eigen]
            return Tabel(OVERLAP, ["Ook gezien op", "Personen"], rijen)
        return Tabel(
            OVERLAP,
            ["Werkpunt", *(namen[slug] for slug in punten)],
            [
                (namen[een], [aantallen[frozenset((een, ander))] if een != ander else "" for ander in punten])
                for een in punten
            ],
        )

    def uitgesplitst(self, code: str) -> bool:
        """Whether this breakdown is shown; see ``geen_uitsplitsing``."""
        return code in self.document["uitsplitsingen"]

    @property
    def geen_uitsplitsing(self) -> str:
        """Why a breakdown is not shown."""
        return GEEN_UITSPLITSING if self.document["werkpunt"] else LOOPT_NOG

    def uitsplitsing(self, code: str) -> Tabel:
        """By one other dimension; the total is counted again."""
        document = self.document["uitsplitsingen"][code]
        return tabel_van(document, self.document["namen"], DIMENSIE[code].naam)

    def uitsplitsingen(self) -> list[Tabel]:
        return [self.uitsplitsing(code) for code in self.document["uitsplitsingen"]]

    def tijden(self) -> list[Tijdvak]:
        """The last twelve months, or the quarters or years before this one; this one last."""
        sleutels = self.bereik["indicatoren"]["contacten"]["per"][self.document["soort"]]
        return [Tijdvak.van_sleutel(sleutel) for sleutel in list(sleutels)[-12:]]

    def namen(self) -> Namen:
        """The words for each key."""
        tijden = self.bereik["indicatoren"]["contacten"]["per"][self.document["soort"]]
        return {
            **self.document["namen"],
            self.document["soort"]: {sleutel: Tijdvak.van_sleutel(sleutel).naam for sleutel in tijden},
            "werkpunt": self.document["werkpunten"],
        }

    def verschil_met(self, nu: "Beeld") -> str:
        """How the same time counts now: ``6 personen meer en 8 contacten meer``; empty when nothing changed."""
        cijfers = [
            [
                beeld.bereik["indicatoren"][code]["per"][self.document["soort"]][self.document["tijdvak"]]
                for code in _VERGELEKEN
            ]
            for beeld in (self, nu)
        ]
        if cijfers[0] == cijfers[1]:
            return ""
        delen = []
        for code, woord in (("bereikt", ("persoon", "personen")), ("contacten", ("contact", "contacten"))):
            toen, later = (tak(beeld.bereik, code, self.document["tijdvak"]) for beeld in (self, nu))
            if toen is not None and later is not None and toen != later:
                aantal = abs(later - toen)
                meer = "meer" if later > toen else "minder"
                delen.append(f"{getal(aantal)} {woord[aantal != 1]} {meer}")
        return " en ".join(delen) or "andere cijfers"

    def letters(self) -> list[str]:
        """Below the bars of these times."""
        return letters(self.tijden())


def letters(tijden: Sequence[Tijdvak]) -> list[str]:
    """``nov`` for a month; with the year for January and where a month does not follow on the one before it."""
    uit: list[str] = []
    for vorige, tijdvak in zip([None, *tijden], tijden, strict=False):
        jaar = f"{tijdvak.begin:%y}"
        if tijdvak.soort is not Tijdvaksoort.MAAND:
            uit.append(tijdvak.sleutel[5:] + f" {jaar}" if "-" in tijdvak.sleutel else tijdvak.sleutel)
        else:
            kort = MAANDEN[tijdvak.begin.month - 1][:3].replace("maa", "mrt")
            uit.append(f"{kort} {jaar}" if tijdvak.begin.month == 1 or vorige != tijdvak.vorige else kort)
    return uit


def _verschil(nu: int | None, toen: int | None, vorige: Tijdvak) -> str:
    naam = MAANDEN[vorige.begin.month - 1] if vorige.soort is Tijdvaksoort.MAAND else vorige.kort
    if nu is None or toen is None:
        return "niet te vergelijken"
    if nu == toen:
        return f"evenveel als in {naam}"
    return f"{getal(abs(nu - toen))} {'meer' if nu > toen else 'minder'} dan in {naam}"


def _opsomming(woorden: Sequence[str]) -> str:
    return " en ".join([", ".join(woorden[:-1]), woorden[-1]]) if len(woorden) > 1 else "".join(woorden) or "niets"
