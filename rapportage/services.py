"""Asking for a report, making it and freezing it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from kern.taken import geef_door
from kern.templatetags.kern import datum
from kern.tijd import geldt_in, vandaag
from rapportage import abonnementen
from rapportage.models import FOUTCODE, MEESTE_POGINGEN, Bereikrapport, Maandbereik, Rapportopdracht
from rapportage.projectblad import in_tijdvak
from rapportage.projectrapport import Projecttelling, tel_project
from rapportage.rapport import Geteld, canoniek, sha256, tel_rapport
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from toegang.models import Medewerker
from trajecten.models import Project
from werkpunten.models import Werkpunt

logger = logging.getLogger(__name__)
TAAK = "rapportage.tasks.maak_rapport"
OPNIEUW_AANBIEDEN = timedelta(seconds=20)
MEESTE_TELLINGEN = 5
TIK = 2.0
"""Seconds between two signs of life of a running job."""


def loopt_nog(tijdvak: Tijdvak) -> str:
    """Why a month, quarter or year can't be frozen yet and when it can; empty when it is over."""
    periode = tijdvak.periode
    if periode.einde <= vandaag():
        return ""
    return (
        f"{tijdvak.naam.capitalize()} loopt nog tot en met {datum(periode.tot)}. "
        f"Vastleggen kan vanaf {datum(periode.einde)}."
    )


@transaction.atomic
def vraag_rapport(
    tijdvak: Tijdvak, *, werkpunt: Werkpunt | None = None, project: Project | None = None, door: Medewerker
) -> Rapportopdracht:
    """Write down that a report must be made, of a unit, of a project or (neither) of the city.

    A time that isn't over, or in which the project did not run, is refused.
    From here on a change of the contacts in it is a ``Herziening``, so what changed before is counted first.
    """
    if fout := loopt_nog(tijdvak) or niet_in(tijdvak, project):
        raise ValidationError(fout)
    Maandbereik.objects.werk_bij()
    opdracht = Rapportopdracht.objects.create(
        soort=tijdvak.soort, begin=tijdvak.begin, werkpunt=werkpunt, project=project, door=door
    )
    _bied_aan(opdracht)
    return opdracht


def niet_in(tijdvak: Tijdvak, project: Project | None) -> str:
    """Why nothing of this project can be frozen about this time; empty when it can."""
    if project is None:
        return ""
    if tijdvak.soort is Tijdvaksoort.MAAND:
        return "Van een project leggen we kwartalen en jaren vast, geen maanden."
    periode = tijdvak.periode
    if project.van > periode.tot or (project.tot is not None and project.tot < periode.begin):
        return f"{project} liep niet in {tijdvak.naam}."
    return ""


@transaction.atomic
def vraag_rapporten() -> int:
    """The reports of the last month, quarter and year that are over: of the city and of every unit open in them.

    Of a quarter and a year also those of every project that ran in it.

    However often and however late called: one job each.
    """
    Maandbereik.objects.werk_bij()
    van_de_klok = Rapportopdracht.objects.filter(door=None)
    voor = van_de_klok.count()
    for soort in Tijdvaksoort:
        vorige = soort.van(vandaag()).vorige
        open_in = geldt_in(vorige.begin, vorige.periode.tot, van="geopend_op", tot="gesloten_op")
        werkpunten = list(Werkpunt.objects.filter(open_in).order_by("naam"))
        van_wie: list[dict[str, Any]] = [{"werkpunt": werkpunt} for werkpunt in (None, *werkpunten) if werkpunten]
        if soort is not Tijdvaksoort.MAAND:
            van_wie += [{"project": project} for project in in_tijdvak(vorige)]
        Rapportopdracht.objects.bulk_create(
            [Rapportopdracht(soort=vorige.soort, begin=vorige.begin, **van) for van in van_wie], ignore_conflicts=True
        )
    return van_de_klok.count() - voor


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


def maak_rapport(pk: int) -> Bereikrapport | None:
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
            return _leg_vast(opdracht, _tel(opdracht, meld))
    except OperationalError:
        raise
    except Exception as fout:
        logger.exception("rapportopdracht %s mislukt", pk)
        _mislukt(opdracht, type(fout).__name__)
        return None


def _tel(opdracht: Rapportopdracht, meld: Callable[[float], None]) -> Geteld | Projecttelling:
    """Count until no late change came in between: whatever is not in these figures must be in a ``Herziening``."""
    if opdracht.project is not None:
        return tel_project(opdracht.project, opdracht.tijdvak)
    for _ in range(MEESTE_TELLINGEN):
        geteld = tel_rapport(opdracht.tijdvak, opdracht.werkpunt, meld, samen=True)
        if not geteld.herziening_wacht:
            return geteld
    raise OperationalError("contacten van deze periode veranderen voortdurend")


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
def _leg_vast(opdracht: Rapportopdracht, geteld: Geteld | Projecttelling) -> Bereikrapport | None:
    """Freeze: the same figures as the last version are that version, others make a new one.

    One report at a time, whatever it is of: the next has to know which cells this one hides.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('bereikrapport', 0))")
    cijfers = geteld.cijfers()
    Rapportopdracht.objects.select_for_update(of=("self",)).get(pk=opdracht.pk)
    exact, publiek = canoniek(cijfers.exact), canoniek(cijfers.gepubliceerd)
    laatste = Bereikrapport.objects.laatste(opdracht.tijdvak, opdracht.werkpunt, opdracht.project)
    rapport = laatste
    if laatste is None or (laatste.cijfers, laatste.gepubliceerd) != (exact, publiek):
        rapport = Bereikrapport.objects.create(
            soort=opdracht.soort,
            begin=opdracht.begin,
            werkpunt=opdracht.werkpunt,
            project=opdracht.project,
            versie=laatste.versie + 1 if laatste else 1,
            cijfers=exact,
            sha256=sha256(exact),
            gepubliceerd=publiek,
            gepubliceerd_sha256=sha256(publiek),
            door=opdracht.door,
            herzien_tot=geteld.herzien_tot,
        )
    if not opdracht.sluit(status=Rapportopdracht.Status.KLAAR, voortgang=100, rapport=rapport):
        transaction.set_rollback(True)
        return None
    if opdracht.door is None and rapport and rapport.project is None:
        abonnementen.meld(rapport)
    return rapport
