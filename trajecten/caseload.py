"""The caseload: whose people it shows, in which lists they stand, and what one row holds.

Everything here reads through the gate. The conditions of ``LIJSTEN`` are the one definition behind the lists, their
counts, the message, the file and the team page.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet, Subquery

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.models import Traject, lopende_trajecten, volgende_stap
from werkpunten.models import (
    Adres,
    Afspraak,
    Begeleiding,
    Betrokkenheid,
    Contactmoment,
    Taak,
    Werkpunt,
    Werkzoekende,
    open_drempels,
    taken_te_laat,
    volgende_afspraak,
)
from werkpunten.models.personen import WerkzoekendeQuerySet

VELDEN = (
    *("uuid", "voornaam", "achternaam", "sorteernaam", "geboortedatum", "geboorte_precisie"),
    *("contacttaal", "telefoon", "laatste_contact"),
)
"""What a row shows of the person."""
TELLEN_TOT = 300
"""Beyond so many people the counts come after the list instead of with it."""


def grens_geen_contact() -> date:
    """Who had the last counting contact before this day was not seen for too long (``GEEN_CONTACT_DAGEN``)."""
    return vandaag() - timedelta(days=settings.GEEN_CONTACT_DAGEN)


def te_lang_geen_contact(persoon: str = "") -> Q:
    """The last counting contact is longer ago than it may be; an attempt does not count.

    That is ``GEEN_CONTACT_DAGEN``, or for whoever is in a trajectory what its template says (of several the least).
    Who was never reached counts from the day the coaching began. ``persoon``: path to the person, ``werkzoekende__``.
    """
    grens = grens_geen_contact()
    nooit = Q(**{f"{persoon}laatste_contact": None})
    gewoon = Q(**{f"{persoon}laatste_contact__lt": grens}) | nooit & _heeft(
        Begeleiding.objects.lopend().filter(van__date__lt=grens), persoon
    )
    eigen, zonder = Traject.objects.met_eigen_ritme(), Traject.objects.met_gewoon_ritme()
    enkel_eigen = _heeft(eigen, persoon) & ~_heeft(zonder, persoon)
    return gewoon & ~enkel_eigen | _heeft(Traject.objects.buiten_ritme(), persoon)


def zonder_afspraak(persoon: str = "") -> Q:
    return ~_heeft(Afspraak.objects.komend(), persoon)


def met_taak_te_laat(persoon: str = "") -> Q:
    return _heeft(Taak.objects.te_laat(), persoon)


def nieuw_deze_week() -> Q:
    """Registered, or coached, since Monday."""
    maandag = vandaag() - timedelta(days=vandaag().weekday())
    return Q(aangemaakt__date__gte=maandag) | _heeft(Begeleiding.objects.lopend().filter(van__date__gte=maandag))


def niet_toegewezen() -> Q:
    """Nobody coaches them; a colleague who left is nobody."""
    return ~_heeft(Begeleiding.objects.lopend().filter(begeleider__is_active=True))


def _heeft(queryset: QuerySet[Any], persoon: str = "") -> Q:
    return Q(Exists(queryset.filter(werkzoekende=OuterRef(f"{persoon}pk"))))


class CaseloadQuerySet(WerkzoekendeQuerySet):
    """People as a caseload sees them; a ``Kring`` starts one."""

    def begeleid_of_gezien_door(self, medewerker: Medewerker) -> Self:
        """Coached by this colleague, met by them, or covered by them for a colleague who is away."""
        # sets of keys: an OR of EXISTS would look up every person of the unit
        begeleid = Begeleiding.objects.lopend().filter(begeleider=medewerker).values("werkzoekende")
        gezien = Contactmoment.objects.filter(medewerker=medewerker, werkzoekende__isnull=False)
        waargenomen = Betrokkenheid.objects.waarnemend(medewerker)
        return self.filter(pk__in=begeleid.union(gezien.values("werkzoekende"), waargenomen.values("werkzoekende")))

    def bekend_op(self, werkpunt: Werkpunt) -> Self:
        """Whom this unit knows: seen there, or coached there."""
        return self.filter(_heeft(Betrokkenheid.objects.geldig_op([werkpunt])))

    def begeleid_door(self, medewerker: Medewerker, werkpunten: Collection[Werkpunt]) -> Self:
        """Whom this colleague coaches at these units: the people of one row of the team page."""
        return self.filter(_heeft(Begeleiding.objects.lopend().op(werkpunten).filter(begeleider=medewerker)))

    def in_wijk(self, slug: str) -> Self:
        """Who lives there now."""
        return self.filter(_heeft(Adres.objects.filter(tot=None, wijk__slug=slug)))

    def voor_lijst(self) -> Self:
        """Everything one row of the list or the file shows, in two queries whatever the number of rows."""
        wijk = Adres.objects.filter(werkzoekende=OuterRef("pk"), tot=None).order_by().values("wijk__naam")
        begeleiders = Begeleiding.objects.ongefilterd("van wie in deze lijst staat").lopend().met_waarneming()
        lopend = begeleiders.select_related("begeleider").only(
            "werkzoekende", "begeleider__voornaam", "begeleider__achternaam"
        )
        return (
            self.only(*VELDEN)
            .annotate(
                te_lang=te_lang_geen_contact(),
                trajecten_nu=lopende_trajecten(),
                stappen_nu=volgende_stap(),
                wijknaam=Subquery(wijk[:1]),
                volgende_afspraak=volgende_afspraak(),
                taken_te_laat=taken_te_laat(),
                drempelnamen=open_drempels(),
            )
            .prefetch_related(Prefetch("begeleidingen", queryset=lopend, to_attr="lopende_begeleidingen"))
        )

    def tel_lijsten(self) -> dict[str, int]:
        """How many of these people stand in each list, in one query that reads everybody once."""
        erin = {
            sleutel.replace("-", "_"): ExpressionWrapper(lijst.voorwaarde(), BooleanField())
            for sleutel, lijst in LIJSTEN.items()
        }
        geteld = self.annotate(**erin).aggregate(
            **{f"aantal_{naam}": Count("pk", filter=Q(**{naam: True})) for naam in erin}
        )
        return dict(zip(LIJSTEN, geteld.values(), strict=True))


@dataclass(frozen=True)
class Lijst:
    """One tab of the caseload: which of the people of a circle stand in it."""

    titel: str
    voorwaarde: Callable[[], Q]


LIJSTEN = {
    "alles": Lijst("Alles", lambda: Q(pk__isnull=False)),
    "zonder-afspraak": Lijst("Zonder volgende afspraak", zonder_afspraak),
    "te-lang": Lijst("Te lang geen contact", te_lang_geen_contact),
    "taken-te-laat": Lijst("Taken te laat", met_taak_te_laat),
    "nieuw": Lijst("Nieuw deze week", nieuw_deze_week),
    "niet-toegewezen": Lijst("Niet toegewezen", niet_toegewezen),
}


@dataclass(frozen=True)
class Kring:
    """Whose people a caseload is about."""

    keuze: str
    kop: str
    kies: Callable[[Medewerker], CaseloadQuerySet]


def begeleid_of_gezien(medewerker: Medewerker) -> CaseloadQuerySet:
    return CaseloadQuerySet(Werkzoekende).zichtbaar_voor(medewerker).begeleid_of_gezien_door(medewerker)


def die_ik_begeleid(medewerker: Medewerker) -> CaseloadQuerySet:
    return begeleid_van(medewerker, lezer=medewerker)


def begeleid_van(medewerker: Medewerker, *, lezer: Medewerker) -> CaseloadQuerySet:
    """Whom this colleague coaches, as far as the reader may see them; by name."""
    zichtbaar = CaseloadQuerySet(Werkzoekende).zichtbaar_voor(lezer)
    lopend = Begeleiding.objects.lopend().filter(begeleider=medewerker)
    return zichtbaar.filter(_heeft(lopend)).defer("insz", "insz_index").order_by("sorteernaam", "pk")


def die_ik_waarneem(medewerker: Medewerker) -> CaseloadQuerySet:
    zichtbaar = CaseloadQuerySet(Werkzoekende).zichtbaar_voor(medewerker)
    return zichtbaar.filter(_heeft(Betrokkenheid.objects.waarnemend(medewerker)))


def op_mijn_werkpunten(medewerker: Medewerker) -> CaseloadQuerySet:
    return CaseloadQuerySet(Werkzoekende).zichtbaar_via_werkpunten_van(medewerker)


RUIMSTE = "werkpunten"
KRINGEN = {
    "begeleid": Kring("Die ik begeleid", "Mijn caseload", die_ik_begeleid),
    "mij": Kring("Die ik begeleid of zag", "Wie ik begeleid of zag", begeleid_of_gezien),
    "waarneming": Kring("Die ik waarneem", "Voor wie ik waarneem", die_ik_waarneem),
    RUIMSTE: Kring("Op mijn werkpunten", "Caseload van mijn werkpunten", op_mijn_werkpunten),
}
