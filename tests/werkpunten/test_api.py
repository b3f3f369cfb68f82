"""The API: the same people, the same rules, and nothing that falls over."""

import json
import uuid
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import ApiSleutel, Medewerker
from werkpunten.models import Betrokkenheid, Contactmoment, Werkzoekende


class Api:
    """Somebody with a token: ``Api(consulent).get("werkpunten/")`` gives status and body."""

    def __init__(self, medewerker: Medewerker) -> None:
        sleutel = ApiSleutel.vernieuw(medewerker)
        self.client = Client(headers={"Authorization": f"Bearer {sleutel}"})

    def get(self, pad, **vraag):
        return self._lees(self.client.get(f"/api/v1/{pad}", vraag))

    def post(self, pad, **inhoud):
        return self._lees(self.client.post(f"/api/v1/{pad}", inhoud, content_type="application/json"))

    def _lees(self, antwoord):
        return antwoord.status_code, json.loads(antwoord.content)


def bezoek(**kwargs):
    return {"sleutel": str(uuid.uuid4()), "werkpunt": "rabot", "onderwerpen": ["vacature"], **kwargs}


def test_units_and_topics(consulent, rabot):
    assert Api(consulent).get("werkpunten/") == (
        200,
        {
            "count": 1,
            "next": None,
            "previous": None,
            "results": [
                {
                    "slug": "rabot",
                    "naam": "Werkpunt Rabot",
                    "soort": "vast",
                    "wijk": "ledeberg",
                    "geopend_op": "2014-05-05",
                    "gesloten_op": None,
                }
            ],
        },
    )
    status, onderwerpen = Api(consulent).get("onderwerpen/", limit=1)
    assert (status, onderwerpen["results"][0]["slug"]) == (200, "vacature")


def test_search_gives_name_lines_of_strangers_but_never_of_protected_people(vreemde, consulent, rabot):
    gewoon = ContactmomentFactory(
        werkpunt=rabot, door=consulent, werkzoekende=WerkzoekendeFactory(voornaam="Elif", achternaam="Öztürk")
    ).werkzoekende
    WerkzoekendeFactory(voornaam="Elif", achternaam="Öztürk", beschermd=True)
    status, gevonden = Api(vreemde).post("werkzoekenden/zoek/", naam="ozturk")
    assert (status, gevonden) == (
        200,
        [
            {
                "uuid": str(gewoon.uuid),
                "voornaam": "Elif",
                "achternaam": "Öztürk",
                "geboren": "04/03/1991",
                "wijk": None,
                "laatste_contact": vandaag().isoformat(),
                "reden": "",
            }
        ],
    )
    assert Api(vreemde).get(f"werkzoekenden/{gewoon.uuid}/")[0] == 404


def test_file_and_contacts_of_somebody_in_reach(consulent, rabot):
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent, notitie="kwam langs")
    persoon = contact.werkzoekende
    status, gegevens = Api(consulent).get(f"werkzoekenden/{persoon.uuid}/")
    assert (status, gegevens["achternaam"], gegevens["dossiernummer"]) == (
        200,
        persoon.achternaam,
        persoon.dossiernummer,
    )
    assert "insz" not in gegevens
    status, bladzijde = Api(consulent).get(f"werkzoekenden/{persoon.uuid}/contactmomenten/")
    (rij,) = bladzijde["results"]
    assert (status, bladzijde["count"], rij["notitie"], rij["onderwerpen"]) == (200, 1, "kwam langs", ["vacature"])


def test_note_is_hidden_by_its_level(consulent, collega, rabot):
    contact = ContactmomentFactory(
        werkpunt=rabot, door=consulent, notitie="geheim", niveau=Contactmoment.Niveau.VERTROUWELIJK
    )
    pad = f"werkzoekenden/{contact.werkzoekende.uuid}/contactmomenten/"
    assert [Api(wie).get(pad)[1]["results"][0]["notitie"] for wie in (consulent, collega)] == ["geheim", ""]


def test_same_key_makes_one_contact_and_other_content_is_refused(vreemde, consulent, rabot):
    persoon = WerkzoekendeFactory()
    api, invoer = Api(consulent), bezoek(werkzoekende=str(persoon.uuid), notitie="eerste")
    eerste, tweede = api.post("contactmomenten/", **invoer), api.post("contactmomenten/", **invoer)
    assert (eerste[0], tweede[0], eerste[1]) == (201, 200, tweede[1])
    for anders in ({"notitie": "tweede"}, {"minuten": 5}, {"onderwerpen": ["opleiding"]}):
        assert api.post("contactmomenten/", **{**invoer, **anders})[0] == 409
    contact = Contactmoment.objects.ongefilterd("test").get()
    assert (contact.notitie, contact.bron, contact.medewerker) == ("eerste", "api", consulent)


