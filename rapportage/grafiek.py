"""Bar charts as SVG: presentation attributes only, so that a strict CSP and the PDF both accept them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kern.templatetags.kern import getal
from rapportage.weergave import Reeks

BREED, HOOG = 900, 290
LINKS, ONDER, BOVEN = 50, 28, 42
TEKST, LIJN, ZACHT = "#23333a", "#c8ccce", "#5a666b"
VULLING = ("#0071a1", "url(#{}-streep)", "#ffffff", "url(#{}-stip)")
"""The patterns are those of the chart itself (its ``naam``)."""
RAND = ("#005b82", "#8f3100", "#005b82", "#8f3100")
STREEPJES = ("none", "none", "4 3", "4 3")
"""Of the edge: a number that others counted has a broken one."""
PATROON = (
    '<defs><pattern id="{0}-streep" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fdeadd"/><rect width="2.5" height="6" fill="#c2500a"/></pattern>'
    '<pattern id="{0}-stip" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#ffffff"/><circle cx="3" cy="3" r="1.2" fill="#c2500a"/></pattern></defs>'
)
SMALST = 1.5
"""Room for the words below a column, in bars."""


@dataclass(frozen=True)
class Kolom:
    """The bars of one moment: which kind each is (its place among the names), and its figure (None is hidden)."""

    letter: str
    staven: Sequence[tuple[int, int | None]]

    @property
    def breedte(self) -> float:
        """In bars."""
        return max(len(self.staven), SMALST)


def staven(
    titel: str, uitleg: str, namen: Sequence[str], kolommen: Sequence[Kolom], *, naam: str = "grafiek"
) -> SafeString:
    """Grouped bars with a label on each; a hidden figure has no bar and says so. The numbers stand beside it.

    ``naam`` is its own on the page.
    """
    hoogste = max((waarde or 0 for kolom in kolommen for _, waarde in kolom.staven), default=0)
    stap = _stap(hoogste)
    top = max(stap * math.ceil(hoogste / stap), stap)
    schaal = (HOOG - ONDER - BOVEN) / top
    soorten = sorted({soort for kolom in kolommen for soort, _ in kolom.staven})
    delen = [_raster(stap, top, schaal), _legende([(soort, namen[soort]) for soort in soorten], naam)]
    staaf = (BREED - LINKS) / max(sum(kolom.breedte for kolom in kolommen), 1)
    x = float(LINKS)
    for kolom in kolommen:
        delen.append(_kolom(kolom, x, staaf, schaal, naam))
        x += kolom.breedte * staaf
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="{}-titel {}-uitleg" font-family="Fira Sans" font-size="13" fill="{}">'
        '<title id="{}-titel">{}</title><desc id="{}-uitleg">{}</desc>{}{}</svg>',
        BREED,
        HOOG,
        naam,
        naam,
        TEKST,
        naam,
        titel,
        naam,
        uitleg,
        format_html(PATROON, naam),
        format_html_join("", "{}", ((deel,) for deel in delen)),
    )


def _kolom(kolom: Kolom, x: float, staaf: float, schaal: float, naam: str) -> SafeString:
    """Its bars in the middle, of equal width in every column."""
    stuk = staaf * 0.84
    begin = x + (kolom.breedte * staaf - stuk * len(kolom.staven)) / 2
    delen = [_letter(x + kolom.breedte * staaf / 2, kolom.letter)]
    for n, (soort, waarde) in enumerate(kolom.staven):
        delen.append(_staaf(begin + stuk * n, stuk, waarde, schaal, soort, naam))
    return format_html_join("", "{}", ((deel,) for deel in delen))


KANAALVULLING = ("#0071a1", "url(#kanaal-streep)", "#02184b", "url(#kanaal-stip)", "url(#kanaal-grijs)")
KANAALPATROON = mark_safe(
    '<defs><pattern id="kanaal-streep" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fdeadd"/>'
    '<rect width="2.5" height="6" fill="#c2500a"/></pattern>'
    '<pattern id="kanaal-stip" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#e6f5fc"/><circle cx="3" cy="3" r="1.4" fill="#0071a1"/></pattern>'
    '<pattern id="kanaal-grijs" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="8" height="8" fill="#ffffff"/><rect width="1.5" height="8" fill="#a9b3b7"/></pattern></defs>'
)
REST = "Niet uitgesplitst"


def gestapeld(
    titel: str, uitleg: str, letters: Sequence[str], reeksen: Sequence[Reeks], totalen: Sequence[int | None]
) -> SafeString:
    """Stacked bars with the total above each; what the parts leave of it is grey, a hidden total is a star."""
    hoogste = max((totaal for totaal in totalen if totaal is not None), default=0)
    stap = _stap(hoogste)
    top = max(stap * math.ceil(hoogste / stap), stap)
    vak, schaal = (BREED - LINKS) / max(len(letters), 1), (HOOG - ONDER - BOVEN) / top
    delen = [_raster(stap, top, schaal), _kanaallegende([*(reeks.naam for reeks in reeksen), REST])]
    for n, (letter, totaal) in enumerate(zip(letters, totalen, strict=True)):
        midden = LINKS + vak * (n + 0.5)
        delen.append(_letter(midden, letter))
        delen.append(_stapel(midden, vak * 0.6, [reeks.waarden[n] for reeks in reeksen], totaal, schaal))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="kanaal-titel kanaal-uitleg" font-family="Fira Sans" font-size="13" fill="{}">'
        '<title id="kanaal-titel">{}</title><desc id="kanaal-uitleg">{}</desc>{}{}</svg>',
        BREED,
        HOOG,
        TEKST,
        titel,
        uitleg,
        KANAALPATROON,
        format_html_join("", "{}", ((deel,) for deel in delen)),
    )


def _kanaallegende(namen: Sequence[str]) -> SafeString:
    return format_html_join(
        "",
        '<rect x="{}" y="4" width="14" height="14" fill="{}" stroke="{}"/><text x="{}" y="15">{}</text>',
        ((LINKS + 165 * n, KANAALVULLING[n], ZACHT, LINKS + 20 + 165 * n, naam) for n, naam in enumerate(namen)),
    )


def _stapel(
    midden: float, breed: float, waarden: Sequence[int | None], totaal: int | None, schaal: float
) -> SafeString:
    if totaal is None:
        return _boven(midden, _y(0, schaal), "*")
    stukken = [waarde or 0 for waarde in waarden]
    stukken.append(totaal - sum(stukken))
    delen, onder = [], 0
    for vulling, stuk in zip(KANAALVULLING, stukken, strict=True):
        if stuk > 0:
            onder += stuk
            plaats = (round(midden - breed / 2, 1), _y(onder, schaal), round(breed, 1), round(stuk * schaal, 1))
            delen.append((*plaats, vulling, ZACHT))
    vlakken = format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>', delen)
    return format_html("{}{}", vlakken, _boven(midden, _y(totaal, schaal), getal(totaal)))


def _boven(midden: float, y: float, tekst: str) -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', round(midden, 1), y - 4, tekst)


def _stap(hoogste: int) -> int:
    """A round number that divides the axis in at most five."""
    ruw = max(hoogste / 5, 1)
    macht = 10 ** int(math.log10(ruw))
    return int(next(keer * macht for keer in (1, 2, 5, 10) if keer * macht >= ruw))


def _y(waarde: float, schaal: float) -> float:
    return round(HOOG - ONDER - waarde * schaal, 1)


def _raster(stap: int, top: int, schaal: float) -> SafeString:
    return format_html_join(
        "",
        '<path d="M{} {}H{}" stroke="{}"/><text x="{}" y="{}" text-anchor="end" fill="{}">{}</text>',
        (
            (LINKS, _y(waarde, schaal), BREED, LIJN, LINKS - 6, _y(waarde, schaal) + 4, ZACHT, getal(waarde))
            for waarde in range(0, top + 1, stap)
        ),
    )


def _legende(soorten: Sequence[tuple[int, str]], grafiek: str) -> SafeString:
    """One after the other, each as wide as its words are about."""
    x, delen = LINKS, []
    for soort, naam in soorten:
        delen.append((x, VULLING[soort].format(grafiek), RAND[soort], STREEPJES[soort], x + 20, naam))
        x += 54 + 7 * len(naam)
    return format_html_join(
        "",
        '<rect x="{}" y="4" width="14" height="14" fill="{}" stroke="{}" stroke-dasharray="{}"/>'
        '<text x="{}" y="15">{}</text>',
        delen,
    )


def _letter(x: float, letter: str) -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', round(x, 1), HOOG - 8, letter)


def _staaf(x: float, breed: float, waarde: int | None, schaal: float, soort: int, naam: str) -> SafeString:
    midden = round(x + breed / 2, 1)
    if waarde is None:
        return format_html(
            '<text x="{}" y="{}" text-anchor="middle" fill="{}">*</text>',
            midden,
            _y(0, schaal) - 4,
            ZACHT,
        )
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-dasharray="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        round(x, 1),
        _y(waarde, schaal),
        round(breed - 2, 1),
        round(waarde * schaal, 1),
        VULLING[soort].format(naam),
        RAND[soort],
        STREEPJES[soort],
        midden,
        _y(waarde, schaal) - 4,
        getal(waarde),
    )
