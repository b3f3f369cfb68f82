"""What is done with a sign-up: it becomes work on a file we have or make, or it is answered with a no."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partners.models import Aanmelding
from toegang.models import Medewerker
from toegang.rollen import OPENERS
from werkpunten.models import Werkzoekende
from werkpunten.models.personen import WerkzoekendeQuerySet
from werkpunten.models.zoeken import Geboren
from werkpunten.services import open_met_reden, open_voor_werkpunt, registreer_werkzoekende


def lijkt_op(aanmelding: Aanmelding, *, voor: Medewerker) -> WerkzoekendeQuerySet:
    """People this member of staff may find who may be the one signed up."""
    geboren = Geboren.lees(aanmelding.geboren) if aanmelding.geboren else None
    return Werkzoekende.objects.vindbaar_voor(voor).lijkt_op(aanmelding.voornaam, aanmelding.achternaam, geboren)


@transaction.atomic
def aanvaard(aanmelding: Aanmelding, *, werkzoekende: Werkzoekende | None, door: Medewerker) -> Aanmelding:
    """Tie the sign-up to somebody we know, or (None) to a new person, whom the unit then sees.

    A sign-up is no contact and counts nowhere as reach. It opens a stranger's file only for who may do so with a
    reason, and only when the names are alike: any other file is opened with a reason first.
    """
    actueel = _vergrendel(aanmelding)
    reden = f"Aanmelding {actueel.nummer} van {actueel.van}"
    if werkzoekende is None:
        persoon = registreer_werkzoekende(_nieuwe(actueel), door=door)
        open_voor_werkpunt(persoon, werkpunt=actueel.werkpunt, reden=reden, door=door)
    else:
        persoon = werkzoekende
        _open(persoon, actueel, reden=reden, door=door)
    bekend = werkzoekende is not None
    return _sluit(actueel, Aanmelding.Status.AANVAARD, door=door, werkzoekende=persoon, was_bekend=bekend)


def _open(persoon: Werkzoekende, aanmelding: Aanmelding, *, reden: str, door: Medewerker) -> None:
    if Werkzoekende.objects.zichtbaar_voor(door).filter(pk=persoon.pk).exists():
        return
    if not door.heeft_rol(*OPENERS):
        raise ValidationError("Je mag dit dossier niet openen. Vraag het aan een consulent van dit werkpunt.")
    if persoon not in lijkt_op(aanmelding, voor=door):
        raise ValidationError("Deze persoon lijkt niet op wie is aangemeld. Open eerst het dossier met een reden.")
    open_met_reden(persoon, reden=reden, door=door)


@transaction.atomic
def weiger(aanmelding: Aanmelding, *, antwoord: str, door: Medewerker) -> Aanmelding:
    """Say no, with the reason that the other side reads."""
    if len(antwoord.strip()) < 3:
        raise ValidationError({"antwoord": "Schrijf waarom we de aanmelding niet aanvaarden."})
    return _sluit(_vergrendel(aanmelding), Aanmelding.Status.GEWEIGERD, door=door, antwoord=antwoord.strip()[:500])


def _vergrendel(aanmelding: Aanmelding) -> Aanmelding:
    alle = Aanmelding.objects.ongefilterd("de aanmelding zelf").select_for_update(of=("self",))
    actueel = alle.select_related("organisatie", "werkpunt", "behandeld_door").get(pk=aanmelding.pk)
    if actueel.status != Aanmelding.Status.NIEUW and actueel.behandeld_op:
        om = timezone.localtime(actueel.behandeld_op)
        raise ValidationError(f"{actueel.behandeld_door} behandelde deze al ({om:%d/%m/%Y %H:%M}).")
    return actueel


def _nieuwe(aanmelding: Aanmelding) -> Werkzoekende:
    geboren = Geboren.lees(aanmelding.geboren) if aanmelding.geboren else None
    return Werkzoekende(
        voornaam=aanmelding.voornaam,
        achternaam=aanmelding.achternaam,
        geboortedatum=geboren.datum if geboren else None,
        geboorte_precisie=geboren.precisie if geboren else Werkzoekende.Precisie.DAG,
        telefoon=aanmelding.telefoon,
        contacttaal=aanmelding.contacttaal,
    )


def _sluit(aanmelding: Aanmelding, status: str, *, door: Medewerker, **velden: object) -> Aanmelding:
    nu = {"behandeld_op": timezone.now(), "behandeld_door": door}
    for veld, waarde in {"status": status, **nu, **velden}.items():
        setattr(aanmelding, veld, waarde)
    aanmelding.save()
    return aanmelding