def test_logging_a_contact_opens_the_file(consulent, rabot):
    persoon = WerkzoekendeFactory()
    api = Api(consulent)
    assert api.get(f"werkzoekenden/{persoon.uuid}/")[0] == 404
    assert api.post(f"werkzoekenden/{persoon.uuid}/contactmomenten/", **bezoek())[0] == 404
    assert api.post("contactmomenten/", **bezoek(werkzoekende=str(persoon.uuid)))[0] == 201
    assert api.get(f"werkzoekenden/{persoon.uuid}/")[0] == 200
    assert api.post(f"werkzoekenden/{persoon.uuid}/contactmomenten/", **bezoek(soort="telefoon"))[0] == 201


def test_anonymous_contact(consulent, rabot):
    status, contact = Api(consulent).post("contactmomenten/", **bezoek(leeftijdsgroep="-25", wijk="ledeberg"))
    assert (status, contact["werkzoekende"], contact["leeftijdsgroep"], contact["wijk"]) == (
        201,
        None,
        "-25",
        "ledeberg",
    )


def test_hidden_and_missing_people_get_the_same_answer(vreemde, ledeberg):
    beschermd = WerkzoekendeFactory(beschermd=True)
    antwoorden = [
        Api(vreemde).post("contactmomenten/", **bezoek(werkpunt="ledeberg", werkzoekende=str(wie)))
        for wie in (beschermd.uuid, uuid.UUID(int=7))
    ]
    assert antwoorden == [(400, {"werkzoekende": ["Niet gevonden of niet voor jou."]})] * 2


@pytest.mark.parametrize(
    ("fout", "veld"),
    [
        ({"werkpunt": "ledeberg"}, "werkpunt"),
        ({"werkpunt": "bestaat-niet"}, "werkpunt"),
        ({"onderwerpen": []}, "onderwerpen"),
        ({"soort": "iets"}, "soort"),
        ({"dag": "2199-01-01"}, "dag"),
        ({"minuten": 10**30}, "minuten"),
        ({"notitie": "a\0b"}, "notitie"),
        ({"sleutel": "geen"}, "sleutel"),
    ],
)
def test_bad_input_says_what_is_wrong(consulent, ledeberg, fout, veld):
    status, fouten = Api(consulent).post("contactmomenten/", **bezoek(**fout))
    assert (status, list(fouten)) == (400, [veld])
    assert not Contactmoment.objects.ongefilterd("test").exists()


def test_fields_that_are_not_ours_to_set_are_ignored(consulent, collega, rabot):
    status, contact = Api(consulent).post("contactmomenten/", **bezoek(medewerker=collega.pk, bron="x", id=1))
    assert (status, contact["medewerker"]) == (201, consulent.korte_naam)


def test_at_most_two_hundred_rows(consulent):
    status, bladzijde = Api(consulent).get("onderwerpen/", limit=10**30, offset=10**30)
    assert (status, bladzijde["results"]) == (200, [])


