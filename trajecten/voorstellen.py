"""What handing people over would do, told before it is done: one proposal per person, or why it cannot be."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten.models import Overdracht
from trajecten.team import eigen_werkpunten
from werkpunten.models import Aanstelling, Afwezigheid, Begeleiding, Betrokkenheid, Werkpunt, Werkzoekende


@dataclass(frozen=True)
class Voorstel:
    """Who coaches now (nobody: None) and at which unit the receiver would; ``bezwaar``: why it cannot be.

    ``van_werkpunt``: the person moves from this unit.
    """

    werkzoekende: Werkzoekende
    van: Begeleiding | None = None
    werkpunt: Werkpunt | None = None
    bezwaar: str = ""
    van_werkpunt: Werkpunt | None = None


@dataclass(frozen=True)
class _Toestand:
    """What is known of the people, read once for all of them."""

    door: Medewerker
    naar: Medewerker | None
    van: Medewerker | None
    eigen: dict[int, Werkpunt]
    werkt_op: set[int | None]
    doel: Werkpunt | None
    lopend: dict[int, list[Begeleiding]]
    bekend: dict[int, list[Betrokkenheid]]
    wacht: dict[int, list[Overdracht]]

    def voorstel(self, persoon: Werkzoekende) -> Voorstel:
        if self.wacht[persoon.pk]:
            return Voorstel(persoon, bezwaar="Er wacht al een overdracht van deze persoon op antwoord.")
        if any(begeleiding.begeleider_id == getattr(self.naar, "pk", None) for begeleiding in self.lopend[persoon.pk]):
            return Voorstel(persoon, bezwaar=f"{self.naar} begeleidt deze persoon al.")
        over = [begeleiding for begeleiding in self.lopend[persoon.pk] if self._mag(begeleiding)]
        if len(over) > 1:
            return Voorstel(persoon, bezwaar="Heeft meer dan één begeleider: filter eerst op een van hen.")
        if self.doel is not None:
            return self._verplaatsing(persoon, over[0] if over else None, self.doel)
        return self._overname(persoon, over[0]) if over else self._eerste(persoon)

    def _verplaatsing(self, persoon: Werkzoekende, begeleiding: Begeleiding | None, doel: Werkpunt) -> Voorstel:
        """From the unit where somebody coaches, or else from the own unit that knows this person."""
        if begeleiding is not None and begeleiding.werkpunt_id == doel.pk:
            return Voorstel(persoon, begeleiding, bezwaar=f"Deze persoon wordt al begeleid op {doel}.")
        bekend = {b.werkpunt_id for b in self.bekend[persoon.pk]}
        hier = [werkpunt for pk, werkpunt in self.eigen.items() if pk in bekend and pk != doel.pk]
        vanwaar = begeleiding.werkpunt if begeleiding is not None else next(iter(hier), None)
        if vanwaar is None:
            return Voorstel(persoon, bezwaar="Geen van jouw werkpunten kent deze persoon.")
        if begeleiding is None and self.naar is None and doel.pk in bekend:
            return Voorstel(persoon, bezwaar=f"{doel} kent deze persoon al. Kies een begeleider.")
        return Voorstel(persoon, begeleiding, doel, van_werkpunt=vanwaar)

    def _mag(self, begeleiding: Begeleiding) -> bool:
        """Whether this coaching is the giver's to hand over: the own one, or one at a unit they coordinate."""
        if self.van is not None and begeleiding.begeleider_id != self.van.pk:
            return False
        return begeleiding.begeleider_id == self.door.pk or begeleiding.werkpunt_id in self.eigen

    def _overname(self, persoon: Werkzoekende, begeleiding: Begeleiding) -> Voorstel:
        past = begeleiding.werkpunt_id in self.werkt_op
        bezwaar = "" if past else f"{self.naar} werkt niet op {begeleiding.werkpunt}."
        return Voorstel(persoon, begeleiding, begeleiding.werkpunt, bezwaar)

    def _eerste(self, persoon: Werkzoekende) -> Voorstel:
        """Nobody coaches this person here: the receiver does so at a unit that knows them."""
        if self.van is not None or not self.eigen:
            wie = "Je" if self.van in {None, self.door} else f"{self.van}"
            return Voorstel(persoon, bezwaar=f"{wie} begeleidt deze persoon niet (meer).")
        bekend = {b.werkpunt_id for b in self.bekend[persoon.pk]} & self.werkt_op
        kan = [werkpunt for pk, werkpunt in self.eigen.items() if pk in bekend]
        if not kan:
            return Voorstel(persoon, bezwaar=f"{self.naar} werkt op geen werkpunt dat deze persoon kent.")
        return Voorstel(persoon, None, kan[0])


def stel_voor(
    personen: Collection[Werkzoekende],
    *,
    naar: Medewerker | None,
    door: Medewerker,
    van: Medewerker | None = None,
    doel: Werkpunt | None = None,
) -> list[Voorstel]:
    """One proposal per person, in four queries whatever their number; writes nothing.

    A coordinator hands over the coachings at the own units (``van``: only those of this colleague) and finds a coach
    for who has none there; a consultant hands over the own coachings. With ``doel`` people move to that unit.
    """
    werkpunten = {werkpunt.pk: werkpunt for werkpunt in eigen_werkpunten(door)}
    gekend = [*werkpunten.values(), *([doel] if doel else [])]
    begeleidingen = Begeleiding.objects.zichtbaar_voor(door).lopend().select_related("begeleider", "werkpunt")
    aanstellingen = Aanstelling.objects.op(vandaag()).filter(medewerker=naar, rol__in=BEGELEIDERS)
    toestand = _Toestand(
        door=door,
        naar=naar,
        van=van,
        eigen=werkpunten,
        werkt_op=set(aanstellingen.values_list("werkpunt", flat=True)),
        doel=doel,
        lopend=_per_persoon(begeleidingen.filter(werkzoekende__in=personen)),
        bekend=_per_persoon(
            Betrokkenheid.objects.zichtbaar_voor(door)
            .geldig_op(gekend)
            .filter(werkzoekende__in=personen)
            .order_by("pk")
        ),
        wacht=_per_persoon(Overdracht.objects.zichtbaar_voor(door).open().filter(werkzoekende__in=personen)),
    )
    return [toestand.voorstel(persoon) for persoon in personen]


def afwezig_nu(naar: Medewerker | None) -> str:
    """That the receiver is away today and who covers, or nothing: no reason to refuse, but who gives should know."""
    weg = Afwezigheid.objects.lopend().filter(medewerker=naar).select_related("waarnemer").first() if naar else None
    return f"{naar} is afwezig tot en met {weg.tot:%d/%m/%Y}; {weg.waarnemer} neemt waar." if weg else ""


def _per_persoon(rijen: Iterable[Any]) -> dict[int, list[Any]]:
    gevonden: dict[int, list[Any]] = defaultdict(list)
    for rij in rijen:
        gevonden[rij.werkzoekende_id].append(rij)
    return gevonden
