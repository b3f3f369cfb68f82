"""Writes about work somebody found: where, until when, with which subsidy, and the aftercare (S5.3)."""

import uuid
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.poort import BewaaktModel, keur
from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten import koppelen
from trajecten.models import Aanwervingssubsidie, Nazorg, Subsidiesoort, Uitstroom
from werkpunten.models import Onderwerp, Soort, Werkpunt, Werkzoekende
from werkpunten.services import Bewaard, registreer_contactmoment
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.zicht import vergrendel

M = TypeVar("M", bound=BewaaktModel)
VERST = timedelta(days=366)
DOSSIER = "Je kan dit dossier niet wijzigen."
GESTUURD = ("werkzoekende_id", "werkgever_id", "functie", "beroep_id", "contract", "uren", "begin")
SUBSIDIE = ("uitstroom_id", "soort_id", "bedrag", "van", "tot", "voorwaarden")
OVER = ("uitstroom_id", "soort")
KANALEN = (Soort.AFSPRAAK, Soort.TELEFOON, Soort.BERICHT, Soort.BEZOEK, Soort.HUISBEZOEK)
"""How aftercare happens; a visit to the work floor is an appointment."""


def bewaar_bij_persoon(rij: Any, *, gestuurd: tuple[str, ...], wat: str, door: Medewerker) -> Any:
    """Keep a new row about somebody one may change, once per ``sleutel``; another content is refused ("botsing")."""
    vergrendel([rij.werkzoekende_id])
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=rij.werkzoekende_id).exists():
        raise ValidationError(DOSSIER)
    bestaand = eerder_onder(rij.sleutel, type(rij).objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, rij, gestuurd, wat)
        return bestaand
    rij.door = door
    keur(rij)
    rij.save(force_insert=True)
    return rij


def vergrendel_rij(model: type[M], rij: M, *, door: Medewerker) -> M:
    """The row as it stands now, of somebody one may change, kept from others until this transaction ends."""
    vergrendel([getattr(rij, model.persoon_veld)])
    alle: Any = model._default_manager
    gevonden: M | None = alle.bewerkbaar_voor(door).select_for_update(of=("self",)).filter(pk=rij.pk).first()
    if gevonden is None:
        raise ValidationError(DOSSIER)
    return gevonden


@transaction.atomic
def noteer_werk(uitstroom: Uitstroom, *, door: Medewerker) -> Uitstroom:
    """Somebody found work: began, or begins within a year."""
    if uitstroom.begin > vandaag() + VERST:
        raise ValidationError({"begin": "Deze datum ligt te ver in de toekomst."})
    koppelen.controleer(uitstroom)
    bewaard: Uitstroom = bewaar_bij_persoon(uitstroom, gestuurd=GESTUURD, wat="Dit werk", door=door)
    koppelen.begin_stap(bewaard, door=door)
    return bewaard


@transaction.atomic
def beeindig_werk(uitstroom: Uitstroom, *, einde: date | None, reden: str, door: Medewerker) -> Uitstroom:
    """The last day there, with the reason; without a day it goes on after all. Twice is once."""
    actueel = vergrendel_rij(Uitstroom, uitstroom, door=door)
    if einde is not None and len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom het stopt."})
    actueel.einde, actueel.einde_reden = einde, reden.strip()[:300] if einde else ""
    keur(actueel)
    actueel.save()
    return actueel


@transaction.atomic
def noteer_subsidie(subsidie: Aanwervingssubsidie, *, door: Medewerker) -> Aanwervingssubsidie:
    """What the employer gets for it; the kind has to exist on its first day."""
    subsidie.werkzoekende_id = subsidie.uitstroom.werkzoekende_id
    if not Subsidiesoort.objects.geldig_op(subsidie.van).filter(pk=subsidie.soort_id).exists():
        raise ValidationError({"soort": "Deze subsidie bestond niet op die dag."})
    bewaard: Aanwervingssubsidie = bewaar_bij_persoon(subsidie, gestuurd=SUBSIDIE, wat="Deze subsidie", door=door)
    return bewaard


@transaction.atomic
def noteer_nazorg(
    uitstroom: Uitstroom,
    *,
    soort: str,
    kanaal: str,
    dag: date,
    minuten: int | None,
    notitie: str,
    onderwerp: Onderwerp,
    werkpunt: Werkpunt,
    sleutel: uuid.UUID,
    door: Medewerker,
) -> Bewaard:
    """Coaching after somebody began to work: a contact like any other, that knows which job it was about.

    Once per ``sleutel``: sent again for another job, or as another kind, it is refused.
    """
    if not Uitstroom.objects.bewerkbaar_voor(door).filter(pk=uitstroom.pk).exists():
        raise ValidationError(DOSSIER)
    if dag < uitstroom.begin:
        raise ValidationError({"dag": "Nazorg begint op de eerste werkdag."})
    bewaard = registreer_contactmoment(
        werkzoekende=uitstroom.werkzoekende,
        werkpunt=werkpunt,
        door=door,
        onderwerpen=[onderwerp],
        soort=kanaal,
        dag=dag,
        minuten=minuten,
        notitie=notitie,
        bron="nazorg",
        sleutel=sleutel,
    )
    over = {"uitstroom": uitstroom, "werkzoekende_id": uitstroom.werkzoekende_id, "soort": soort}
    nazorg, _ = Nazorg.objects.ongefilterd("nazorg").get_or_create(contact=bewaard.contact, defaults=over)
    controleer_zelfde(nazorg, Nazorg(contact=bewaard.contact, **over), OVER, "Deze nazorg")
    return bewaard
