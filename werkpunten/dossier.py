"""What a person's file is made of. Higher apps register their tabs and their events in ``apps.py``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from kern.registers import Register
from toegang.models import Medewerker
from werkpunten.models import Afspraak, Contactmoment, Drempel, Intake, Ontvangstbewijs, Soort, Taak, Werkzoekende
from werkpunten.models.contacten import ContactmomentQuerySet
from werkpunten.wijzigingen import vorige_notities

PER_BLAD = 25


@dataclass(frozen=True)
class Tab:
    """A page of the file; its address takes the person's ``uuid``."""

    titel: str
    url_naam: str


@dataclass(frozen=True)
class Punt:
    """One event on the timeline. ``tijdstip`` None: not known, and then none is shown."""

    dag: date
    tijdstip: time | None
    titel: str
    details: str
    tekst: str = ""
    url: str = ""
    link: str = ""
    verbeterd: str = ""
    """When the text was corrected; ``oud``: what stood there before."""
    oud: Sequence[str] = ()

    @property
    def wanneer(self) -> str:
        moment = f"{self.dag:%d/%m/%Y} {self.tijdstip:%H:%M}" if self.tijdstip else f"{self.dag:%d/%m/%Y}"
        return f"{moment} · {self.details}" if self.details else moment

    @property
    def plaats(self) -> tuple[date, bool, time]:
        """Sorts newest first when reversed; on one day the events without an hour come last."""
        return self.dag, self.tijdstip is not None, self.tijdstip or time.min


@dataclass(frozen=True)
class Bron:
    """One source of events: the kinds it knows, and the newest ``hoogstens`` of one kind ("" is all), newest first."""

    soorten: Sequence[tuple[str, str]]
    punten: Callable[[Werkzoekende, Medewerker, str, int], Iterable[Punt]]


Wegwijzers = Callable[[Werkzoekende, Medewerker, Sequence[Drempel]], Mapping[int, Sequence[tuple[str, str]]]]
"""What is done about barriers (S1.15): for the key of a barrier, texts with their addresses."""

drempelhulp: Register[Wegwijzers] = Register("hulp bij een drempel")
tabs: Register[Tab] = Register("tabs van het dossier")
bronnen: Register[Bron] = Register("bronnen van de tijdlijn")


def soorten() -> list[tuple[str, str]]:
    return [soort for bron in bronnen for soort in bron.soorten]


def tijdlijn(persoon: Werkzoekende, medewerker: Medewerker, *, soort: str, blad: int) -> tuple[list[Punt], bool]:
    """Page ``blad`` (from 1) of the events this reader may see, newest first, and whether there are older ones.

    ``persoon`` comes with ``met_recht``.
    """
    tot = blad * PER_BLAD
    gevraagd = [bron for bron in bronnen if not soort or soort in dict(bron.soorten)]
    reeksen = [bron.punten(persoon, medewerker, soort, tot + 1) for bron in gevraagd]
    punten = list(islice(merge(*reeksen, key=lambda punt: punt.plaats, reverse=True), tot - PER_BLAD, tot + 1))
    return punten[:PER_BLAD], len(punten) > PER_BLAD


def hulp_bij(
    persoon: Werkzoekende, lezer: Medewerker, drempels: Sequence[Drempel]
) -> dict[int, list[tuple[str, str]]]:
    """Who handles each of these barriers, and where to look for somebody."""
    gevonden = [bron(persoon, lezer, drempels) for bron in drempelhulp] if drempels else []
    return {rij.pk: [wijzer for per_drempel in gevonden for wijzer in per_drempel.get(rij.pk, ())] for rij in drempels}


def tabs_van(persoon: Werkzoekende, actief: str) -> list[dict[str, Any]]:
    return [
        {
            "titel": tab.titel,
            "url": reverse(tab.url_naam, kwargs={"uuid": persoon.uuid}),
            "actief": tab.url_naam == actief,
        }
        for tab in tabs
    ]


TITELS = {Soort.BEZOEK: "Bezoek aan de balie", Soort.TELEFOON: "Telefoongesprek", Soort.POGING: "Niet bereikt"}


def contactpunten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    contacten = _leesbaar(persoon, medewerker)
    if soort:
        contacten = contacten.filter(soort=soort)
    return _contactpunten(contacten[:hoogstens], persoon, medewerker)


def notities(persoon: Werkzoekende, medewerker: Medewerker, woorden: str, hoogstens: int) -> list[Punt]:
    """The newest contacts in whose note, as far as this reader may read it, each of the words stands."""
    elk = [Q(leesbare_notitie__icontains=woord) for woord in woorden.split()]
    return list(_contactpunten(_leesbaar(persoon, medewerker).filter(*elk)[:hoogstens], persoon, medewerker))


def _leesbaar(persoon: Werkzoekende, medewerker: Medewerker) -> ContactmomentQuerySet:
    contacten = Contactmoment.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon)
    return contacten.met_notitie_voor(medewerker).voor_lijst().nieuwste_eerst()


