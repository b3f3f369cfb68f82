"""URL × role × object × method. A new route without a row here fails the suite.

Add your route as one line: who may come in (``tests/wereld.py`` names the groups), what GET and POST then answer
(405 unless told otherwise), and ``bij="persoon"`` when the address holds one.
"""

from collections import defaultdict

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kern.tijd import vandaag
from tests.access import (
    API_METHODEN,
    PAGINA_METHODEN,
    Blik,
    Rij,
    Route,
    alle_routes,
    bekijk,
    verwacht,
    zonder_toeval,
)
from tests.wereld import (
    AANGEMELD,
    BALIE,
    BEGELEIDERS,
    BEHEERDER,
    COORDINATOR,
    IEDEREEN,
    OBJECTEN,
    OVER_IEMAND,
    PARTNER,
    RAPPORTLEZERS,
    REDACTIE,
    ZIET,
    Wereld,
    kanarie,
)
from toegang.models import Raadpleging
from toegang.schermen import schermnamen
from toegang.voor import openbaar, toegang_van
from werkpunten.models import Betrokkenheid

ADMIN = {200, 302, 403, 405}
"""What Django's admin may answer the administrator: lists and forms, an unknown object, no right to add or change."""

NAAMREGEL = {"eigen", "ander"}
"""Whom the city-wide search may name to who works with people."""

DEZE_MAAND = f"?werkpunt=rabot&van={vandaag().replace(day=1)}&tot={vandaag()}"

GELIJK = {"voornaam": kanarie("eigen"), "achternaam": "Vogeleigen"}

