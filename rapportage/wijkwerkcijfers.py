"""Figures of wijk-werken, each declared once: screen, chart, files and API all read these lists (S2.9–S2.12, S2.19).

A figure counts over the rows of its ``Bron``: per period one row for each enrolment (or each with hours), customer or
answer. ``begin`` and ``einde`` are those of the period, half-open, and no later than today. What happens after a
period changes none of its figures. Where somebody lives and which unit saw them last is that of its last day.
"""

import hashlib
from dataclasses import dataclass

from rapportage.indicatoren import Indicator
from wijkwerken.models import Uitkomst

ONBEKEND, GEEN_ORGANISATOR, GEEN_CONTACT = "onbekend", "geen organisator", "geen contact"
LAATST = {ONBEKEND, GEEN_ORGANISATOR, GEEN_CONTACT}

_IN = "{0} >= begin and {0} < einde"
_GESTOPT = f"count(*) filter (where {_IN.format('gestopt_op')}"


def _uitkomst(*waarden: Uitkomst) -> str:
    lijst = ", ".join(f"'{waarde.value}'" for waarde in waarden)
    return f"{_GESTOPT} and uitkomst in ({lijst}))"


ACTIEF = Indicator(
    "ww_actief",
    "Actieve wijk-werkers",
    "Verschillende personen met een wijk-werkovereenkomst op minstens één dag van de periode, ook als"
    " die geschorst is.",
    "count(distinct persoon) filter (where actief)",
)
ACTIEF_OP_EINDE = Indicator(
    "ww_actief_einde",
    "Actief op de laatste dag",
    "Verschillende personen met een wijk-werkovereenkomst op de laatste dag van de periode, of"
    " vandaag als ze nog loopt.",
    "count(distinct persoon) filter (where actief_op_einde)",
)
TOEGELEID = Indicator(
    "ww_toegeleid",
    "Toegeleid",
    "Verschillende personen die in de periode naar het wijk-werken zijn toegeleid.",
    f"count(distinct persoon) filter (where {_IN.format('toegeleid_op')})",
)
BEGONNEN = Indicator(
    "ww_begonnen",
    "Begonnen",
    "Verschillende personen van wie de eerste overeenkomst in de periode begon.",
    f"count(distinct persoon) filter (where {_IN.format('begon_op')})",
)
ZONDER_ACTIVITEIT = Indicator(
    "ww_zonder_activiteit",
    "Toegeleid zonder activiteit",
    "Verschillende personen die op de laatste dag van de periode toegeleid en niet gestopt zijn, en die tot dan nooit "
    "op een opdracht stonden.",
    "count(distinct persoon) filter (where loopt and not had_opdracht)",
)
OVER_TERMIJN = Indicator(
    "ww_over_termijn",
    "Termijn voorbij zonder vervolgstap",
    "Verschillende personen van wie op de laatste dag van de periode de termijn voorbij was, terwijl ze niet gestopt "
    "waren en er geen vervolgstap genoteerd was.",
    "count(distinct persoon) filter (where loopt and termijn_tot < einde - 1 and not had_vervolg)",
)
GESTOPT = Indicator(
    "ww_gestopt",
    "Gestopt",
    "Inschrijvingen die in de periode stopten. Wie twee keer stopt, telt twee keer. De uitkomsten"
    " samen zijn dit getal.",
    f"{_GESTOPT})",
)
UITKOMSTEN = tuple(
    Indicator(f"ww_{code}", naam, f"Gestopt in de periode, {uitleg}.", _uitkomst(*waarden))
    for code, naam, uitleg, waarden in (
        ("naar_werk", "Naar werk", "met werk als uitkomst", [Uitkomst.WERK]),
        (
            "naar_opleiding",
            "Naar opleiding",
            "met een opleiding, een stage of een beroepsopleiding in een bedrijf als uitkomst",
            [Uitkomst.OPLEIDING, Uitkomst.STAGE],
        ),
        (
            "naar_ander",
            "Naar iets anders",
            "met vrijwilligerswerk, verdere begeleiding of opnieuw wijk-werken als uitkomst",
            [Uitkomst.VRIJWILLIGERSWERK, Uitkomst.BEGELEIDING, Uitkomst.HERTOELEIDING],
        ),
        (
            "andere_reden",
            "Om een andere reden",
            "omdat de persoon verhuisde, wilde stoppen, nooit begon of overleed",
            [Uitkomst.VERHUISD, Uitkomst.GESTOPT, Uitkomst.NIET_GESTART, Uitkomst.OVERLEDEN],
        ),
        ("zonder_vervolg", "Einde zonder vervolg", "zonder iets dat erop volgt", [Uitkomst.GEEN]),
    )
)
GEWERKT = Indicator(
    "ww_gewerkt",
    "Wijk-werkers met uren",
    "Verschillende personen die in de periode werkten. Uren tellen op de dag waarop het werk begon.",
    "count(distinct persoon) filter (where minuten > 0)",
)
UREN = Indicator(
    "ww_uren",
    "Gewerkte uren",
    "Uren die in de periode echt gewerkt zijn, verbeteringen inbegrepen, afgerond op een heel uur. Uren tellen op de "
    "dag waarop het werk begon.",
    "round(coalesce(sum(minuten), 0) / 60.0)::int",
)
GEBRUIKERS = Indicator(
    "ww_gebruikers",
    "Gebruikers",
    "Personen en organisaties die op minstens één dag van de periode als gebruiker ingeschreven waren.",
    "count(*)",
)
SOORTEN = (
    Indicator(
        "ww_prive",
        "Gebruikers: privépersonen",
        "Ingeschreven gebruikers die privépersoon zijn.",
        "count(*) filter (where type = 'prive')",
    ),
    Indicator(
        "ww_organisaties",
        "Gebruikers: organisaties",
        "Ingeschreven gebruikers die geen privépersoon zijn.",
        "count(*) filter (where type <> 'prive')",
    ),
)
NIEUWE_GEBRUIKERS = Indicator(
    "ww_nieuwe_gebruikers",
    "Nieuwe gebruikers",
    "Gebruikers die zich in de periode inschreven.",
    f"count(*) filter (where {_IN.format('geregistreerd_op')})",
)


