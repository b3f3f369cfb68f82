"""Civic integration beside the plan: its parts kept, its lessons among what somebody does, and what clashes (S4.5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kern.poort import keur
from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten.models import Deelname, Inburgeringsdeel
from trajecten.uitstroom import bewaar_bij_persoon
from werkpunten.models import Afspraak, Verblijf, Werkzoekende
from werkpunten.werkrecht import RAAD, Werkrecht, werkrecht

VOORUIT = timedelta(weeks=26)
"""How far ahead one looks for clashes."""
GESTUURD = ("werkzoekende_id", "soort", "van")


@transaction.atomic
def bewaar(deel: Inburgeringsdeel, *, door: Medewerker) -> Inburgeringsdeel:
    """A new part, once per ``sleutel``, or other particulars of one that whoever calls has locked."""
    if deel.pk is None:
        nieuw: Inburgeringsdeel = bewaar_bij_persoon(deel, gestuurd=GESTUURD, wat="Dit deel", door=door)
        return nieuw
    keur(deel)
    deel.save()
    return deel


@dataclass(frozen=True)
class Botsing:
    """A lesson at hours at which something else was planned."""

    begin: datetime
    les: str
    wat: str
    url: str = ""


@dataclass(frozen=True)
class Overzicht:
    """``recht``: what we can say of the right to work, which is advice; the document decides."""

    delen: Sequence[Inburgeringsdeel]
    botsingen: Sequence[Botsing]
    recht: Werkrecht | None
    raad: str = RAAD


def overzicht(persoon: Werkzoekende, lezer: Medewerker) -> Overzicht:
    eigen = Inburgeringsdeel.objects.zichtbaar_voor(lezer).geldig().filter(werkzoekende=persoon)
    delen = list(eigen.order_by("van", "pk"))
    verblijf = Verblijf.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon, tot=None).first()
    recht = werkrecht(verblijf.soort, verblijf) if verblijf else None
    return Overzicht(delen, sorted(_botsingen(delen, persoon, lezer), key=lambda botsing: botsing.begin), recht)


def _botsingen(delen: Sequence[Inburgeringsdeel], persoon: Werkzoekende, lezer: Medewerker) -> Iterator[Botsing]:
    """Of the half year to come; asked only of who has lessons."""
    eerste, laatste = vandaag(), vandaag() + VOORUIT
    lessen = [(deel, *les) for deel in delen if deel.loopt for les in deel.lessen(eerste, laatste)]
    if not lessen:
        return
    for begin, einde, wat, url in _gepland(persoon, lezer):
        for deel, van, tot in lessen:
            if begin < tot and einde > van:
                yield Botsing(begin, str(deel.get_soort_display()), wat, url)


def _gepland(persoon: Werkzoekende, lezer: Medewerker) -> Iterator[tuple[datetime, datetime, str, str]]:
    nu = timezone.now()
    afspraken = Afspraak.objects.zichtbaar_voor(lezer).gepland().filter(werkzoekende=persoon, einde__gt=nu)
    for afspraak in afspraken.select_related("medewerker"):
        yield afspraak.begin, afspraak.einde, f"afspraak met {afspraak.medewerker.korte_naam}", ""
    gaat_naar = Deelname.objects.zichtbaar_voor(lezer).op_lijst().filter(werkzoekende=persoon)
    komend = gaat_naar.filter(sessie__dag__gte=vandaag(), sessie__stand="gepland")
    for sessie in (rij.sessie for rij in komend.select_related("sessie__module")):
        yield sessie.begin, sessie.einde, f"sessie {sessie.module}", sessie.get_absolute_url()


def in_les(persoon: Werkzoekende, begin: datetime, einde: datetime, kijker: Medewerker) -> Iterable[str]:
    """Which lessons this person has then; told to colleagues who see the file, not to partners."""
    if not kijker.heeft_rol(*BEGELEIDERS):
        return
    dagen = timezone.localdate(begin), timezone.localdate(einde)
    alle = Inburgeringsdeel.objects.zichtbaar_voor(kijker).filter(werkzoekende=persoon)
    for deel in alle.met_lessen(*dagen):
        if any(van < einde and tot > begin for van, tot in deel.lessen(*dagen)):
            yield f"heeft dan {deel.les}"