MATRIX: dict[str, Rij] = {
    "account_login": Rij(IEDEREEN, get={200, 302}, post={200, 302}),
    "account_logout": Rij(IEDEREEN, get={200, 302}, post=302),
    "account_reset_password": Rij(IEDEREEN, post=200),
    "account_reset_password_done": Rij(IEDEREEN),
    "account_reset_password_from_key": Rij(IEDEREEN, post=200, bij="link"),
    "account_reset_password_from_key_done": Rij(IEDEREEN),
    "account_change_password": Rij(AANGEMELD, post=200),
    "toegang:venster": Rij(IEDEREEN, get=404),
    "toegang:verder": Rij(AANGEMELD, get=302),
    "toegang:vergeet-account": Rij(IEDEREEN, get=405, post=302),
    "kern:stijl": Rij(AANGEMELD),
    "kern:hulp": Rij(AANGEMELD),
    "kern:hulp-detail": Rij(AANGEMELD, bij="hulp"),
    "kern:start": Rij(AANGEMELD, get={200, 302}, toont="eigen"),
    "kern:verleng": Rij(AANGEMELD, get=405, post=204),
    "werkpunten:werkpunt-keuze": Rij(BEGELEIDERS, get=405, post={302, 404}, velden={"werkpunt": "rabot"}),
    "werkpunten:balie": Rij(BEGELEIDERS, post=422, toont="eigen"),
    "werkpunten:balie-zoek": Rij(
        BEGELEIDERS, get=405, post=200, velden={"zoek": "kanarie"}, toont="eigen", ook=NAAMREGEL
    ),
    "werkpunten:balie-persoon": Rij(BEGELEIDERS, get=405, post=404),
    "werkpunten:balie-lijkt-op": Rij(BEGELEIDERS, get=405, post=200, velden=GELIJK, toont="eigen", ook=NAAMREGEL),
    "werkpunten:balie-aanvullen": Rij(BEGELEIDERS, get={200, 302}, post={302, 422}, bij="contact", toont="eigen"),
    "werkpunten:notitie": Rij(BEGELEIDERS, get={200, 302}, post={302, 422}, bij="contact", toont="eigen"),
    "werkpunten:achteraf": Rij(BEGELEIDERS, post={200, 422}),
    "werkpunten:achteraf-ongedaan": Rij(BEGELEIDERS, get=405, post=404, bij="contact"),
    "werkpunten:wachtrij": Rij(BALIE, post=302, bij="rij van vandaag", toont="eigen"),
    "werkpunten:wachtrij-start": Rij(BEGELEIDERS, get=405, post=302, bij="wachtende"),
    "werkpunten:wachtrij-weg": Rij(BEGELEIDERS, get=405, post=302, bij="wachtende"),
    "werkpunten:wachtrij-terug": Rij(BEGELEIDERS, get=405, post=302, bij="wachtende"),
    "werkpunten:koppelen-list": Rij(BEGELEIDERS, toont="eigen"),
    "werkpunten:balie-koppelen": Rij(BEGELEIDERS, get=302, post=302, bij="contact"),
    "werkpunten:balie-losmaken": Rij(BEGELEIDERS, get=405, post={302, 404}, bij="contact"),
    "werkpunten:balie-ongedaan": Rij(BEGELEIDERS, get=405, post={302, 404}, bij="contact"),
    "werkpunten:werkzoekende-detail": Rij(BEGELEIDERS, bij="persoon", toont="eigen"),
    "werkpunten:werkzoekende-notities": Rij(
        BEGELEIDERS, get=405, post=200, bij="persoon", velden={"zoek": "werk"}, toont="eigen"
    ),
    "werkpunten:werkzoekende-gegevens": Rij(BEGELEIDERS, bij="persoon", toont="eigen"),
    "werkpunten:wijziging-list": Rij(BEGELEIDERS, bij="persoon", toont="eigen"),
    "werkpunten:gegevens-rij": Rij(
        BEGELEIDERS, post=422, bij="persoon", velden={"telefoon": "bel mij"}, toont="eigen"
    ),
    "werkpunten:gegevens-reeks": Rij(BEGELEIDERS, post=422, bij="reeks", toont="eigen"),
    "werkpunten:gegevens-reeks-nieuw": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "werkpunten:gegevens-insz": Rij(BEGELEIDERS, post=422, bij="persoon", velden={"nummer": "1"}, toont="eigen"),
    "werkpunten:gegevens-insz-tonen": Rij(BEGELEIDERS, get=405, post=200, bij="genummerd", toont="eigen"),
    "werkpunten:band-create": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "werkpunten:band-delete": Rij(BEGELEIDERS, get=405, post={302, 404}, bij="band"),
    "werkpunten:werkzoekende-begeleiding": Rij(BEGELEIDERS, post={302, 422}, bij="persoon", toont="eigen"),
    "werkpunten:werkzoekende-intake": Rij(BEGELEIDERS, bij="intake", toont="eigen"),
    "werkpunten:intake-start": Rij(BEGELEIDERS, get=405, post=302, bij="persoon"),
    "werkpunten:intake-afronden": Rij(BEGELEIDERS, get={200, 404}, post={302, 404}, bij="intake", toont="eigen"),
    "werkpunten:intake-detail": Rij(BEGELEIDERS, bij="intake", toont="eigen"),
    "werkpunten:intake-sectie": Rij(BEGELEIDERS, post=422, bij="intake", velden={"afstand": "2"}, toont="eigen"),
    "werkpunten:werkzoekende-toegang": Rij(BEGELEIDERS, bij="persoon", toont="eigen"),
    "werkpunten:werkzoekende-afschrift": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "werkpunten:ontvangst-list": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "werkpunten:ontvangst-bewijs": Rij(BEGELEIDERS, bij="ontvangst", toont="eigen"),
    "werkpunten:ontvangst-terug": Rij(BEGELEIDERS, get=405, post={302, 404}, bij="ontvangst", toont="eigen"),
    "werkpunten:werkzoekende-taken": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "werkpunten:afspraak-create": Rij(BEGELEIDERS, post=422, bij="persoon", velden={"dag": ""}, toont="eigen"),
    "werkpunten:afspraak-nieuw": Rij(BEGELEIDERS, post=422),
    "werkpunten:afspraak-detail": Rij(BEGELEIDERS, post=422, bij="afspraak", velden={"dag": ""}, toont="eigen"),
    "werkpunten:afspraak-status": Rij(BEGELEIDERS, get=405, post=302, bij="afspraak", velden={"daad": "gekomen"}),
    "werkpunten:afspraak-afzeggen": Rij(BEGELEIDERS, get=405, post=302, bij="afspraak"),
    "werkpunten:afspraak-ics": Rij(BEGELEIDERS, bij="afspraak"),
    "werkpunten:afspraak-briefje": Rij(BEGELEIDERS, bij="afspraak", toont="eigen"),
    "werkpunten:agenda-dag": Rij(BEGELEIDERS, toont="eigen"),
    "werkpunten:agenda-week": Rij(BEGELEIDERS, toont="eigen"),
    "werkpunten:agenda-vrij": Rij(BEGELEIDERS),
    "werkpunten:agenda-abonnement": Rij(BEGELEIDERS, post=200),
    "werkpunten:agenda-stroom": Rij(IEDEREEN, get=404, bij="link"),
    "werkpunten:outreach": Rij(BEGELEIDERS),
    "werkpunten:outreach-serviceworker": Rij(IEDEREEN),
    "werkpunten:outreach-manifest": Rij(IEDEREEN),
    "werkpunten:outreach-stand": Rij(BEGELEIDERS),
    "werkpunten:outreach-doorsturen": Rij(BEGELEIDERS, get=405, post=400),
    "werkpunten:outreach-nakijken": Rij(BEGELEIDERS, get=405, post=302, bij="opzij"),
    "werkpunten:outreach-blad": Rij(BEGELEIDERS, get={200, 302}),
    "werkpunten:outreach-cijfers": Rij(BEGELEIDERS),
    "werkpunten:ronde-list": Rij(BEGELEIDERS),
    "werkpunten:ronde-create": Rij(BEGELEIDERS, get={200, 302}, post={302, 422}),
    "werkpunten:ronde-overnemen": Rij(BEGELEIDERS, get=405, post=302),
    "werkpunten:ronde-detail": Rij(BEGELEIDERS, post=422, bij="ronde"),
    "werkpunten:ronde-status": Rij(BEGELEIDERS, get=405, post=302, bij="ronde", velden={"status": "klaar"}),
    "werkpunten:vindplaats-list": Rij(BEGELEIDERS),
    "werkpunten:vindplaats-create": Rij(BEGELEIDERS, post=422),
    "werkpunten:vindplaats-update": Rij(BEGELEIDERS, post=422, bij="vindplaats"),
    "werkpunten:taak-list": Rij(BEGELEIDERS, post=422, velden={"taak-wat": ""}, toont="eigen"),
    "werkpunten:taak-update": Rij(BEGELEIDERS, post=422, bij="taak", velden={"taak-wat": ""}, toont="eigen"),
    "werkpunten:taak-status": Rij(BEGELEIDERS, get=405, post=302, bij="taak", velden={"daad": "klaar"}),
    "werkpunten:werkzoekende-openen": Rij(
        BALIE, get=405, post={302, 422}, bij="vindbaar", velden={"reden": "kort"}, toont="ander", ook=NAAMREGEL
    ),
    "rapportage:rapport-list": Rij(RAPPORTLEZERS),
    "rapportage:rapport-brug": Rij(RAPPORTLEZERS),
    "rapportage:rapport-personen": Rij(
        COORDINATOR, vraag=f"?jaar={vandaag().year}&deel=jaar&werkpunt=rabot", toont="eigen"
    ),
    "rapportage:rapport-uitsplitsing": Rij(RAPPORTLEZERS),
    "rapportage:rapport-kanalen": Rij(RAPPORTLEZERS),
    "rapportage:rapport-versies": Rij(RAPPORTLEZERS, bij="nieuwe versie"),
    "rapportage:rapport-verwijzingen": Rij(RAPPORTLEZERS),
    "rapportage:rapport-verwijzingen-bestand": Rij(RAPPORTLEZERS),
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
    "rapportage:project-list": Rij(RAPPORTLEZERS),
    "rapportage:project-detail": Rij(RAPPORTLEZERS, bij="project"),
    "rapportage:project-vergelijken": Rij(RAPPORTLEZERS),
    "rapportage:project-personen": Rij(COORDINATOR, bij="project", toont="eigen"),
    "rapportage:rapport-bestand": Rij(RAPPORTLEZERS, bij="rapportbestand"),
    "trajecten:dossier": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "trajecten:traject-detail": Rij(BEGELEIDERS, post=422, bij="traject", toont="eigen"),
    "trajecten:plan-detail": Rij(BEGELEIDERS, bij="traject", toont="eigen"),
    "trajecten:beslissing-list": Rij(BEGELEIDERS, post=422, bij="casusteam", toont="eigen"),
    "trajecten:resultaat-list": Rij(BEGELEIDERS, bij="resultaatmetingen", toont="eigen"),
    "trajecten:resultaat-update": Rij(BEGELEIDERS, post=422, bij="resultaatmeting", toont="eigen"),
    "trajecten:plan-afdruk": Rij(BEGELEIDERS, bij="traject", toont="eigen"),
    "trajecten:plan-rij": Rij(BEGELEIDERS, post=422, bij="plan", toont="eigen"),
    "trajecten:activiteiten": Rij(BEGELEIDERS, bij="persoon", toont="eigen"),
    "trajecten:deelnamebewijs": Rij(BEGELEIDERS, bij="deelnemer", toont="eigen"),
    "trajecten:stage-create": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "trajecten:stage-detail": Rij(BEGELEIDERS, post=422, bij="stage", toont="eigen"),
    "trajecten:uitstroom-create": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "trajecten:uitstroom-detail": Rij(BEGELEIDERS, post=422, bij="werk", toont="eigen"),
    "trajecten:stageplaats-list": Rij(BEGELEIDERS),
    "trajecten:stageplaats-create": Rij(BEGELEIDERS, post=422, velden={"titel": ""}),
    "trajecten:stageplaats-detail": Rij(BEGELEIDERS, post=422, bij="plaats", toont="eigen"),
    "trajecten:stageplaats-update": Rij(BEGELEIDERS, post=422, bij="plaats", velden={"titel": ""}),
    "trajecten:sessie-list": Rij(BEGELEIDERS),
    "trajecten:sessie-create": Rij(BEGELEIDERS, get={200, 302}, post={302, 422}),
    "trajecten:sessie-detail": Rij(BEGELEIDERS, post=422, bij="sessie", toont="eigen"),
    "trajecten:sessie-update": Rij(BEGELEIDERS, post=422, bij="eigen sessie"),
    "trajecten:sessie-stand": Rij(BEGELEIDERS, get=405, post=302, bij="sessie", velden={"stand": "afgelast"}),
    "trajecten:sessie-lead": Rij(BALIE, get=405, post=302, bij="sessie", velden={"wat": ""}),
    "trajecten:sessie-blad": Rij(BEGELEIDERS, bij="sessie", toont="eigen"),
    "trajecten:sessie-aanwezigheid": Rij(BEGELEIDERS, post=302, bij="sessie", toont="eigen"),
    "trajecten:aanwezigheid-ongedaan": Rij(BEGELEIDERS, get=405, post=302, bij="sessie"),
    "trajecten:deelname-uit": Rij(BEGELEIDERS, get=405, post=302, bij="deelname"),
    "trajecten:module-list": Rij(BEGELEIDERS),
    "trajecten:module-create": Rij(COORDINATOR, post=422, velden={"naam": ""}),
    "trajecten:module-update": Rij(COORDINATOR, post=422, bij="module", velden={"naam": ""}),
    "trajecten:caseload-list": Rij(BALIE, toont="eigen"),
    "trajecten:caseload-tellingen": Rij(BALIE),
    "trajecten:caseload-exporteer": Rij(BALIE, toont="eigen"),
    "trajecten:weergave-create": Rij(BALIE, get=405, post=302),
    "trajecten:weergave-delete": Rij(BALIE, get=405, post={302, 404}, bij="weergave"),
    "trajecten:overdracht-list": Rij(BALIE, toont="eigen"),
    "trajecten:overdracht-create": Rij(BALIE, get=405, post=302),
    "trajecten:verplaatsing-create": Rij(COORDINATOR, get=405, post=302),
    "trajecten:overdracht-bundel": Rij(BALIE, get={200, 302}, toont="eigen"),
    "trajecten:overdracht-antwoord": Rij(BALIE, get=405, post=422, bij="overdracht", toont="eigen"),
    "trajecten:afwezigheid-list": Rij(BALIE),
    "trajecten:afwezigheid-create": Rij(BALIE, post=422, bij="begeleid", toont="eigen"),
    "trajecten:afwezigheid-detail": Rij(BALIE, post={302, 404, 422}, bij="afwezigheid"),
    "trajecten:caseload-team": Rij(COORDINATOR),
    "trajecten:vertrokken-list": Rij(COORDINATOR, post=422, toont="eigen"),
    "trajecten:verantwoording-list": Rij(COORDINATOR, toont="ander", ook=NAAMREGEL),
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
    "admin:index": Rij(BEHEERDER, post=200, bij="beheer"),
    "admin:*": Rij(BEHEERDER, get=ADMIN, post=ADMIN, bij="beheer"),
}
"""Name of the route → its row; a name that ends in ``*`` holds for every longer name without a row of its own."""

