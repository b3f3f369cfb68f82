"""What somebody may see of projects: coordinators the exact figures of their own units, managers those of all of them.

Managers read what is published: by quarter that is over, small numbers hidden (``rapportage.voortgang``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from kern.templatetags.kern import datum
from kern.tijd import geldt_in, vandaag
from rapportage import doorlooptijden
from rapportage.dimensies import Dimensie
from rapportage.doorlooptijden import Duur
from rapportage.instap import Instap, instap
from rapportage.models import Drempelwaarde
from rapportage.projectcijfers import CIJFER, GESTART, Vraag, tel
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.voortgang import (
    VANAF,
    Reeks,
    Voortgang,
    gepubliceerd,
    hele_looptijd,
    jaar_van,
    reeks,
    samen_met,
    vraag_van,
)
from rapportage.weergave import Cel, Tabel, Tegel, cijfer
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Doelstelling, Project, Projectpartner, doelgroepnamen
from werkpunten.models import Werkpunt, werkpunten_van


@dataclass(frozen=True)
class Blik:
    """Of which units, on which day; ``werkpunten`` None is all of them, as it is published."""

    werkpunten: Sequence[Werkpunt] | None
    dag: date

    @classmethod
    def van(cls, medewerker: Medewerker) -> "Blik":
        alles = medewerker.heeft_rol(Rol.MANAGER)
        return cls(None if alles else werkpunten_van(medewerker, Rol.COORDINATOR), vandaag())

    @property
    def exact(self) -> bool:
        return self.werkpunten is not None

    @property
    def waar(self) -> str:
        return "Alle werkpunten" if self.werkpunten is None else ", ".join(punt.naam for punt in self.werkpunten)

    @property
    def gepubliceerd_tot(self) -> date:
        """The last day that is published."""
        return VANAF.van(self.dag).vorige.periode.tot

    def reeksen(self, vragen: Sequence[Vraag]) -> list[Reeks]:
        """The figures of each question as they may be seen, in one statement."""
        if self.exact:
            return [reeks(telling, Tijdvaksoort.MAAND, self.dag) for telling in tel(vragen, self.werkpunten)]
        van = Drempelwaarde.objects.per_periode()
        hele = self._hele(vragen)
        alle = list(dict.fromkeys([*hele.values(), *vragen]))
        tellingen = dict(zip(alle, tel(alle), strict=True))
        geheel = {
            project: gepubliceerd(tellingen[vraag], van(vraag.periode), self.dag) for project, vraag in hele.items()
        }
        return [
            gepubliceerd(tellingen[vraag], van(vraag.periode), self.dag, geheel[vraag.project.pk]) for vraag in vragen
        ]

    def _hele(self, vragen: Sequence[Vraag]) -> dict[int, Vraag]:
        """Of each project the whole, as far as figures of it are asked."""
        per: dict[int, list[Vraag]] = {}
        for vraag in vragen:
            per.setdefault(vraag.project.pk, []).append(vraag)
        return {
            nr: hele_looptijd(van[0].project, self.dag, {code for vraag in van for code in vraag.codes})
            for nr, van in per.items()
        }

    def voortgangen(self, doelen: Sequence[Doelstelling]) -> list[Voortgang]:
        """How it goes with these targets."""
        return self._voortgangen(doelen, self.reeksen([vraag_van(doel, self.dag) for doel in doelen]))

    def geheel_en_doelen(self, project: Project) -> tuple[Reeks, list[Voortgang]]:
        """All figures of a project since it began, and its targets, counted at once."""
        doelen = list(project.doelstellingen.all())
        vragen = [vraag_van(doel, self.dag) for doel in doelen]
        geheel, *reeksen = self.reeksen([hele_looptijd(project, self.dag), *vragen])
        return geheel, self._voortgangen(doelen, reeksen)

    def _voortgangen(self, doelen: Sequence[Doelstelling], reeksen: Sequence[Reeks]) -> list[Voortgang]:
        eigen = [reeks.telling for reeks in reeksen]
        alle = tel([telling.vraag for telling in eigen]) if self.exact else eigen
        return [
            Voortgang(doel, reeks, self.dag, deel=geheel.totaal(doel.maatstaf) != reeks.telling.totaal(doel.maatstaf))
            for doel, reeks, geheel in zip(doelen, reeksen, alle, strict=True)
        ]

    def doorlooptijden(self, project: Project, fasen: Sequence[str]) -> list[Duur]:
        vraag = hele_looptijd(project, self.dag if self.exact else max(project.van, self.gepubliceerd_tot))
        duren = doorlooptijden.tel(vraag, fasen, self.werkpunten)
        if self.exact:
            return duren
        drempel = Drempelwaarde.objects.van(vraag.periode)
        return [duur.gepubliceerd(drempel) for duur in duren]

    def instap(self, vraag: Vraag, dimensie: Dimensie) -> Instap | None:
        """None: what the parts add up to is hidden, or the year is not over."""
        gevonden = instap(vraag, dimensie, self.werkpunten)
        if self.exact:
            return gevonden
        (jaar,) = self.reeksen([replace(vraag, codes=samen_met(GESTART.code))])
        if vraag.periode.tot >= self.dag or jaar.stand(GESTART.code) != gevonden.totaal:
            return None
        return gevonden.gepubliceerd(Drempelwaarde.objects.van(vraag.periode))


def projecten() -> QuerySet[Project]:
    """Projects with what their page shows of them."""
    doelen = Prefetch("doelstellingen", Doelstelling.objects.select_related("project"))
    return Project.objects.select_related("programma").prefetch_related(doelen)


def tegels(reeks_: Reeks) -> list[Tegel]:
    """Every figure of a project; of one that is hidden now the last that was shown."""
    uit = []
    for code, indicator in CIJFER.items():
        waarde, tot = reeks_.laatste(code)
        uit.append(
            Tegel(code, indicator.naam, cijfer(waarde), "" if tot == reeks_.tot else f"tot en met {datum(tot)}")
        )
    return uit


def gegevens(project: Project) -> list[tuple[str, str]]:
    """Who carries a project, for whom, and what it is part of."""
    per = {rol: ", ".join(str(rij) for rij in project.partners.all() if rij.rol == rol) for rol in Projectpartner.Rol}
    namen = doelgroepnamen()
    return [
        ("Promotor", per[Projectpartner.Rol.PROMOTOR]),
        ("Partners", per[Projectpartner.Rol.PARTNER]),
        ("Doelgroepen", ", ".join(namen.get(rij.doelgroep, rij.doelgroep) for rij in project.doelgroepen.all())),
        ("Pijlers", ", ".join(pijler.naam for pijler in project.pijlers.all())),
        ("Begeleiders voorzien", str(project.begeleiders or "")),
    ]


def geld(project: Project) -> Tabel:
    """Budgeted and spent by funder, in whole euros; what is not known is a dash (no bookkeeping, S3.20)."""
    lijnen = list(project.financiering.all())
    rijen: list[tuple[str, list[Cel]]] = [
        (f"{lijn} ({lijn.oproep})" if lijn.oproep else str(lijn), [_euro(lijn.begroot), _euro(lijn.gerealiseerd)])
        for lijn in lijnen
    ]
    begroot = project.begroot if project.begroot is not None else _som(lijn.begroot for lijn in lijnen)
    totaal: tuple[str, list[Cel]] = ("Samen", [_euro(begroot), _euro(_som(lijn.gerealiseerd for lijn in lijnen))])
    leeg = not lijnen and project.begroot is None
    return Tabel(
        "Geld",
        ["Financier", "Begroot (euro)", "Gerealiseerd (euro)"],
        [] if leeg else [*rijen, totaal],
        met_totaal=True,
    )


def _som(bedragen: Iterable[Decimal | None]) -> Decimal | None:
    """What is known of it; None when nothing is."""
    gekend = [bedrag for bedrag in bedragen if bedrag is not None]
    return sum(gekend, Decimal()) if gekend else None


def _euro(bedrag: Decimal | None) -> Cel:
    return "" if bedrag is None else round(bedrag)


def naast_elkaar(alle: Sequence[Project], jaar: Tijdvak, blik: Blik) -> tuple[list[Reeks], Tabel]:
    """The same figures of all these projects over one year."""
    reeksen = blik.reeksen([jaar_van(project, jaar) for project in alle])
    kop = ["Project", *(indicator.naam for indicator in CIJFER.values())]
    rijen = [
        (project.naam, [reeks_.stand(code) for code in CIJFER]) for project, reeks_ in zip(alle, reeksen, strict=True)
    ]
    return reeksen, Tabel(f"Projecten in {jaar.naam}", kop, rijen)


def in_tijdvak(tijdvak: Tijdvak) -> list[Project]:
    """Projects that ran in it."""
    return list(Project.objects.filter(geldt_in(tijdvak.periode.begin, tijdvak.periode.tot)))


def jaren(begin: date, eind: date) -> Iterator[int]:
    """The last one first."""
    return iter(range(eind.year, begin.year - 1, -1))
