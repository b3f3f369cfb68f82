"""Asking for a month report, making it and freezing it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Event, Thread

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from kern.taken import geef_door
from kern.templatetags.kern import datum
from kern.tijd import Periode, geldt_in, vandaag, vorige_maand
from rapportage.dimensies import maandnaam
from rapportage.models import FOUTCODE, MEESTE_POGINGEN, Maandrapport, Rapportopdracht
from rapportage.rapport import Cijfers, canoniek, cijfers_van, sha256
from toegang.models import Medewerker
from werkpunten.models import Werkpunt

logger = logging.getLogger(__name__)
TAAK = "rapportage.tasks.maak_rapport"
OPNIEUW_AANBIEDEN = timedelta(seconds=20)
TIK = 2.0
"""Seconds between two signs of life of a running job."""


def loopt_nog(maand: date) -> str:
    """Why a month can't be frozen yet and when it can; empty when it is over."""
    periode = Periode.maand(maand)
    if periode.einde <= vandaag():
        return ""
    return (
        f"{maandnaam(maand).capitalize()} loopt nog tot en met {datum(periode.tot)}. "
        f"Vastleggen kan vanaf {datum(periode.einde)}."
    )


@transaction.atomic
def vraag_rapport(maand: date, *, werkpunt: Werkpunt | None, door: Medewerker) -> Rapportopdracht:
    """Write down that a report must be made; a month that isn't over is refused."""
    maand = maand.replace(day=1)
    if loopt := loopt_nog(maand):
        raise ValidationError(loopt)
    opdracht = Rapportopdracht.objects.create(maand=maand, werkpunt=werkpunt, door=door)
    _bied_aan(opdracht)
    return opdracht


@transaction.atomic
def vraag_vorige_maand() -> int:
    """The reports of last month: the city and every unit that was open in it. However often called: one job each."""
    maand = vorige_maand(vandaag())
    periode = Periode.maand(maand)
    open_in = geldt_in(periode.begin, periode.tot, van="geopend_op", tot="gesloten_op")
    opdrachten = [
        Rapportopdracht(maand=maand, werkpunt=werkpunt)
        for werkpunt in [None, *Werkpunt.objects.filter(open_in).order_by("naam")]
    ]
    voor = Rapportopdracht.objects.filter(maand=maand, door=None).count()
    Rapportopdracht.objects.bulk_create(opdrachten, ignore_conflicts=True)
    return Rapportopdracht.objects.filter(maand=maand, door=None).count() - voor


@transaction.atomic
def probeer_opnieuw(opdracht: Rapportopdracht, *, door: Medewerker) -> None:
    """A job that failed goes back in the queue, for who may see the report."""
    velden = {"status": Rapportopdracht.Status.WACHT, "pogingen": 0, "voortgang": 0, "foutcode": "", "fout": ""}
    mislukt = Rapportopdracht.objects.zichtbaar_voor(door).filter(status=Rapportopdracht.Status.MISLUKT)
    if mislukt.filter(pk=opdracht.pk).update(**velden, klaar_op=None):
        _bied_aan(opdracht)


@transaction.atomic
def veeg() -> int:
    """Hand over whatever waits, whatever became of the broker or of the worker that had it."""
    niet_net = Q(aangeboden_op=None) | Q(aangeboden_op__lt=Now() - OPNIEUW_AANBIEDEN)
    opdrachten = list(
        Rapportopdracht.objects.te_doen()
        .filter(niet_net)
        .order_by("pk")
        .select_for_update(skip_locked=True, of=("self",))[:50]
    )
    for opdracht in opdrachten:
        _bied_aan(opdracht)
    return len(opdrachten)


def _bied_aan(opdracht: Rapportopdracht) -> None:
    Rapportopdracht.objects.filter(pk=opdracht.pk).update(aangeboden_op=Now())
    geef_door(TAAK, opdracht.pk)


def maak_rapport(pk: int) -> Maandrapport | None:
    """Do the job, once: a second hand-over, or one that is done, changes nothing.

    When the database goes away the lease runs out and the job is taken up again; any other failure shows at once.
    """
    opdracht = Rapportopdracht.objects.claim(pk)
    if opdracht is None:
        return None
    if opdracht.pogingen > MEESTE_POGINGEN:
        _mislukt(opdracht, "te veel pogingen")
        return None
    try:
        with _in_leven(opdracht) as meld:
            cijfers = cijfers_van(opdracht.maand, opdracht.werkpunt, meld)
        return _leg_vast(opdracht, cijfers)
    except OperationalError:
        raise
    except Exception as fout:
        logger.exception("rapportopdracht %s mislukt", pk)
        _mislukt(opdracht, type(fout).__name__)
        return None


@contextmanager
def _in_leven(opdracht: Rapportopdracht) -> Iterator[Callable[[float], None]]:
    """Renew the lease and show the progress, from a thread with a connection of its own: counting is one transaction.

    A worker that is killed takes the thread along, and the lease runs out.
    """
    stand, klaar = [5], Event()

    def tik() -> None:
        try:
            while not klaar.wait(TIK):
                opdracht.vorder(stand[0])
        finally:
            connection.close()

    def meld(deel: float) -> None:
        stand[0] = 5 + round(90 * deel)

    draad = Thread(target=tik, daemon=True)
    draad.start()
    try:
        yield meld
    finally:
        klaar.set()
        draad.join()


def _mislukt(opdracht: Rapportopdracht, fout: str) -> None:
    opdracht.sluit(status=Rapportopdracht.Status.MISLUKT, foutcode=FOUTCODE, fout=fout[:200])


@transaction.atomic
def _leg_vast(opdracht: Rapportopdracht, cijfers: Cijfers) -> Maandrapport | None:
    """Freeze: the same figures as the last version are that version, others make a new one."""
    Rapportopdracht.objects.select_for_update(of=("self",)).get(pk=opdracht.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended('maandrapport', %s))", [opdracht.werkpunt_id or 0]
        )
    exact, publiek = canoniek(cijfers.exact), canoniek(cijfers.gepubliceerd)
    laatste = Maandrapport.objects.filter(maand=opdracht.maand, werkpunt=opdracht.werkpunt).order_by("versie").last()
    rapport = laatste
    if laatste is None or (laatste.cijfers, laatste.gepubliceerd) != (exact, publiek):
        rapport = Maandrapport.objects.create(
            maand=opdracht.maand,
            werkpunt=opdracht.werkpunt,
            versie=laatste.versie + 1 if laatste else 1,
            cijfers=exact,
            sha256=sha256(exact),
            gepubliceerd=publiek,
            gepubliceerd_sha256=sha256(publiek),
            door=opdracht.door,
        )
    if not opdracht.sluit(status=Rapportopdracht.Status.KLAAR, voortgang=100, rapport=rapport):
        transaction.set_rollback(True)
        return None
    return rapport
