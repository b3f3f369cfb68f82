"""Asking after a result: the questions a closed trajectory leaves, the tasks the clock makes of them, the answers."""

import logging
import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.tijd import plus_maanden, vandaag
from partners.services.afzenders import coordinatoren, wie_volgt_op
from toegang.models import Medewerker
from trajecten.models import Resultaatmeting, Traject, Trajectverloop
from trajecten.models.resultaten import ResultaatmetingQuerySet
from trajecten.models.trajecten import BLIJVEND
from trajecten.verloop import noteer, vergrendel
from werkpunten.models import Taak
from werkpunten.taken import maak_taak, rond_mee_af

logger = logging.getLogger(__name__)
Termijn = Resultaatmeting.Termijn


def dagen_na(einde: date) -> dict[str, date]:
    """When each question is due."""
    return {Termijn.VIER_WEKEN: einde + timedelta(weeks=4), Termijn.ZES_MAANDEN: plus_maanden(einde, 6)}


def plan_metingen(traject: Traject) -> None:
    """The questions after a result that should last (in the transaction that closes the trajectory)."""
    if traject.einde is None or traject.resultaat not in BLIJVEND:
        return
    alle = Resultaatmeting.objects.ongefilterd("bij het sluiten van een traject")
    for termijn, tegen in dagen_na(traject.einde).items():
        alle.get_or_create(
            traject=traject, termijn=termijn, tegen=tegen, defaults={"werkzoekende_id": traject.werkzoekende_id}
        )


def trek_in(traject: Traject, *, door: Medewerker) -> None:
    """The trajectory goes on: what was not asked yet need not be asked."""
    open_ = Resultaatmeting.objects.ongefilterd("traject heropend").filter(traject=traject, antwoord="")
    for meting in open_.select_related("taak").select_for_update(of=("self",)):
        _rond_taak_af(meting, Taak.Status.VERVALLEN, door)
        meting.delete()


def te_doen_van(medewerker: Medewerker) -> ResultaatmetingQuerySet:
    """What one has to ask: the list, and the count on the start page."""
    zichtbaar: ResultaatmetingQuerySet = Resultaatmeting.objects.zichtbaar_voor(medewerker)
    return zichtbaar.te_doen().van(medewerker)


def zet_klaar() -> int:
    """By the clock: a task for each question that is due and has none. How many were made; again adds nothing.

    One that is refused is logged, and holds up no other.
    """
    open_ = Resultaatmeting.objects.ongefilterd("de klok").te_doen().filter(taak=None).order_by("pk")
    gemaakt = 0
    for pk in list(open_.values_list("pk", flat=True)):
        try:
            gemaakt += _geef_taak(pk)
        except ValidationError as fout:  # its message may name a colleague
            waarom = ", ".join(getattr(fout, "error_dict", [getattr(fout, "code", None) or "geweigerd"]))
            logger.warning("resultaatmeting %s: geen taak gemaakt (%s)", pk, waarom)
    return gemaakt


def taaksleutel(meting: Resultaatmeting) -> uuid.UUID:
    """Of the question itself: a trajectory that was reopened and closed again on the same day asks anew."""
    return uuid.uuid5(meting.traject.sleutel, f"meting {meting.pk}")


@transaction.atomic
def _geef_taak(pk: int) -> bool:
    """To who coached, or whoever has the file now; when nobody has it any more the number is enough to find it."""
    alle = Resultaatmeting.objects.ongefilterd("de klok").te_doen().filter(taak=None)
    mee = ("werkzoekende", "traject__begeleiding__begeleider")
    meting = alle.select_related(*mee).select_for_update(of=("self",)).filter(pk=pk).first()
    if meting is None:
        return False
    traject = meting.traject
    wie = wie_volgt_op(meting.werkzoekende_id, traject.begeleiding.begeleider, [traject.werkpunt_id])
    persoon = meting.werkzoekende if wie else None
    wie = wie or next(iter(coordinatoren([traject.werkpunt_id])), None)
    if wie is None:
        return False
    over = "" if persoon else f" (dossier {meting.werkzoekende.dossiernummer})"
    meting.taak = maak_taak(
        f"Resultaat nagaan {meting.get_termijn_display()}: {traject.get_resultaat_display()}{over}",
        eigenaar=wie,
        tegen=vandaag(),
        door=None,
        werkzoekende=persoon,
        sleutel=taaksleutel(meting),
    )
    meting.save(update_fields=["taak"])
    return True


@transaction.atomic
def beantwoord(meting: Resultaatmeting, *, antwoord: str, uitleg: str, op: date, door: Medewerker) -> Resultaatmeting:
    """What the person said, also when it was noted before and turns out otherwise. The task is done with it."""
    vergrendel(meting.traject, door=door)
    alle = Resultaatmeting.objects.bewerkbaar_voor(door).select_related("traject", "taak")
    actueel = alle.select_for_update(of=("self",)).filter(pk=meting.pk).first()
    if actueel is None:
        raise ValidationError("Deze vraag is er niet meer: het traject loopt weer.")
    if op > vandaag():
        raise ValidationError({"op": "Deze dag moet nog komen."})
    if op < actueel.vanaf:
        raise ValidationError({"op": f"Dat is te vroeg: deze vraag gaat over {actueel.tegen:%d/%m/%Y}."})
    uitleg = uitleg.strip()
    if (actueel.antwoord, actueel.uitleg, actueel.op) == (antwoord, uitleg, op):
        return actueel
    actueel.antwoord, actueel.uitleg, actueel.op, actueel.door = antwoord, uitleg, op, door
    actueel.full_clean(exclude=["traject", "werkzoekende", "taak", "door"])
    actueel.save()
    _rond_taak_af(actueel, Taak.Status.KLAAR, door)
    woorden = f"{actueel.get_termijn_display()}: {actueel.get_antwoord_display()}"
    noteer(actueel.traject, Trajectverloop.Soort.RESULTAAT, f"{woorden}. {uitleg}".removesuffix(". "), door)
    return actueel


def _rond_taak_af(meting: Resultaatmeting, status: str, door: Medewerker) -> None:
    """Also when it stands with a colleague, who need not ask any more."""
    if meting.taak is not None and meting.taak.is_open:
        rond_mee_af(meting.taak, door=door, status=status)
