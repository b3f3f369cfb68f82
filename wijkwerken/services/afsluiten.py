"""Closing a month: what each piece of work is worth, the cheques that pay it, and the statements. All or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kern import inzage
from toegang.models import Medewerker
from wijkwerken import maanden
from wijkwerken.bedragen import Tarieflijst, begonnen_uren, reiskost
from wijkwerken.models import (
    Afrekenregel,
    Chequegebruik,
    Chequelot,
    Code,
    Maandafsluiting,
    Prestatie,
    Regel,
    Tarief,
    WijkwerkGebruiker,
)
from wijkwerken.regels import Blok
from wijkwerken.staten import maak_staten

WAAROM = "de maand afsluiten"
Soort = Tarief.Soort


@transaction.atomic
def sluit(maand: date, *, door: Medewerker) -> Maandafsluiting:
    """Close the month that begins on this day for good, with its statements; twice is once.

    Whoever notes hours meanwhile waits, and then finds their hours in the next month. Nobody is shown to who closes.
    """
    if not WijkwerkGebruiker.objects.mag(door):
        raise ValidationError("Enkel wie het wijk-werken organiseert, sluit een maand af.")
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('wijkwerken.maand'))")
    bestaand = Maandafsluiting.objects.filter(maand=maand).first()
    if bestaand is not None:
        return bestaand
    if maand != maanden.te_sluiten():
        raise ValidationError("Sluit de maanden in volgorde: er is nog een vroegere maand open.")
    if not maanden.voorbij(maand):
        raise ValidationError("Deze maand is nog niet voorbij.")
    in_de_weg = [punt.tekst for punt in maanden.punten(maand) if punt.weigert]
    if in_de_weg:
        raise ValidationError(in_de_weg)
    with inzage.bijhouden():
        return _sluit(maand, door)


def _sluit(maand: date, door: Medewerker) -> Maandafsluiting:
    alle = maanden.te_verrekenen(maand).order_by("begin", "pk")
    rijen = list(alle.select_related("toewijzing__opdracht", "wijkwerker", "werkzoekende"))
    regels = [*_tegenregels(rijen), *_gewone(rijen)]
    gebruik = _betaal(regels, maand)
    afsluiting = Maandafsluiting.objects.create(
        maand=maand,
        uren=sum(regel.uren for regel in regels),
        vergoeding=sum(regel.uren * regel.vergoeding for regel in regels),
        reis=sum(regel.reis for regel in regels),
        prijs=sum(regel.uren * regel.prijs for regel in regels),
        met_cheque=sum(regel.met_cheque for regel in regels),
        gedekt=sum(regel.met_cheque * regel.prijs for regel in regels),
        door=door,
    )
    for regel in regels:
        regel.afsluiting = afsluiting
    Afrekenregel.objects.bulk_create(regels)
    Chequegebruik.objects.bulk_create(gebruik)
    maak_staten(afsluiting, regels)
    return afsluiting


def _regel(prestatie: Prestatie, **velden: Any) -> Afrekenregel:
    return Afrekenregel(
        prestatie=prestatie,
        wijkwerker_id=prestatie.wijkwerker_id,
        werkzoekende_id=prestatie.werkzoekende_id,
        gebruiker_id=prestatie.toewijzing.opdracht.gebruiker_id,
        **velden,
    )


def _gewone(rijen: Iterable[Prestatie]) -> list[Afrekenregel]:
    """Work at the rates of its own days; travel goes with the first of them."""
    tarieven, regels, vanaf = maanden.tarieven(), [], _reisgrenzen()
    for rij in rijen:
        if rij.corrigeert_id is not None:
            continue
        stelsel = rij.wijkwerker.stelsel_id
        per_dag = begonnen_uren(Blok(rij.begin, rij.einde))
        reis = _reis(rij, min(per_dag), tarieven, vanaf)
        for nummer, (dag, uren) in enumerate(per_dag.items()):
            vergoeding, prijs = (tarieven.op(stelsel, soort, dag) or 0 for soort in maanden.NODIG)
            velden = {"vergoeding": vergoeding, "prijs": prijs, "reis": 0 if nummer else reis}
            regels.append(_regel(rij, dag=dag, uren=uren, **velden))
    return regels


def _reisgrenzen() -> list[Regel]:
    return list(Regel.objects.filter(code=Code.REIS_VANAF))


def _reis(rij: Prestatie, dag: date, tarieven: Tarieflijst, grenzen: Sequence[Regel]) -> int:
    stelsel = rij.wijkwerker.stelsel_id
    gelden = (r.waarde for r in grenzen if r.stelsel_id == stelsel and r.van <= dag and (not r.tot or dag <= r.tot))
    vanaf: Decimal | None = next(gelden, None)
    return reiskost(rij.kilometers, vanaf=vanaf, per_kilometer=tarieven.op(stelsel, Soort.KILOMETER, dag))


def _tegenregels(rijen: Iterable[Prestatie]) -> list[Afrekenregel]:
    """What was settled before and is taken back now, to the cent."""
    tegen = {rij.corrigeert_id: rij for rij in rijen if rij.corrigeert_id is not None}
    eerder = Afrekenregel.objects.ongefilterd(WAAROM).filter(prestatie__in=list(tegen)).order_by("dag", "pk")
    return [
        _regel(
            tegen[regel.prestatie_id],
            dag=regel.dag,
            uren=-regel.uren,
            vergoeding=regel.vergoeding,
            prijs=regel.prijs,
            reis=-regel.reis,
        )
        for regel in eerder
    ]


def _betaal(regels: Sequence[Afrekenregel], maand: date) -> list[Chequegebruik]:
    """Give back the cheques of what is taken back, then pay hours with those that expire first.

    A cheque that expired since is not given back: those hours come off the bill.
    """
    klanten = {regel.gebruiker_id for regel in regels}
    lots = Chequelot.objects.ongefilterd(WAAROM).filter(gebruiker__in=klanten)
    per_klant = defaultdict(list)
    for lot in lots.order_by("vervalt_op", "pk").select_for_update(of=("self",), no_key=True):
        per_klant[lot.gebruiker_id].append(lot)
    alle = {lot.pk: lot for eigen in per_klant.values() for lot in eigen}
    gebruik = _geef_terug(regels, alle, maand)
    for regel in sorted((regel for regel in regels if regel.uren > 0), key=lambda regel: regel.dag):
        gebruik += _neem(regel, per_klant[regel.gebruiker_id])
    for lot in alle.values():
        lot.save(update_fields=["gebruikt"])
    return gebruik


def _neem(regel: Afrekenregel, lots: Iterable[Chequelot]) -> list[Chequegebruik]:
    genomen = []
    for lot in lots:
        aantal = min(lot.over, regel.uren - regel.met_cheque) if lot.vervalt_op >= regel.dag else 0
        if aantal:
            lot.gebruikt += aantal
            regel.met_cheque += aantal
            genomen.append(Chequegebruik(lot=lot, regel=regel, gebruiker_id=regel.gebruiker_id, aantal=aantal))
    return genomen


def _geef_terug(regels: Iterable[Afrekenregel], lots: dict[int, Chequelot], maand: date) -> list[Chequegebruik]:
    terug = {(regel.prestatie.corrigeert_id, regel.dag): regel for regel in regels if regel.uren < 0}
    eerder = Chequegebruik.objects.ongefilterd(WAAROM).filter(regel__prestatie__in=[pk for pk, _ in terug])
    gegeven = []
    for gebruik in eerder.select_related("regel").order_by("pk"):
        lot, regel = lots[gebruik.lot_id], terug[gebruik.regel.prestatie_id, gebruik.regel.dag]
        if lot.vervalt_op >= maand:
            lot.gebruikt -= gebruik.aantal
            regel.met_cheque -= gebruik.aantal
            gegeven.append(
                Chequegebruik(lot=lot, regel=regel, gebruiker_id=regel.gebruiker_id, aantal=-gebruik.aantal)
            )
    return gegeven
