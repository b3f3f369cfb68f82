"""What is done with people and contacts: every write that touches more than one row."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import plus_maanden, vandaag
from kern.velden import zoekhash
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from werkpunten import begeleidingen
from werkpunten.models import (
    Adres,
    Afspraak,
    Begeleiding,
    Betrokkenheid,
    Contactmoment,
    Onderwerp,
    Samenvoeging,
    Soort,
    Wachtende,
    Werkpunt,
    Werkzoekende,
    Wijk,
    werkpunten_van,
)
from werkpunten.sleutels import eerder_onder
from werkpunten.terug import neem_terug, sleutel_bij
from werkpunten.waarneming import laat_begeleiding_los
from werkpunten.zicht import bereken_inzage, herbereken_inzage, vergrendel

TEGELIJK = timedelta(seconds=30)
"""A person made so shortly before a contact was made for that contact."""
ANDERE_INHOUD = "Dit contact was al bewaard met een andere inhoud."


class LijktOpIemand(ValidationError):
    """Somebody has this name already, and no other birth date: ``personen``, with their name line."""

    def __init__(self, personen: Sequence[Werkzoekende]) -> None:
        super().__init__("Er is al een dossier met deze naam: is het dezelfde persoon of toch een nieuwe?", "lijkt_op")
        self.personen = personen


@dataclass(frozen=True)
class Bewaard:
    """Outcome of logging a contact: the row, and whether this call made it (False: it was there already)."""

    contact: Contactmoment
    nieuw: bool


@transaction.atomic
def registreer_contactmoment(
    *,
    werkzoekende: Werkzoekende | None,
    werkpunt: Werkpunt,
    door: Medewerker,
    onderwerpen: Iterable[Onderwerp],
    soort: str = Soort.BEZOEK,
    dag: date | None = None,
    tijdstip: time | None = None,
    minuten: int | None = None,
    notitie: str = "",
    niveau: str = Contactmoment.Niveau.GEDEELD,
    leeftijdsgroep: str = "",
    wijk: Wijk | None = None,
    bron: str = "balie",
    sleutel: uuid.UUID | None = None,
) -> Bewaard:
    """Log one contact, once per ``sleutel``, and let the unit see the person from now on.

    A day in the future, a unit that was not open yet and a topic list that is empty are refused. Sending the same
    ``sleutel`` again returns the row that was kept; with other content it is refused (code "botsing").
    """
    nu = timezone.localtime()
    gekozen_dag, dag = dag, dag or nu.date()
    contact = Contactmoment(
        sleutel=sleutel or uuid.uuid4(),
        werkzoekende=werkzoekende,
        werkpunt=werkpunt,
        medewerker=door,
        soort=soort,
        dag=dag,
        tijdstip=tijdstip or (nu.time().replace(second=0, microsecond=0) if dag == nu.date() else None),
        minuten=minuten,
        notitie=notitie,
        niveau=niveau,
        leeftijdsgroep=leeftijdsgroep,
        wijk=wijk,
        bron=bron,
    )
    gekozen = list(onderwerpen)
    _controleer(contact, gekozen)
    bestaand = _al_bewaard(contact, gekozen_dag=gekozen_dag)
    if bestaand is not None:
        if set(bestaand.onderwerpen.all()) != set(gekozen):
            raise ValidationError(ANDERE_INHOUD, code="botsing")
        return Bewaard(bestaand, nieuw=False)
    contact.save(force_insert=True)
    contact.onderwerpen.add(*gekozen)
    if werkzoekende is not None:
        if not vergrendel([werkzoekende.pk]):
            werkzoekende = _geef_aan_wie_bleef(contact, werkzoekende)
        bereken_inzage([werkzoekende.pk])
    return Bewaard(contact, nieuw=True)


def _geef_aan_wie_bleef(contact: Contactmoment, verdween: Werkzoekende) -> Werkzoekende:
    """While this was being saved the file went into another one: the contact is of that one."""
    geldend = Samenvoeging.objects.ongefilterd("wie dit nu is").geldend().filter(verdwenen=verdween.pk)
    samen = geldend.select_related("werkzoekende").first()
    if samen is None:
        raise ValidationError("Dit dossier bestaat niet meer.")
    vergrendel([samen.werkzoekende_id])
    contact.werkzoekende = samen.werkzoekende
    contact.save(update_fields=["werkzoekende"])
    return samen.werkzoekende


@transaction.atomic
def registreer_bezoek_van_nieuwe(
    persoon: Werkzoekende,
    *,
    woonwijk: Wijk | None,
    sleutel: uuid.UUID,
    door: Medewerker,
    toch_nieuw: bool = False,
    **bezoek: Any,
) -> Bewaard:
    """Make a person and log their first contact (the arguments of ``registreer_contactmoment``) in one go.

    The same ``sleutel`` again makes no second person: it is the one that was made with it, if the name is the same.
    Raises ``LijktOpIemand`` when ``door`` can find somebody with that name, unless told that it is ``toch_nieuw``.
    """
    persoon.clean_fields()
    eerder = _eerder_onder(sleutel)
    bekend = eerder.werkzoekende if eerder else None
    zelfde = (
        *("voornaam", "achternaam", "geboortedatum", "geboorte_precisie"),
        *("geslacht", "telefoon", "contacttaal"),
    )
    if bekend is None or any(getattr(bekend, veld) != getattr(persoon, veld) for veld in zelfde):
        bekend = registreer_nieuwe(persoon, woonwijk=woonwijk, toch_nieuw=toch_nieuw, door=door)
    return registreer_contactmoment(werkzoekende=bekend, sleutel=sleutel, door=door, **bezoek)


@transaction.atomic
def registreer_nieuwe(
    persoon: Werkzoekende, *, woonwijk: Wijk | None, toch_nieuw: bool, door: Medewerker
) -> Werkzoekende:
    """Make a person; raises ``LijktOpIemand`` as ``registreer_bezoek_van_nieuwe`` does."""
    persoon.clean_fields()
    naamgenoten = Werkzoekende.objects.vindbaar_voor(door).met_naamregel().naamgenoten(persoon)
    if not toch_nieuw and (personen := list(naamgenoten)):
        raise LijktOpIemand(personen)
    return registreer_werkzoekende(persoon, wijk=woonwijk, door=door)


def _controleer(contact: Contactmoment, onderwerpen: list[Onderwerp]) -> None:
    if not onderwerpen and contact.soort != Soort.POGING:
        raise ValidationError({"onderwerpen": "Kies minstens één thema."})
    nu = timezone.localtime()
    if (contact.dag, contact.tijdstip or time.min) > (nu.date(), nu.time()):
        raise ValidationError({"dag": "Een contact kan niet in de toekomst liggen."})
    if contact.dag < contact.werkpunt.geopend_op:
        raise ValidationError({"dag": f"{contact.werkpunt} was op die dag nog niet open."})
    if contact.werkpunt.gesloten_op and contact.dag > contact.werkpunt.gesloten_op:
        raise ValidationError({"dag": f"{contact.werkpunt} was op die dag al gesloten."})
    if contact.soort == Soort.POGING and not _kent(contact.medewerker, contact.werkzoekende):
        raise ValidationError({"soort": "Een poging hoort bij iemand die je werkpunt al kent."})
    contact.clean_fields(exclude=["werkzoekende", "werkpunt", "medewerker", "wijk"])
    contact.validate_constraints()


def _kent(medewerker: Medewerker | None, persoon: Werkzoekende | None) -> bool:
    """An attempt is no contact, so it may not be the way into somebody's file."""
    if medewerker is None or persoon is None:
        return False
    return Werkzoekende.objects.zichtbaar_voor(medewerker).filter(pk=persoon.pk).exists()


