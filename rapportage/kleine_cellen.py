"""Hiding small numbers in a report so that no published number gives them back.

A number of 1 up to the threshold is hidden; zero and the threshold itself are shown. What is hidden besides, and why
that is enough, stands in ``rapportage.verbergen``. Figures of different people per unit don't really add up, but
nearly: they are hidden as if they did.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from math import prod

from django.core.exceptions import ValidationError

from kern.tijd import Periode
from rapportage.bereik import ALLES, Bereik, Cellen, Sleutel, bereken
from rapportage.dimensies import MAAND, WERKPUNT, Dimensie
from rapportage.models import Drempelwaarde
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.verbergen import As, Cel, Tabel, TeFijn, verberg_door_de_tijd
from werkpunten.models import Werkpunt

MEESTE_CELLEN = 20_000
"""Cells per figure, totals included, that are worked through in seconds."""
OP_NAAM = "op naam"
"""Contacts of people who are known: never printed, but it follows from two printed numbers."""
BLOKKEN = (As(("nieuw", "terugkerend"), "bereikt"), As((OP_NAAM, "anoniem"), "contacten"))
"""Figures that add up."""
CUMULATIEF = "cumulatief"
Drempels = Callable[[Sleutel], int]
"""The threshold of a cell: that of its month when there is one."""


def publiceer(bereik: Bereik, ook: Collection[Cel] = ()) -> Bereik:
    """The same report for whoever may not see small numbers; needs every margin (``alle_randen``).

    ``ook``: cells (indicator, then the key) that stay hidden whatever they are now, as they once were.
    """
    samen = _per_cel(drempels(bereik))
    verborgen: set[Cel] = {cel for cel in ook if cel[0] == CUMULATIEF}
    for codes in BLOKKEN:
        waarden, assen = _waarden(bereik, codes), [codes, *_assen(bereik)]
        if "nieuw" in codes.delen and (plaats := _maand_zonder_totaal(bereik)):
            dicht, sommen = verberg_door_de_tijd(
                waarden, assen, plaats, _is_klein(waarden, samen), samen=samen, loopt_op="nieuw", ook=ook
            )
            verborgen |= dicht | {(CUMULATIEF, *cel[1:]) for cel in sommen}
        else:
            tabel = Tabel(waarden, assen, gratis={OP_NAAM}, bodem=_mensen(bereik))
            mee = _contacten_mee(waarden, verborgen)
            verborgen |= tabel.verberg(_is_klein(waarden, samen), ook=ook, gedekt=mee, samen=samen)
            if "nieuw" in codes.delen:
                verborgen |= _sinds_de_start(bereik, verborgen)
    return _zonder(bereik, verborgen)


def _maand_zonder_totaal(bereik: Bereik) -> int:
    """The place of the months among the axes of a block when nothing adds up over them; 0 otherwise."""
    if MAAND not in bereik.dimensies:
        return 0
    plaats = 1 + bereik.dimensies.index(MAAND)
    return 0 if _assen(bereik)[plaats - 1].totaal == ALLES else plaats


def publiceer_langer(lang: Bereik, maanden: Bereik, soort: Tijdvaksoort, ook: Collection[Cel] = ()) -> Bereik:
    """Quarters or years by unit beside their published ``maanden``: both since the same day, by time and unit.

    A sum that takes in a hidden month is hidden too, or the other months would give that one back. What was reached
    since the start is that of the last month.
    """
    deel_van = {maand.sleutel: soort.van(maand.ruw).sleutel for maand in maanden.assen[0]}  # type: ignore[arg-type]
    laatste = {geheel: maand for maand, geheel in deel_van.items()}
    dicht = {(code, deel_van[tijd], *rest) for code, tijd, *rest in verborgen_in(maanden) if code != CUMULATIEF}
    verborgen = {
        (CUMULATIEF, *sleutel)
        for sleutel in lang.cellen[CUMULATIEF]
        if maanden.cellen[CUMULATIEF][laatste[sleutel[0]], *sleutel[1:]] is None
    }
    return _zonder(lang, verborgen | {cel for cel in ook if cel[0] == CUMULATIEF} | _blokken(lang, ook, dicht))


def _blokken(bereik: Bereik, ook: Collection[Cel], gedekt: Collection[Cel]) -> set[Cel]:
    """What to hide of the figures that add up, besides what is hidden for another reason and has its cube."""
    verborgen: set[Cel] = set()
    samen = _per_cel(drempels(bereik))
    for codes in BLOKKEN:
        waarden = _waarden(bereik, codes)
        tabel = Tabel(waarden, [codes, *_assen(bereik)], gratis={OP_NAAM}, bodem=_mensen(bereik))
        hier = {cel for cel in gedekt if waarden.get(cel)} | _contacten_mee(waarden, verborgen)
        alleen = _alleen(hier, codes)
        klein = _is_klein(waarden, samen)
        verborgen |= tabel.verberg(klein, ook={*ook} | alleen, gedekt=hier - alleen, samen=samen)
    return verborgen


def verborgen_in(bereik: Bereik) -> set[Cel]:
    """The cells (indicator, then the key) without a number."""
    return {(code, *sleutel) for code, cellen in bereik.cellen.items() for sleutel, n in cellen.items() if n is None}


def verfijn(
    basis: Bereik,
    fijn: Bereik,
    ook: Collection[Cel] = (),
    gedekt: Collection[Cel] = (),
    volgt: Collection[Cel] = (),
) -> Bereik:
    """One breakdown more (the last dimension of ``fijn``) of what is published already.

    The numbers of ``basis`` stay as they are, and so do its hidden cells. Where a part can't be hidden without them,
    nothing of the breakdown is published. Nor is what was reached since the start: two months of it differ by the new
    people, and those are hidden per month. ``ook`` as in ``publiceer``; ``gedekt``: see ``dicht_door_delen``.
    ``volgt``: sums of numbers that are shown, which nobody hides by hiding the sum.
    """
    bekend = _bekend(basis, fijn)
    dicht = {cel for cel, waarde in bekend.items() if waarde is None}
    delen = {(code, *sleutel) for code, van in fijn.cellen.items() for sleutel in van if sleutel[-1] != ALLES}
    verborgen = dicht | {cel for cel in delen if cel[0] == CUMULATIEF}
    samen = _per_cel(drempels(fijn))
    try:
        for codes in BLOKKEN:
            waarden = _waarden(fijn, codes)
            assen, vast = [codes, *_assen(fijn)], bekend.keys() - dicht
            tabel = Tabel(waarden, assen, vast=vast, gratis={OP_NAAM}, bodem=_mensen(fijn))
            hier = {cel for cel in gedekt if waarden.get(cel)} | (_contacten_mee(waarden, verborgen) - {*volgt})
            alleen = _alleen(hier, codes)
            verborgen |= tabel.verberg(
                _is_klein(waarden, samen),
                ook=(dicht | {*ook} | alleen) & waarden.keys(),
                gedekt=hier - alleen,
                samen=samen,
            )
    except TeFijn:
        verborgen |= delen
    sinds_de_start = {sleutel: basis.cellen[CUMULATIEF][sleutel[:-1]] for sleutel in fijn.cellen[CUMULATIEF]}
    return _zonder(replace(fijn, cellen=fijn.cellen | {CUMULATIEF: sinds_de_start}), verborgen)


def dicht_door_delen(basis: Bereik, geheel: Bereik, delen: Mapping[str, tuple[Bereik, Bereik]]) -> set[Cel]:
    """The cells of a breakdown over a longer time that would give a hidden one of its ``delen`` (months) back.

    ``delen``: per month what is and what is published. A hidden month needs another hidden month to move against, in
    a cube over time; where there is none the sums of its cube are hidden. A small sum moves with one of its hidden
    months. All sums are hidden where their total is shown and that can't be.
    """
    bekend = {(code, ALLES, *rest) for (code, *rest), waarde in _bekend(basis, geheel).items() if waarde is not None}
    drempel = drempels(geheel)

    def samen(cel: Cel) -> int:
        """A month was looked at when it was published."""
        return drempel(cel[2:]) if cel[1] == ALLES else 0

    uit: set[Cel] = set()
    for codes in BLOKKEN:
        waarden = _op_tijd(ALLES, _waarden(geheel, codes))
        toegelaten: set[Cel] = set()
        dicht: set[Cel] = set()
        for tijd, (echt, gepubliceerd) in delen.items():
            maand = _op_tijd(tijd, _waarden(echt, codes))
            verborgen = {(code, tijd, *rest) for code, *rest in verborgen_in(gepubliceerd)}
            waarden |= maand
            dicht |= verborgen & maand.keys()
            toegelaten |= {cel for cel in maand.keys() - verborgen if cel[0] != OP_NAAM}
        assen = [codes, As(tuple(delen), ALLES), *_assen(geheel)]
        tabel = Tabel(waarden, assen, vast=toegelaten | bekend, gratis={OP_NAAM})
        sommen = {(code, ALLES, *rest) for code, _, *rest in dicht}
        klein = {cel for cel in sommen if 0 < waarden[cel] < samen(cel)}
        try:
            tabel.verberg(klein.__contains__, ook=dicht, samen=samen, breed=lambda cel: drempel(cel[2:]))
        except TeFijn:
            tabel.verborgen |= {cel for cel in waarden if cel[-1] != ALLES}
        uit |= {(code, *rest) for code, tijd, *rest in tabel.verborgen if tijd == ALLES}
    return uit


def _op_tijd(tijd: str, waarden: Mapping[Cel, int]) -> dict[Cel, int]:
    return {(code, tijd, *rest): waarde for (code, *rest), waarde in waarden.items()}


def _bekend(basis: Bereik, fijn: Bereik) -> dict[Cel, int | None]:
    """The cells of a breakdown that are not broken down, as published."""
    return {
        (code, *sleutel): basis.cellen[code][sleutel[:-1]]
        for code, cellen in fijn.cellen.items()
        for sleutel in cellen
        if sleutel[-1] == ALLES
    }


def drempels(bereik: Bereik) -> Drempels:
    """Every month, quarter and year has its own threshold, whatever period it is shown in."""
    van = Drempelwaarde.objects.per_periode()
    hele = van(bereik.periode)
    plaats = next((n for n, dimensie in enumerate(bereik.dimensies) if dimensie.code in Tijdvaksoort), None)
    if plaats is None:
        return lambda sleutel: hele
    per_tijd = {tijd.sleutel: van(Tijdvak.van_sleutel(tijd.sleutel).periode) for tijd in bereik.assen[plaats]}
    return lambda sleutel: per_tijd.get(sleutel[plaats], hele)


def _per_cel(drempel: Drempels) -> Callable[[Cel], int]:
    return lambda cel: drempel(cel[1:])


def _is_klein(waarden: Mapping[Cel, int], drempel: Callable[[Cel], int]) -> Callable[[Cel], bool]:
    return lambda cel: 0 < waarden[cel] < drempel(cel)


def _assen(bereik: Bereik) -> list[As]:
    met_totaal = [
        any(sleutel[plaats] == ALLES for sleutel in bereik.cellen["bereikt"]) for plaats in range(len(bereik.assen))
    ]
    return [
        As(tuple(waarde.sleutel for waarde in waarden), ALLES if totaal else None)
        for waarden, totaal in zip(bereik.assen, met_totaal, strict=True)
    ]


def _waarden(bereik: Bereik, codes: As) -> dict[Cel, int]:
    def waarde(code: str, sleutel: Sleutel) -> int:
        if code == OP_NAAM:
            return waarde("contacten", sleutel) - waarde("anoniem", sleutel)
        return bereik.cellen[code][sleutel] or 0

    alle = [*codes.delen, *([codes.totaal] if codes.totaal else [])]
    return {(code, *sleutel): waarde(code, sleutel) for code in alle for sleutel in bereik.cellen["bereikt"]}


def _mensen(bereik: Bereik) -> dict[Cel, int]:
    """Contacts on name are never fewer than the people they are of."""
    return {(OP_NAAM, *sleutel): waarde for sleutel, waarde in bereik.cellen["bereikt"].items() if waarde}


def _alleen(verborgen: Collection[Cel], codes: As) -> set[Cel]:
    """Those that follow from the other figures of their place: nobody returned, so all who came are new."""
    alle = (*codes.delen, codes.totaal or "")
    return {
        cel
        for cel in verborgen
        if not any(code != cel[0] and (code == OP_NAAM or (code, *cel[1:]) in verborgen) for code in alle)
    }


def _contacten_mee(waarden: Mapping[Cel, int], verborgen: Collection[Cel]) -> set[Cel]:
    """Where people are hidden, so are their contacts: people are never more than these, and both move together."""
    cellen = {(code, *cel[1:]) for cel in verborgen if cel[0] == "bereikt" for code in ("contacten", OP_NAAM)}
    return {cel for cel in cellen if waarden.get(cel)}


def _zonder(bereik: Bereik, verborgen: Collection[Cel]) -> Bereik:
    cellen: Cellen = {
        code: {sleutel: None if (code, *sleutel) in verborgen else waarde for sleutel, waarde in per_sleutel.items()}
        for code, per_sleutel in bereik.cellen.items()
    }
    return replace(bereik, cellen=cellen, niveau="gepubliceerd")


def _sinds_de_start(bereik: Bereik, verborgen: Collection[Cel]) -> set[Cel]:
    """From the first month on in which new people are hidden, so is everybody reached since the start.

    Two of those totals differ by the new people in between, however many months lie between the two reports.
    """
    plaats = bereik.dimensies.index(MAAND) if MAAND in bereik.dimensies else None

    def maand(sleutel: Sleutel) -> str:
        """No total over the months comes before the last of them."""
        return "" if plaats is None else sleutel[plaats] or "9999-99"

    def waar(sleutel: Sleutel) -> Sleutel:
        return sleutel if plaats is None else sleutel[:plaats] + sleutel[plaats + 1 :]

    vanaf: dict[Sleutel, str] = {}
    for code, *delen in verborgen:
        if code == "nieuw":
            sleutel = tuple(delen)
            vanaf[waar(sleutel)] = min(maand(sleutel), vanaf.get(waar(sleutel), "9999-99"))
    return {
        (CUMULATIEF, *sleutel)
        for sleutel, waarde in bereik.cellen[CUMULATIEF].items()
        if waarde and waar(sleutel) in vanaf and maand(sleutel) >= vanaf[waar(sleutel)]
    }


def niet_te_fijn(periode: Periode, per: Sequence[Dimensie], hoogstens: int = MEESTE_CELLEN) -> None:
    """Refuse a breakdown with more cells per figure than this, before anything is counted."""
    if prod(sum(1 for _ in dimensie.waarden(periode, None)) + 1 for dimensie in per) > hoogstens:
        namen = ", ".join(dimensie.code for dimensie in per)
        raise ValidationError(
            f"Te fijn uitgesplitst ({namen}). Laat een uitsplitsing weg of kies een kortere periode."
        )


def gepubliceerd(periode: Periode, *, per: Sequence[Dimensie] = (), werkpunt: Werkpunt | None = None) -> Bereik:
    """A report with small numbers hidden. That of one unit is cut from the city's: both hide the same cells."""
    andere = [dimensie for dimensie in per if dimensie is not WERKPUNT]
    stadsbreed = list(per) if werkpunt is None else [WERKPUNT, *andere]
    niet_te_fijn(periode, stadsbreed)
    stad = publiceer(bereken(periode, per=stadsbreed, alle_randen=True))
    if werkpunt is None:
        return stad
    punt = next((waarde for waarde in stad.assen[0] if waarde.sleutel == werkpunt.slug), None)
    if punt is None:  # closed before: only zeros to show
        return publiceer(bereken(periode, per=per, werkpunt=werkpunt, alle_randen=True))
    return stad.uitsnede(per, werkpunt=punt)