ROUTES = alle_routes()


def rij_van(route: Route) -> Rij | None:
    sleutel = sleutel_van(route)
    return MATRIX[sleutel] if sleutel else None


def sleutel_van(route: Route) -> str | None:
    past = [sleutel for sleutel in MATRIX if sleutel.endswith("*") and route.naam.startswith(sleutel[:-1])]
    return route.naam if route.naam in MATRIX else max(past, key=len, default=None)


def test_every_route_has_a_row():
    assert [route.naam for route in ROUTES if rij_van(route) is None] == []


def test_every_row_has_a_route():
    assert sorted(set(MATRIX) - {sleutel_van(route) for route in ROUTES}) == []


def test_every_screen_that_shows_people_has_a_name_in_the_read_log():
    toont = {route.naam for route in ROUTES if (rij := rij_van(route)) and (rij.toont or rij.bij == "persoon")}
    assert sorted(toont - set(schermnamen())) == []
    assert sorted(set(schermnamen()) - {route.naam for route in ROUTES}) == []


def test_every_view_that_somebody_may_open_has_an_access_word():
    zonder = {route.naam for route in ROUTES if toegang_van(route.view) is None}
    assert zonder == {route.naam for route in ROUTES if (rij := rij_van(route)) and not rij.wie}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.naam)
