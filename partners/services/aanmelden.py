"""What is done with a sign-up: it becomes work on a file we have or make, or it is answered with a no."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partners.models import Aanmelding
from toegang.models import Medewerker
from werkpunten.models import Werkzoekende
from werkpunten.models.zoeken import Geboren
from werkpunten.services import open_met_reden, registreer_werkzoekende


@transaction.atomic
def aanvaard(aanmelding: Aanmelding, *, werkzoekende: Werkzoekende | None, door: Medewerker) -> Aanmelding:
    """Tie the sign-up to somebody we know, or (None) to a new person. Whoever does so may open the file.

    A sign-up is no contact: it gives the unit no sight and counts nowhere as reach.
    """
    actueel = _vergrendel(aanmelding)
    bekend = werkzoekende is not None
    persoon = werkzoekende or registreer_werkzoekende(_nieuwe(actueel))
    if not Werkzoekende.objects.zichtbaar_voor(door).filter(pk=persoon.pk).exists():
        open_met_reden(persoon, reden=f"Aanmelding {actueel.nummer} van {actueel.van}", door=door)
    return _sluit(actueel, Aanmelding.Status.AANVAARD, door=door, werkzoekende=persoon, was_bekend=bekend)


@transaction.atomic
def weiger(aanmelding: Aanmelding, *, antwoord: str, door: Medewerker) -> Aanmelding:
    """Say no, with the reason that the other side reads."""
    if len(antwoord.strip()) < 3:
        raise ValidationError({"antwoord": "Schrijf waarom we de aanmelding niet aanvaarden."})
    return _sluit(_vergrendel(aanmelding), Aanmelding.Status.GEWEIGERD, door=door, antwoord=antwoord.strip()[:500])


def _vergrendel(aanmelding: Aanmelding) -> Aanmelding:
    alle = Aanmelding.objects.ongefilterd("de aanmelding zelf").select_for_update(of=("self",))
    actueel = alle.select_related("organisatie", "behandeld_door").get(pk=aanmelding.pk)
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
