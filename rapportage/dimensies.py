"""What the figures can be broken down by, in any order (``--per werkpunt,maand,…``).

Every cell is the answer to its own question: the cell "Rabot, January" is the report of Rabot over January. So a unit
and a month are part of what is asked (``Aard.VRAAG``); a topic or kind selects contacts (``Aard.CONTACT``); and what
a person is (``Aard.PERSOON``) is taken on the day of the first counting contact in the period asked (reference.md §2).
Months, quarters and years nest: a cell with two of them is that of the shorter one, where the longer one holds it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from kern.templatetags.kern import taal
from kern.tijd import Periode, geldt_in
from rapportage.tijdvakken import Tijdvaksoort
from werkpunten.models import Contactmoment, Doelgroep, Onderwerp, Soort, Statuut, Werkpunt, Werkzoekende, Wijk

ONBEKEND = "onbekend"
GEEN = "geen"


class Aard(StrEnum):
    VRAAG = "vraag"
    CONTACT = "contact"
    PERSOON = "persoon"


@dataclass(frozen=True)
class Waarde:
    """One value of a dimension: as the query gives it, as key in files, as words on screen."""

    ruw: object
    sleutel: str
    naam: str


Eenheden = Collection[Werkpunt] | None
"""The units a report is about; None: all of them, whatever happened anywhere."""


@dataclass(frozen=True, eq=False)
class Dimensie:
    """``sql`` reads the tables of ``rapportage.telling``; ``waarden`` lists all values, also those without contacts.

    ``anoniem`` is what an anonymous contact counts under. ``meervoud``: ``sql`` is an array, for somebody can be in
    several of them: they count in each and once in the total.
    """

    code: str
    naam: str
    aard: Aard
    sql: str
    waarden: Callable[[Periode, Eenheden], Iterable[Waarde]]
    anoniem: str = f"'{ONBEKEND}'"
    tijd: Tijdvaksoort | None = None
    meervoud: bool = False


def werkpunten_uit(slugs: str) -> list[Werkpunt] | None:
    """``rabot,ledeberg``; None without any: the city."""
    gevraagd = list(dict.fromkeys(slug.strip() for slug in slugs.split(",") if slug.strip()))
    if not gevraagd:
        return None
    gevonden = {punt.slug: punt for punt in Werkpunt.objects.filter(slug__in=gevraagd)}
    if onbekend := [slug for slug in gevraagd if slug not in gevonden]:
        bekend = ", ".join(Werkpunt.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise ValidationError(f"Er is geen werkpunt {onbekend[0]!r}. Wel: {bekend or 'geen enkel'}.")
    return [gevonden[slug] for slug in gevraagd]


def _werkpunten(periode: Periode, werkpunten: Eenheden) -> list[Waarde]:
    """The units asked; else those that were open in the period, and those that have contacts in it all the same."""
    if werkpunten is not None:
        return [Waarde(punt.pk, punt.slug, punt.naam) for punt in sorted(werkpunten, key=lambda punt: punt.naam)]
    contacten = Contactmoment.objects.filter(
        werkpunt=OuterRef("pk"), dag__gte=periode.begin, dag__lt=periode.einde
    ).order_by()
    open_in = geldt_in(periode.begin, periode.tot, van="geopend_op", tot="gesloten_op")
    gevonden = Werkpunt.objects.filter(open_in | Q(Exists(contacten)))
    return [Waarde(punt.pk, punt.slug, punt.naam) for punt in sorted(gevonden, key=lambda punt: punt.naam)]


def _tijd(soort: Tijdvaksoort) -> Dimensie:
    def waarden(periode: Periode, werkpunten: Eenheden) -> Iterator[Waarde]:
        """Every one the period touches; ``ruw`` is its first day that is in the period."""
        for tijdvak in dict.fromkeys(map(soort.van, periode.maanden())):
            yield Waarde(max(tijdvak.begin, periode.begin), tijdvak.sleutel, tijdvak.naam)

    return Dimensie(soort.value, soort.label.capitalize(), Aard.VRAAG, tijd_sql(soort, "f.tijd"), waarden, tijd=soort)


def tijd_sql(soort: Tijdvaksoort, dag: str) -> str:
    """SQL for the first day of the month, quarter or year a day lies in, never before the period that is asked.

    As ``timestamp``: with a time zone, which ``date_trunc`` gives a day by itself, it takes twice as long.
    """
    return f"greatest(date_trunc('{soort.eenheid}', {dag}::timestamp)::date, %(begin)s)"


def _wijken(periode: Periode, werkpunten: Eenheden) -> list[Waarde]:
    return [Waarde(wijk.pk, wijk.slug, wijk.naam) for wijk in Wijk.objects.order_by("nummer")]


def _onderwerpen(periode: Periode, werkpunten: Eenheden) -> list[Waarde]:
    gevonden = Onderwerp.objects.order_by("volgorde", "naam")
    return [Waarde(onderwerp.pk, onderwerp.slug, onderwerp.naam) for onderwerp in gevonden] + [
        Waarde(None, ONBEKEND, "zonder thema")
    ]


def _diensten(periode: Periode, werkpunten: Eenheden) -> list[Waarde]:
    diensten = [Waarde(dienst.value, dienst.value, dienst.label) for dienst in Onderwerp.Dienst]
    return [*diensten, Waarde(ONBEKEND, ONBEKEND, "zonder thema")]


_ALLE_TALEN = """with recursive taal(code) as (
    select min(contacttaal) from werkpunten_werkzoekende
    union all
    select (select min(contacttaal) from werkpunten_werkzoekende where contacttaal > code) from taal
    where code is not null)
