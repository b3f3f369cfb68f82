"""Who starts in a project: characteristics on the day they came in, and room for each target group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kern.tijd import Periode
from rapportage.dimensies import DIMENSIE, DIMENSIES, Aard, Dimensie
from rapportage.indicatoren import Indicator
from rapportage.projectcijfers import GESTART, LOPEND, WACHT, Eenheden, Vraag, eerste, rijen
from rapportage.telling import kenmerk
from rapportage.tijdvakken import Tijdvaksoort
from rapportage.verbergen import As, Cel, Tabel
from rapportage.weergave import Cel as Waarde
from rapportage.weergave import Tabel as Cijfertabel
from trajecten.models import Project, Projectdoelgroep

KENMERKEN = tuple(dimensie for dimensie in DIMENSIES if dimensie.aard is Aard.PERSOON)
DOELGROEP = DIMENSIE["doelgroep"]
ALLES = ""
_PEIL = ", peil as materialized (select 0 as niveau, null::date as tijd, wie as persoon, dag from eerste), "
_PER = """ select grouping({cel}), {cel}, count(distinct k.persoon) from kenmerk k {los}
 group by grouping sets ((), ({cel}))"""


@dataclass(frozen=True)
class Instap:
    """How many people by one characteristic; None is hidden. The total counts everybody once."""

    dimensie: Dimensie
    namen: Sequence[str]
    aantallen: Sequence[int | None]
    totaal: int | None

    def tabel(self) -> Cijfertabel:
        """Only what there is."""
        delen = [(naam, [aantal]) for naam, aantal in zip(self.namen, self.aantallen, strict=True) if aantal != 0]
        titel = f"Instap per {self.dimensie.naam[0].lower()}{self.dimensie.naam[1:]}"
        return Cijfertabel(
            titel, [self.dimensie.naam, "Personen"], [*delen, ("Totaal", [self.totaal])], met_totaal=True
        )

    def gepubliceerd(self, drempel: int) -> "Instap":
        """With small numbers hidden, and what would give them back."""
        plaatsen = tuple(str(n) for n in range(len(self.namen)))
        waarden: dict[Cel, int] = {
            (plaats,): aantal or 0 for plaats, aantal in zip(plaatsen, self.aantallen, strict=True)
        }
        waarden[ALLES,] = self.totaal or 0
        tabel = Tabel(waarden, [As(plaatsen, ALLES)])
        dicht = tabel.verberg(lambda cel: 0 < waarden[cel] < drempel, samen=lambda cel: drempel)
        aantallen = [None if (plaats,) in dicht else waarden[plaats,] for plaats in plaatsen]
        return Instap(self.dimensie, self.namen, aantallen, None if (ALLES,) in dicht else self.totaal)


def instap(vraag: Vraag, dimensie: Dimensie, werkpunten: Eenheden = None) -> Instap:
    """Who started a trajectory in the period, by what they were on that day (reference.md §2)."""
    gevonden = _per(GESTART, vraag, dimensie, werkpunten)
    waarden = list(dimensie.waarden(vraag.periode, None))
    aantallen = [gevonden.get(waarde.ruw, 0) for waarde in waarden]
    return Instap(dimensie, [waarde.naam for waarde in waarden], aantallen, gevonden[ALLES])


def _per(indicator: Indicator, vraag: Vraag, dimensie: Dimensie, werkpunten: Eenheden) -> Mapping[object, int]:
    los = f"left join lateral unnest(k.{dimensie.code}) los(een) on true" if dimensie.meervoud else ""
    cel = "los.een" if dimensie.meervoud else f"k.{dimensie.code}"
    sql = "".join([eerste([indicator]), _PEIL, kenmerk([dimensie]), _PER.format(cel=cel, los=los)])
    gevonden = rijen(sql, [vraag], werkpunten)
    return {ALLES if totaal else waarde: aantal for totaal, waarde, aantal in gevonden}


def ruimte(
    project: Project, groepen: Sequence[Projectdoelgroep], dag: date, werkpunten: Eenheden
) -> Cijfertabel | None:
    """Per target group: places, who is in a trajectory, who waits, and who started this year and the year before.

    One offer must not come at the cost of another (S4.14): the two years stand side by side.
    """
    if not groepen:
        return None
    jaar = Tijdvaksoort.JAAR.van(dag)
    vandaag, tot_nu = Vraag(project, Periode.van_tot(dag, dag)), Vraag(project, project.periode_tot(dag))
    kolommen = [
        _per(indicator, vraag, DOELGROEP, werkpunten)
        for indicator, vraag in (
            (LOPEND, vandaag),
            (WACHT, tot_nu),
            (GESTART, Vraag(project, jaar.periode)),
            (GESTART, Vraag(project, jaar.vorige.periode)),
        )
    ]
    kop = [
        "Doelgroep",
        "Plaatsen",
        LOPEND.naam,
        WACHT.naam,
        f"Gestart in {jaar.naam}",
        f"Gestart in {jaar.vorige.naam}",
    ]
    rijen_: list[tuple[str, list[Waarde]]] = [
        (
            groep.naam,
            ["" if groep.plaatsen is None else groep.plaatsen, *(kolom.get(groep.doelgroep, 0) for kolom in kolommen)],
        )
        for groep in groepen
    ]
    alles = sum(groep.plaatsen or 0 for groep in groepen)
    totaal: tuple[str, list[Waarde]] = (
        "Iedereen, één keer geteld",
        [alles or "", *(kolom[ALLES] for kolom in kolommen)],
    )
    return Cijfertabel("Plaatsen en wachten per doelgroep", kop, [*rijen_, totaal], met_totaal=True)