@pytest.mark.parametrize("sleutel", ["", "Bearer", "Bearer fout", "Bearer a b", "Basic abc", "Bearer \xff"])
def test_without_a_valid_token_there_is_nothing(db, sleutel):
    antwoord = Client(headers={"Authorization": sleutel}).get("/api/v1/werkpunten/")
    assert (antwoord.status_code, antwoord.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_being_signed_in_on_the_site_is_not_enough(als, consulent):
    assert als(consulent).get("/api/v1/werkpunten/").status_code == 401


def test_too_many_requests_are_held_back(consulent, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.UserRateThrottle.THROTTLE_RATES", {"user": "2/min"})
    api = Api(consulent)
    assert [api.get("werkpunten/")[0] for _ in range(3)] == [200, 200, 429]
    cache.clear()


def test_schema_is_valid_openapi_and_complete(consulent, db):
    assert Api(consulent).client.get("/api/v1/schema/").status_code == 200
    schema = SchemaGenerator().get_schema(request=None, public=True)
    validate_schema(schema)
    assert "/api/v1/werkzoekenden/{uuid}/contactmomenten/" in schema["paths"]


TEKST = st.text(alphabet=st.characters(), max_size=40)
VELDEN = sorted(bezoek(dag=1, tijdstip=1, minuten=1, notitie=1, wijk=1))
WAARDE = st.none() | st.booleans() | st.integers() | st.floats() | TEKST | st.lists(TEKST, max_size=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(invoer=st.dictionaries(st.sampled_from(VELDEN), WAARDE))
def test_no_content_makes_it_fall_over(consulent, rabot, invoer):
    api = Api(consulent)
    for pad in ("contactmomenten/", "werkzoekenden/zoek/"):
        inhoud = json.dumps({**bezoek(), **invoer, "naam": invoer.get("notitie")})
        antwoord = api.client.post(f"/api/v1/{pad}", inhoud, content_type="application/json")
        assert antwoord.status_code in {200, 201, 400, 409, 429}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(limiet="", vanaf="\ud800", persoon="")
@given(limiet=TEKST | st.integers(), vanaf=TEKST | st.integers(), persoon=TEKST)
def test_no_address_makes_it_fall_over(consulent, limiet, vanaf, persoon):
    api = Api(consulent)
    vraag = urlencode({"limit": limiet, "offset": vanaf}, errors="surrogatepass")
    nul = "%00" in vraag
    assert api.client.get(f"/api/v1/onderwerpen/?{vraag}").status_code in ({400} if nul else {200, 429})
    segment = persoon.replace("/", "").encode("utf-8", "replace").hex()
    for pad in (f"/api/v1/werkzoekenden/{segment}/", f"/api/v1/werkzoekenden/{uuid.uuid4()}/contactmomenten/"):
        assert api.client.get(f"{pad}?{vraag}").status_code in ({400} if nul else {404, 429})
    assert Betrokkenheid.objects.ongefilterd("test").count() == 0
    assert Werkzoekende.objects.ongefilterd("test").count() == 0


def test_somebody_new_with_a_known_name_is_asked_about(consulent, rabot):
    bekend = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    api, nieuw = Api(consulent), {"voornaam": "elif", "achternaam": "Demir", "geboren": "1991", "woonwijk": "ledeberg"}
    status, inhoud = api.post("contactmomenten/", **bezoek(nieuw=nieuw))
    assert (status, [rij["uuid"] for rij in inhoud["lijkt_op"]]) == (409, [str(bekend.uuid)])
    assert Contactmoment.objects.ongefilterd("test").count() == 0
    invoer = bezoek(nieuw={**nieuw, "toch_nieuw": True})
    assert [api.post("contactmomenten/", **invoer)[0] for _ in range(2)] == [201, 200]
    gemaakt = Contactmoment.objects.ongefilterd("test").get().werkzoekende
    assert (gemaakt.naam, gemaakt.geboren) == ("Demir, elif", "1991")
    assert Werkzoekende.objects.ongefilterd("test").count() == 2


@pytest.mark.parametrize(
    ("nieuw", "veld"),
    [({}, "voornaam"), ({"voornaam": "\u200b"}, "voornaam"), ({"voornaam": "Elif", "geboren": "2999"}, "geboren")],
)
def test_somebody_new_must_be_somebody(consulent, rabot, nieuw, veld):
    status, inhoud = Api(consulent).post("contactmomenten/", **bezoek(nieuw=nieuw))
    assert (status, list(inhoud["nieuw"])) == (400, [veld])


def test_a_known_and_a_new_person_at_once_is_refused(consulent, rabot):
    wie = {"werkzoekende": str(WerkzoekendeFactory().uuid), "nieuw": {"voornaam": "Elif"}}
    assert Api(consulent).post("contactmomenten/", **bezoek(**wie))[0] == 400


def test_errors_are_in_dutch(consulent):
    api = Api(consulent)
    assert api.get(f"werkzoekenden/{uuid.uuid4()}/") == (404, {"detail": "Niet gevonden."})
    kapot = api.client.post("/api/v1/contactmomenten/", "{", content_type="application/json")
    assert (kapot.status_code, kapot.json()) == (400, {"detail": "Wat je stuurde is niet te lezen."})
    assert api.post("contactmomenten/", werkpunt="rabot") == (400, {"sleutel": ["Dit veld is nodig."]})
    assert api.client.delete("/api/v1/contactmomenten/").json() == {"detail": 'Methode "DELETE" niet toegestaan.'}


def test_every_operation_says_in_dutch_what_it_does():
    schema = SchemaGenerator().get_schema(request=None, public=True)
    zonder = [pad for pad, wegen in schema["paths"].items() for weg in wegen.values() if not weg.get("description")]
    docstrings = [naam for naam, deel in schema["components"]["schemas"].items() if "the " in str(deel)]
    assert (zonder, docstrings) == ([], [])
