"""The SQL behind the reach report: one statement counts all cells of one level, from ``Maandbereik`` or the facts.

``feit``: counting contacts, with ``niveau`` (the unit when the level is a unit) and ``tijd`` (first day of the month,
quarter or year asked) · ``peil``: per person the day on which characteristics are taken · ``kenmerk``: those
characteristics · ``ooit``: of the people of the period the first contact ever at this level · ``rij``: one row per
cell and person. What is joined is materialized: with stale statistics the planner repeated it for every row.
"""

from collections.abc import Collection, Sequence

from kern.tijd import Periode
from rapportage.dimensies import DIENST, TIJDEN, WERKPUNT, Aard, Dimensie, Eenheden, jaren_sql, tijd_sql
from rapportage.indicatoren import Bron, Indicator
from rapportage.tijdvakken import Tijdvaksoort

_FEIT = """{naam} as not materialized (
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

_FEIT_EERSTE = """feit as not materialized (
    select 0 as id, eerste as dag, persoon, '' as soort, 0::bigint as wijk_id, {niveau} as niveau,
           %(begin)s::date as tijd
    from rapportage_maandbereik where persoon is not null and {vorige} is null and maand < %(einde)s {filter})"""
"""Only the first contact ever, for what was reached since the start."""

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

_GESCHIEDENIS = {
    "jaren": f"cross join lateral (select {jaren_sql()} offset 0) jaren",
    "adres": """left join werkpunten_adres adres on adres.werkzoekende_id = peil.persoon
        and adres.van <= peil.dag and (adres.tot is null or adres.tot >= peil.dag)""",
    "statuut": """left join werkpunten_statuut statuut on statuut.werkzoekende_id = peil.persoon
        and statuut.van <= peil.dag and (statuut.tot is null or statuut.tot >= peil.dag)""",
    "intake": """left join lateral (
        select i.doelgroepen
        from werkpunten_intake i, lateral (select (i.afgerond at time zone %(zone)s)::date - peil.dag) na(dagen)
        where i.werkzoekende_id = peil.persoon and i.afgerond is not null
        order by na.dagen > 0, abs(na.dagen), i.id desc limit 1) intake on true""",
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
               coalesce(min(ooit.dag), '-infinity') as eerste, min(f.tijd) as begin
        from feit f {joins} left join ooit on {ooit}
        where f.dag >= %(begin)s group by {groep} f.persoon)""",
    Bron.OOIT: """rij as (
        select {cellen} f.persoon from feit f {joins} where f.persoon is not null group by {groep} f.persoon)""",
}


_PER_MAAND = {
    Bron.PERIODE: """rij as (
        select {cellen} case when {vorige} is null or {vorige} < {grens} then persoon end as persoon, rijen,
               case when persoon is null then rijen else 0 end as anoniem,
               case when {vorige} is null then {grens} else '-infinity'::date end as eerste, {grens} as begin
        from {bron} where maand >= %(begin)s and maand < %(einde)s {filter})""",
    Bron.OOIT: """rij as (
        select {cellen} persoon from {bron}
        where persoon is not null and {vorige} is null and maand < %(einde)s {filter})""",
}

_FEIT_MAAND = """feit as not materialized (
    select persoon, {niveau} as niveau, {grens} as tijd, eerste as dag, rijen, null::bigint as wijk_id,
           {vorige} is null or {vorige} < {grens} as telt, {vorige} is null as nieuw
    from {bron} where maand >= %(begin)s and maand < %(einde)s {filter} {anoniem})"""

_ANONIEM_APART = """and persoon is not null
    union all select null, niveau, tijd, dag, 1, wijk_id, true, false
    from contact where persoon is null and dag >= %(begin)s"""
"""``Maandbereik`` does not hold where the anonymous contacts of a month came from."""

_PEIL_MAAND = """peil as materialized (
    select niveau, tijd, persoon, dag from feit where telt and persoon is not null)"""

_RIJ_MAAND = """rij as (
    select {cellen} case when f.telt then f.persoon end as persoon, f.rijen,
           case when f.persoon is null then f.rijen else 0 end as anoniem,
           case when f.nieuw then f.tijd else '-infinity'::date end as eerste, f.tijd as begin
    from feit f {joins})"""

_VORIGE_SAMEN = """samen as (
    select *, lag(maand) over (partition by persoon order by maand, eerste) as vorige_samen
    from rapportage_maandbereik where maand < %(einde)s {filter})"""


