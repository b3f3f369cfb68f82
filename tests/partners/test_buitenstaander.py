"""Nothing of a person reaches an organisation it was not shared with: in no page, list, search, API, mail, notice
or error, and what is asked costs as many statements as asking for nothing.
"""

import json
import re
import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.models import Antwoordlink, Bezorging, Mail, Teamoverleg
from partners.services import doorverwijzen, teams
from tests.factories.partners import AanmeldingFactory, WebhookFactory, team_van, verwijs_door
from tests.factories.werkpunten import om
from tests.werkpunten.test_api import Api

GEHEIM = ("Kanarie", "Elif", "0470 11 22 33", "elif@kanarie.test", "Zwaluwgeheim", "Merelgeheim")


@pytest.fixture
def alles(persoon, compaan, ander, rabot, consulent, partnermedewerker):
    """Everything of the person that exists with another partner; the stranger's own partner listens too."""
    persoon.email = "elif@kanarie.test"
    persoon.save()
    WebhookFactory(partner=ander)
    verwijzing = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, vraag="Zwaluwgeheim")
    doorverwijzen.vraag_meer(verwijzing, "Merelgeheim?", door=partnermedewerker)
    team = team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent, gegevens=["naam"])
    overleg = teams.plan_overleg(Teamoverleg(team=team, begin=om(10, over=3), plaats="Merelgeheim"), door=consulent)
    aanmelding = AanmeldingFactory(
        organisatie=compaan.organisatie, werkpunt=rabot, voornaam="Elif", achternaam="Kanarie", gemaakt_door=consulent
    )
    return {"verwijzing": verwijzing, "team": team, "overleg": overleg, "aanmelding": aanmelding}


def kaal(sql):
    """A statement without what was filled in."""
    return re.sub(r"'[^']*'|\b[0-9]+\b", "?", sql)


@pytest.mark.parametrize(
    "pad",
    [
        "/partnerbalie/{verwijzing}/",
        "/doorverwijzingen/{verwijzing}/",
        "/casusteams/{team}/",
        "/casusteams/{team}/lid/",
        "/casusteams/overleg/{overleg}/",
        "/aanmeldingen/{aanmelding}/",
        "/werkzoekenden/{persoon}/",
        "/werkzoekenden/{persoon}/doorverwijzingen/",
        "/werkzoekenden/{persoon}/afschrift/",
    ],
)
@pytest.mark.parametrize("methode", ["get", "post"])
def test_what_exists_elsewhere_answers_and_costs_what_nothing_does(als, alles, persoon, buitenstaander, pad, methode):
    client = als(buitenstaander)
    sleutels = {naam: rij.uuid for naam, rij in alles.items() if hasattr(rij, "uuid")} | {"persoon": persoon.uuid}

    def vraag(**ids):
        cache.clear()
        with CaptureQueriesContext(connection) as gevraagd:
            antwoord = getattr(client, methode)(pad.format(**ids), {"doe": "aanvaard"})
        return antwoord.status_code, antwoord.content, [kaal(query["sql"]) for query in gevraagd]

    niets = dict.fromkeys(sleutels, uuid.uuid4())
    with time_machine.travel(timezone.now(), tick=False):  # a session notes now and then that it is used
        vraag(**niets)  # what a first request loads once
        bestaat, bestaat_niet = vraag(**sleutels), vraag(**niets)
    assert bestaat == bestaat_niet
    assert bestaat[0] in {404, 405}


def test_no_list_search_or_file_of_the_stranger_holds_a_word(als, alles, buitenstaander):
    client = als(buitenstaander)
    gelezen = []
    for adres in (
        *("/partnerbalie/", "/partnerbalie/?lijst=lopend", "/partnerbalie/?lijst=afgesloten", "/casusteams/"),
        *("/partnerbalie/aanmelden/", "/partners/", "/partners/?q=Kanarie", "/casusteams/?lijst=alle"),
    ):
        antwoord = client.get(adres)
        assert antwoord.status_code == 200
        gelezen.append(antwoord.content.decode().replace("q=Kanarie", "").replace('value="Kanarie"', ""))
    for adres in (
        "/balie/zoek/",
        "/agenda/",
        "/caseload/",
        "/doorverwijzingen/",
        "/doorverwijzingen/vdab/",
        "/aanmeldingen/",
    ):
        assert client.post(adres, {"term": "Kanarie", "q": "Kanarie"}).status_code == 404
    bladen = "\n".join(gelezen)
    assert [woord for woord in (*GEHEIM, alles["verwijzing"].nummer, alles["team"].nummer) if woord in bladen] == []


def test_the_api_knows_nothing_either(alles, persoon, buitenstaander):
    """One referral and its acts: ``test_api``, statement by statement."""
    api = Api(buitenstaander)
    bestaat = [api.get(f"{wat}/{sleutel}/") for wat, sleutel in (("werkzoekenden", persoon.uuid), ("taken", 1))]
    assert bestaat == [api.get(f"werkzoekenden/{uuid.uuid4()}/"), api.get("taken/2/")]
    assert [api.get(f"doorverwijzingen/{lijst}")[1]["count"] for lijst in ("", "afgesloten/")] == [0, 0]
    gelezen = json.dumps([api.get(pad) for pad in ("werkzoekenden/", "contacten/", "afspraken/", "aanmeldingen/")])
    assert [woord for woord in GEHEIM if woord in gelezen] == []


def test_no_mail_and_no_notice_reaches_the_stranger(alles, buitenstaander, ander):
    aan = {*Mail.objects.values_list("aan", flat=True)}
    assert aan & {buitenstaander.email, ander.email} == set()
    assert (len(aan) > 0, Bezorging.objects.count()) == (True, 0)
    for brief in Mail.objects.all():
        assert [woord for woord in GEHEIM if woord in brief.onderwerp + brief.tekst] == []


def test_a_link_opens_no_person_for_whoever_has_it(client, alles):
    cache.clear()
    tekst = client.get(f"/antwoord/{Antwoordlink.objects.get().token}/").content.decode()
    assert [woord for woord in GEHEIM if woord in tekst] == []