def _al_bewaard(contact: Contactmoment, *, gekozen_dag: date | None) -> Contactmoment | None:
    """The row kept earlier under this key; another content is refused. A day nobody chose may have passed since."""
    bestaand = _eerder_onder(contact.sleutel)
    if bestaand is None:
        return None
    zelfde = (
        *("werkzoekende_id", "werkpunt_id", "medewerker_id", "soort", "minuten", "notitie", "niveau"),
        *("leeftijdsgroep", "wijk_id", *(["dag"] if gekozen_dag else [])),
    )
    if any(getattr(bestaand, veld) != getattr(contact, veld) for veld in zelfde):
        raise ValidationError(ANDERE_INHOUD, code="botsing")
    return bestaand


def _eerder_onder(sleutel: uuid.UUID) -> Contactmoment | None:
    rijen = Contactmoment.objects.ongefilterd("idempotentie").select_related("werkpunt", "werkzoekende")
    return eerder_onder(sleutel, rijen)


@transaction.atomic
def registreer_werkzoekende(
    werkzoekende: Werkzoekende, *, door: Medewerker, wijk: Wijk | None = None, insz: str = ""
) -> Werkzoekende:
    """Make a person, with the present wijk of residence and, if given, the national number (eleven checked digits).

    An equal national number is certainly the same person and is refused.
    """
    if not door.heeft_rol(*BEGELEIDERS):
        raise ValidationError("Enkel wie met dossiers werkt, kan een dossier maken.")
    if insz:
        werkzoekende.insz, werkzoekende.insz_index = insz, zoekhash("insz", insz)
        if Werkzoekende.objects.ongefilterd("zelfde rijksregisternummer").met_insz(insz).exists():
            raise ValidationError({"insz": "Er is al een dossier met dit rijksregisternummer."})
    werkzoekende.full_clean()
    werkzoekende.save()
    if wijk is not None:
        Adres.objects.create(werkzoekende=werkzoekende, wijk=wijk)
    return werkzoekende


