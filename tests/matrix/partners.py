"""Rows of the access matrix: ``partners``."""

from kern.tijd import vandaag
from tests.access import Rij
from tests.wereld import (
    AANGEMELD,
    BALIE,
    BEGELEIDERS,
    BEHEERDER,
    IEDEREEN,
    PARTNER,
    REDACTIE,
    ZIET,
)

DEZE_MAAND = f"?werkpunt=rabot&van={vandaag().replace(day=1)}&tot={vandaag()}"

RIJEN: dict[str, Rij] = {
    "partners:gids-list": Rij(AANGEMELD),
    "partners:partner-detail": Rij(AANGEMELD, bij="partner"),
    "partners:partner-create": Rij(REDACTIE, post=422, velden={"naam": ""}),
    "partners:partner-update": Rij(REDACTIE | PARTNER, post=422, bij="partner bewerken", velden={"email": "fout"}),
    "partners:partner-stand": Rij(REDACTIE, get=405, post=302, bij="partner"),
    "partners:webhook-detail": Rij(BEHEERDER, post=422, bij="webhook", velden={"adres": "fout"}),
    "partners:webhook-test": Rij(BEHEERDER, get=405, post=302, bij="webhook"),
    "partners:bezorging-list": Rij(BEHEERDER, bij="webhook"),
    "partners:bezorging-opnieuw": Rij(BEHEERDER, get=405, post=302, bij="bezorging"),
    "partners:aanbod-create": Rij(REDACTIE | PARTNER, post=422, bij="partner bewerken", velden={"naam": ""}),
    "partners:aanbod-detail": Rij(AANGEMELD, bij="aanbod"),
    "partners:aanbod-update": Rij(REDACTIE | PARTNER, post=422, bij="aanbod bewerken", velden={"naam": ""}),
    "partners:dossier": Rij(BEGELEIDERS, bij="persoon", toont="eigen"),
    "partners:doorverwijzing-begin": Rij(BEGELEIDERS, get=405, post=302, bij="persoon"),
    "partners:doorverwijzing-list": Rij(BEGELEIDERS, toont="eigen"),
    "partners:doorverwijzing-detail": Rij(
        BEGELEIDERS, post=422, bij="verwijzing", velden={"doe": "onzin"}, toont="eigen"
    ),
    "partners:vdab-export": Rij(
        BEGELEIDERS, get={200, 422}, vraag=DEZE_MAAND, bij="vdab zonder toestemming", toont="eigen"
    ),
    "partners:vdab-bestand": Rij(BEGELEIDERS, get={200, 302}, vraag=DEZE_MAAND, bij="vdab", toont="eigen"),
    "partners:concept-weg": Rij(BEGELEIDERS, get=405, post=302, bij="concept"),
    "partners:doorverwijzing-stap": Rij(BEGELEIDERS, post=422, bij="concept", toont="eigen"),
    "partners:toestemming-intrekken": Rij(BEGELEIDERS, get=405, post=302, bij="toestemming", toont="eigen"),
    "partners:toestemming-verlengen": Rij(BEGELEIDERS, post=422, bij="toestemming", toont="eigen"),
    "partners:toestemming-bewijs": Rij(BEGELEIDERS, bij="toestemming", toont="eigen"),
    "partners:partnerbalie-list": Rij(PARTNER, toont="eigen", ook={"eigen"}),
    "partners:partnerbalie-detail": Rij(
        PARTNER, post=422, bij="ontvangen", velden={"doe": "onzin"}, toont="eigen", ook={"eigen"}
    ),
    "partners:partner-aanmelding": Rij(PARTNER, post=422, velden={"naam": ""}, toont="eigen", ook=ZIET),
    "partners:aanmelding-list": Rij(BEGELEIDERS, vraag="?lijst=bekend", toont="eigen"),
    "partners:aanmelding-create": Rij(BEGELEIDERS, post=422, velden={"naam": ""}),
    "partners:aanmelding-detail": Rij(BEGELEIDERS, post=422, bij="aanmelding", toont="eigen"),
    "partners:aanmelding-bewijs": Rij(BEGELEIDERS, bij="aanmelding", toont="eigen"),
    "partners:casusteam-list": Rij(BEGELEIDERS | PARTNER, vraag="?lijst=alle"),
    "partners:casusteam-detail": Rij(
        BEGELEIDERS | PARTNER, post=422, bij="casusteam", velden={"doe": "onzin"}, toont="eigen", ook={"eigen"}
    ),
    "partners:casusteam-lid": Rij(BEGELEIDERS, post=422, bij="teamlid", toont="eigen"),
    "partners:casusteam-start": Rij(BEGELEIDERS, get=405, post=302, bij="persoon"),
    "partners:teamoverleg-detail": Rij(
        BEGELEIDERS | PARTNER, post=422, bij="overleg", velden={"doe": "onzin"}, toont="eigen", ook={"eigen"}
    ),
    "partners:werkgever-list": Rij(BALIE),
    "partners:werkgever-exporteer": Rij(BALIE),
    "partners:werkgever-create": Rij(BALIE, post=422, velden={"naam": ""}),
    "partners:werkgever-cijfers": Rij(BALIE),
    "partners:werkgever-detail": Rij(BALIE, bij="werkgever"),
    "partners:werkgever-update": Rij(BALIE, post=422, bij="werkgever", velden={"naam": ""}),
    "partners:bezoek-create": Rij(BALIE, post=422, bij="werkgever", velden={"verslag": ""}),
    "partners:bezoek-terug": Rij(BALIE, get=405, post={302, 404}, bij="bedrijfsbezoek"),
    "partners:lead-create": Rij(BALIE, get=405, post=302, bij="werkgever"),
    "partners:lead-stand": Rij(BALIE, get=405, post=302, bij="lead"),
    "partners:vacature-create": Rij(BALIE, post=422, bij="werkgever", velden={"titel": ""}),
    "partners:vacature-list": Rij(BALIE),
    "partners:vacature-exporteer": Rij(BALIE),
    "partners:vacature-detail": Rij(BALIE, post=422, bij="vacature", velden={"stand": "onzin"}, toont="eigen"),
    "partners:vacature-update": Rij(BALIE, post=422, bij="vacature", velden={"titel": ""}),
    "partners:vacature-passend": Rij(BALIE, bij="vacature", toont="eigen"),
    "partners:voordracht-list": Rij(BALIE, toont="eigen"),
    "partners:voordracht-create": Rij(BALIE, post=422, bij="voor te dragen", toont="eigen"),
    "partners:voordracht-detail": Rij(BALIE, post=422, bij="voordracht", velden={"doe": "onzin"}, toont="eigen"),
    "partners:voordracht-terug": Rij(BALIE, get=405, post={302, 404}, bij="voordracht", toont="eigen"),
    "partners:werk": Rij(BEGELEIDERS, post=422, bij="persoon", velden={"uren_van": "veel"}, toont="eigen"),
    "partners:antwoord": Rij(IEDEREEN, get=404, post=404, bij="link"),
    "partners:demo-post": Rij(AANGEMELD, get=404),
}
