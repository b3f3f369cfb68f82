"""Use cases of the caseload: handing coaching over, and what the receiver answers."""

import uuid
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from trajecten.models import Overdracht
from trajecten.team import eigen_werkpunten
from trajecten.trajecten import volg_overdracht
from trajecten.voorstellen import Voorstel, stel_voor
from werkpunten.models import Aanstelling, Begeleiding, Werkpunt, Werkzoekende, werkpunten_van
from werkpunten.services import beeindig_begeleiding, open_voor_werkpunt, sluit_voor_werkpunt, start_begeleiding
from werkpunten.zicht import vergrendel

Status = Overdracht.Status
INTUSSEN = "De begeleiding veranderde intussen. Vraag een nieuwe overdracht."


@transaction.atomic
def draag_over(
    personen: Collection[Werkzoekende],
    *,
    naar: Medewerker,
    reden: str,
    door: Medewerker,
    bundel: uuid.UUID,
    van: Medewerker | None = None,
    meteen: bool = False,
) -> None:
    """Ask a colleague to take these people over, or (``meteen``, a coordinator) assign them at once.

    Each person gets a row under ``bundel``, also who could not be handed over. The same ``bundel`` again does nothing.
    """
    if not reden.strip():
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom."})
    if meteen and not eigen_werkpunten(door):
        raise ValidationError("Enkel een coördinator wijst meteen toe.")
    vergrendel([persoon.pk for persoon in personen])
    if Overdracht.objects.zichtbaar_voor(door).filter(bundel=bundel).exists():
        return
    for voorstel in stel_voor(personen, naar=naar, door=door, van=van):
        rij = _bewaar(voorstel, naar=naar, reden=reden.strip()[:300], door=door, bundel=bundel)
        if rij.status == Status.GEVRAAGD and (meteen or naar == door):
            _voer_uit(rij, door=door)


@transaction.atomic
def verplaats(
    personen: Collection[Werkzoekende],
    *,
    werkpunt: Werkpunt,
    reden: str,
    door: Medewerker,
    bundel: uuid.UUID,
    naar: Medewerker | None = None,
    van: Medewerker | None = None,
    meteen: bool = False,
) -> None:
    """Ask another unit to take these people over: a coach there, or without one its coordinator.

    For coordinators only; ``meteen`` for who coordinates both units. A row per person, once per ``bundel``.
    """
    if not reden.strip():
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom."})
    if not eigen_werkpunten(door):
        raise ValidationError("Enkel een coördinator verplaatst personen naar een ander werkpunt.")
    if meteen and werkpunt not in eigen_werkpunten(door):
        raise ValidationError({"meteen": f"Enkel de coördinator van {werkpunt} wijst daar meteen toe."})
    _controleer_ontvanger(werkpunt, naar)
    vergrendel([persoon.pk for persoon in personen])
    if Overdracht.objects.zichtbaar_voor(door).filter(bundel=bundel).exists():
        return
    for voorstel in stel_voor(personen, naar=naar, door=door, van=van, doel=werkpunt):
        rij = _bewaar(voorstel, naar=naar, reden=reden.strip()[:300], door=door, bundel=bundel, doel=werkpunt)
        if rij.status == Status.GEVRAAGD and (meteen or naar == door):
            _voer_uit(rij, door=door)


def _controleer_ontvanger(werkpunt: Werkpunt, naar: Medewerker | None) -> None:
    """Somebody of that unit can answer."""
    hier = Aanstelling.objects.op(vandaag()).filter(werkpunt=werkpunt, medewerker__is_active=True)
    if naar is not None and not hier.filter(medewerker=naar, rol__in=BEGELEIDERS).exists():
        raise ValidationError({"naar": f"{naar} werkt niet op {werkpunt}."})
    if naar is None and not hier.filter(rol=Rol.COORDINATOR).exists():
        raise ValidationError({"naar": f"{werkpunt} heeft vandaag geen coördinator. Kies een begeleider."})


def _bewaar(
    voorstel: Voorstel,
    *,
    naar: Medewerker | None,
    reden: str,
    door: Medewerker,
    bundel: uuid.UUID,
    doel: Werkpunt | None = None,
) -> Overdracht:
    return Overdracht.objects.create(
        bundel=bundel,
        werkzoekende=voorstel.werkzoekende,
        van=voorstel.van,
        naar=naar,
        werkpunt=voorstel.werkpunt or doel,
        van_werkpunt=voorstel.van_werkpunt,
        reden=reden,
        gevraagd_door=door,
        status=Status.MISLUKT if voorstel.bezwaar else Status.GEVRAAGD,
        uitleg=voorstel.bezwaar,
    )