@transaction.atomic
def maak_ongedaan(contact: Contactmoment, *, door: Medewerker) -> bool:
    """Take back a contact within ten minutes of logging it, with the sight of the person it gave.

    The appointment it came of is planned again, the open task and the planned appointment that came of it go too,
    unless a colleague changed them: then the answer is True. Who waited for it is served.
    """
    _plan_opnieuw(contact, door=door)
    contact = vergrendel_contact(contact)
    if contact.medewerker_id != door.pk:
        raise ValidationError("Enkel wie het bezoek bewaarde, kan het ongedaan maken.")
    if not contact.kan_ongedaan(door=door):
        raise ValidationError(
            "Dit bezoek is langer dan tien minuten geleden bewaard en kan niet meer ongedaan worden."
        )
    werkzoekende, gemaakt_bij = contact.werkzoekende, contact.gekoppeld_op or contact.aangemaakt
    if werkzoekende is not None:
        vergrendel([werkzoekende.pk])  # before the queue, as a visit does
    _zet_weer_bezig(contact)
    blijft = neem_terug(contact, door=door)
    contact.delete()
    if werkzoekende is not None:
        herbereken_inzage([werkzoekende.pk])
        verwijder_zonder_meer(werkzoekende, gemaakt_bij=gemaakt_bij)
    return blijft


def _plan_opnieuw(contact: Contactmoment, *, door: Medewerker) -> None:
    afspraken = Afspraak.objects.ongefilterd("contact ongedaan")
    mee = afspraken.filter(sleutel=sleutel_bij(contact, "afspraak"))
    list(mee.select_for_update().values_list("pk"))  # before the contact and the person, as who comes to it does
    afspraken.filter(contact=contact).update(
        status=Afspraak.Status.GEPLAND, contact=None, status_sinds=timezone.now(), status_door=door, reden=""
    )


def _zet_weer_bezig(contact: Contactmoment) -> None:
    """Who waited for it is served again, and whoever gave only a name is nobody we know again."""
    rijen = Wachtende.objects.ongefilterd("bezoek ongedaan")
    wachtende = rijen.select_for_update(of=("self",)).filter(contact=contact).first()
    if wachtende is None:
        return
    if wachtende.naam:
        wachtende.werkzoekende = None
    elif rijen.van_vandaag(wachtende.werkpunt).in_de_rij().filter(werkzoekende=wachtende.werkzoekende).exists():
        return  # came in once more since
    wachtende.status, wachtende.contact = Wachtende.Status.BEZIG, None
    wachtende.save()


def vergrendel_contact(contact: Contactmoment) -> Contactmoment:
    """The row as it is now, locked until this transaction ends.

    Without a join: PostgreSQL reads the locked row again after waiting, but not the rows joined to it.
    """
    rijen = Contactmoment.objects.ongefilterd("al gekozen door de vrager").select_for_update()
    actueel = rijen.filter(pk=contact.pk).first()
    if actueel is None:
        raise ValidationError("Dit bezoek is ondertussen ongedaan gemaakt.")
    return actueel


def verwijder_zonder_meer(werkzoekende: Werkzoekende, *, gemaakt_bij: datetime) -> None:
    """Delete a person who was made for what happened at that moment, when nothing else hangs on them."""
    if gemaakt_bij - werkzoekende.aangemaakt < TEGELIJK and not _heeft_meer(werkzoekende):
        werkzoekende.delete()


