"""What somebody would type over into the system of VDAB, as a file: there is no live link, that needs an agreement.

Only of people whose number at VDAB we know and who agreed that we share with VDAB (or for whom another legal ground
was written down); only of one's own unit and of files one may open; and never a note or a reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from kern.tabel import Kolom
from kern.tijd import Periode
from partners.models import Gegeven, Toestemming
from toegang.models import Medewerker, Organisatie
from werkpunten.models import Begeleiding, Contactmoment, Soort, Werkpunt, Werkzoekende

Gronden = dict[int, Toestemming]
"""Per person the consent (or other ground) for VDAB that holds longest."""


class Regel(NamedTuple):
    """One fact about one person on one day."""

    persoon: Werkzoekende
    grond: Toestemming
    dag: date
    wat: str
    onderwerpen: str
    minuten: int | None
    wie: Medewerker | None


def _naam(regel: Regel) -> str:
    return regel.persoon.naam if Gegeven.NAAM in regel.grond.gegevens else ""


@dataclass(frozen=True)
class VdabKolom(Kolom):
    uitleg: str = ""


KOLOMMEN = (
    VdabKolom("vdab_nummer", "VDAB-nummer", lambda r: r.persoon.vdab_nummer, uitleg="zoals in het dossier"),
    VdabKolom("naam", "Naam", _naam, uitleg="enkel als de persoon de naam laat delen; om na te kijken"),
    VdabKolom("dag", "Dag", lambda r: r.dag, uitleg="dag van het contact, of waarop de begeleiding begon of stopte"),
    VdabKolom("wat", "Wat", lambda r: r.wat, uitleg="soort contact, of begeleiding gestart of gestopt"),
    VdabKolom("onderwerpen", "Onderwerpen", lambda r: r.onderwerpen, uitleg="waarover het ging; nooit een notitie"),
    VdabKolom("minuten", "Minuten", lambda r: r.minuten, uitleg="hoelang het duurde, als dat bewaard is"),
    VdabKolom("wie", "Wie", lambda r: str(r.wie or ""), uitleg="de collega"),
    VdabKolom("grond", "Grond", lambda r: str(r.grond.get_grond_display()), uitleg="waarom we mogen delen met VDAB"),
    VdabKolom("geldig_tot", "Geldig tot en met", lambda r: r.grond.geldig_tot, uitleg="tot wanneer dat mag"),
)


def regels(werkpunt: Werkpunt, periode: Periode, *, voor: Medewerker) -> Iterator[Regel]:
    """Contacts (no attempts) at this unit and coaching that began or ended there, by person and day."""
    gronden = _gronden(voor)
    alle = [*_contacten(werkpunt, periode, gronden, voor), *_begeleidingen(werkpunt, periode, gronden, voor)]
    yield from sorted(alle, key=lambda regel: (regel.persoon.vdab_nummer, regel.persoon.pk, regel.dag, regel.wat))


def zonder_grond(werkpunt: Werkpunt, periode: Periode, *, voor: Medewerker) -> list[Werkzoekende]:
    """People with a number at VDAB and a contact there in the period who are left out: nothing lets us share."""
    gezien = _in_periode(werkpunt, periode, voor).values("werkzoekende")
    personen = Werkzoekende.objects.zichtbaar_voor(voor).exclude(vdab_nummer="").filter(pk__in=gezien)
    return list(personen.exclude(pk__in=_gronden(voor)).order_by("sorteernaam", "pk"))


def _gronden(voor: Medewerker) -> Gronden:
    geldig = Toestemming.objects.zichtbaar_voor(voor).geldig()
    contacten = geldig.filter(gegevens__contains=[Gegeven.CONTACTEN])
    vdab = contacten.filter(organisatie__soort=Organisatie.Soort.VDAB).exclude(werkzoekende__vdab_nummer="")
    return {grond.werkzoekende_id: grond for grond in vdab.order_by("geldig_tot", "pk")}


def _in_periode(werkpunt: Werkpunt, periode: Periode, voor: Medewerker) -> Any:
    alle = Contactmoment.objects.zichtbaar_voor(voor).filter(werkpunt=werkpunt).exclude(soort=Soort.POGING)
    return alle.filter(dag__gte=periode.begin, dag__lt=periode.einde, werkzoekende__isnull=False)


def _contacten(werkpunt: Werkpunt, periode: Periode, gronden: Gronden, voor: Medewerker) -> Iterator[Regel]:
    gevonden = _in_periode(werkpunt, periode, voor).filter(werkzoekende__in=gronden).defer("notitie")
    for rij in gevonden.select_related("werkzoekende", "medewerker").prefetch_related("onderwerpen"):
        onderwerpen = ", ".join(sorted(onderwerp.naam for onderwerp in rij.onderwerpen.all()))
        wat = str(rij.get_soort_display())
        grond = gronden[rij.werkzoekende_id]
        if rij.dag >= grond.gegeven_op:
            yield Regel(rij.werkzoekende, grond, rij.dag, wat, onderwerpen, rij.minuten, rij.medewerker)


def _begeleidingen(werkpunt: Werkpunt, periode: Periode, gronden: Gronden, voor: Medewerker) -> Iterator[Regel]:
    begin, einde = periode.momenten()
    alle = Begeleiding.objects.zichtbaar_voor(voor).filter(werkpunt=werkpunt, werkzoekende__in=gronden)
    for rij in alle.filter(van__lt=einde).exclude(tot__lt=begin).select_related("werkzoekende", "begeleider"):
        for moment, wat in ((rij.van, "begeleiding gestart"), (rij.tot, "begeleiding gestopt")):
            grond = gronden[rij.werkzoekende_id]
            if moment and begin <= moment < einde and timezone.localdate(moment) >= grond.gegeven_op:
                dag = timezone.localdate(moment)
                yield Regel(rij.werkzoekende, grond, dag, wat, "", None, rij.begeleider)