def statement_voor(periode: Periode, per: tuple[Dimensie, ...], bron: Bron, *, werkpunten: Eenheden) -> str:
    """From ``Maandbereik`` what it can tell: whole months, by unit, by time and by what somebody is."""
    hele_maanden = periode.begin.day == periode.einde.day == 1
    if hele_maanden and {*per} <= {WERKPUNT, *TIJDEN}:
        return statement_per_maand(per, bron, werkpunten=werkpunten)
    if hele_maanden and bron is Bron.PERIODE and not any(dimensie.aard is Aard.CONTACT for dimensie in per):
        return _kenmerken_per_maand(per, werkpunten=werkpunten)
    return statement(per, bron, werkpunten=werkpunten, hele_maanden=hele_maanden)


def statement_per_maand(per: tuple[Dimensie, ...], bron: Bron, *, werkpunten: Eenheden) -> str:
    """The same answer as ``statement``, from ``Maandbereik``. Units together have no pointer to the month before."""
    delen, plek = _maanden(per, bron, werkpunten)
    cellen = [
        "werkpunt" if dimensie.tijd is None else f"{_tijd_van(dimensie.tijd, bron)} as {dimensie.code}"
        for dimensie in per
    ]
    rij = _PER_MAAND[bron].format(cellen="".join(f"{cel}, " for cel in cellen), **plek)
    return " ".join(["with", ",\n".join([*delen, rij]), _figuren(per, bron)])


def _maanden(per: tuple[Dimensie, ...], bron: Bron, werkpunten: Eenheden) -> tuple[list[str], dict[str, str]]:
    """Where the months of a level stand, and from when on one before is one of the same cell."""
    tijd, plek = fijnste(per), {"filter": _filter("werkpunt", werkpunten)}
    plek["grens"] = _tijd_van(tijd, bron) if tijd else "%(begin)s::date"
    if vorige := _vorige(per, werkpunten):
        return [], {**plek, "vorige": vorige, "bron": "rapportage_maandbereik"}
    return [_VORIGE_SAMEN.format(**plek)], {**plek, "vorige": "vorige_samen", "bron": "samen"}


def _kenmerken_per_maand(per: tuple[Dimensie, ...], *, werkpunten: Eenheden) -> str:
    """The same answer as ``statement`` for the people of the period, from the months they stand in."""
    delen, plek = _maanden(per, Bron.PERIODE, werkpunten)
    persoonlijk = [dimensie for dimensie in per if dimensie.aard is Aard.PERSOON]
    apart = any("f.wijk_id" in dimensie.anoniem for dimensie in persoonlijk)
    if apart:
        delen.append(_contacten("contact", per, fijnste(per), werkpunten))
    plek |= {"niveau": "werkpunt" if WERKPUNT in per else "0", "anoniem": _ANONIEM_APART if apart else ""}
    delen += [_FEIT_MAAND.format(**plek), _PEIL_MAAND, kenmerk(persoonlijk)]
    cellen = "".join(f"{_cel(dimensie)} as {dimensie.code}, " for dimensie in per)
    delen.append(
        _RIJ_MAAND.format(cellen=cellen, joins=_met_kenmerk(persoonlijk, per=per, per_tijd=fijnste(per) is not None))
    )
    return " ".join(["with", ",\n".join(delen), _figuren(per, Bron.PERIODE)])


def _contacten(naam: str, per: tuple[Dimensie, ...], tijd: Tijdvaksoort | None, werkpunten: Eenheden) -> str:
    return _FEIT.format(
        naam=naam,
        niveau="c.werkpunt_id" if WERKPUNT in per else "0",
        tijd=tijd_sql(tijd, "c.dag") if tijd else "%(begin)s::date",
        filter=_filter("c.werkpunt_id", werkpunten),
    )


def kenmerk(persoonlijk: list[Dimensie]) -> str:
    kenmerken = ", ".join(f"{dimensie.sql} as {dimensie.code}" for dimensie in persoonlijk)
    geschiedenis = " ".join(sql for naam, sql in _GESCHIEDENIS.items() if f"{naam}." in kenmerken)
    return _KENMERK.format(kenmerken=kenmerken, geschiedenis=geschiedenis)


def _met_kenmerk(persoonlijk: list[Dimensie], *, per: Collection[Dimensie], per_tijd: bool) -> str:
    """The characteristics beside each contact. On what differs between rows only: a key that is everywhere the same
    makes the planner expect next to nobody, and compare everybody with everybody of a unit.
    """
    gelijk = _gelijk("k", ["niveau"] * (WERKPUNT in per) + ["tijd"] * per_tijd + ["persoon"])
    meervoud = [f"left join lateral unnest(k.{d.code}) {d.code}(een) on true" for d in persoonlijk if d.meervoud]
    return " ".join([f"left join kenmerk k on {gelijk}", *meervoud])


