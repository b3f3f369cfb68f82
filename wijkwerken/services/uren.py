"""The counters of hours: planned and worked together never go over the limit, and nothing worked is lost."""

from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError

from wijkwerken.models import Urenteller
from wijkwerken.models.wijkwerkers import Wijkwerker
from wijkwerken.regels import UUR, Regelboek, uren

Telling = Counter[tuple[str, date]]
LEEG: Telling = Counter()


def boek(wijkwerker: Wijkwerker, regels: Regelboek, *, gepland: Telling = LEEG, gewerkt: Telling = LEEG) -> None:
    """Add these minutes (below zero: take them off) to the counters. Who calls holds the person.

    What is worked beyond the room next to the plan stands in ``te_regulariseren``; it moves back by itself once there
    is room. More planned than fits is refused.
    """
    for code, begin in sorted({*gepland, *gewerkt}):
        teller = _teller(wijkwerker, regels, code, begin)
        nieuw_gepland = teller.gepland + gepland[code, begin]
        totaal = teller.gewerkt + teller.te_regulariseren + gewerkt[code, begin]
        if gepland[code, begin] > 0 and teller.grens is not None and nieuw_gepland + totaal > teller.grens:
            raise ValidationError(
                f"Dit brengt het op {uren(nieuw_gepland + totaal)} uur in {_wanneer(code, begin)}"
                f" (grens {uren(teller.grens)})."
            )
        binnen = totaal if teller.grens is None else min(totaal, teller.grens - nieuw_gepland)
        teller.gepland, teller.gewerkt, teller.te_regulariseren = nieuw_gepland, binnen, totaal - binnen
        teller.save()


def _wanneer(code: str, begin: date) -> str:
    return f"{begin:%m/%Y}" if code == "uren_maand" else str(begin.year)


def _teller(wijkwerker: Wijkwerker, regels: Regelboek, code: str, begin: date) -> Urenteller:
    """The counter, locked; a new one takes the limit of its first day."""
    grens = regels.op(code, begin)
    waarde = None if grens is None or grens.waarde is None else int(grens.waarde * UUR)
    sleutel = {"werkzoekende_id": wijkwerker.werkzoekende_id, "code": code, "begin": begin}
    alle = Urenteller.objects.ongefilterd("urenteller")
    alle.get_or_create(**sleutel, defaults={"grens": waarde})
    return alle.select_for_update(of=("self",)).get(**sleutel)