@transaction.atomic
def aanvaard(overdracht: Overdracht, *, door: Medewerker) -> None:
    """The receiver becomes coach; who was coach reads for 30 days more. Refused when the coach changed, or came.

    A question to a unit without a coach is accepted by its coordinator, who finds a coach in the caseload.
    """
    rij = _openstaand(overdracht)
    if not _is_gevraagd(rij, door):
        raise ValidationError("Enkel wie gevraagd is, kan aanvaarden.")
    vergrendel([rij.werkzoekende_id])
    if _veranderde(rij) or rij.werkpunt not in werkpunten_van(door, *BEGELEIDERS):
        raise ValidationError(INTUSSEN)
    _voer_uit(rij, door=door)


def _veranderde(rij: Overdracht) -> bool:
    """Whether who coached when it was asked stopped, or somebody began at one of both units where nobody did."""
    lopend = Begeleiding.objects.ongefilterd("antwoord op een overdracht").lopend()
    if rij.van_id is not None:
        return not lopend.filter(pk=rij.van_id).exists()
    hier = lopend.filter(werkzoekende=rij.werkzoekende_id, werkpunt__in=[rij.van_werkpunt_id, rij.werkpunt_id])
    return hier.filter(van__gt=rij.gevraagd_op).exists()


@transaction.atomic
def weiger(overdracht: Overdracht, *, reden: str, door: Medewerker) -> None:
    """Nothing changes; who asked reads why."""
    rij = _openstaand(overdracht)
    if not _is_gevraagd(rij, door):
        raise ValidationError("Enkel wie gevraagd is, kan weigeren.")
    if not reden.strip():
        raise ValidationError("Schrijf in enkele woorden waarom je weigert.")
    _beslis(rij, Status.GEWEIGERD, reden.strip()[:300])


@transaction.atomic
def trek_in(overdracht: Overdracht, *, door: Medewerker) -> None:
    """Who asked takes the question back before it is answered."""
    rij = _openstaand(overdracht)
    if rij.gevraagd_door_id != door.pk:
        raise ValidationError("Enkel wie het vroeg, kan de vraag intrekken.")
    _beslis(rij, Status.INGETROKKEN)


def _is_gevraagd(rij: Overdracht, door: Medewerker) -> bool:
    if rij.naar_id is None:
        return rij.werkpunt in eigen_werkpunten(door)
    return rij.naar_id == door.pk


def _voer_uit(rij: Overdracht, *, door: Medewerker) -> None:
    if rij.van_werkpunt is not None:
        _verplaats(rij, rij.van_werkpunt, door)
    else:
        if rij.van is not None:
            beeindig_begeleiding(rij.van, reden=f"Overgedragen aan {rij.naar}: {rij.reden}"[:300], door=door)
        _neem_trajecten_mee(rij, _begin(rij, door), door)
    _beslis(rij, Status.AANVAARD)


def _neem_trajecten_mee(rij: Overdracht, nieuw: Begeleiding | None, door: Medewerker) -> None:
    if rij.van is not None and nieuw is not None:
        volg_overdracht(rij.van, nieuw, reden=rij.reden, door=door)


def _begin(rij: Overdracht, door: Medewerker) -> Begeleiding | None:
    """The new side: a coach, or a unit that finds one."""
    if rij.werkpunt is None:
        raise TypeError("een overdracht die kan, heeft een werkpunt")
    if rij.naar is not None:
        return start_begeleiding(rij.werkzoekende, begeleider=rij.naar, werkpunt=rij.werkpunt, door=door)
    reden = f"Verplaatst van {rij.van_werkpunt}: {rij.reden}"
    open_voor_werkpunt(rij.werkzoekende, werkpunt=rij.werkpunt, reden=reden, door=door)
    return None


def _verplaats(rij: Overdracht, vanwaar: Werkpunt, door: Medewerker) -> None:
    """The new unit first: whoever answers can end the former coaching only when they see the file."""
    nieuw = _begin(rij, door)
    if rij.van is not None:
        beeindig_begeleiding(rij.van, reden=f"Verplaatst naar {rij.werkpunt}: {rij.reden}"[:300], door=door)
    _neem_trajecten_mee(rij, nieuw, door)
    sluit_voor_werkpunt(rij.werkzoekende, werkpunt=vanwaar)


def _beslis(rij: Overdracht, status: str, uitleg: str = "") -> None:
    rij.status, rij.uitleg, rij.beslist_op = status, uitleg, timezone.now()
    rij.save(update_fields=["status", "uitleg", "beslist_op"])


def _openstaand(overdracht: Overdracht) -> Overdracht:
    """The row as it is now, locked; an answer that was given already stays."""
    rijen = Overdracht.objects.ongefilterd("antwoord op een overdracht").select_for_update(of=("self",))
    mee = ("werkzoekende", "van__begeleider", "naar", "werkpunt", "van_werkpunt")
    rij = rijen.select_related(*mee).get(pk=overdracht.pk)
    if rij.status != Status.GEVRAAGD:
        raise ValidationError(f"Deze overdracht is al {rij.get_status_display()}.")
    return rij
