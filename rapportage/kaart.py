"""The wijken as a map in SVG: tiles on a grid of our own, or the real boundaries when an administrator loaded them.

Presentation attributes only. A tint is never all there is: every place has its number and its figure, a hidden figure
has stripes and a star, and the table beside the map says it in words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kern.templatetags.kern import getal
from rapportage.weergave import cijfer

BREED = 490
TEGEL = (70, 56)
TINTEN = ("#e6f5fc", "#b5def2", "#6cb8de", "#0071a1", "#02184b")
DONKER = {"#0071a1", "#02184b"}
TEKST, LIJN, WIT, STREPEN = "#23333a", "#5a666b", "#ffffff", "url(#verborgen)"
LEGENDE = 26
"""Height of one row of the legend."""
PATROON = mark_safe(
    '<defs><pattern id="verborgen" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#ffffff"/><rect width="1.5" height="7" fill="#a9b3b7"/></pattern></defs>'
)


@dataclass(frozen=True)
class Vorm:
    """The drawn outline of a wijk: path data and where its number goes."""

    pad: str
    x: float
    y: float


@dataclass(frozen=True)
class Vak:
    """One wijk of the map; ``waarde`` None is hidden."""

    nummer: int
    naam: str
    waarde: int | None
    kolom: int
    rij: int


Groep = tuple[int, int]
"""Smallest and largest figure of a tint."""


def groepen(waarden: Sequence[int | None]) -> list[Groep]:
    """At most five groups of about as many wijken each, zeros and hidden figures apart; equal figures go together."""
    rij = sorted(waarde for waarde in waarden if waarde)
    grenzen = sorted({rij[len(rij) * n // len(TINTEN)] for n in range(len(TINTEN))}) if rij else []
    delen: list[list[int]] = [
        [waarde for waarde in rij if van <= waarde and (tot is None or waarde < tot)]
        for van, tot in zip(grenzen, [*grenzen[1:], None], strict=False)
    ]
    return [(deel[0], deel[-1]) for deel in delen]


def uitleg(vakken: Sequence[Vak]) -> str:
    """The map in words: where most, and how many wijken are hidden."""
    gekend = sorted(((vak.waarde, vak.naam) for vak in vakken if vak.waarde), reverse=True)[:3]
    delen = [f"Het meest in {', '.join(f'{naam} ({getal(waarde)})' for waarde, naam in gekend)}"] if gekend else []
    verborgen = sum(vak.waarde is None for vak in vakken)
    delen += [f"{verborgen} {'wijk' if verborgen == 1 else 'wijken'} met een verborgen aantal"] if verborgen else []
    return ". ".join([*delen, "De tabel geeft elk aantal"]) + "."


def tegelkaart(titel: str, vakken: Sequence[Vak]) -> SafeString:
    """Every wijk a tile of the same size, about where it lies."""
    breed, hoog = TEGEL
    onder = hoog * (1 + max((vak.rij for vak in vakken), default=0))

    def teken(vak: Vak, vulling: str, letter: str) -> SafeString:
        x, y = vak.kolom * breed, vak.rij * hoog
        vorm = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="3" fill="{}" stroke="{}"/>',
            x + 1,
            y + 1,
            breed - 4,
            hoog - 4,
            vulling,
            LIJN,
        )
        return _vak(vak, vorm, letter, x + breed / 2 - 1, y + hoog / 2)

    return _kaart(titel, vakken, (BREED, onder), teken)


def grenskaart(titel: str, vakken: Sequence[Vak], vormen: dict[int, Vorm], hoog: int) -> SafeString:
    """Every wijk as it lies; ``vormen`` by number, drawn ``BREED`` wide and so high."""

    def teken(vak: Vak, vulling: str, letter: str) -> SafeString:
        vorm = vormen[vak.nummer]
        vlak = format_html('<path d="{}" fill="{}" stroke="{}"/>', vorm.pad, vulling, LIJN)
        return _vak(vak, vlak, letter, vorm.x, vorm.y, fijn=True)

    return _kaart(titel, [vak for vak in vakken if vak.nummer in vormen], (BREED, hoog), teken)


Teken = Callable[[Vak, str, str], SafeString]


def _kaart(titel: str, vakken: Sequence[Vak], maat: tuple[int, int], teken: Teken) -> SafeString:
    verdeling = groepen([vak.waarde for vak in vakken])
    breed, hoog = maat
    legende = _legende(verdeling, hoog + 8)
    rijen = -(-len(legende) // 4)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="620" role="img" '
        'aria-labelledby="kaart-titel kaart-uitleg" font-family="Fira Sans" fill="{}">'
        '<title id="kaart-titel">{}</title><desc id="kaart-uitleg">{}</desc>{}{}{}</svg>',
        breed,
        hoog + 8 + rijen * LEGENDE,
        TEKST,
        titel,
        uitleg(vakken),
        PATROON,
        format_html_join("", "{}", ((teken(vak, *_kleur(vak.waarde, verdeling)),) for vak in vakken)),
        format_html_join("", "{}", ((deel,) for deel in legende)),
    )


def _kleur(waarde: int | None, verdeling: Sequence[Groep]) -> tuple[str, str]:
    """Fill and colour of the letters."""
    if waarde is None:
        return STREPEN, TEKST
    if waarde == 0:
        return WIT, TEKST
    vulling = TINTEN[next(n for n, (_, hoogste) in enumerate(verdeling) if waarde <= hoogste)]
    return vulling, WIT if vulling in DONKER else TEKST


def _vak(vak: Vak, vorm: SafeString, letter: str, x: float, y: float, *, fijn: bool = False) -> SafeString:
    """The shape with the number of the wijk above its figure, and all of it in words for the mouse."""
    return format_html(
        '<g><title>{}. {}: {}</title>{}<text x="{}" y="{}" font-size="{}" text-anchor="middle" fill="{}">{}</text>'
        '<text x="{}" y="{}" font-size="{}" font-weight="600" text-anchor="middle" fill="{}">{}</text></g>',
        vak.nummer,
        vak.naam,
        cijfer(vak.waarde),
        vorm,
        round(x, 1),
        round(y - (1 if fijn else 7), 1),
        8 if fijn else 12,
        letter,
        vak.nummer,
        round(x, 1),
        round(y + (9 if fijn else 13), 1),
        9 if fijn else 17,
        letter,
        "*" if vak.waarde is None else getal(vak.waarde),
    )


def _legende(verdeling: Sequence[Groep], boven: float) -> list[SafeString]:
    """What each tint means, four in a row."""
    tekens = [(TINTEN[n], _van_tot(groep)) for n, groep in enumerate(verdeling)]
    tekens += [(WIT, "0"), (STREPEN, "* verborgen")]
    return [
        format_html(
            '<rect x="{}" y="{}" width="18" height="14" fill="{}" stroke="{}"/>'
            '<text x="{}" y="{}" font-size="13">{}</text>',
            1 + n % 4 * 122,
            boven + n // 4 * LEGENDE + 4,
            vulling,
            LIJN,
            25 + n % 4 * 122,
            boven + n // 4 * LEGENDE + 16,
            tekst,
        )
        for n, (vulling, tekst) in enumerate(tekens)
    ]


def _van_tot(groep: Groep) -> str:
    laagste, hoogste = groep
    return getal(laagste) if laagste == hoogste else f"{getal(laagste)} tot {getal(hoogste)}"
