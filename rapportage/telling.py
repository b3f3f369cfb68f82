"""The SQL behind the reach report: one statement counts all cells of one level, from ``Maandbereik`` or the facts.

``feit``: counting contacts, with ``niveau`` (the unit when the level is a unit) and ``maand`` (first day of the month,
or of the period, that is asked) · ``peil``: per person the day on which characteristics are taken · ``kenmerk``: those
characteristics · ``ooit``: of the people of the period the first contact ever at this level · ``rij``: one row per
cell and person. What is joined is materialized: with stale statistics the planner repeated it for every row.
"""

from collections.abc import Collection

from kern.tijd import Periode
from rapportage.dimensies import MAAND, WERKPUNT, Aard, Dimensie
from rapportage.indicatoren import Bron

_MAAND = "greatest(date_trunc('month', {dag})::date, %(begin)s)"

_FEIT = """feit as not materialized (
    select c.id, c.dag, c.werkzoekende_id as persoon, c.soort, c.wijk_id, {niveau} as niveau, {maand} as maand
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

_PEIL = """peil as materialized (
    select niveau, maand, persoon, min(dag) as dag from feit
    where persoon is not null {in_periode} group by niveau, maand, persoon)"""

_KENMERK = """kenmerk as materialized (
    select peil.niveau, peil.maand, peil.persoon, {kenmerken}
    from peil
    join werkpunten_werkzoekende w on w.id = peil.persoon
    {geschiedenis})"""

_GESCHIEDENIS = {
    "adres": """left join lateral (
        select a.wijk_id from werkpunten_adres a
        where a.werkzoekende_id = peil.persoon and a.van <= peil.dag and (a.tot is null or a.tot >= peil.dag)
        order by a.van desc, a.id desc limit 1) adres on true""",
    "statuut": """left join lateral (
        select s.soort from werkpunten_statuut s
        where s.werkzoekende_id = peil.persoon and s.van <= peil.dag and (s.tot is null or s.tot >= peil.dag)
        order by s.van desc, s.id desc limit 1) statuut on true""",
}

_MET_KENMERK = "left join kenmerk k on (k.niveau, k.maand, k.persoon) = (f.niveau, f.maand, f.persoon)"
_MET_ONDERWERP = "left join werkpunten_contactonderwerp o on o.contactmoment_id = f.id"

_RIJ = {
    Bron.PERIODE: """rij as (
        select {cellen} f.persoon, count(*) as rijen, count(*) filter (where f.persoon is null) as anoniem,
               min(ooit.dag) as eerste, min(f.maand) as begin
        from feit f {joins} left join ooit on (ooit.niveau, ooit.persoon) = (f.niveau, f.persoon)
        where f.dag >= %(begin)s group by {groep} f.persoon)""",
    Bron.OOIT: """rij as (
        select {cellen} f.persoon from feit f {joins} where f.persoon is not null group by {groep} f.persoon)""",
}


_PER_MAAND = {
    Bron.PERIODE: """with rij as (
        select {cellen} case when {vorige} is null or {vorige} < {grens} then persoon end as persoon, rijen,
               case when persoon is null then rijen else 0 end as anoniem,
               case when {vorige} is null then {grens} else '-infinity'::date end as eerste, {grens} as begin
        from rapportage_maandbereik where maand >= %(begin)s and maand < %(einde)s {filter})""",
    Bron.OOIT: """with rij as (
        select {cellen} persoon from rapportage_maandbereik
        where persoon is not null and {vorige} is null and maand < %(einde)s {filter})""",
}


def kan_per_maand(periode: Periode, per: Collection[Dimensie]) -> bool:
    """Whether ``Maandbereik`` holds the answer: whole months, by nothing but unit and month."""
    return periode.begin.day == periode.einde.day == 1 and {*per} <= {WERKPUNT, MAAND}


def statement_per_maand(per: tuple[Dimensie, ...], bron: Bron, *, een_werkpunt: bool) -> str:
    """The same answer as ``statement``, from ``Maandbereik``."""
    ooit = bron is Bron.OOIT
    cellen = {
        WERKPUNT: "werkpunt",
        MAAND: "greatest(maand, %(begin)s) as maand" if ooit else "maand",
    }
    rij = _PER_MAAND[bron].format(
        cellen="".join(f"{cellen[dimensie]}, " for dimensie in per),
        vorige="vorige_werkpunt" if een_werkpunt or WERKPUNT in per else "vorige_stad",
        grens="maand" if MAAND in per else "%(begin)s::date",
        filter="and werkpunt = %(werkpunt)s" if een_werkpunt else "",
    )
    return f"{rij} {_figuren(per, bron)}"


def statement(per: tuple[Dimensie, ...], bron: Bron, *, een_werkpunt: bool) -> str:
    """Parameters: ``begin``, ``einde`` (half-open) and ``werkpunt``. The text is made of declarations only.

    Since the first record, ``maand`` is the month of the first contact, or the first month for those who came before.
    """
    ooit = bron is Bron.OOIT
    persoonlijk = [dimensie for dimensie in per if dimensie.aard is Aard.PERSOON]
    filter_ = "and c.werkpunt_id = %(werkpunt)s" if een_werkpunt else ""
    delen = [
        _FEIT.format(
            niveau="c.werkpunt_id" if WERKPUNT in per else "0",
            maand=_MAAND.format(dag="c.dag") if MAAND in per and not ooit else "%(begin)s::date",
            filter=filter_,
        )
    ]
    joins = ""
    if persoonlijk:
        kenmerken = ", ".join(f"{dimensie.sql} as {dimensie.code}" for dimensie in persoonlijk)
        delen += [
            _PEIL.format(in_periode="" if ooit else "and dag >= %(begin)s"),
            _KENMERK.format(
                kenmerken=kenmerken,
                geschiedenis=" ".join(sql for naam, sql in _GESCHIEDENIS.items() if f"{naam}." in kenmerken),
            ),
        ]
        joins = _MET_KENMERK
    if any(dimensie.code == "onderwerp" for dimensie in per):
        joins = f"{joins} {_MET_ONDERWERP}"
    if not ooit:
        delen.append(_OOIT.format(filter=filter_))
    gegroepeerd = [dimensie for dimensie in per if not (ooit and dimensie is MAAND)]
    cellen = {dimensie.code: _cel(dimensie) for dimensie in gegroepeerd}
    groep = "".join(f"{cel}, " for cel in cellen.values())
    if ooit and MAAND in per:
        cellen[MAAND.code] = _MAAND.format(dag="min(f.dag)")
    delen.append(
        _RIJ[bron].format(
            cellen="".join(f"{cel} as {code}, " for code, cel in cellen.items()), joins=joins, groep=groep
        )
    )
    return " ".join(["with", ",\n".join(delen), _figuren(per, bron)])


def _figuren(per: tuple[Dimensie, ...], bron: Bron) -> str:
    codes = ", ".join(dimensie.code for dimensie in per)
    figuren = ", ".join(f"{indicator.sql} as {indicator.code}" for indicator in bron.indicatoren)
    kies = f"{codes}, {figuren}" if codes else figuren
    return " ".join(["select", kies, "from rij", f"group by {codes}" if codes else ""])


def _cel(dimensie: Dimensie) -> str:
    if dimensie.aard is not Aard.PERSOON:
        return dimensie.sql
    return f"case when f.persoon is null then {dimensie.anoniem} else k.{dimensie.code} end"
