"""What a report holds: the figures of a month, quarter or year, of those before it, and every breakdown.

A document is a plain dictionary; screen, chart and files read nothing else. ``bereik`` is the document of
reference.md §3 by time and, for the city, by unit; ``uitsplitsingen`` has one for each other dimension.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Min

from kern.tijd import Periode, geldt_in, vandaag
from rapportage.bereik import ALLES, Bereik, Cellen, bereken, een_ogenblik, uitgesplitst
from rapportage.dimensies import DIMENSIE, DIMENSIES, WERKPUNT, Aard, Dimensie, Eenheden, Waarde
from rapportage.historiek import trend
from rapportage.indicatoren import Bron
from rapportage.kleine_cellen import dicht_door_delen, publiceer, publiceer_langer, verfijn
from rapportage.models import Bereikrapport, Drempelwaarde, Herziening, Maandbereik
from rapportage.samen import Groepen, Paar, groepen, paren
from rapportage.samen import publiceer as publiceer_samen
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.verbergen import Cel
from rapportage.weergave import LOOPT_NOG
from werkpunten.models import Contactmoment, Soort, Telregel, Werkpunt

Document = dict[str, Any]
TIJD = {soort: DIMENSIE[soort.value] for soort in Tijdvaksoort}
UITSPLITSINGEN = tuple(dimensie for dimensie in DIMENSIES if dimensie.aard is not Aard.VRAAG)
"""What every report is broken down by, besides time and unit."""
VAN_PERIODE = {indicator.code for indicator in Bron.PERIODE.indicatoren}
Meld = Callable[[float], None]


def _stil(deel: float) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Cijfers:
    """Both sets of one report."""

    exact: Document
    gepubliceerd: Document


@dataclass(frozen=True)
class Telling:
    """All that one report is made of, counted at one moment, of the city by unit.

    ``reeksen``: by time and unit since the first contact, of months and of the kind of the report; there is no total
    over the time: of two reports it gives a hidden month back. ``fijn``: per breakdown of the city, of the report's
    own time and of the months in it.
    """

    tijdvak: Tijdvak
    reeksen: dict[Tijdvaksoort, Bereik]
    fijn: dict[Dimensie, dict[Tijdvak, Bereik]]

    @property
    def reeks(self) -> Bereik:
        return self.reeksen[self.tijdvak.soort]

    def gepubliceerd(self) -> tuple[Bereik, dict[Dimensie, Bereik]]:
        """The series, and each breakdown, for whoever may not see small numbers."""
        eerder = _eerder_verborgen()
        maanden = publiceer(self.reeksen[Tijdvaksoort.MAAND], ook=eerder[""])
        reeks = maanden
        if self.tijdvak.soort is not Tijdvaksoort.MAAND:
            reeks = publiceer_langer(self.reeks, maanden, self.tijdvak.soort, ook=eerder[""])
        return reeks, {
            dimensie: self.verfijnd(dimensie, maanden, reeks, eerder[dimensie.code]) for dimensie in self.fijn
        }

    def verfijnd(self, dimensie: Dimensie, maanden: Bereik, reeks: Bereik, eerder: Collection[Cel]) -> Bereik:
        """The breakdown of this time, beside those of the months in it."""

        def eerder_op(tijdvak: Tijdvak) -> set[Cel]:
            return {(code, *rest) for code, tijd, *rest in eerder if tijd == tijdvak.sleutel}

        delen = {
            tijdvak.sleutel: (fijn, verfijn(_moment(maanden, tijdvak), fijn, ook=eerder_op(tijdvak)))
            for tijdvak, fijn in self.fijn[dimensie].items()
            if tijdvak != self.tijdvak
        }
        basis, fijn = _moment(reeks, self.tijdvak), self.fijn[dimensie][self.tijdvak]
        dicht = dicht_door_delen(basis, fijn, delen) if delen else ()
        volgt = {cel for cel in _cellen(fijn) if delen and all(_getoond(deel, cel) for _, deel in delen.values())}
        return verfijn(basis, fijn, ook=eerder_op(self.tijdvak), gedekt=dicht, volgt=volgt)


def _cellen(bereik: Bereik) -> Iterator[Cel]:
    return ((code, *sleutel) for code, van in bereik.cellen.items() for sleutel in van)


def _getoond(bereik: Bereik, cel: Cel) -> bool:
    code, *sleutel = cel
    return bereik.cellen[code].get(tuple(sleutel)) is not None


def _moment(reeks: Bereik, tijdvak: Tijdvak, per: Sequence[Dimensie] = ()) -> Bereik:
    """One month, quarter or year of a series: the city, or by unit."""
    deze = Waarde(tijdvak.begin, tijdvak.sleutel, tijdvak.naam)
    return reeks.beperkt(tijdvak.periode).uitsnede(per, **{tijdvak.soort.value: deze})


def tel(tijdvak: Tijdvak, per: Sequence[Dimensie] = UITSPLITSINGEN, meld: Meld = _stil) -> Telling:
    """Count; ``meld`` hears which part is done, from 0 to 1."""
    sinds = Contactmoment.objects.ongefilterd("rapport").aggregate(eerste=Min("dag"))["eerste"] or tijdvak.begin
    periode = Periode(
        min(Tijdvaksoort.JAAR.van(sinds).begin, tijdvak.venster.begin),
        tijdvak.periode.einde,
    )
    soorten = dict.fromkeys((Tijdvaksoort.MAAND, tijdvak.soort))
    tijden = [tijdvak] if tijdvak.soort is Tijdvaksoort.MAAND else [*tijdvak.delen(Tijdvaksoort.MAAND), tijdvak]
    stappen, klaar = len(soorten) + len(tijden), count(1)
    reeksen: dict[Tijdvaksoort, Bereik] = {}
    van_tijd: dict[Tijdvak, list[Bereik]] = {}
    with een_ogenblik():
        for soort in soorten:
            reeksen[soort] = bereken(periode, per=[TIJD[soort], WERKPUNT], alle_randen=True, steeds=[TIJD[soort]])
            meld(next(klaar) / stappen)
        for tijd in tijden if per else ():
            van_tijd[tijd] = uitgesplitst(tijd.periode, [[dimensie] for dimensie in per])
            meld(next(klaar) / stappen)
    fijn = {dimensie: {tijd: delen[n] for tijd, delen in van_tijd.items()} for n, dimensie in enumerate(per)}
    return Telling(tijdvak, reeksen, fijn)


@dataclass(frozen=True)
class Geteld:
    """All that one report is made of. What may be published of it follows from what is frozen by then.

    ``herzien_tot``: the last ``Herziening`` these figures have in them; with ``herziening_wacht`` there is a change in
    them that is in none yet.
    """

    werkpunt: Werkpunt | None
    telling: Telling
    fijn: Mapping[Dimensie, Bereik]
    groepen: Groepen | None
    herzien_tot: int
    herziening_wacht: bool

    def cijfers(self) -> Cijfers:
        """Both sets."""
        tijdvak = self.telling.tijdvak
        drempel = Drempelwaarde.objects.van(tijdvak.periode)
        exact, publiek = (self.telling.reeks, self.fijn), self._gepubliceerd()
        cijfers = Cijfers(*(_document(tijdvak, self.werkpunt, drempel, *set_) for set_ in (exact, publiek)))
        if self.groepen is not None:
            punten = [punt.sleutel for punt in self._punten]
            for document in (cijfers.exact, cijfers.gepubliceerd):
                document["namen"]["werkpunt"] = {punt.sleutel: punt.naam for punt in self._punten}
            cijfers.exact["samen"] = self._paren(paren(self.groepen, punten))
            cijfers.gepubliceerd["samen"] = self._paren(self._samen_gepubliceerd(self.groepen, publiek[0], drempel))
        return cijfers

    @property
    def _punten(self) -> tuple[Waarde, ...]:
        return _moment(self.telling.reeks, self.telling.tijdvak, [WERKPUNT]).assen[0]

    def _samen_gepubliceerd(self, van: Groepen, reeks: Bereik, drempel: int) -> Mapping[Paar, int | None]:
        """None while the time runs: of two looks the difference is one person, and where they went."""
        tijdvak = self.telling.tijdvak
        if tijdvak.periode.einde > vandaag():
            return {}
        basis = _moment(reeks, tijdvak, [WERKPUNT])
        bereikt = {punt.sleutel: basis.cel("bereikt", punt.sleutel) for punt in self._punten}
        vorige = Bereikrapport.objects.laatste(tijdvak, None)
        eerder = json.loads(vorige.gepubliceerd).get("samen", []) if vorige else []
        ook = {(een, ander) for een, ander, aantal in eerder if aantal is None}
        return publiceer_samen(van, bereikt, basis.cel("bereikt"), drempel, ook)

    def _paren(self, van: Mapping[Paar, int | None]) -> list[list[str | int | None]]:
        """All of the city, or those of the one unit."""
        eigen = self.werkpunt.slug if self.werkpunt else None
        return [[*paar, aantal] for paar, aantal in van.items() if eigen is None or eigen in paar]

    def _gepubliceerd(self) -> tuple[Bereik, dict[Dimensie, Bereik]]:
        reeks, fijn = self.telling.gepubliceerd()
        tijdvak = self.telling.tijdvak
        return reeks, {dimensie: deel for dimensie, deel in fijn.items() if wordt_gepubliceerd(dimensie, tijdvak)}


def wordt_gepubliceerd(dimensie: Dimensie, tijdvak: Tijdvak) -> bool:
    """While it runs nothing of who people are: the difference between two looks can be one person."""
    return dimensie.aard is not Aard.PERSOON or tijdvak.periode.einde <= vandaag()


def tel_rapport(
    tijdvak: Tijdvak,
    werkpunt: Werkpunt | None,
    meld: Meld = _stil,
    per: Sequence[Dimensie] = UITSPLITSINGEN,
    *,
    samen: bool = False,
) -> Geteld:
    """Count now. What is published of one unit is cut from the city's, so that both hide the same cells.

    Of a unit no breakdown is published: beside that of the city it would give small numbers back, or hide most of it.
    ``samen``: also the people whom units share, which takes a second to publish.
    """
    with een_ogenblik():
        telling = tel(tijdvak, () if werkpunt else per, meld)
        fijn = {dimensie: van[tijdvak] for dimensie, van in telling.fijn.items()}
        if werkpunt:
            delen = uitgesplitst(tijdvak.periode, [[dimensie] for dimensie in per], werkpunten=[werkpunt])
            fijn = dict(zip(per, delen, strict=True))
        wie = groepen(tijdvak.periode, dict(Werkpunt.objects.values_list("pk", "slug"))) if samen else None
        stand = Herziening.objects.stand(), Maandbereik.objects.herziening_wacht(tijdvak.periode.einde)
    return Geteld(werkpunt, telling, fijn, wie, *stand)


def cijfers_van(
    tijdvak: Tijdvak, werkpunt: Werkpunt | None, per: Sequence[Dimensie] = UITSPLITSINGEN, *, samen: bool = False
) -> Cijfers:
    """The figures now; see ``tel_rapport``."""
    return tel_rapport(tijdvak, werkpunt, per=per, samen=samen).cijfers()


def tijdvak_gepubliceerd(tijdvak: Tijdvak, *, per: Sequence[Dimensie], werkpunt: Werkpunt | None) -> Bereik:
    """One month, quarter or year as it is published: by time and unit, or of the city by time and one breakdown."""
    verder = [dimensie for dimensie in per if dimensie.aard is not Aard.VRAAG]
    geen_te_veel(per, [werkpunt] if werkpunt else None)
    if not all(wordt_gepubliceerd(dimensie, tijdvak) for dimensie in verder):
        raise ValidationError({"per": f"{tijdvak.naam.capitalize()} loopt nog. {LOOPT_NOG}"})
    reeks, fijn = tel(tijdvak, verder).gepubliceerd()
    bereik = fijn[verder[0]] if verder else _moment(reeks, tijdvak, [WERKPUNT])
    tijd = TIJD[tijdvak.soort]
    deze = Waarde(tijdvak.begin, tijdvak.sleutel, tijdvak.naam)
    if tijd in per:
        bereik = _met_tijd(bereik, tijd, deze)
    vast = {tijd.code: deze} if tijd in per else {}
    if werkpunt:
        punt = _punt(bereik, werkpunt)
        if punt is None:
            raise ValidationError({"werkpunt": f"{werkpunt} was in {deze.naam} niet open."})
        vast["werkpunt"] = punt
    return replace(bereik.uitsnede(per, **vast), periode=tijdvak.periode)


def maanden_exact(tijdvak: Tijdvak, dimensie: Dimensie, werkpunt: Werkpunt | None) -> dict[Tijdvak, Bereik]:
    """One breakdown, without what was reached since the start, of this time and of each that stands beside it."""
    tijd, waar = TIJD[tijdvak.soort], [werkpunt] if werkpunt else None
    reeks = bereken(tijdvak.venster, per=[tijd, dimensie], werkpunten=waar, steeds=[tijd], bronnen=[Bron.PERIODE])
    tijden = (Tijdvak.van_sleutel(waarde.sleutel) for waarde in reeks.assen[0])
    return {deze: _moment(reeks, deze, [dimensie]) for deze in tijden}


def maanden_gepubliceerd(maand: Tijdvak, dimensie: Dimensie) -> dict[Tijdvak, Bereik]:
    """The same of the city, for whoever may not see small numbers: each month as its own report has it now."""
    with een_ogenblik():
        reeksen, fijn = tel(maand, ()).reeksen, maanden_exact(maand, dimensie, None)
    eerder = _eerder_verborgen()
    reeks = publiceer(reeksen[Tijdvaksoort.MAAND], ook=eerder[""])
    tellingen = {deze: Telling(deze, reeksen, {dimensie: {deze: bereik}}) for deze, bereik in fijn.items()}
    return {
        deze: telling.verfijnd(dimensie, reeks, reeks, eerder[dimensie.code]) for deze, telling in tellingen.items()
    }


def geen_te_veel(per: Sequence[Dimensie], werkpunten: Eenheden) -> None:
    """Refuse to publish another breakdown by unit, or of some units; see ``tel_rapport``."""
    verder = any(dimensie.aard is not Aard.VRAAG for dimensie in per)
    if verder and (werkpunten is not None or WERKPUNT in per):
        raise ValidationError({"per": "Per werkpunt én nog een uitsplitsing geeft kleine aantallen prijs: kies één."})


def _met_tijd(bereik: Bereik, tijd: Dimensie, deze: Waarde) -> Bereik:
    """The same cells under the one month, quarter or year they are of."""
    cellen: Cellen = {
        code: {(waar, *sleutel): n for sleutel, n in van.items() for waar in (ALLES, deze.sleutel)}
        for code, van in bereik.cellen.items()
    }
    return replace(bereik, dimensies=(tijd, *bereik.dimensies), assen=((deze,), *bereik.assen), cellen=cellen)


def _eerder_verborgen() -> dict[str, set[Cel]]:
    """The cells that a frozen report of the city or of a unit hides: they stay hidden.

    Of two figures of one month, one from before a late visit and one from after it, the second would give the first
    back. Last versions say it all: each hides what was hidden before it. Per breakdown of the city: indicator, time
    and its value; under ``""`` those by time and unit.
    """
    laatste = Bereikrapport.objects.bereik().order_by("werkpunt_id", "soort", "begin", "-versie")
    dicht: dict[str, set[Cel]] = defaultdict(set)
    for tekst in laatste.distinct("werkpunt_id", "soort", "begin").values_list("gepubliceerd", flat=True):
        document = json.loads(tekst)
        for code, figuur in document["bereik"]["indicatoren"].items():
            for tijd, knoop in next(iter(figuur["per"].values())).items():
                dicht[""] |= {(code, tijd, waar) for waar, n in _per_punt(document, knoop) if n is None}
        for dimensie, bereik in document["uitsplitsingen"].items():
            dicht[dimensie] |= {(code, document["tijdvak"], deel) for code, deel, n in _per_deel(bereik) if n is None}
    return dicht


def _per_punt(document: Document, knoop: Any) -> Iterator[tuple[str, int | None]]:
    """Figures by unit at one time: of the city with its units, or of the one unit of the report."""
    if isinstance(knoop, dict):
        yield ALLES, knoop["totaal"]
        yield from knoop["per"]["werkpunt"].items()
    else:
        yield document["werkpunt"], knoop


def _per_deel(bereik: Document) -> Iterator[tuple[str, str, int | None]]:
    for code, figuur in bereik["indicatoren"].items():
        yield code, ALLES, figuur["totaal"]
        for deel, n in next(iter(figuur["per"].values())).items():
            yield code, deel, n


def _punt(bereik: Bereik, werkpunt: Werkpunt) -> Waarde | None:
    punten = bereik.assen[bereik.dimensies.index(WERKPUNT)]
    return next((punt for punt in punten if punt.sleutel == werkpunt.slug), None)


def _document(
    tijdvak: Tijdvak, werkpunt: Werkpunt | None, drempel: int, reeks: Bereik, fijn: Mapping[Dimensie, Bereik]
) -> Document:
    tijd = TIJD[tijdvak.soort]
    stad = reeks.beperkt(tijdvak.venster)
    if werkpunt:
        eenheden, bereik = [werkpunt], _van_werkpunt(reeks, tijd, werkpunt).beperkt(tijdvak.venster)
    else:
        punten = Werkpunt.objects.in_bulk([waarde.ruw for waarde in stad.assen[1]]).values()
        eenheden, bereik = sorted(punten, key=lambda punt: punt.naam), stad
    return {
        "rapport": "bereikrapport",
        "soort": tijdvak.soort.value,
        "tijdvak": tijdvak.sleutel,
        "werkpunt": werkpunt.slug if werkpunt else None,
        "werkpunten": {punt.slug: punt.naam for punt in eenheden},
        "soorten_werkpunt": sorted({punt.get_soort_display() for punt in eenheden}),
        "soorten_contact": _soorten_die_tellen(tijdvak.periode),
        "drempel": drempel,
        "bereik": bereik.als_json(),
        "uitsplitsingen": {d.code: van_de_periode(deel).als_json() for d, deel in fijn.items()},
        "vroeger": trend(
            per=tijdvak.soort.value,
            voor=tijdvak.begin,
            werkpunt=werkpunt,
            drempel=drempel if reeks.niveau == "gepubliceerd" else 0,
        ),
        "namen": {d.code: {waarde.sleutel: waarde.naam for waarde in deel.assen[0]} for d, deel in fijn.items()},
    }


def _van_werkpunt(bereik: Bereik, per: Dimensie, werkpunt: Werkpunt) -> Bereik:
    """What is told of one unit; zeros of one that wasn't open."""
    punt = _punt(bereik, werkpunt)
    if punt:
        return bereik.uitsnede([per], werkpunt=punt)
    leeg = bereken(bereik.periode, per=[per], werkpunt=werkpunt, steeds=[per] if per in TIJD.values() else ())
    return replace(leeg, niveau=bereik.niveau)