def _oordelen(van_wie: str, wie: str) -> tuple[Indicator, Indicator, Indicator]:
    van = f"van_wie = '{van_wie}'"
    return (
        Indicator(
            f"ww_{van_wie}_ja",
            f"Tevreden: {wie}",
            f"Antwoorden van {wie} in de periode, met een 4 of een 5 op 5.",
            f"count(*) filter (where {van} and score >= 4)",
        ),
        Indicator(
            f"ww_{van_wie}_nee",
            f"Niet tevreden: {wie}",
            f"Antwoorden van {wie} in de periode, met 1, 2 of 3 op 5.",
            f"count(*) filter (where {van} and score < 4)",
        ),
        Indicator(
            f"ww_{van_wie}_alle",
            f"Antwoorden: {wie}",
            f"Antwoorden van {wie} in de periode over hoe tevreden ze zijn. Wie twee keer antwoordt, telt dubbel.",
            f"count(*) filter (where {van})",
        ),
    )


VAN_GEBRUIKERS = _oordelen("gebruiker", "gebruikers")
VAN_WIJKWERKERS = _oordelen("wijkwerker", "wijk-werkers")
WERKERS = (ACTIEF, ACTIEF_OP_EINDE, TOEGELEID, BEGONNEN, ZONDER_ACTIVITEIT, OVER_TERMIJN)
UITSTROOM = (*UITKOMSTEN, GESTOPT)
KLANTEN = (*SOORTEN, GEBRUIKERS, NIEUWE_GEBRUIKERS)
WERK = (GEWERKT, UREN)
TEVREDENHEID = (*VAN_GEBRUIKERS, *VAN_WIJKWERKERS)
INDICATOREN = (*WERKERS, *UITSTROOM, *WERK, *KLANTEN, *TEVREDENHEID)
NIET_GEPUBLICEERD = (ACTIEF_OP_EINDE, BEGONNEN)
"""Beside who was active and who stopped, these would give a small number back from one quarter to the next."""

_MENS = """
      left join werkpunten_adres adres on adres.werkzoekende_id = w.werkzoekende_id
       and adres.van < t.einde and (adres.tot is null or adres.tot >= t.einde - 1)
      left join werkpunten_wijk wijk on wijk.id = adres.wijk_id
      left join lateral (
          select c.werkpunt_id from werkpunten_contactmoment c
            join werkpunten_telregel r on r.soort = c.soort and r.telt
             and r.geldig_van <= c.dag and (r.geldig_tot is null or r.geldig_tot >= c.dag)
           where c.werkzoekende_id = w.werkzoekende_id and c.dag < t.einde
           order by c.dag desc, c.id desc limit 1) laatste on true
      left join werkpunten_werkpunt eenheid on eenheid.id = laatste.werkpunt_id
      join wijkwerken_stelsel s on s.id = w.stelsel_id
      left join toegang_organisatie o on o.id = s.organisator_id"""
_DELEN = """coalesce(o.naam, %(geen_organisator)s) as organisator, o.id as organisator_id,
           coalesce(eenheid.naam, %(geen_contact)s) as eenheid, eenheid.id as eenheid_id,
           coalesce(wijk.naam, %(onbekend)s) as wijk"""
