"""The figures of a project over a quarter or a year, to be frozen like a report of reach (S5.6).

Running totals by the end of each quarter since the project began; of a year also what it brought by itself.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from rapportage.bereik import een_ogenblik
from rapportage.models import Bereikrapport, Drempelwaarde
from rapportage.projectbestand import Document, van_reeks
from rapportage.projectcijfers import CIJFER, DEFINITIES_VERSIE, Telling, tel
from rapportage.rapport import Cijfers
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from rapportage.voortgang import VANAF, Reeks, gepubliceerd, hele_looptijd, jaar_van, reeks
from trajecten.models import Project, Traject
from werkpunten.models import Werkpunt

WAAR = "Het hele project"


@dataclass(frozen=True)
class Projecttelling:
    """All that one report is made of: the project since it began, and of a year that year by itself."""

    project: Project
    tijdvak: Tijdvak
    tellingen: Sequence[Telling]
    herzien_tot: int = 0
    """Of reach alone is kept why a figure changed."""

    def cijfers(self) -> Cijfers:
        """Both sets; what may be published follows from what is frozen by then."""
        tot = self.tijdvak.periode.tot
        return Cijfers(
            self._document([reeks(telling, VANAF, tot) for telling in self.tellingen]), self._gepubliceerd()
        )

    def _gepubliceerd(self) -> Document:
        einde, drempel, ook = self.tijdvak.periode.einde, self._drempel, _eerder_verborgen(self.project)
        geheel, *jaren = self.tellingen
        eerst = gepubliceerd(geheel, drempel, einde, ook=ook)
        return self._document([eerst, *(gepubliceerd(jaar, drempel, einde, eerst) for jaar in jaren)], ook)

    @property
    def _drempel(self) -> int:
        return Drempelwaarde.objects.van(self.tijdvak.periode)

    def _document(self, reeksen: Sequence[Reeks], ook: set[tuple[str, str]] | None = None) -> Document:
        """``ook``: what stays hidden; None: the exact set."""
        geheel, *jaren = reeksen
        sleutel = self.tijdvak.sleutel
        return {
            "rapport": "projectrapport",
            "soort": self.tijdvak.soort.value,
            "tijdvak": sleutel,
            "werkpunten": {punt.slug: punt.naam for punt in _werkpunten(self.project)},
            "drempel": self._drempel,
            "definities_versie": DEFINITIES_VERSIE,
            **van_reeks(self.project, geheel, waar=WAAR, exact=ook is None),
            "in_jaar": {
                code: None if (code, sleutel) in (ook or ()) else jaar.stand(code) for jaar in jaren for code in CIJFER
            },
        }


def tel_project(project: Project, tijdvak: Tijdvak) -> Projecttelling:
    """Count now, at one moment, what is frozen of this quarter or year."""
    vragen = [hele_looptijd(project, tijdvak.periode.tot)]
    if tijdvak.soort is Tijdvaksoort.JAAR:
        vragen.append(jaar_van(project, tijdvak))
    with een_ogenblik():
        return Projecttelling(project, tijdvak, tel(vragen))


def _werkpunten(project: Project) -> list[Werkpunt]:
    """Where it meets people, and where its trajectories are: who coordinates all of them sees all of its figures."""
    trajecten = Traject.objects.ongefilterd("projectrapport").filter(sjabloon__project=project).values("werkpunt")
    punten = {*project.werkpunten.all(), *Werkpunt.objects.filter(pk__in=trajecten)}
    return sorted(punten, key=lambda punt: punt.naam)


def _eerder_verborgen(project: Project) -> set[tuple[str, str]]:
    """Figure and moment of what a frozen report of this project hides: it stays hidden (see ``rapport``)."""
    laatste = Bereikrapport.objects.filter(project=project).order_by("soort", "begin", "-versie")
    dicht: set[tuple[str, str]] = set()
    for tekst in laatste.distinct("soort", "begin").values_list("gepubliceerd", flat=True):
        document = json.loads(tekst)
        for code, cijfer in document["cijfers"].items():
            dicht |= {(code, moment) for moment, stand in cijfer["stand"].items() if stand is None}
        dicht |= {(code, document["tijdvak"]) for code, aantal in document["in_jaar"].items() if aantal is None}
    return dicht