def van_de_periode(bereik: Bereik) -> Bereik:
    """Without what was reached since the start."""
    return replace(bereik, cellen={code: van for code, van in bereik.cellen.items() if code in VAN_PERIODE})


def _soorten_die_tellen(periode: Periode) -> list[str]:
    telt = Telregel.objects.filter(geldt_in(periode.begin, periode.tot, van="geldig_van", tot="geldig_tot"), telt=True)
    soorten = set(telt.values_list("soort", flat=True))
    return [soort.label for soort in Soort if soort in soorten]


def tijdvak_uit(document: Document, per: Sequence[Dimensie]) -> Document:
    """The reach document of the time of a report alone, by unit, time, both or neither, with its own definitions."""
    tijdvak, bereik = Tijdvak.van_sleutel(document["tijdvak"]), document["bereik"]
    deze = Waarde(tijdvak.begin, tijdvak.sleutel, tijdvak.naam)
    punten = tuple(Waarde(slug, slug, naam) for slug, naam in document["werkpunten"].items())
    cellen: Cellen = {}
    for code, figuur in bereik["indicatoren"].items():
        knoop = figuur["per"][tijdvak.soort.value][tijdvak.sleutel]
        totaal, per_punt = (knoop["totaal"], knoop["per"]["werkpunt"]) if isinstance(knoop, dict) else (knoop, {})
        cellen[code] = {(deze.sleutel, ALLES): totaal}
        cellen[code] |= {(deze.sleutel, punt.sleutel): per_punt.get(punt.sleutel, totaal) for punt in punten}
    tijd = TIJD[tijdvak.soort]
    uit = Bereik(tijdvak.periode, (tijd, WERKPUNT), ((deze,), punten), cellen, bereik["niveau"])
    json_ = uit.uitsnede(per, **{tijd.code: deze}).als_json() | {"definities_versie": bereik["definities_versie"]}
    for code, figuur in json_["indicatoren"].items():
        figuur |= {naam: bereik["indicatoren"][code][naam] for naam in ("naam", "definitie")}
    return json_


def canoniek(document: Mapping[str, Any]) -> str:
    """The one text of a document, keys in the order of the declarations: what is hashed, kept and downloaded."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def sha256(tekst: str) -> str:
    return hashlib.sha256(tekst.encode()).hexdigest()
