"""Who takes over a place: who leaves stops, the successor comes along once, and has the place from then on.

Where the same worker stays, the assignment only lasts longer.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from toegang.models import Medewerker
from werkpunten.zicht import vergrendel
from wijkwerken.models import Opdracht, Toewijzing, Wijkwerker
from wijkwerken.regels import Blok, Oordeel
from wijkwerken.services import opdrachten
from wijkwerken.services.planning import plan_beurten, stop_toewijzing, verleng, wijs_toe

WEKEN_GEPLAND = 4
"""So many weeks of turns are planned at once; the rest follows in the week planning."""


@dataclass(frozen=True)
class Opvolging:
    """What is agreed: who leaves and their last day, the first day of who follows, and the visit together."""

    opdracht: Opdracht
    opvolger: Wijkwerker
    van: date
    vertrekt: Toewijzing | None = None
    laatste_dag: date | None = None
    overlap: Blok | None = None

    @property
    def tot(self) -> date | None:
        dagen = [dag for dag in (self.opdracht.tot, self.opvolger.termijn_tot) if dag is not None]
        return min(dagen) if dagen else None

    @property
    def blijft(self) -> bool:
        """Whether nobody new comes."""
        return self.vertrekt is not None and self.vertrekt.wijkwerker_id == self.opvolger.pk

    def blokken(self) -> list[Blok]:
        """The turns of the first weeks."""
        laatste = self.van + timedelta(weeks=WEKEN_GEPLAND, days=-1)
        return list(opdrachten.blokken(opdrachten.rooster(self.opdracht), self.van, min(laatste, self.tot or laatste)))


@transaction.atomic
def bevestig(opvolging: Opvolging, *, sleutel: uuid.UUID, door: Medewerker, reden: str = "") -> Sequence[Oordeel]:
    """Plan the successor with the visit together, once per ``sleutel``; returns the warnings of the rules.

    Holds the assignment, then both people, then the rest. Raises ``NietToegelaten`` as planning does.
    """
    opdracht, wie, vertrekt = opvolging.opdracht, opvolging.opvolger, opvolging.vertrekt
    Opdracht.objects.bewerkbaar_voor(door).select_for_update(of=("self",), no_key=True).get(pk=opdracht.pk)
    vergrendel({wie.werkzoekende_id} | ({vertrekt.werkzoekende_id} if vertrekt else set()))
    if vertrekt is not None and opvolging.blijft:
        langer = verleng(vertrekt, tot=opvolging.tot, door=door)
        return plan_beurten(langer, blokken=opvolging.blokken(), door=door, reden=reden)
    if vertrekt is not None:
        _laat_gaan(vertrekt, tot=opvolging.laatste_dag or opvolging.van - timedelta(days=1), door=door)
    oordelen: list[Oordeel] = []
    if opvolging.overlap is not None:
        dag = next(opvolging.overlap.dagen())
        if dag >= opvolging.van:
            raise ValidationError("Het bezoek samen ligt voor de eerste dag van de opvolger.")
        samen = Toewijzing(
            sleutel=uuid.uuid5(sleutel, "samen"),
            opdracht=opdracht,
            wijkwerker=wie,
            rol=Toewijzing.Rol.INVALLER,
            van=dag,
            tot=dag,
        )
        oordelen += wijs_toe(samen, blokken=[opvolging.overlap], door=door, reden=reden)[1]
    vast = Toewijzing(sleutel=sleutel, opdracht=opdracht, wijkwerker=wie, van=opvolging.van, tot=opvolging.tot)
    return [*oordelen, *wijs_toe(vast, blokken=opvolging.blokken(), door=door, reden=reden)[1]]


def _laat_gaan(vertrekt: Toewijzing, *, tot: date, door: Medewerker) -> None:
    """Who leaves stays no longer than until the day before; who already stops sooner, stops then."""
    actueel = Toewijzing.objects.ongefilterd("opvolging").get(pk=vertrekt.pk)
    if actueel.tot is None or actueel.tot > tot:
        stop_toewijzing(actueel, tot=tot, reden="Een opvolger neemt het over.", door=door)