select code from taal where code <> ''"""
"""From one to the next along the index: ``distinct`` reads everybody."""


def _talen(periode: Periode, werkpunten: Eenheden) -> list[Waarde]:
    """Those staff choose from, then those that an import brought."""
    with connection.cursor() as cursor:
        cursor.execute(_ALLE_TALEN)
        gevonden = [code for (code,) in cursor.fetchall()]
    codes = dict.fromkeys([*Werkzoekende.Taal.values, *gevonden])
    return [*(Waarde(code, code, taal(code)) for code in codes), Waarde(ONBEKEND, ONBEKEND, ONBEKEND)]


def _doelgroepen(periode: Periode, werkpunten: Eenheden) -> list[Waarde]:
    """Every group there ever was, under its last name: an intake keeps the groups of its day."""
    namen = dict(Doelgroep.objects.order_by("geldig_van").values_list("slug", "naam"))
    volgorde = dict.fromkeys(Doelgroep.objects.order_by("volgorde", "naam").values_list("slug", flat=True))
    return [
        *(Waarde(slug, slug, namen[slug]) for slug in volgorde),
        Waarde(GEEN, GEEN, "geen doelgroep"),
        Waarde(ONBEKEND, ONBEKEND, "zonder intake"),
    ]


def _keuzes(keuzes: Iterable[tuple[str, str]]) -> Callable[[Periode, Eenheden], list[Waarde]]:
    """The choices of a field; its empty one becomes ``onbekend``, always last."""
    gekend = [Waarde(str(sleutel), str(sleutel), str(naam)) for sleutel, naam in keuzes if sleutel]

    def waarden(periode: Periode, werkpunten: Eenheden) -> list[Waarde]:
        return [*gekend, Waarde(ONBEKEND, ONBEKEND, ONBEKEND)]

    return waarden


LEEFTIJDEN = (("<18", 18), ("18-24", 25), ("25-29", 30), ("30-39", 40), ("40-54", 55), ("55-64", 65), ("65+", None))
"""Age bands and the age at which the next one begins."""


def _jaren(geboren: str) -> str:
    """SQL for completed years on the reference day; born on 29 February: a year older on 1 March in other years."""
    return (
        f"(extract(year from peil.dag) - extract(year from {geboren})"
        f" - (to_char(peil.dag, 'MMDD') < to_char({geboren}, 'MMDD'))::int)"
    )


def _groep(jaren: str) -> str:
    grenzen = " ".join(f"when {jaren} < {tot} then '{naam}'" for naam, tot in LEEFTIJDEN if tot is not None)
    return f"case {grenzen} else '{LEEFTIJDEN[-1][0]}' end"


def jaren_sql() -> str:
    """SQL for the most and the fewest years somebody can be, who may have an incomplete birth date."""
    laatste = (
        "(case w.geboorte_precisie when 'dag' then w.geboortedatum "
        "when 'maand' then w.geboortedatum + interval '1 month - 1 day' "
        "else w.geboortedatum + interval '1 year - 1 day' end)::date"
    )
    return f"{_jaren('w.geboortedatum')} as oudst, greatest({_jaren(laatste)}, 0) as jongst"


def _leeftijd_sql() -> str:
    """The band when it's certain: with the most and with the fewest years it is the same one."""
    oudst, jongst = _groep("jaren.oudst"), _groep("jaren.jongst")
    return (
        f"case when w.geboortedatum is null or w.geboortedatum > peil.dag then '{ONBEKEND}' "
        f"when {oudst} = {jongst} then {oudst} else '{ONBEKEND}' end"
    )


