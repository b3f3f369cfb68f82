"""Being away for some days, and who covers: entered, changed, ended early, and taken back."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kern.templatetags.kern import datum
from kern.tijd import Periode, vandaag
from toegang.models import Medewerker
from trajecten.team import collegas_van, team_van
from werkpunten.models import Afwezigheid, Betrokkenheid
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.waarneming import dek, dekking, laat_los, te_dekken, vergrendel_dekking

LANGST = timedelta(days=366)
GESTUURD = ("medewerker_id", "waarnemer_id", "soort", "van", "tot", "iedereen")


def wie_kan(door: Medewerker) -> list[Medewerker]:
    """For whom one may enter an absence: oneself first, then (for a coordinator) the team, by name."""
    return [door, *(collega for collega in team_van(door) if collega != door)]


def waarnemers_van(medewerker: Medewerker) -> list[Medewerker]:
    """Who can cover: who works with files today at a unit where this colleague does so too, by name."""
    return [collega for collega in collegas_van(medewerker) if collega != medewerker]


def afwezigheden_voor(lezer: Medewerker) -> QuerySet[Afwezigheid]:
    """One's own absences, those one covers, and (for a coordinator) the team's; the newest first."""
    van_belang = Q(medewerker__in=wie_kan(lezer)) | Q(waarnemer=lezer)
    rijen = Afwezigheid.objects.filter(van_belang).select_related("medewerker", "waarnemer", "ingegeven_door")
    aantal = Count("betrokkenheden__werkzoekende", filter=_ziet_nog(), distinct=True)
    return rijen.annotate(aantal=aantal).order_by("-van", "-pk")


def _ziet_nog() -> Q:
    """Of an absence that runs or comes: whom the cover sees or will see; of one that is over: everybody."""
    voorbij = Q(beeindigd_op__isnull=False) | Q(tot__lt=vandaag())
    return voorbij | Q(betrokkenheden__tot__gt=timezone.now())


def beheert(afwezigheid: Afwezigheid, door: Medewerker) -> bool:
    return afwezigheid.medewerker in wie_kan(door)


def waarschuwingen(afwezigheid: Afwezigheid) -> list[str]:
    """What somebody should know before keeping this; none of it refuses."""
    tegelijk = Afwezigheid.objects.tijdens(afwezigheid).exclude(pk=afwezigheid.pk)
    wie, waarnemer = afwezigheid.medewerker, afwezigheid.waarnemer
    return [
        *(f"{waarnemer} is zelf afwezig {_dagen(rij)}." for rij in tegelijk.filter(medewerker=waarnemer)),
        *(
            f"{wie} neemt zelf waar voor {rij.medewerker} {_dagen(rij)}. Zoek daarvoor iemand anders."
            for rij in tegelijk.filter(waarnemer=wie).select_related("medewerker")
        ),
    ]


def _dagen(afwezigheid: Afwezigheid) -> str:
    return f"van {datum(afwezigheid.van)} tot en met {datum(afwezigheid.tot)}"


@transaction.atomic
def meld_afwezig(afwezigheid: Afwezigheid, *, door: Medewerker, personen: Collection[int] = ()) -> Afwezigheid:
    """Keep an absence; from its first until its last day the cover sees whom the absent colleague coaches.

    ``personen`` (primary keys): only these, when it is not for everybody. Who is not coached is left out. When a
    coordinator enters it, everybody means at the coordinator's own units. Refused: for somebody else than oneself or
    one's team, a cover of another unit, days that are over, an overlap. The same key again gives what was kept.
    """
    if not beheert(afwezigheid, door):
        raise ValidationError("Je geeft enkel voor jezelf of je team een afwezigheid in.")
    if bestaand := eerder_onder(afwezigheid.sleutel, Afwezigheid.objects.all()):
        controleer_zelfde(bestaand, afwezigheid, GESTUURD, "Deze afwezigheid")
        return bestaand
    _wacht(afwezigheid)
    if afwezigheid.waarnemer not in waarnemers_van(afwezigheid.medewerker):
        raise ValidationError({"waarnemer": "Kies een collega van hetzelfde werkpunt."})
    afwezigheid.ingegeven_door = door
    begeleid = set(_personen(afwezigheid))
    wie = begeleid if afwezigheid.iedereen else begeleid & set(personen)
    if not wie and not afwezigheid.iedereen:
        raise ValidationError({"personen": "Kies minstens één persoon."})
    _controleer(afwezigheid)
    afwezigheid.save(force_insert=True)
    dek(afwezigheid, sorted(wie))
    return afwezigheid


@transaction.atomic
def zet_laatste_dag(afwezigheid: Afwezigheid, tot: date, *, door: Medewerker) -> None:
    """Back sooner or later than was said: what the cover sees goes on until this day."""
    afwezigheid = _vergrendel(afwezigheid, door)
    if not afwezigheid.is_open:
        raise ValidationError("Deze afwezigheid is al voorbij. Geef een nieuwe in.")
    if tot > afwezigheid.tot:
        _nog_collega(afwezigheid)
    afwezigheid.tot = tot
    _controleer(afwezigheid)
    afwezigheid.save(update_fields=["tot"])
    dekking(afwezigheid).update(tot=_einde(afwezigheid))


@transaction.atomic
def beeindig(afwezigheid: Afwezigheid, *, door: Medewerker) -> Afwezigheid:
    """Back already, or not going after all: the cover sees nothing more because of it, from now on."""
    afwezigheid = _vergrendel(afwezigheid, door)
    if not afwezigheid.is_open:
        raise ValidationError("Deze afwezigheid is al voorbij.")
    afwezigheid.beeindigd_op = timezone.now()
    afwezigheid.save(update_fields=["beeindigd_op"])
    laat_los(dekking(afwezigheid), afwezigheid.beeindigd_op)
    return afwezigheid


@transaction.atomic
def herstel(afwezigheid: Afwezigheid, *, door: Medewerker) -> Afwezigheid:
    """Undo within ten minutes: away again, and the cover sees the same people, as far as they are still coached."""
    afwezigheid = _vergrendel(afwezigheid, door)
    if not afwezigheid.kan_herstel:
        raise ValidationError("Dit kan niet meer ongedaan worden. Geef een nieuwe afwezigheid in.")
    _nog_collega(afwezigheid)
    begeleid = set(_personen(afwezigheid))
    rijen = Betrokkenheid.objects.ongefilterd("waarneming").filter(
        afwezigheid=afwezigheid, tot=afwezigheid.beeindigd_op, werkzoekende__in=begeleid
    )
    terug = set(rijen.values_list("werkzoekende", flat=True))
    afwezigheid.beeindigd_op = None
    _controleer(afwezigheid)
    afwezigheid.save(update_fields=["beeindigd_op"])
    rijen.update(tot=_einde(afwezigheid))
    if afwezigheid.iedereen:
        dek(afwezigheid, sorted(begeleid - terug))
    return afwezigheid


def _personen(afwezigheid: Afwezigheid) -> Iterable[int]:
    return te_dekken(afwezigheid).values_list("werkzoekende", flat=True)


def _nog_collega(afwezigheid: Afwezigheid) -> None:
    if afwezigheid.waarnemer not in waarnemers_van(afwezigheid.medewerker):
        raise ValidationError(
            f"{afwezigheid.waarnemer} werkt niet meer op hetzelfde werkpunt. Beëindig dit en kies iemand anders."
        )


def _wacht(afwezigheid: Afwezigheid) -> None:
    """Changes of what both do for people wait for each other, always in the same order."""
    for wie in sorted({afwezigheid.medewerker, afwezigheid.waarnemer}, key=lambda medewerker: medewerker.pk):
        vergrendel_dekking(wie)


def _einde(afwezigheid: Afwezigheid) -> datetime:
    return Periode.van_tot(afwezigheid.van, afwezigheid.tot).momenten()[1]


def _vergrendel(afwezigheid: Afwezigheid, door: Medewerker) -> Afwezigheid:
    """The row as it is now; other changes of this colleague's absences and coachings wait until we are done."""
    if not beheert(afwezigheid, door):
        raise ValidationError("Enkel wie afwezig is of de coördinator wijzigt dit.")
    _wacht(afwezigheid)
    rijen = Afwezigheid.objects.select_for_update(of=("self",)).select_related("medewerker", "waarnemer")
    return rijen.get(pk=afwezigheid.pk)


def _controleer(afwezigheid: Afwezigheid) -> None:
    if afwezigheid.tot < vandaag():
        raise ValidationError({"tot": "Deze dag is voorbij. Kies vandaag of later."})
    if afwezigheid.tot < afwezigheid.van:
        raise ValidationError({"tot": "De laatste dag ligt voor de eerste dag."})
    if afwezigheid.tot - afwezigheid.van > LANGST:
        raise ValidationError({"tot": "Een afwezigheid duurt hoogstens een jaar. Draag de dossiers anders over."})
    afwezigheid.clean_fields(exclude=["medewerker", "waarnemer", "ingegeven_door"])
    afwezigheid.validate_constraints()