_WERKERS = f"""
    select t.*, {_DELEN}, w.werkzoekende_id as persoon, w.toegeleid_op, w.begin as begon_op, w.termijn_tot,
           w.gestopt_op, w.uitkomst, w.gestopt_op is null or w.gestopt_op >= t.einde as loopt,
           exists (select from wijkwerken_overeenkomst v where v.wijkwerker_id = w.id and v.van < t.einde
                      and v.tot >= t.begin and v.van <= coalesce(w.gestopt_op, v.van)) as actief,
           (w.gestopt_op is null or w.gestopt_op >= t.einde - 1) and exists (
               select from wijkwerken_overeenkomst v
                where v.wijkwerker_id = w.id and v.van < t.einde and v.tot >= t.einde - 1) as actief_op_einde,
           exists (select from wijkwerken_vervolgstap v
                    where v.wijkwerker_id = w.id and v.op < t.einde) as had_vervolg,
           exists (select from wijkwerken_toewijzing v
                    where v.wijkwerker_id = w.id and v.van < t.einde) as had_opdracht
      from tijd t
      join wijkwerken_wijkwerker w on w.toegeleid_op < t.einde and (w.gestopt_op is null or w.gestopt_op >= t.begin)
      {_MENS}"""  # noqa: S608 - ours
_PRESTATIES = f"""
    select t.*, {_DELEN}, w.werkzoekende_id as persoon, gewerkt.minuten
      from (select t.tijd, p.wijkwerker_id, sum(p.minuten) as minuten
              from tijd t
              join wijkwerken_prestatie p on p.begin >= t.begin::timestamp at time zone %(zone)s
               and p.begin < t.einde::timestamp at time zone %(zone)s
             group by 1, 2) gewerkt
      join tijd t on t.tijd = gewerkt.tijd
      join wijkwerken_wijkwerker w on w.id = gewerkt.wijkwerker_id
      {_MENS}"""  # noqa: S608 - ours
_ANTWOORDEN = f"""
    select t.*, {_DELEN}, a.van_wie, a.score
      from tijd t
      join wijkwerken_tevredenheid a on a.dag >= t.begin and a.dag < t.einde
      join wijkwerken_toewijzing z on z.id = a.toewijzing_id
      join wijkwerken_wijkwerker w on w.id = z.wijkwerker_id
      {_MENS}"""  # noqa: S608 - ours
_KLANTEN = """
    select t.*, coalesce(o.naam, %(geen_organisator)s) as organisator, o.id as organisator_id,
           %(geen_contact)s as eenheid, null::bigint as eenheid_id, wijk.naam as wijk,
           g.type, g.geregistreerd_op
      from tijd t
      join wijkwerken_wijkwerkgebruiker g on g.geregistreerd_op < t.einde
       and (g.gestopt_op is null or g.gestopt_op > greatest(t.begin, g.geregistreerd_op))
      join werkpunten_wijk wijk on wijk.id = g.wijk_id
      left join wijkwerken_werkingsgebied b on b.gemeente_id = g.gemeente_id
       and b.van < t.einde and (b.tot is null or b.tot >= t.einde - 1)
      left join toegang_organisatie o on o.id = b.organisator_id"""


@dataclass(frozen=True)
class Bron:
    """Rows, and the figures that are counted over them."""

    rijen: str
    indicatoren: tuple[Indicator, ...]


BRONNEN = (
    Bron(_WERKERS, (*WERKERS, *UITSTROOM)),
    Bron(_PRESTATIES, WERK),
    Bron(_KLANTEN, KLANTEN),
    Bron(_ANTWOORDEN, TEVREDENHEID),
)


@dataclass(frozen=True)
class Uitsplitsing:
    code: str
    naam: str
    indicatoren: tuple[Indicator, ...] = INDICATOREN

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(indicator.code for indicator in self.indicatoren)


PER_ORGANISATOR = Uitsplitsing("organisator", "Organisator")
PER_EENHEID = Uitsplitsing(
    "eenheid",
    "Werkpunt van het laatste contact",
    tuple(indicator for indicator in INDICATOREN if indicator not in KLANTEN),
)
PER_WIJK = Uitsplitsing("wijk", "Wijk waar ze wonen, of waar de gebruiker is")
UITSPLITSINGEN = (PER_ORGANISATOR, PER_EENHEID, PER_WIJK)

_TEKST = repr([(i.code, i.naam, i.definitie, i.sql) for i in INDICATOREN])
DEFINITIES_VERSIE = f"1-{hashlib.sha256(_TEKST.encode()).hexdigest()[:8]}"
"""Changes by itself whenever a name, a definition or a count does."""