def _contactpunten(contacten: ContactmomentQuerySet, persoon: Werkzoekende, medewerker: Medewerker) -> Iterable[Punt]:
    rijen = list(contacten)
    vorige = vorige_notities(rijen, lezer=medewerker)
    for contact in rijen:
        onderwerpen = ", ".join(onderwerp.naam for onderwerp in contact.onderwerpen.all())
        wie = contact.medewerker.korte_naam if contact.medewerker else ""
        duur = f"{contact.minuten} min" if contact.minuten else ""
        yield Punt(
            contact.dag,
            contact.tijdstip,
            TITELS.get(Soort(contact.soort), contact.get_soort_display().capitalize()),
            " · ".join(deel for deel in (wie, contact.werkpunt.naam, onderwerpen, duur) if deel),
            contact.leesbare_notitie,
            **_bewerking(contact, persoon, medewerker),
            verbeterd=_verbeterd(contact) if contact.leesbare_notitie or vorige.get(contact.pk) else "",
            oud=vorige.get(contact.pk, ()),
        )


def _bewerking(contact: Contactmoment, persoon: Werkzoekende, medewerker: Medewerker) -> dict[str, str]:
    """Where the author goes to put other words in the note, or to add some."""
    if contact.medewerker_id != medewerker.pk or not persoon.mag_wijzigen:
        return {}
    verbeter = contact.leesbare_notitie and contact.kan_verbeterd(door=medewerker)
    adres = reverse("werkpunten:notitie", kwargs={"sleutel": contact.sleutel})
    return {"url": adres, "link": "Verbeter de notitie" if verbeter else "Vul de notitie aan"}


def _verbeterd(contact: Contactmoment) -> str:
    if contact.verbeterd is None:
        return ""
    moment = timezone.localtime(contact.verbeterd)
    dag = "" if moment.date() == contact.dag else f"op {moment:%d/%m/%Y} "
    return f"verbeterd {dag}om {moment:%H:%M}"


def afspraakpunten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """Appointments that are settled without a contact: what became a contact is on the timeline as one."""
    afspraken = Afspraak.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon, contact=None)
    voorbij = afspraken.exclude(status=Afspraak.Status.GEPLAND).voor_lijst()
    for afspraak in voorbij.order_by("-status_sinds", "-pk")[:hoogstens]:
        moment, begin = timezone.localtime(afspraak.status_sinds), timezone.localtime(afspraak.begin)
        yield Punt(
            moment.date(),
            moment.time(),
            f"Afspraak {afspraak.get_status_display()}",
            f"{afspraak.medewerker.korte_naam} · was gepland op {begin:%d/%m/%Y} om {begin:%H:%M}",
            afspraak.reden,
            afspraak.get_absolute_url(),
            "Bekijk de afspraak",
        )


def taakpunten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """Tasks that were done; what is still open stands on the tab."""
    taken = Taak.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon, status=Taak.Status.KLAAR)
    for taak in taken.voor_lijst().order_by("-afgehandeld_op", "-pk")[:hoogstens]:
        if taak.afgehandeld_op and taak.afgehandeld_door:
            moment = timezone.localtime(taak.afgehandeld_op)
            yield Punt(moment.date(), moment.time(), "Taak afgerond", taak.afgehandeld_door.korte_naam, taak.wat)


CONTACTEN = Bron([(waarde, label.capitalize()) for waarde, label in Soort.choices], contactpunten)
AFSPRAKEN = Bron([("geplande-afspraak", "Afspraak afgezegd of verzet")], afspraakpunten)
TAKEN = Bron([("taak", "Taak afgerond")], taakpunten)


def intakepunten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """Each intake on the day it was finished, or began when it still runs."""
    gezien = Intake.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon).select_related("door")
    for intake in gezien.order_by(Coalesce("afgerond", "begonnen").desc(), "-pk")[:hoogstens]:
        moment = timezone.localtime(intake.afgerond or intake.begonnen)
        af = {"uuid": persoon.uuid, "pk": intake.pk}
        yield Punt(
            moment.date(),
            moment.time(),
            "Intake afgerond" if intake.afgerond else "Intake begonnen",
            f"begonnen door {intake.door.korte_naam}" if intake.afgerond else intake.door.korte_naam,
            url=reverse("werkpunten:intake-detail", kwargs=af) if intake.afgerond else "",
            link="Lees" if intake.afgerond else "",
        )


def ontvangstpunten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """What was handed in, on its day."""
    bewijzen = Ontvangstbewijs.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon)
    for bewijs in bewijzen.voor_lijst().nieuwste_eerst()[:hoogstens]:
        yield Punt(
            bewijs.dag,
            None,
            "Papieren gekregen",
            f"{bewijs.door.korte_naam} · {bewijs.werkpunt.naam}",
            ", ".join(bewijs.wat),
            bewijs.get_absolute_url(),
            "Ontvangstbewijs (PDF)",
        )


ONTVANGSTEN = Bron([("papieren", "Papieren gekregen")], ontvangstpunten)
INTAKES = Bron([("intake", "Intake")], intakepunten)
EIGEN_TABS = (
    Tab("Tijdlijn", "werkpunten:werkzoekende-detail"),
    Tab("Gegevens", "werkpunten:werkzoekende-gegevens"),
    Tab("Intake", "werkpunten:werkzoekende-intake"),
    Tab("Taken en afspraken", "werkpunten:werkzoekende-taken"),
    Tab("Toegang", "werkpunten:werkzoekende-toegang"),
)
