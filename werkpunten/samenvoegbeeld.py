"""What would happen if two files became one: what differs, what moves, what collides, and what it does to reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.formats import date_format

from toegang.models import Medewerker
from werkpunten.afschrift import in_woorden, onderdelen
from werkpunten.models import Werkpunt, Werkzoekende
from werkpunten.samenvoegregels import Daad, Regel, regels
from werkpunten.samenvoegvelden import Verschil, naast_elkaar

VELDEN_PER_RIJ = 4
RIJ_HOOGSTENS = 160
_GEZIEN = """
SELECT date_trunc('month', c.dag)::date AS maand, c.werkpunt_id, count(DISTINCT c.werkzoekende_id)
  FROM werkpunten_contactmoment c
  JOIN werkpunten_telregel t ON t.soort = c.soort AND t.telt
       AND t.geldig_van <= c.dag AND (t.geldig_tot IS NULL OR t.geldig_tot >= c.dag)
 WHERE c.werkzoekende_id = ANY(%s)
 GROUP BY GROUPING SETS ((1), (1, 2)) HAVING count(DISTINCT c.werkzoekende_id) = 2
 ORDER BY 1, 2 NULLS FIRST
"""


@dataclass(frozen=True)
class Conflict:
    """Rows that cannot both be there: a question, or (``te_kiezen`` False) why nothing can be merged yet."""

    sleutel: str
    tekst: str
    te_kiezen: bool
    blijft: Sequence[str]
    verdwijnt: Sequence[str]


@dataclass(frozen=True)
class Beeld:
    """Everything the question "are these one person?" is answered with."""

    verschillen: Sequence[Verschil]
    conflicten: Sequence[Conflict]
    let_op: Sequence[str]
    gaat_mee: Sequence[tuple[str, int]]
    bereik: Sequence[str]

    @property
    def kan(self) -> bool:
        return all(conflict.te_kiezen for conflict in self.conflicten)


def beeld_van(blijft: Werkzoekende, verdwijnt: Werkzoekende, *, lezer: Medewerker) -> Beeld:
    conflicten, let_op, gaat_mee = [], [], []
    for regel in regels:
        aantal = regel.van(verdwijnt.pk).count()
        if not aantal:
            continue
        gaat_mee.append((str(regel.model._meta.verbose_name_plural), aantal))
        if regel.bij_botsing in {Daad.KIES, Daad.WEIGER} and (paren := regel.botsingen(blijft.pk, verdwijnt.pk)):
            conflicten.append(_conflict(regel, paren))
        if regel.let_op and _allebei(regel, blijft, verdwijnt):
            let_op.append(regel.let_op)
    if blijft.insz and verdwijnt.insz:
        let_op.insert(0, "Elk dossier heeft een ander rijksregisternummer: misschien zijn het twee personen.")
    return Beeld(
        naast_elkaar(blijft, verdwijnt, lezer=lezer), conflicten, let_op, gaat_mee, _bereik(blijft.pk, verdwijnt.pk)
    )


def _conflict(regel: Regel, paren: Sequence[tuple[int, int]]) -> Conflict:
    hier, daar = ({paar[kant] for paar in paren} for kant in (0, 1))
    rijen = regel.model._base_manager.in_bulk([*hier, *daar])
    woorden = {pk: _rij_in_woorden(rij) for pk, rij in rijen.items()}
    kanten = ([woorden[pk] for pk in sorted(kant)] for kant in (hier, daar))
    return Conflict(regel.sleutel, regel.tekst, regel.bij_botsing is Daad.KIES, *kanten)


def _rij_in_woorden(rij: Any) -> str:
    """As the copy for the person says it."""
    onderdeel = next((deel for deel in onderdelen if deel.model is type(rij)), None)
    namen = [veld.naam for veld in onderdeel.alle if veld.tekst is None] if onderdeel else []
    delen = [tekst for naam in namen if (tekst := in_woorden(rij, naam))]
    return " · ".join(delen[:VELDEN_PER_RIJ])[:RIJ_HOOGSTENS] or str(rij)


def _allebei(regel: Regel, *personen: Werkzoekende) -> bool:
    return all(regel.van(persoon.pk, ook=regel.lopend).exists() for persoon in personen)


def _bereik(blijft: int, verdwijnt: int) -> list[str]:
    """Months in which both were reached: the city counts one less, a unit only if both came there."""
    with connection.cursor() as cursor:
        cursor.execute(_GEZIEN, [[blijft, verdwijnt]])
        rijen: list[tuple[date, int | None, int]] = cursor.fetchall()
    namen = {werkpunt.pk: str(werkpunt) for werkpunt in Werkpunt.objects.filter(pk__in={rij[1] for rij in rijen})}
    maanden: dict[date, list[str]] = {}
    for maand, werkpunt, _ in rijen:
        wie = maanden.setdefault(maand, [])
        if werkpunt is not None:
            wie.append(f"{namen[werkpunt]} −1")
    return [_maand_in_woorden(maand, punten) for maand, punten in maanden.items()]


def _maand_in_woorden(maand: date, punten: Sequence[str]) -> str:
    rest = "elk ander werkpunt ±0" if punten else "elk werkpunt ±0"
    return f"{date_format(maand, 'F Y')}: stad −1, {', '.join([*punten, rest])}"
