"""Who was there: noted for a whole group at once, corrected, taken back. Each is one contact of the one fact table."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.groepen import vergrendel_sessies
from trajecten.models import Deelname, Sessie
from werkpunten import bezoeken
from werkpunten.afspraken import OPVOLGEN_NA
from werkpunten.models import Contactmoment, Onderwerp, Soort
from werkpunten.services import maak_ongedaan, registreer_contactmoment
from werkpunten.taken import laat_doen, laat_vallen
from werkpunten.zicht import vergrendel

AANWEZIG, AFWEZIG = "aanwezig", "afwezig"
KEUZES = ((AANWEZIG, "aanwezig"), (AFWEZIG, "niet gekomen"))
OPVOLGEN = "Opnieuw contact opnemen na een gemiste sessie"


@dataclass(frozen=True)
class Keuze:
    """What was chosen for one person, and what stood on screen before."""

    deelname: int
    nu: str
    was: str = ""


@transaction.atomic
def noteer(sessie: Sessie, keuzes: Iterable[Keuze], *, opvolgen: bool = False, door: Medewerker) -> int:
    """Note who came and who did not; how many rows changed. The same again changes nothing.

    Refused when a colleague noted something else since it was on screen. ``opvolgen``: a task for each who did not
    come.
    """
    actueel, rijen = _vergrendel(sessie, door=door)
    if not actueel.is_begonnen:
        raise ValidationError("Deze sessie moet nog komen of gaat niet door.")
    gekozen = [(rijen[keuze.deelname], keuze) for keuze in keuzes if keuze.nu and keuze.deelname in rijen]
    te_doen = [(rij, keuze) for rij, keuze in gekozen if rij.aanwezigheid != keuze.nu]
    anders = [rij.werkzoekende.naam for rij, keuze in te_doen if rij.aanwezigheid != keuze.was]
    if anders:
        wie = ", ".join(anders)
        raise ValidationError(f"Een collega noteerde intussen iets anders. Kijk na: {wie}.", code="botsing")
    for rij, keuze in te_doen:
        _noteer(actueel, rij, keuze.nu, opvolgen=opvolgen, door=door)
    return len(te_doen)


def _vergrendel(sessie: Sessie, *, door: Medewerker) -> tuple[Sessie, dict[int, Deelname]]:
    """The session and the people on its list one may change, as they stand now: session, contacts, people."""
    (actueel,) = vergrendel_sessies([sessie])
    rijen = Deelname.objects.bewerkbaar_voor(door).ingeschreven().filter(sessie=actueel)
    contacten = Contactmoment.objects.ongefilterd("aanwezigheid").filter(deelname__in=rijen)
    list(contacten.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    vergrendel(list(rijen.values_list("werkzoekende_id", flat=True)))
    return actueel, {rij.pk: rij for rij in rijen.op_naam()}


def _noteer(sessie: Sessie, rij: Deelname, nu: str, *, opvolgen: bool, door: Medewerker) -> None:
    er_was = nu == AANWEZIG
    soort = sessie.soort_contact if er_was else Soort.POGING
    themas: Collection[Onderwerp] = [sessie.module.onderwerp] if er_was else []
    minuten = sessie.minuten if er_was else None
    if rij.contact is not None:
        bezoeken.verander_soort(rij.contact, soort=soort, onderwerpen=themas, minuten=minuten)
    else:
        rij.contact = _contact(sessie, rij, soort, themas, minuten, door)
        rij.save(update_fields=["contact"])
    if er_was:
        laat_vallen([_taaksleutel(rij)], door=door)
    elif opvolgen:
        _volg_op(rij, door=door)


def _contact(
    sessie: Sessie,
    rij: Deelname,
    soort: str,
    themas: Collection[Onderwerp],
    minuten: int | None,
    door: Medewerker,
) -> Contactmoment:
    nu = timezone.localtime()
    begin = min(sessie.begin, nu)  # noted while people come in
    return registreer_contactmoment(
        werkzoekende=rij.werkzoekende,
        werkpunt=sessie.werkpunt,
        door=door,
        onderwerpen=themas,
        soort=soort,
        dag=sessie.dag,
        tijdstip=begin.time().replace(second=0, microsecond=0),
        minuten=minuten,
        notitie=str(sessie.module),
        bron="groep",
        sleutel=uuid.uuid5(rij.sleutel, "aanwezigheid"),
    ).contact


def _taaksleutel(rij: Deelname) -> uuid.UUID:
    return uuid.uuid5(rij.sleutel, "opvolgen")


def _volg_op(rij: Deelname, *, door: Medewerker) -> None:
    laat_doen(
        OPVOLGEN,
        eigenaar=door,
        tegen=vandaag() + OPVOLGEN_NA,
        door=door,
        werkzoekende=rij.werkzoekende,
        contact=rij.contact,
        sleutel=_taaksleutel(rij),
    )


def terug_te_nemen(rijen: Iterable[Deelname], *, door: Medewerker) -> list[Deelname]:
    """What this member of staff noted so lately that it can be taken back."""
    return [rij for rij in rijen if rij.contact is not None and rij.contact.kan_ongedaan(door=door)]


@transaction.atomic
def neem_terug(sessie: Sessie, *, door: Medewerker) -> int:
    """Undo within ten minutes: what one noted of this session, with the tasks it made; of how many people."""
    _, rijen = _vergrendel(sessie, door=door)
    weg = terug_te_nemen(rijen.values(), door=door)
    for rij in weg:
        if rij.contact is not None:
            maak_ongedaan(rij.contact, door=door)
    return len(weg)
