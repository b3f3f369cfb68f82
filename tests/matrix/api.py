"""Rows of the access matrix: ``api``."""

from tests.access import Rij
from tests.wereld import AANGEMELD, BALIE, BEGELEIDERS, NAAMREGEL, PARTNER, RAPPORTLEZERS

RIJEN: dict[str, Rij] = {
    "api:schema": Rij(AANGEMELD),
    "api:werkpunt-list": Rij(AANGEMELD),
    "api:onderwerp-list": Rij(AANGEMELD),
    "api:werkzoekende-zoek": Rij(
        BEGELEIDERS, get=405, post=200, velden={"naam": "kanarie"}, toont="eigen", ook=NAAMREGEL
    ),
    "api:werkzoekende-detail": Rij(BEGELEIDERS, patch=428, bij="persoon", toont="eigen"),
    "api:werkzoekende-contactmomenten": Rij(BEGELEIDERS, post=400, bij="persoon"),
    "api:doorverwijzing-list": Rij(PARTNER, toont="eigen", ook={"eigen"}),
    "api:doorverwijzing-afgesloten": Rij(PARTNER),
    "api:doorverwijzing-detail": Rij(PARTNER, bij="ontvangen", toont="eigen", ook={"eigen"}),
    "api:doorverwijzing-stap": Rij(PARTNER, get=405, post=400, bij="ontvangen"),
    "api:doorverwijzing-vraag": Rij(PARTNER, get=405, post=400, bij="ontvangen"),
    "api:werkgever-list": Rij(BALIE),
    "api:werkgever-detail": Rij(BALIE, bij="werkgever"),
    "api:vacature-list": Rij(BALIE),
    "api:vacature-detail": Rij(BALIE, bij="vacature"),
    "api:voordracht-list": Rij(BALIE, toont="eigen"),
    "api:voordracht-detail": Rij(BALIE, bij="voordracht", toont="eigen"),
    "api:voordracht-stap": Rij(BALIE, get=405, post=400, bij="voordracht"),
    "api:project-cijfers": Rij(RAPPORTLEZERS, bij="project"),
    "api:wijkwerken-cijfers": Rij(RAPPORTLEZERS | {"wijkwerkconsulent"}, get=400),
    "api:bereik-detail": Rij(RAPPORTLEZERS, get=400),
    "api:afspraak-list": Rij(BEGELEIDERS, post=400, toont="eigen"),
    "api:afspraak-status": Rij(BEGELEIDERS, get=405, post=400, bij="afspraak"),
    "api:sjabloon-list": Rij(BEGELEIDERS),
    "api:traject-list": Rij(BEGELEIDERS, post=400, bij="trajecten", toont="eigen"),
    "api:traject-detail": Rij(BEGELEIDERS, bij="traject", toont="eigen"),
    "api:traject-doelen": Rij(BEGELEIDERS, post=400, bij="traject"),
    "api:traject-stappen": Rij(BEGELEIDERS, get=405, post=400, bij="traject"),
    "api:stap-status": Rij(BEGELEIDERS, get=405, post=400, bij="stap"),
    "api:sessie-list": Rij(BEGELEIDERS),
    "api:sessie-deelnames": Rij(BEGELEIDERS, bij="sessie", toont="eigen"),
    "api:sessie-aanwezigheid": Rij(BEGELEIDERS, get=405, post=400, bij="sessie"),
    "api:taak-list": Rij(BEGELEIDERS, post=400, toont="eigen"),
    "api:taak-status": Rij(BEGELEIDERS, get=405, post=400, bij="taak"),
    "api:contactmoment-create": Rij(BEGELEIDERS, get=405, post=400),
}
