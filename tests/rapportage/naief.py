"""The reach figures once more, counted by plain Python over small worlds: no SQL, nothing shared with the product."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

NIET_GETELD = {"poging"}


@dataclass(frozen=True)
class Contact:
    """``wie`` None is an anonymous contact."""

    wie: int | None
    waar: str
    dag: datetime.date
    soort: str = "bezoek"


def tel(
    contacten: Sequence[Contact], van: datetime.date, tot: datetime.date, waar: str | None = None
) -> dict[str, int]:
    """The six figures of one unit (or the city), both days included."""
    telt = [c for c in contacten if c.soort not in NIET_GETELD and (waar is None or c.waar == waar) and c.dag <= tot]
    nu = [c for c in telt if c.dag >= van]
    vroeger = {c.wie for c in telt if c.dag < van} - {None}
    bereikt = {c.wie for c in nu} - {None}
    return {
        "bereikt": len(bereikt),
        "nieuw": len(bereikt - vroeger),
        "terugkerend": len(bereikt & vroeger),
        "contacten": len(nu),
        "anoniem": sum(c.wie is None for c in nu),
        "cumulatief": len(bereikt | vroeger),
    }


def maanden(van: datetime.date, tot: datetime.date) -> dict[str, tuple[datetime.date, datetime.date]]:
    """First and last day of the part of every month that lies between two days."""
    gevonden: dict[str, tuple[datetime.date, datetime.date]] = {}
    dag = van
    while dag <= tot:
        sleutel = dag.isoformat()[:7]
        gevonden[sleutel] = (gevonden.get(sleutel, (dag, dag))[0], dag)
        dag += datetime.timedelta(days=1)
    return gevonden