def _gelijk(tabel: str, sleutels: Sequence[str]) -> str:
    hier, feit = (", ".join(f"{van}.{sleutel}" for sleutel in sleutels) for van in (tabel, "f"))
    return f"({hier}) = ({feit})"


def _tijd_van(soort: Tijdvaksoort, bron: Bron) -> str:
    """A month that is kept needs no cutting off, and one of the period does not begin before it."""
    if soort is not Tijdvaksoort.MAAND:
        return tijd_sql(soort, "maand")
    return "maand" if bron is Bron.PERIODE else "greatest(maand, %(begin)s)"


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


def statement(per: tuple[Dimensie, ...], bron: Bron, *, werkpunten: Eenheden, hele_maanden: bool = False) -> str:
    """Parameters: ``begin``, ``einde`` (half-open) and ``werkpunten``. The text is made of declarations only.

    In ``hele_maanden`` the first contacts ever come from ``Maandbereik``, where the level has a pointer.

    Since the first record, the time is that of the first contact, or the first of all for those who came before.
    """
    ooit = bron is Bron.OOIT
    persoonlijk = [dimensie for dimensie in per if dimensie.aard is Aard.PERSOON]
    filter_, tijd = _filter("c.werkpunt_id", werkpunten), fijnste(per)
    plek = {
        "niveau": "werkpunt" if WERKPUNT in per else "0",
        "vorige": _vorige(per, werkpunten) if hele_maanden else "",
        "filter": _filter("werkpunt", werkpunten),
    }
    if ooit and plek["vorige"] and not any(dimensie.aard is Aard.CONTACT for dimensie in per):
        delen = [_FEIT_EERSTE.format(**plek)]
    else:
        delen = [_contacten("feit", per, None if ooit else tijd, werkpunten)]
    joins = ""
    if persoonlijk:
        delen += [_PEIL.format(in_periode="" if ooit else "and dag >= %(begin)s"), kenmerk(persoonlijk)]
        joins = _met_kenmerk(persoonlijk, per=per, per_tijd=not ooit and tijd is not None)
    if any("thema." in dimensie.sql for dimensie in per):
        joins = f"{joins} {_MET_THEMA}"
    if not ooit:
        delen.append(_OOIT_NIEUW.format(**plek) if plek["vorige"] else _OOIT.format(filter=filter_))
    gegroepeerd = [dimensie for dimensie in per if not (ooit and dimensie.tijd)]
    cellen = {dimensie.code: _cel(dimensie) for dimensie in gegroepeerd}
    groep = "".join(f"{cel}, " for cel in cellen.values())
    if ooit:
        cellen |= {dimensie.code: tijd_sql(dimensie.tijd, "min(f.dag)") for dimensie in per if dimensie.tijd}
    delen.append(
        _RIJ[bron].format(
            cellen="".join(f"{cel} as {code}, " for code, cel in cellen.items()),
            joins=joins,
            ooit=_gelijk("ooit", ["niveau"] * (WERKPUNT in per) + ["persoon"]),
            groep=groep,
            rijen="distinct f.id" if DIENST in per else "*",  # two topics of one service are one contact
        )
    )
    return " ".join(["with", ",\n".join(delen), _figuren(per, bron)])


def _figuren(per: tuple[Dimensie, ...], bron: Bron) -> str:
    codes = ", ".join(dimensie.code for dimensie in per)
    figuren = ", ".join(f"{indicator.sql} as {indicator.code}" for indicator in bron.indicatoren)
    kies = f"{codes}, {figuren}" if codes else figuren
    return " ".join(["select", kies, "from rij", f"group by {codes}" if codes else ""])


def personen(sql: str, per: tuple[Dimensie, ...], indicator: Indicator) -> str:
    """Instead of the figures that a statement counts: per cell everybody without whom this one would be zero."""
    wie = ", ".join([*(dimensie.code for dimensie in per), "persoon"])
    rijen = sql.removesuffix(_figuren(per, indicator.bron))
    return " ".join(
        [rijen, "select", wie, "from rij where persoon is not null group by", wie, "having", indicator.sql, "> 0"]
    )


def _cel(dimensie: Dimensie) -> str:
    if dimensie.aard is not Aard.PERSOON:
        return dimensie.sql
    kenmerk = f"{dimensie.code}.een" if dimensie.meervoud else f"k.{dimensie.code}"
    return f"case when f.persoon is null then {dimensie.anoniem} else {kenmerk} end"
