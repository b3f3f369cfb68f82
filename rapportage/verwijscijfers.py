"""Figures of referrals and of sign-ups, each declared once: screen and file read these lists.

``sql`` counts over one row per referral (or sign-up) with its local days; ``begin`` and ``einde`` are those of the
period, half-open. These figures count referrals and not people, so the parts add up to the total.

A state is that of the last moment of the period, from the dated history: what happens after a period changes none of
its figures, so two looks at a quarter that is over show the same. A start counts when it was told, for it may be told
in a later period than that of the day itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from django.conf import settings
from django.db import connection

from kern.tijd import Periode, vandaag
from partners.models import Status
from rapportage.indicatoren import Indicator
from rapportage.models import Drempelwaarde
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.verbergen import As, Cel, Tabel, TeFijn
from werkpunten.models import Werkpunt

ALLES = ""
LATER = "later"
"""Answers that came too late: never printed, but it follows from two printed numbers."""
NORM = settings.DOORVERWIJZING_HERINNERING_DAGEN
GEEN_DREMPEL, ANDERE = "geen drempel genoemd", "andere organisaties"
LAATST = {GEEN_DREMPEL, ANDERE}


def _in_periode(dag: str, verder: str = "true") -> str:
    return f"count(*) filter (where {dag} >= begin and {dag} < einde and {verder})"


VERSTUURD = Indicator(
    "verstuurd",
    "Verstuurd",
    "Doorverwijzingen die in de periode naar een partner vertrokken. Concepten tellen niet. Wie twee keer "
    "doorverwezen is, telt twee keer.",
    _in_periode("verstuurd"),
)
STANDEN = tuple(
    Indicator(
        f"stand_{stand.value}",
        str(stand.label).capitalize(),
        f"Verstuurd in de periode, en op het einde ervan: {stand.label}. Loopt de periode nog, dan zoals het nu is. "
        "Alle standen samen zijn wat verstuurd is.",
        _in_periode("verstuurd", f"status = '{stand.value}'"),
    )
    for stand in Status
    if stand is not Status.NIEUW
)
BEANTWOORD = Indicator(
    "beantwoord",
    "Beantwoord",
    "Doorverwijzingen waarop de partner in de periode ja of nee zei, wanneer ze ook verstuurd zijn.",
    _in_periode("beantwoord"),
)
BINNEN = Indicator(
    "binnen_norm",
    f"Binnen {NORM} dagen",
    f"Antwoorden in de periode die hoogstens {NORM} dagen na het versturen kwamen: voor er een herinnering vertrekt.",
    _in_periode("beantwoord", f"beantwoord - verstuurd <= {NORM:d}"),
)
MEDIAAN = Indicator(
    "mediaan",
    "Mediaan (dagen)",
    "Binnen zoveel dagen na het versturen kwam minstens de helft van de antwoorden van de periode.",
    "percentile_disc(0.5) within group (order by beantwoord - verstuurd)"
    " filter (where beantwoord >= begin and beantwoord < einde)",
)
GESTART = Indicator(
    "gestart",
    "Aangekomen",
    "Doorverwijzingen waarvan in de periode gemeld is dat de persoon bij de partner startte.",
    _in_periode("gestart"),
)
AFGEROND = Indicator(
    "afgerond",
    "Afgerond in de periode",
    "Doorverwijzingen die in de periode afgerond zijn, wanneer ze ook verstuurd zijn. Stopgezette tellen niet.",
    _in_periode("afgesloten", "status = 'afgerond'"),
)
AANGEMELD = Indicator(
    "aangemeld",
    "Aangemeld",
    "Aanmeldingen die in de periode binnenkwamen, van partners en andere organisaties. Ze tellen niet als contact.",
    _in_periode("gemaakt"),
)
GEVOLGEN = tuple(
    Indicator(code, naam, f"Aangemeld in de periode, en op het einde ervan: {uitleg}", _in_periode("gemaakt", waar))
    for code, naam, uitleg, waar in (
        (
            "nieuw_dossier",
            "Nieuw dossier",
            "aanvaard, en er was nog geen dossier.",
            "status = 'aanvaard' and not bekend",
        ),
        ("al_gekend", "Al gekend", "aanvaard van iemand die al een dossier had.", "status = 'aanvaard' and bekend"),
        ("niet_aanvaard", "Niet aanvaard", "niet aanvaard.", "status = 'geweigerd'"),
        ("wacht_op_ons", "Wacht op ons", "nog niet bekeken.", "status = 'nieuw'"),
    )
)
DOORVERWIJZINGEN = (VERSTUURD, *STANDEN, BEANTWOORD, BINNEN, MEDIAAN, GESTART, AFGEROND)
AANMELDINGEN = (AANGEMELD, *GEVOLGEN)

_DOORVERWIJZINGEN = """
    select o.naam as partner, coalesce(s.naam, %(geen_drempel)s) as drempel, stand.naar as status,
           (start.moment at time zone %(zone)s)::date as gestart,
           (d.verstuurd_op at time zone %(zone)s)::date as verstuurd,
           (d.beantwoord_op at time zone %(zone)s)::date as beantwoord,
           (d.afgesloten_op at time zone %(zone)s)::date as afgesloten,
           %(begin)s::date as begin, %(einde)s::date as einde
      from partners_doorverwijzing d
      join toegang_organisatie o on o.id = d.organisatie_id
      left join werkpunten_drempelsoort s on s.id = d.drempel_id
      left join lateral (
          select v.naar from partners_verloop v
           where v.doorverwijzing_id = d.id and v.soort = 'stap'
             and v.moment < (%(einde)s::date)::timestamp at time zone %(zone)s
           order by v.moment desc, v.id desc limit 1
      ) stand on true
      left join lateral (
          select min(v.moment) as moment from partners_verloop v
           where v.doorverwijzing_id = d.id and v.soort = 'stap' and v.naar = 'gestart'
      ) start on true
     where d.verstuurd_op is not null and (%(werkpunt)s::bigint is null or d.werkpunt_id = %(werkpunt)s)"""
_AANMELDINGEN = """
    select coalesce(o.naam, %(andere)s) as bron, coalesce(a.was_bekend, false) as bekend,
           case when a.behandeld_op < (%(einde)s::date)::timestamp at time zone %(zone)s then a.status
                else 'nieuw' end as status,
           (a.gemaakt_op at time zone %(zone)s)::date as gemaakt,
           %(begin)s::date as begin, %(einde)s::date as einde
      from partners_aanmelding a
      left join toegang_organisatie o on o.id = a.organisatie_id
     where (%(werkpunt)s::bigint is null or a.werkpunt_id = %(werkpunt)s)"""


@dataclass(frozen=True)
class Uitsplitsing:
    """What the rows of a table are, over which rows it counts, and which figures add up to which."""

    code: str
    naam: str
    rijen: str
    indicatoren: tuple[Indicator, ...]
    blokken: tuple[As, ...]


_STAND = As(tuple(indicator.code for indicator in STANDEN), VERSTUURD.code)
_BLOKKEN = (_STAND, As((BINNEN.code, LATER), BEANTWOORD.code), As((GESTART.code,)), As((AFGEROND.code,)))
PER_PARTNER = Uitsplitsing("partner", "Partner", _DOORVERWIJZINGEN, DOORVERWIJZINGEN, _BLOKKEN)
PER_DREMPEL = Uitsplitsing("drempel", "Drempel", _DOORVERWIJZINGEN, DOORVERWIJZINGEN, _BLOKKEN)
PER_BRON = Uitsplitsing(
    "bron", "Wie meldt aan", _AANMELDINGEN, AANMELDINGEN, (As(tuple(g.code for g in GEVOLGEN), AANGEMELD.code),)
)
UITSPLITSINGEN = (PER_PARTNER, PER_DREMPEL, PER_BRON)


@dataclass(frozen=True)
class Telling:
    """One table: the value of each figure for each part and (``ALLES``) in all; None is hidden, or there is none."""

    uitsplitsing: Uitsplitsing
    delen: tuple[str, ...]
    waarden: Mapping[Cel, int | None]

    def rij(self, codes: Sequence[str], deel: str = ALLES) -> list[int | None]:
        return [self.waarden[code, deel] for code in codes]

    def gepubliceerd(self, drempel: int) -> "Telling":
        """With small numbers hidden, and what would give them back. The totals first: other tables show them too.

        The first block says how much there is of each state. In a quarter in which nothing older was answered the
        figures of the other blocks are sums of those, so where a state is hidden they are hidden too.
        """
        standen, *verder = self.uitsplitsing.blokken
        dicht = self._verborgen(standen, lambda cel: 0 < self._waarde(cel) < drempel, drempel)
        mee = {deel for _, deel in dicht}
        for blok in verder:
            dicht |= self._verborgen(
                blok, lambda cel: 0 < self._waarde(cel) < (inf if cel[1] in mee else drempel), drempel
            )
        dicht |= {(MEDIAAN.code, deel) for code, deel in dicht if code == BEANTWOORD.code}
        return replace(self, waarden={cel: None if cel in dicht else w for cel, w in self.waarden.items()})

    def _verborgen(self, blok: As, is_klein: Callable[[Cel], bool], drempel: int) -> set[Cel]:
        codes = [*blok.delen, *([blok.totaal] if blok.totaal else [])]
        totalen: dict[Cel, int] = {(code, ALLES): self._waarde((code, ALLES)) for code in codes}
        dicht = Tabel(totalen, [blok, As((ALLES,))], gratis={LATER}).verberg(is_klein, samen=lambda cel: drempel)
        alle: dict[Cel, int] = {(code, deel): self._waarde((code, deel)) for code in codes for deel in self.delen}
        tabel = Tabel(
            alle | totalen,
            [blok, As(self.delen, ALLES)],
            vast=totalen.keys() - dicht - {(LATER, ALLES)},
            gratis={LATER},
        )
        try:
            return dicht | tabel.verberg(is_klein, ook=dicht, samen=lambda cel: drempel)
        except TeFijn:
            return dicht | alle.keys()

    def _waarde(self, cel: Cel) -> int:
        code, deel = cel
        if code == LATER:
            return self._waarde((BEANTWOORD.code, deel)) - self._waarde((BINNEN.code, deel))
        return self.waarden[cel] or 0


def tel(periode: Periode, werkpunt: Werkpunt | None) -> dict[str, Telling]:
    """Every table by its code, exact; of referrals sent by this unit (sign-ups to it), or (None) by all."""
    return {uitsplitsing.code: _tel(uitsplitsing, periode, werkpunt) for uitsplitsing in UITSPLITSINGEN}


def _tel(uitsplitsing: Uitsplitsing, periode: Periode, werkpunt: Werkpunt | None) -> Telling:
    per, indicatoren = uitsplitsing.code, uitsplitsing.indicatoren
    cijfers = ", ".join(indicator.sql for indicator in indicatoren)
    groepen = f"group by grouping sets ((), ({per}))"
    sql = f"select grouping({per}), {per}, {cijfers} from ({uitsplitsing.rijen}) rijen {groepen}"  # noqa: S608 - ours
    gegevens: dict[str, Any] = {
        "zone": settings.TIME_ZONE,
        "begin": periode.begin,
        "einde": periode.einde,
        "werkpunt": werkpunt.pk if werkpunt else None,
        "geen_drempel": GEEN_DREMPEL,
        "andere": ANDERE,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, gegevens)
        rijen = {ALLES if totaal else deel: waarden for totaal, deel, *waarden in cursor.fetchall()}
    delen = sorted(deel for deel, waarden in rijen.items() if deel != ALLES and any(waarden))
    delen.sort(key=lambda deel: (deel in LAATST, deel.casefold()))
    codes = [indicator.code for indicator in indicatoren]
    waarden: dict[Cel, int | None] = {
        (code, deel): waarde for deel in (ALLES, *delen) for code, waarde in zip(codes, rijen[deel], strict=True)
    }
    return Telling(uitsplitsing, tuple(delen), waarden)


def te_fijn(tijdvak: Tijdvak, werkpunt: Werkpunt | None) -> str:
    """Why small numbers could follow from what is published elsewhere, in words; empty when they can't.

    Quarters of the city don't overlap: no two of them differ by a month or by a unit.
    """
    if werkpunt is not None:
        return "Van één werkpunt ziet alleen de coördinator van dat werkpunt deze cijfers. Kies alle werkpunten."
    if tijdvak.soort is not Tijdvaksoort.KWARTAAL:
        return "Deze cijfers tonen we per kwartaal: uit een maand naast een kwartaal volgt een klein aantal."
    if tijdvak.periode.einde > vandaag():
        return "Dit kwartaal loopt nog. Kies een kwartaal dat voorbij is."
    return ""


def gepubliceerd(tellingen: Mapping[str, Telling], periode: Periode) -> dict[str, Telling]:
    drempel = Drempelwaarde.objects.van(periode)
    return {code: telling.gepubliceerd(drempel) for code, telling in tellingen.items()}


def definities() -> Iterator[tuple[str, str]]:
    return ((indicator.naam, indicator.definitie) for indicator in (*DOORVERWIJZINGEN, *AANMELDINGEN))
