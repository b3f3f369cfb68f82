"""Rows of the access matrix: ``wijkwerken``."""

from tests.access import Rij
from tests.wereld import BEGELEIDERS, IEDEREEN, REDACTIE, WIJKWERKERS

LIJST = WIJKWERKERS | {"beheerder"}

RIJEN: dict[str, Rij] = {
    "wijkwerken:planning": Rij(WIJKWERKERS, bij="geplande week", toont="eigen", ook={"eigen"}),
    "wijkwerken:dossier": Rij(BEGELEIDERS, bij="persoon", toont="eigen"),
    "wijkwerken:wijkwerker-create": Rij(BEGELEIDERS, post=422, bij="persoon", toont="eigen"),
    "wijkwerken:wijkwerker-list": Rij(WIJKWERKERS, bij="geplande week", toont="eigen", ook={"eigen"}),
    "wijkwerken:wijkwerker-detail": Rij(
        WIJKWERKERS, post=422, bij="wijkwerker", velden={"doe": "einde"}, toont="eigen", ook={"eigen"}
    ),
    "wijkwerken:plan-keuze": Rij(WIJKWERKERS, bij="wijkwerker", toont="eigen", ook={"eigen"}),
    "wijkwerken:inlezen": Rij(WIJKWERKERS, post=422, bij="bestandssoort"),
    "wijkwerken:opdracht-list": Rij(WIJKWERKERS),
    "wijkwerken:opdracht-create": Rij(WIJKWERKERS, post=422, velden={"titel": ""}),
    "wijkwerken:opdracht-detail": Rij(WIJKWERKERS, post=422, bij="opdracht met mensen", toont="eigen", ook={"eigen"}),
    "wijkwerken:toewijzing-create": Rij(
        WIJKWERKERS, post=422, bij="te plannen", velden={"doe": "toets"}, toont="eigen", ook={"eigen"}
    ),
    "wijkwerken:beurt-detail": Rij(
        WIJKWERKERS, post=422, bij="beurt", velden={"doe": "afzeg"}, toont="eigen", ook={"eigen"}
    ),
    "wijkwerken:cluster-list": Rij(WIJKWERKERS, post=422, velden={"naam": ""}),
    "wijkwerken:continuiteit": Rij(WIJKWERKERS, bij="opvolging", toont="eigen", ook={"eigen"}),
    "wijkwerken:opvolging": Rij(
        WIJKWERKERS, post=422, bij="opvolger", velden={"van": ""}, toont="eigen", ook={"eigen"}
    ),
    "wijkwerken:gebruiker-list": Rij(WIJKWERKERS, post=200, velden={"zoek": "Proef"}),
    "wijkwerken:gebruiker-exporteer": Rij(WIJKWERKERS),
    "wijkwerken:gebruiker-create": Rij(WIJKWERKERS, post=422, velden={"achternaam": ""}),
    "wijkwerken:gebruiker-detail": Rij(WIJKWERKERS, post=422, bij="gebruiker", velden={"daad": "stop"}),
    "wijkwerken:gebruiker-update": Rij(WIJKWERKERS, post=422, bij="gebruiker", velden={"achternaam": ""}),
    "wijkwerken:gebruiker-afschrift": Rij(WIJKWERKERS, post=422, bij="gebruiker", velden={"vrager": ""}),
    "wijkwerken:overeenkomst-einde": Rij(WIJKWERKERS, get=405, post=302, bij="overeenkomst"),
    "wijkwerken:uren-goedkeuren": Rij(
        WIJKWERKERS, post=422, bij="wachtende uren", velden={"doe": "goed"}, toont="eigen", ook={"eigen"}
    ),
    "wijkwerken:uren-antwoord": Rij(IEDEREEN, get=404, post=404, bij="link"),
    "wijkwerken:cheques": Rij(WIJKWERKERS, post=422, bij="gebruiker", velden={"aantal": "0"}),
    "wijkwerken:maand-list": Rij(WIJKWERKERS),
    "wijkwerken:maand-detail": Rij(WIJKWERKERS, post=302, bij="rekenmaand", toont="eigen", ook={"eigen"}),
    "wijkwerken:maandstaat": Rij(WIJKWERKERS, bij="maandstaat", toont="eigen", ook={"eigen"}),
    "wijkwerken:gebruikersstaat": Rij(WIJKWERKERS, bij="gebruikersstaat"),
    "wijkwerken:werkplek-list": Rij(WIJKWERKERS),
    "wijkwerken:werkplek-create": Rij(WIJKWERKERS, post=422, velden={"naam": ""}),
    "wijkwerken:werkplek-detail": Rij(WIJKWERKERS, post=422, bij="werkplek", velden={"wat": ""}),
    "wijkwerken:werkplek-update": Rij(WIJKWERKERS, post=422, bij="werkplek", velden={"naam": ""}),
    "wijkwerken:stap-terug": Rij(WIJKWERKERS, get=405, post=302, bij="plekstap"),
    "wijkwerken:activiteit-list": Rij(LIJST),
    "wijkwerken:activiteit-update": Rij(REDACTIE, post=302, bij="activiteit"),
    "wijkwerken:kwaliteit-list": Rij(WIJKWERKERS, bij="kwaliteit", toont="eigen"),
    "wijkwerken:toewijzing-kwaliteit": Rij(WIJKWERKERS, post=422, bij="toewijzing", toont="eigen"),
    "wijkwerken:klacht-create": Rij(WIJKWERKERS, post=422, velden={"wat": ""}),
    "wijkwerken:klacht-detail": Rij(WIJKWERKERS, post=422, bij="klacht", toont="eigen"),
    "wijkwerken:incident-gemeld": Rij(WIJKWERKERS, get=405, post=302, bij="incident"),
    "wijkwerken:zitdag-list": Rij(WIJKWERKERS),
    "wijkwerken:zitdag-create": Rij(WIJKWERKERS, post=422, velden={"plaats": ""}),
    "wijkwerken:zitdag-dekking": Rij(WIJKWERKERS),
    "wijkwerken:zitdag-detail": Rij(WIJKWERKERS, post=422, bij="zitdag", velden={"reden": ""}),
    "wijkwerken:zitdag-update": Rij(WIJKWERKERS, post=422, bij="zitdag", velden={"plaats": ""}),
    "wijkwerken:zitdag-toch": Rij(WIJKWERKERS, get=405, post=302, bij="zitdag"),
    "wijkwerken:nood-list": Rij(WIJKWERKERS),
    "wijkwerken:nood-create": Rij(WIJKWERKERS, post=422, velden={"wat": ""}),
    "wijkwerken:nood-update": Rij(WIJKWERKERS, post=422, bij="nood", velden={"wat": ""}),
    "wijkwerken:vraag-list": Rij(WIJKWERKERS),
    "wijkwerken:vraag-opleiding": Rij(WIJKWERKERS, post=422, bij="opleiding", toont="eigen"),
}
