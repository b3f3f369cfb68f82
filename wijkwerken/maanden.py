"""Where a month stands: which one is to be closed, what is in the way, and what one should know before closing it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from kern.tijd import Periode, vandaag, volgende_maand
from toegang.models import Medewerker
from wijkwerken.bedragen import Bedrag, Tarieflijst, begonnen_uren, in_cent
from wijkwerken.models import Beurt, Code, Maandafsluiting, Prestatie, Tarief, Urenteller
from wijkwerken.models.opdrachten import BeurtQuerySet
from wijkwerken.models.prestaties import PrestatieQuerySet
from wijkwerken.regels import Blok, uren

WAAROM = "de maand afsluiten"
ZINNEN = {
    Prestatie.Stand.BETWIST: "de gebruiker zegt dat het niet klopt.",
    Prestatie.Stand.OPEN: "nog niet goedgekeurd door de gebruiker.",
}
NODIG = (Tarief.Soort.VERGOEDING, Tarief.Soort.PRIJS)


@dataclass(frozen=True)
class Punt:
    """Something about a month in words; ``weigert``: it cannot be closed before this is settled."""

    tekst: str
    weigert: bool = False


def te_sluiten() -> date | None:
    """First day of the month to close next: after the last one that was closed, else the first with work."""
    laatste = Maandafsluiting.objects.laatste()
    if laatste is not None:
        return volgende_maand(laatste.maand)
    return Prestatie.objects.ongefilterd(WAAROM).order_by("maand").values_list("maand", flat=True).first()


def voorbij(maand: date) -> bool:
    return volgende_maand(maand) <= vandaag()


def tarieven() -> Tarieflijst:
    """Every amount of every scheme, in one query."""
    rijen = Tarief.objects.values_list("stelsel", "soort", "bedrag", "van", "tot")
    return Tarieflijst(Bedrag(stelsel, soort, in_cent(bedrag), van, tot) for stelsel, soort, bedrag, van, tot in rijen)


def te_verrekenen(maand: date) -> PrestatieQuerySet:
    """Entries that make a difference in this month: hours that were taken off before it closed leave no trace."""
    alle = Prestatie.objects.ongefilterd(WAAROM).van_maand(maand)
    return alle.exclude(corrigeert=None, vervallen=True).exclude(corrigeert__maand=maand)


def punten(maand: date) -> list[Punt]:
    """What is in the way of closing this month, then what to know about it."""
    return [*_beletsels(maand), *_weetjes(maand)]


def _beletsels(maand: date) -> Iterator[Punt]:
    wacht = Prestatie.objects.ongefilterd(WAAROM).van_maand(maand).wacht()
    aantallen = {stand: wacht.filter(stand=stand).count() for stand in ZINNEN}
    for stand, aantal in aantallen.items():
        if aantal:
            yield Punt(f"{aantal} {'prestatie' if aantal == 1 else 'prestaties'}: {ZINNEN[stand]}", weigert=True)
    yield from _zonder_tarief(te_verrekenen(maand).filter(corrigeert=None))


def _zonder_tarief(rijen: PrestatieQuerySet) -> Iterator[Punt]:
    lijst, mist = tarieven(), set()
    for begin, einde, stelsel in rijen.values_list("begin", "einde", "wijkwerker__stelsel"):
        for dag in begonnen_uren(Blok(begin, einde)):
            mist |= {(soort, dag) for soort in NODIG if lijst.op(stelsel, soort, dag) is None}
    for soort, dag in sorted(mist):
        yield Punt(f"Er is geen tarief ({soort.label}) op {dag:%d/%m/%Y}. Vraag het aan een beheerder.", weigert=True)


def _weetjes(maand: date) -> Iterator[Punt]:
    aantal = zonder_uren(maand).count()
    if aantal:
        yield Punt(
            f"{aantal} geplande {'beurt' if aantal == 1 else 'beurten'} zonder uren: werd er gewerkt? "
            "Wat je na het afsluiten noteert, komt op het volgende overzicht."
        )
    boven = Urenteller.objects.ongefilterd(WAAROM).filter(code=Code.UREN_MAAND, begin=maand)
    som = boven.aggregate(som=Sum("te_regulariseren"))["som"] or 0
    if som:
        yield Punt(f"{uren(som)} uur boven de grens van de maand, te regulariseren. Ze worden gewoon vergoed.")


def zonder_uren(maand: date, medewerker: Medewerker | None = None) -> BeurtQuerySet:
    """Turns of this month that are over and of which nobody said whether they were worked; those one may see."""
    alle = Beurt.objects.all()
    alle = alle.zichtbaar_voor(medewerker) if medewerker else alle.ongefilterd(WAAROM)
    return alle.gepland().in_periode(Periode.maand(maand)).filter(einde__lte=timezone.now())


def weigert(gevonden: Iterable[Punt]) -> bool:
    return any(punt.weigert for punt in gevonden)
