"""Rows of the access matrix: ``rapportage``."""

from kern.tijd import vandaag
from tests.access import Rij
from tests.wereld import (
    BEHEERDER,
    COORDINATOR,
    DELERS,
    PARTNER,
    RAPPORTLEZERS,
)

RIJEN: dict[str, Rij] = {
    "rapportage:rapport-list": Rij(RAPPORTLEZERS),
    "rapportage:rapport-brug": Rij(RAPPORTLEZERS),
    "rapportage:rapport-personen": Rij(
        COORDINATOR, vraag=f"?jaar={vandaag().year}&deel=jaar&werkpunt=rabot", toont="eigen"
    ),
    "rapportage:rapport-uitsplitsing": Rij(RAPPORTLEZERS),
    "rapportage:rapport-kanalen": Rij(RAPPORTLEZERS),
    "rapportage:rapport-herzieningen": Rij(RAPPORTLEZERS),
    "rapportage:rapport-versies": Rij(RAPPORTLEZERS, bij="nieuwe versie"),
    "rapportage:rapport-verwijzingen": Rij(RAPPORTLEZERS),
    "rapportage:rapport-verwijzingen-bestand": Rij(RAPPORTLEZERS),
    "rapportage:rapport-wijkwerken": Rij(RAPPORTLEZERS | {"wijkwerkconsulent"}),
    "rapportage:rapport-wijkwerken-bestand": Rij(RAPPORTLEZERS | {"wijkwerkconsulent"}),
    "rapportage:rapport-vergelijken": Rij(RAPPORTLEZERS),
    "rapportage:rapport-samenstellen": Rij(RAPPORTLEZERS),
    "rapportage:weergave-create": Rij(
        RAPPORTLEZERS, get=405, post=302, velden={"scherm": "rapportage:rapport-list", "naam": "Mijn rapport"}
    ),
    "rapportage:weergave-update": Rij(
        RAPPORTLEZERS, get=405, post={302, 404}, bij="bewaard rapport", velden={"weg": "1"}
    ),
    "rapportage:rapport-verschil": Rij(RAPPORTLEZERS, bij="rapport"),
    "rapportage:rapport-nu": Rij(RAPPORTLEZERS),
    "rapportage:rapport-create": Rij(RAPPORTLEZERS, post=302, velden={"tijdvak": "2026-01", "werkpunt": "rabot"}),
    "rapportage:opdracht-detail": Rij(RAPPORTLEZERS, bij="opdracht"),
    "rapportage:opdracht-opnieuw": Rij(RAPPORTLEZERS, get=405, post=302, bij="opdracht"),
    "rapportage:abonnement-create": Rij(RAPPORTLEZERS, get=405, post=302),
    "rapportage:abonnement-delete": Rij(RAPPORTLEZERS, get=405, post=302, bij="abonnement"),
    "rapportage:document-list": Rij(DELERS | {"manager"}),
    "rapportage:document-create": Rij(DELERS, post=422, velden={"titel": ""}),
    "rapportage:document-detail": Rij(DELERS | {"manager"}, post={422, 404}, bij="document", velden={"doe": "onzin"}),
    "rapportage:document-ophalen": Rij(DELERS | {"manager"}, bij="document"),
    "rapportage:project-verslag": Rij(RAPPORTLEZERS | PARTNER, bij="gedeeld project"),
    "rapportage:project-vastleggen": Rij(RAPPORTLEZERS, post={302, 422}, bij="gedeeld project"),
    "rapportage:project-verslag-pdf": Rij(RAPPORTLEZERS | PARTNER, bij="gedeeld project"),
    "rapportage:project-verhalen": Rij(BEHEERDER, post=422, bij="gedeeld project"),
    "rapportage:project-verhaal": Rij(COORDINATOR | PARTNER, post=422, bij="gedeeld project", velden={"gezien": "0"}),
    "rapportage:project-list": Rij(RAPPORTLEZERS),
    "rapportage:project-bestand": Rij(RAPPORTLEZERS, bij="project"),
    "rapportage:project-detail": Rij(RAPPORTLEZERS, bij="project"),
    "rapportage:project-vergelijken": Rij(RAPPORTLEZERS),
    "rapportage:project-personen": Rij(COORDINATOR, bij="project", toont="eigen"),
    "rapportage:project-esf": Rij(COORDINATOR, bij="project"),
    "rapportage:esf-bestand": Rij(COORDINATOR, bij="project"),
    "rapportage:esf-personen": Rij(COORDINATOR, bij="esfproject", toont="eigen"),
    "rapportage:rapport-bestand": Rij(RAPPORTLEZERS, bij="rapportbestand"),
}