def _heeft_meer(werkzoekende: Werkzoekende) -> bool:
    """Whether anything hangs on a person besides the address and the sight that came with being registered."""
    anders = [
        relatie
        for relatie in Werkzoekende._meta.related_objects
        if relatie.related_model not in {Adres, Betrokkenheid}
        and not hasattr(relatie.related_model, "pgh_tracked_model")
    ]
    return any(
        relatie.related_model._base_manager.filter(**{relatie.field.name: werkzoekende}).exists() for relatie in anders
    )


@transaction.atomic
def open_met_reden(werkzoekende: Werkzoekende, *, reden: str, door: Medewerker) -> Betrokkenheid:
    """Involvement of one member of staff for 30 days, with a reason the coordinator can read."""
    if len(reden.strip()) < 10:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom je dit dossier nodig hebt."})
    return Betrokkenheid.objects.create(
        werkzoekende=werkzoekende,
        medewerker=door,
        reden=Betrokkenheid.Reden.VERANTWOORD,
        toelichting=reden.strip()[:300],
        tot=timezone.now() + timedelta(days=30),
    )


def open_voor_werkpunt(
    werkzoekende: Werkzoekende, *, werkpunt: Werkpunt, reden: str, door: Medewerker
) -> Betrokkenheid:
    """Involvement of one's own unit with somebody it did not meet yet, for as long as a contact would have given."""
    if werkpunt not in werkpunten_van(door, *BEGELEIDERS):
        raise ValidationError("Je werkt niet op dit werkpunt.")
    einde = plus_maanden(vandaag(), settings.INZAGE_MAANDEN)
    return Betrokkenheid.objects.create(
        werkzoekende=werkzoekende,
        werkpunt=werkpunt,
        reden=Betrokkenheid.Reden.VERANTWOORD,
        toelichting=reden[:300],
        tot=timezone.make_aware(datetime.combine(einde, time())),
    )


def sluit_voor_werkpunt(werkzoekende: Werkzoekende, *, werkpunt: Werkpunt) -> None:
    """The person moved to another unit: what does not follow from a contact or a coaching here ends now."""
    redenen = (Betrokkenheid.Reden.VERANTWOORD, Betrokkenheid.Reden.OUD_BEGELEIDER)
    alle = Betrokkenheid.objects.ongefilterd("verplaatst").filter(werkzoekende=werkzoekende, werkpunt=werkpunt)
    alle.filter(reden__in=redenen).geldig().update(tot=timezone.now())


@transaction.atomic
def start_begeleiding(
    werkzoekende: Werkzoekende, *, begeleider: Medewerker, werkpunt: Werkpunt, door: Medewerker
) -> Begeleiding:
    """Somebody becomes coach of a person; they and their unit see the file for as long as that lasts.

    One takes this on oneself, or a coordinator of the unit assigns it.
    """
    if begeleider != door and werkpunt not in werkpunten_van(door, Rol.COORDINATOR):
        raise ValidationError("Enkel een coördinator van het werkpunt wijst iemand anders aan.")
    begeleiding = Begeleiding(werkzoekende=werkzoekende, begeleider=begeleider, werkpunt=werkpunt)
    begeleiding.validate_constraints()
    begeleidingen.begin([begeleiding])
    return begeleiding


@transaction.atomic
def beeindig_begeleiding(begeleiding: Begeleiding, *, reden: str, door: Medewerker) -> None:
    """The coach stops; they keep reading for 30 days more."""
    if not Begeleiding.objects.bewerkbaar_voor(door).filter(pk=begeleiding.pk).exists():
        raise ValidationError("Je kan dit dossier niet wijzigen.")
    nu = timezone.now()
    begeleiding.tot, begeleiding.reden_einde = nu, reden
    begeleiding.save(update_fields=["tot", "reden_einde"])
    zagen = Betrokkenheid.objects.ongefilterd("einde begeleiding").filter(werkzoekende=begeleiding.werkzoekende)
    zagen.filter(medewerker=begeleiding.begeleider, reden=Betrokkenheid.Reden.BEGELEIDING, tot=None).update(tot=nu)
    zagen.zonder_begeleider().update(tot=nu)
    laat_begeleiding_los(begeleiding)
    Betrokkenheid.objects.create(
        werkzoekende=begeleiding.werkzoekende,
        medewerker=begeleiding.begeleider,
        reden=Betrokkenheid.Reden.OUD_BEGELEIDER,
        alleen_lezen=True,
        van=nu,
        tot=nu + timedelta(days=30),
    )