def test_matrix(route: Route, wereld: Wereld):
    rij = rij_van(route)
    if rij is None:
        pytest.fail(f"{route.naam} has no row in the matrix")
    fout, lekken, gezien, weg = {}, {}, set(), defaultdict(set)
    for nummer, geval in enumerate(OBJECTEN[rij.bij](wereld)):
        adres = route.pad(geval.waarden) + rij.vraag
        for rol in wereld.medewerkers:
            for methode in API_METHODEN if route.is_api and nummer == 0 else PAGINA_METHODEN:
                cel = f"{rol} {methode} {geval.naam}".strip()
                antwoord, blik = _vraag(wereld, rol, methode, adres, rij, api=route.is_api)
                if antwoord.status_code not in verwacht(rij, route, rol, geval, methode):
                    fout[cel] = antwoord.status_code
                if blik.lekken:
                    lekken[cel] = blik.lekken
                if antwoord.status_code == 404:
                    weg[rol, methode].add(zonder_toeval(antwoord))
                gezien |= {naam for naam in blik.getoond if rol in rij.wie}
    assert (fout, lekken) == ({}, {})
    assert rij.toont in gezien if rij.toont else not gezien, gezien
    assert {cel: len(soorten) for cel, soorten in weg.items() if len(soorten) > 1} == {}


