"""Cheques that customers buy."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.poort import keur
from kern.tijd import plus_maanden, vandaag
from toegang.models import Medewerker
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from wijkwerken.bedragen import in_cent
from wijkwerken.models import Chequelot, Code, Regel, Stelsel, Tarief
from wijkwerken.services.gebruikers import vergrendel


@transaction.atomic
def geef_uit(lot: Chequelot, *, door: Medewerker) -> Chequelot:
    """Cheques for a customer, once per ``sleutel``: at the price of the day, for as long as the rule says."""
    klant = vergrendel(lot.gebruiker, door=door)
    bestaand = eerder_onder(lot.sleutel, Chequelot.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, lot, ("gebruiker_id", "aantal", "uitgegeven_op"), "Deze cheques")
        return bestaand
    if klant.is_gestopt:
        raise ValidationError("Deze gebruiker is gestopt.")
    if lot.uitgegeven_op > vandaag():
        raise ValidationError({"uitgegeven_op": "Deze dag moet nog komen."})
    dag = lot.uitgegeven_op
    stelsels = Stelsel.objects.op(dag)
    prijs = Tarief.objects.op(dag).filter(stelsel__in=stelsels, soort=Tarief.Soort.PRIJS).first()
    regel = Regel.objects.op(dag).filter(stelsel__in=stelsels, code=Code.CHEQUE).first()
    if prijs is None or regel is None:
        raise ValidationError("Er is geen prijs of geldigheid van cheques op die dag. Vraag het aan een beheerder.")
    lot.prijs, lot.door = in_cent(prijs.bedrag), door
    lot.vervalt_op = plus_maanden(dag, int(regel.waarde or Decimal(0)))
    keur(lot)
    lot.save(force_insert=True)
    return lot