_WIJK_ONBEKEND = "(select id from werkpunten_wijk where slug = 'onbekend')"

WERKPUNT = Dimensie("werkpunt", "Werkpunt", Aard.VRAAG, "f.niveau", _werkpunten)
MAAND, KWARTAAL, JAAR = map(_tijd, Tijdvaksoort)
TIJDEN = (MAAND, KWARTAAL, JAAR)
"""The shortest first."""
DIENST = Dimensie("dienst", "Dienst", Aard.CONTACT, f"coalesce(thema.dienst, '{ONBEKEND}')", _diensten)
DIMENSIES = (
    WERKPUNT,
    *TIJDEN,
    Dimensie(
        "wijk",
        "Wijk waar de persoon woont",
        Aard.PERSOON,
        f"coalesce(adres.wijk_id, {_WIJK_ONBEKEND})",
        _wijken,
        anoniem=f"coalesce(f.wijk_id, {_WIJK_ONBEKEND})",
    ),
    Dimensie(
        "geslacht",
        "Geslacht",
        Aard.PERSOON,
        f"coalesce(nullif(w.geslacht, ''), '{ONBEKEND}')",
        _keuzes(Werkzoekende.Geslacht.choices),
    ),
    Dimensie("leeftijd", "Leeftijd", Aard.PERSOON, _leeftijd_sql(), _keuzes((n, n) for n, _ in LEEFTIJDEN)),
    Dimensie(
        "statuut", "Statuut", Aard.PERSOON, f"coalesce(statuut.soort, '{ONBEKEND}')", _keuzes(Statuut.Soort.choices)
    ),
    Dimensie(
        "opleiding",
        "Opleiding",
        Aard.PERSOON,
        f"coalesce(nullif(w.opleiding, ''), '{ONBEKEND}')",
        _keuzes(Werkzoekende.Opleiding.choices),
    ),
    Dimensie("taal", "Contacttaal", Aard.PERSOON, f"coalesce(nullif(w.contacttaal, ''), '{ONBEKEND}')", _talen),
    Dimensie(
        "doelgroep",
        "Doelgroep",
        Aard.PERSOON,
        f"case when intake.doelgroepen is null then array['{ONBEKEND}'] "
        f"when cardinality(intake.doelgroepen) = 0 then array['{GEEN}'] else intake.doelgroepen::text[] end",
        _doelgroepen,
        meervoud=True,
    ),
    Dimensie(
        "soort",
        "Soort contact",
        Aard.CONTACT,
        "f.soort",
        lambda periode, werkpunten: [Waarde(soort.value, soort.value, soort.label) for soort in Soort],
    ),
    Dimensie("onderwerp", "Thema", Aard.CONTACT, "thema.onderwerp_id", _onderwerpen),
    DIENST,
)
DIMENSIE = {dimensie.code: dimensie for dimensie in DIMENSIES}
