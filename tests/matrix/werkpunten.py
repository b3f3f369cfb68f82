"""Rows of the access matrix: ``werkpunten``."""

from tests.access import Rij
from tests.wereld import BALIE, BEGELEIDERS, IEDEREEN, NAAMREGEL, kanarie

GELIJK = {"voornaam": kanarie("eigen"), "achternaam": "Vogeleigen"}

RIJEN: dict[str, Rij] = {
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
}