def _vraag(wereld: Wereld, rol: str, methode: str, adres: str, rij: Rij, *, api: bool) -> tuple[HttpResponse, Blik]:
    vanaf = Raadpleging.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    velden = {} if methode in {"GET", "HEAD", "OPTIONS"} else rij.velden
    antwoord = wereld.vraag(rol, methode, adres, velden, api=api)
    return antwoord, bekijk(wereld, rij, rol, adres, antwoord, vanaf)


VOOR_WIE_LEEST = {
    "werkpunten:balie-ongedaan",
    "werkpunten:gegevens-insz-tonen",
    *("werkpunten:wachtrij-start", "werkpunten:wachtrij-weg", "werkpunten:wachtrij-terug"),
    *("trajecten:overdracht-antwoord", "werkpunten:werkzoekende-notities"),
    *("partners:doorverwijzing-detail", "partners:aanmelding-detail"),
}
"""What may be posted about somebody whose file one only reads: undoing one's own visit, reading the number, the queue
of the unit, answering a colleague, looking for words in notes; for a referral the service refuses each
step that changes it."""


@pytest.mark.parametrize("soort", OVER_IEMAND)
def test_who_may_only_read_a_file_changes_nothing(wereld: Wereld, soort: str):
    eigen = OBJECTEN[soort](wereld)[0]
    Betrokkenheid.objects.ongefilterd("test").update(alleen_lezen=True)
    mag = {}
    for route in ROUTES:
        rij = rij_van(route)
        if rij and rij.bij == soort and rij.post != 405:
            antwoord = wereld.vraag("consulent", "POST", route.pad(eigen.waarden), rij.velden, api=route.is_api)
            mag[route.naam] = antwoord.status_code != 404
    assert mag == {naam: naam in VOOR_WIE_LEEST for naam in mag}
    assert mag


def zonder_woord(request: HttpRequest) -> HttpResponse:
    return HttpResponse("geheim")


@openbaar
def met_woord(request: HttpRequest) -> HttpResponse:
    return HttpResponse("welkom")


urlpatterns = [path("zonder/", zonder_woord), path("met/", met_woord)]


def test_view_without_an_access_word_answers_404_to_everybody(wereld: Wereld, settings):
    settings.ROOT_URLCONF = __name__
    for rol in wereld.medewerkers:
        client = wereld.client(rol)
        assert (client.get("/zonder/").status_code, client.get("/met/").status_code) == (404, 200)
