"""The SQL behind the reach report, from ``Maandbereik`` or the facts; both give ``rij`` (``rapportage.indicatoren``).

From the months that are kept one statement counts all levels with the same people in them. From the facts there is
one per level: ``feit``: counting contacts, with ``niveau`` (the unit when the level is a unit) and ``tijd`` (first day
of the month, quarter or year asked) · ``peil``: per person the day on which characteristics are taken · ``kenmerk``:
those characteristics · ``ooit``: of the people of the period the first contact ever at this level · ``rij``: one row
per cell and person. What is joined is materialized: with stale statistics the planner repeated it for every row.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.conf import settings

from kern.tijd import Periode
from rapportage.dimensies import (
    DIENST,
    DIMENSIES,
    TIJDEN,
    WERKPUNT,
    Aard,
    Dimensie,
    Eenheden,
    jaren_sql,
    tijd_sql,
)
from rapportage.indicatoren import Bron, Indicator
from rapportage.tijdvakken import Tijdvaksoort

Niveau = tuple[Dimensie, ...]
"""What the cells of one level are broken down by, in the order of the declarations."""
KENMERKEN = tuple(dimensie for dimensie in DIMENSIES if dimensie.aard is Aard.PERSOON)
"""What ``Maandbereik`` keeps of who somebody was."""

_FEIT = """feit as not materialized (
    select c.id, c.dag, c.werkzoekende_id as persoon, c.soort, c.wijk_id, {niveau} as niveau, {tijd} as tijd
    from werkpunten_contactmoment c
    join werkpunten_telregel t on t.soort = c.soort and t.telt
        and t.geldig_van <= c.dag and (t.geldig_tot is null or t.geldig_tot >= c.dag)
    where c.dag < %(einde)s {filter})"""

_OOIT = """ooit as materialized (
    select niveau, persoon, min(dag) as dag from feit
    where persoon in (
        select c.werkzoekende_id from werkpunten_contactmoment c
        where c.dag >= %(begin)s and c.dag < %(einde)s {filter})
    group by niveau, persoon)"""

_OOIT_NIEUW = """ooit as materialized (
    select {niveau} as niveau, persoon, eerste as dag from rapportage_maandbereik
    where persoon is not null and {vorige} is null and maand >= %(begin)s and maand < %(einde)s {filter})"""
"""Only of who is new in these months."""

_PEIL = """peil as materialized (
    select niveau, tijd, persoon, min(dag) as dag from feit
    where persoon is not null {in_periode} group by niveau, tijd, persoon)"""

_KENMERK = """kenmerk as materialized (
    select peil.niveau, peil.tijd, peil.persoon, {kenmerken}
    from peil
    join werkpunten_werkzoekende w on w.id = peil.persoon
    {geschiedenis})"""

GESCHIEDENIS = {
    "jaren": f"cross join lateral (select {jaren_sql()} offset 0) jaren",
    "adres": """left join werkpunten_adres adres on adres.werkzoekende_id = peil.persoon
        and adres.van <= peil.dag and (adres.tot is null or adres.tot >= peil.dag)""",
    "statuut": """left join werkpunten_statuut statuut on statuut.werkzoekende_id = peil.persoon
        and statuut.van <= peil.dag and (statuut.tot is null or statuut.tot >= peil.dag)""",
    "intake": f"""left join lateral (
        select i.doelgroepen
        from werkpunten_intake i,
             lateral (select (i.afgerond at time zone '{settings.TIME_ZONE}')::date - peil.dag) na(dagen)
        where i.werkzoekende_id = peil.persoon and i.afgerond is not null
        order by na.dagen > 0, abs(na.dagen), i.id desc limit 1) intake on true""",  # noqa: S608 - a setting
}
"""What held on the day: of an address and a status the database keeps one at a time. Of intakes: the last one finished
by then, else the first, as it tells how things were at entry. ``offset 0``: years are counted once, not per age band.
"""

_MET_THEMA = """left join (
        select c.contactmoment_id, c.onderwerp_id, o.dienst
        from werkpunten_contactonderwerp c join werkpunten_onderwerp o on o.id = c.onderwerp_id
    ) thema on thema.contactmoment_id = f.id"""

_RIJ = {
    Bron.PERIODE: """rij as (
        select {cellen} f.persoon, count({rijen}) as rijen,
               count({rijen}) filter (where f.persoon is null) as anoniem,
               (f.persoon is not null)::int as personen,
               coalesce(min(ooit.dag) >= min(f.tijd), false)::int as nieuwen
        from feit f {joins} left join ooit on {ooit}
        where f.dag >= %(begin)s group by {groep} f.persoon)""",
    Bron.OOIT: """rij as (
        select {cellen} f.persoon, 1 as personen
        from feit f {joins} where f.persoon is not null group by {groep} f.persoon)""",
}

_MAANDEN = """maanden as not materialized (
    select *, {grens} as tijd, persoon is not null and ({vorige} is null or {vorige} < {grens}) as telt,
           {vorige} is null as is_nieuw
    from {bron} where maand >= %(begin)s and maand < %(einde)s {filter})"""

_RIJ_MAAND = """select {cellen} m.persoon, m.telt::int as personen, (m.telt and m.is_nieuw)::int as nieuwen, m.rijen,
           case when m.persoon is null then m.rijen else 0 end as anoniem
    from maanden m {los}"""

_RIJ_LATER = """where m.telt or m.persoon is null
    union all
    select {cellen} l.persoon, 0, 0, l.rijen, 0
    from maanden l join maanden m on {zelfde} and m.telt {los}
    where l.persoon is not null and not l.telt"""
"""The contacts of later months, and of another unit in the same one, stand where the first month of somebody does."""

_RIJ_OOIT = """select {cellen} m.persoon, 1 as personen
    from {bron} m {los} where m.persoon is not null and m.{vorige} is null and m.maand < %(einde)s {filter}"""

_FIJN = """fijn as materialized (
    select werkpunt, maand, sum(rijen) as rijen, coalesce(sum(rijen) filter (where persoon is null), 0) as anoniem,
           {tellers}
    from rapportage_maandbereik where maand >= %(begin)s and maand < %(einde)s {filter} group by werkpunt, maand)"""

_TELLERS = """count(persoon) filter (where {vorige} is null or {vorige} < {grens}) as personen_{nr},
           count(persoon) filter (where {vorige} is null) as nieuwen_{nr}"""

_RIJ_FIJN = """rij as (
    select nr, {cellen} case nr {personen} end as personen, case nr {nieuwen} end as nieuwen, m.rijen, m.anoniem
    from fijn m cross join generate_series(0, {laatste}) nr)"""

_VORIGE_SAMEN = """samen as materialized (
    select *, lag(maand) over (partition by persoon order by maand, eerste, werkpunt) as vorige_samen
    from rapportage_maandbereik where maand < %(einde)s {filter})"""


def statements(
    periode: Periode,
    niveaus: Iterable[Niveau],
    bron: Bron,
    *,
    werkpunten: Eenheden,
    uit_feiten: bool = False,
    per_persoon: bool = False,
) -> Iterator[tuple[list[Niveau], str]]:
    """All levels in as few statements as can be, each with the levels it counts.

    Parameters: ``begin``, ``einde`` (half-open) and ``werkpunten``. The text is made of declarations only. Whole
    months by unit, by time and by what somebody is come from ``Maandbereik``; ``per_persoon`` for ``personen``.
    """
    heel = not uit_feiten and periode.begin.day == periode.einde.day == 1
    if heel and bron is Bron.PERIODE and not per_persoon and (werkpunten is None or len(werkpunten) == 1):
        alle_niveaus, niveaus = niveaus, [niveau for niveau in niveaus if not {*niveau} <= {WERKPUNT, *TIJDEN}]
        if fijn := [niveau for niveau in alle_niveaus if niveau not in niveaus]:
            yield fijn, _per_werkpunt_en_maand(fijn, werkpunten)
    for (bijgehouden, *_), groep in groupby(sorted(niveaus, key=_samen), key=_samen):
        if heel and bijgehouden:
            samen = list(groep)
            yield samen, _per_maand(samen, bron, werkpunten, een_maand=len(list(periode.maanden())) == 1)
        else:
            yield from (([niveau], _uit_feiten(niveau, bron, werkpunten, heel=heel)) for niveau in groep)


def _samen(niveau: Niveau) -> tuple[bool, bool, str, list[str]]:
    """What levels must share to count the same people, each of them in one row."""
    meervoud = [dimensie.code for dimensie in niveau if dimensie.meervoud]
    return not _van_contacten(niveau), WERKPUNT in niveau, fijnste(niveau) or "", meervoud


def _van_contacten(niveau: Niveau) -> bool:
    return any(dimensie.aard is Aard.CONTACT for dimensie in niveau)


def _per_maand(niveaus: Sequence[Niveau], bron: Bron, werkpunten: Eenheden, *, een_maand: bool) -> str:
    """From the months that are kept. Units together have no pointer to the month before: it is looked up."""
    per, tijd = niveaus[0], fijnste(niveaus[0])
    dimensies = alle(niveaus)
    plek = {
        "vorige": _vorige(per, werkpunten) or "vorige_samen",
        "filter": _filter("werkpunt", werkpunten),
        "grens": _tijd_van(tijd, bron) if tijd else "%(begin)s::date",
        "cellen": "".join(f"{_cel_maand(dimensie, bron)} as {dimensie.code}, " for dimensie in dimensies),
        "los": " ".join(_los(dimensie, "m") for dimensie in dimensies),
    }
    delen, plek["bron"] = [], "rapportage_maandbereik"
    if plek["vorige"] == "vorige_samen":
        delen, plek["bron"] = [_VORIGE_SAMEN.format(**plek)], "samen"
    if bron is Bron.OOIT:
        rij = _RIJ_OOIT.format(**plek)
    else:
        delen.append(_MAANDEN.format(**plek))
        rij = _RIJ_MAAND.format(**plek)
        een_rij = WERKPUNT in per and (een_maand or tijd is Tijdvaksoort.MAAND)
        if not een_rij and any(dimensie.aard is Aard.PERSOON for dimensie in dimensies):
            sleutels = ["persoon", *["werkpunt"] * (WERKPUNT in per), *["tijd"] * (tijd is not None)]
            rij = f"{rij} {_RIJ_LATER.format(zelfde=_gelijk('m', 'l', sleutels), **plek)}"
    return " ".join(["with", ",\n".join([*delen, f"rij as ({rij})"]), _figuren(niveaus, bron)])


def _per_werkpunt_en_maand(niveaus: Sequence[Niveau], werkpunten: Eenheden) -> str:
    """All levels by unit and time in one pass: first counted by unit and month, in as many ways as there are people
    of a level (``_samen``), and then added up: a month in which somebody counts for a level is one month.
    """
    soorten = sorted({(_vorige(niveau, werkpunten), fijnste(niveau)) for niveau in niveaus}, key=str)
    tellers = [
        _TELLERS.format(nr=nr, vorige=vorige, grens=_tijd_van(tijd, Bron.PERIODE) if tijd else "%(begin)s::date")
        for nr, (vorige, tijd) in enumerate(soorten)
    ]
    fijn = _FIJN.format(tellers=", ".join(tellers), filter=_filter("werkpunt", werkpunten))
    rij = _RIJ_FIJN.format(
        cellen="".join(f"{_cel_maand(dimensie, Bron.PERIODE)} as {dimensie.code}, " for dimensie in alle(niveaus)),
        laatste=len(soorten) - 1,
        **{
            wie: " ".join(f"when {nr} then {wie}_{nr}" for nr in range(len(soorten)))
            for wie in ("personen", "nieuwen")
        },
    )
    nummer = {niveau: soorten.index((_vorige(niveau, werkpunten), fijnste(niveau))) for niveau in niveaus}
    return " ".join(["with", ",\n".join([fijn, rij]), _figuren(niveaus, Bron.PERIODE, nummer)])


def _cel_maand(dimensie: Dimensie, bron: Bron) -> str:
    if dimensie.tijd:
        return _tijd_van(dimensie.tijd, bron, "m.maand")
    return f"{dimensie.code}.een" if dimensie.meervoud else f"m.{dimensie.code}"


def kenmerk(persoonlijk: list[Dimensie]) -> str:
    kenmerken = ", ".join(f"{dimensie.sql} as {dimensie.code}" for dimensie in persoonlijk)
    geschiedenis = " ".join(sql for naam, sql in GESCHIEDENIS.items() if f"{naam}." in kenmerken)
    return _KENMERK.format(kenmerken=kenmerken, geschiedenis=geschiedenis)


def _met_kenmerk(persoonlijk: list[Dimensie], *, per: Collection[Dimensie], per_tijd: bool) -> str:
    """The characteristics beside each contact. On what differs between rows only: a key that is everywhere the same
    makes the planner expect next to nobody, and compare everybody with everybody of a unit.
    """
    gelijk = _gelijk("k", "f", ["niveau"] * (WERKPUNT in per) + ["tijd"] * per_tijd + ["persoon"])
    return " ".join([f"left join kenmerk k on {gelijk}", *(_los(dimensie, "k") for dimensie in persoonlijk)])


def _los(dimensie: Dimensie, van: str) -> str:
    """Somebody in several groups stands in each."""
    if not dimensie.meervoud:
        return ""
    return f"left join lateral unnest({van}.{dimensie.code}) {dimensie.code}(een) on true"


def _gelijk(een: str, ander: str, sleutels: Sequence[str]) -> str:
    hier, daar = (", ".join(f"{van}.{sleutel}" for sleutel in sleutels) for van in (een, ander))
    return f"({hier}) = ({daar})"


def _tijd_van(soort: Tijdvaksoort, bron: Bron, maand: str = "maand") -> str:
    """A month that is kept needs no cutting off, and one of the period does not begin before it."""
    if soort is not Tijdvaksoort.MAAND:
        return tijd_sql(soort, maand)
    return maand if bron is Bron.PERIODE else f"greatest({maand}, %(begin)s)"


def fijnste(per: Collection[Dimensie]) -> Tijdvaksoort | None:
    """The shortest stretch of time that is asked."""
    return next((dimensie.tijd for dimensie in TIJDEN if dimensie in per), None)


def _filter(kolom: str, werkpunten: Eenheden) -> str:
    return "" if werkpunten is None else f"and {kolom} = any(%(werkpunten)s)"


def _vorige(per: Collection[Dimensie], werkpunten: Eenheden) -> str:
    """The pointer to the month before at this level; empty for units together."""
    if WERKPUNT in per or (werkpunten is not None and len(werkpunten) == 1):
        return "vorige_werkpunt"
    return "vorige_stad" if werkpunten is None else ""


def _uit_feiten(per: Niveau, bron: Bron, werkpunten: Eenheden, *, heel: bool) -> str:
    """In whole months (``heel``) the first contacts ever come from ``Maandbereik``, where the level has a pointer.

    Since the first record, the time is that of the first contact, or the first of all for those who came before.
    """
    ooit, tijd = bron is Bron.OOIT, fijnste(per)
    persoonlijk = [dimensie for dimensie in per if dimensie.aard is Aard.PERSOON]
    delen = [
        _FEIT.format(
            niveau="c.werkpunt_id" if WERKPUNT in per else "0",
            tijd=tijd_sql(tijd, "c.dag") if tijd and not ooit else "%(begin)s::date",
            filter=_filter("c.werkpunt_id", werkpunten),
        )
    ]
    joins = ""
    if persoonlijk:
        delen += [_PEIL.format(in_periode="" if ooit else "and dag >= %(begin)s"), kenmerk(persoonlijk)]
        joins = _met_kenmerk(persoonlijk, per=per, per_tijd=not ooit and tijd is not None)
    if any("thema." in dimensie.sql for dimensie in per):
        joins = f"{joins} {_MET_THEMA}"
    if not ooit:
        delen.append(_ooit(per, werkpunten, heel=heel))
    gegroepeerd = [dimensie for dimensie in per if not (ooit and dimensie.tijd)]
    cellen = {d.code: "f.tijd" if d.tijd and d.tijd is tijd else _cel(d) for d in gegroepeerd}
    groep = "".join(f"{cel}, " for cel in cellen.values())
    if ooit:
        cellen |= {dimensie.code: tijd_sql(dimensie.tijd, "min(f.dag)") for dimensie in per if dimensie.tijd}
    delen.append(
        _RIJ[bron].format(
            cellen="".join(f"{cel} as {code}, " for code, cel in cellen.items()),
            joins=joins,
            ooit=_gelijk("ooit", "f", ["niveau"] * (WERKPUNT in per) + ["persoon"]),
            groep=groep,
            rijen="distinct f.id" if DIENST in per else "*",  # two topics of one service are one contact
        )
    )
    return " ".join(["with", ",\n".join(delen), _figuren([per], bron)])


def _ooit(per: Niveau, werkpunten: Eenheden, *, heel: bool) -> str:
    vorige = _vorige(per, werkpunten)
    if not (heel and vorige):
        return _OOIT.format(filter=_filter("c.werkpunt_id", werkpunten))
    niveau = "werkpunt" if WERKPUNT in per else "0"
    return _OOIT_NIEUW.format(niveau=niveau, vorige=vorige, filter=_filter("werkpunt", werkpunten))


def _cel(dimensie: Dimensie) -> str:
    if dimensie.aard is not Aard.PERSOON:
        return dimensie.sql
    kenmerk = f"{dimensie.code}.een" if dimensie.meervoud else f"k.{dimensie.code}"
    return f"case when f.persoon is null then {dimensie.anoniem} else {kenmerk} end"


def alle(niveaus: Collection[Niveau]) -> Niveau:
    """Every dimension of these levels, as in the columns of their statement."""
    return tuple(dimensie for dimensie in DIMENSIES if any(dimensie in niveau for niveau in niveaus))


def _figuren(niveaus: Sequence[Niveau], bron: Bron, nummer: Mapping[Niveau, int] | None = None) -> str:
    """Per cell: which dimensions it is not broken down by (a bit each), its place along all of them, the figures.

    ``nummer``: which rows (``nr``) are those of a level; without it all are.
    """
    codes = ", ".join(dimensie.code for dimensie in alle(niveaus))
    figuren = ", ".join(f"coalesce({indicator.sql}, 0)::bigint" for indicator in bron.indicatoren)
    kies = f"grouping({codes}), {codes}, {figuren}" if codes else f"0, {figuren}"
    per = [[dimensie.code for dimensie in niveau] for niveau in niveaus]
    if nummer is None:
        return f"select {kies} from rij group by grouping sets ({_sets(per)})"  # noqa: S608
    hier = [f"({nummer[niveau]}, {masker})" for masker, niveau in maskers(niveaus).items()]
    sets, welke = _sets([["nr", *delen] for delen in per]), f"grouping({codes})" if codes else "0"
    return f"select {kies} from rij group by grouping sets ({sets}) having (nr, {welke}) in ({', '.join(hier)})"  # noqa: S608


def _sets(per: Iterable[Sequence[str]]) -> str:
    return ", ".join(f"({', '.join(codes)})" for codes in per)


def maskers(niveaus: Sequence[Niveau]) -> dict[int, Niveau]:
    """The level of a row by its first column."""
    dimensies = alle(niveaus)
    return {sum((d not in niveau) << n for n, d in enumerate(reversed(dimensies))): niveau for niveau in niveaus}


def personen(sql: str, per: Niveau, indicator: Indicator) -> str:
    """Instead of the figures that a statement counts: per cell everybody without whom this one would be zero."""
    wie = ", ".join([*(dimensie.code for dimensie in per), "persoon"])
    rijen = sql.removesuffix(_figuren([per], indicator.bron))
    return " ".join(
        [rijen, "select", wie, "from rij where persoon is not null group by", wie, "having", indicator.sql, "> 0"]
    )
