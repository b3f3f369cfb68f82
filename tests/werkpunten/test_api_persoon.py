"""Changing a person over the API: the same rules and words as the data tab, and never over a colleague's change."""

import json
from datetime import date

import pytest
from drf_spectacular.generators import SchemaGenerator

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_api import Api
from toegang.models import Raadpleging
from werkpunten import services
from werkpunten.models import Werkzoekende
from werkpunten.persoonforms import RIJEN


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", telefoon="0400 11 22 33")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


class PersoonApi(Api):
    """The address of one person: ``wijzig('"1"', telefoon="…")`` gives status and body."""

    def __init__(self, medewerker, persoon):
        super().__init__(medewerker)
        self.adres = f"/api/v1/werkzoekenden/{persoon.uuid}/"

    def lees(self):
        return self.client.get(self.adres)

    def wijzig(self, versie, **velden):
        koppen = {"If-Match": versie} if versie else {}
        return self._lees(self.client.patch(self.adres, json.dumps(velden), "application/json", headers=koppen))


def vers(persoon) -> Werkzoekende:
    return Werkzoekende.objects.ongefilterd("test").get(pk=persoon.pk)


def test_read_the_version_and_change_what_is_sent(consulent, persoon):
    api = PersoonApi(consulent, persoon)
    gelezen = api.lees()
    assert (gelezen["ETag"], gelezen.json()["versie"]) == ('"1"', 1)
    status, inhoud = api.wijzig(
        gelezen["ETag"], telefoon="0470 12 34 56", geboren="03/1992", email="elif@voorbeeld.test", mail_mag=True
    )
    assert (status, inhoud["versie"], inhoud["telefoon"], inhoud["geboren"], inhoud["mail_mag"]) == (
        200,
        2,
        "0470 12 34 56",
        "03/1992",
        True,
    )
    bewaard = vers(persoon)
    assert (bewaard.naam, bewaard.geboortedatum, bewaard.versie) == ("Demir, Elif", date(1992, 3, 1), 2)
    assert bewaard.gebeurtenissen.order_by("-pgh_id").first().pgh_context["medewerker"] == consulent.pk
    log = Raadpleging.objects.order_by("-pk").first()
    assert (log.scherm, log.methode, log.aard, log.personen) == (
        "api:werkzoekende-detail",
        "PATCH",
        "inzage",
        [persoon.pk],
    )


def test_who_comes_second_hears_who_changed_what_and_nothing_is_overwritten(consulent, collega, persoon):
    api = PersoonApi(consulent, persoon)
    assert PersoonApi(collega, persoon).wijzig('"1"', telefoon="0499 99 99 99")[0] == 200
    status, inhoud = api.wijzig('"1"', telefoon="0470 12 34 56")
    assert (status, inhoud["versie"]) == (412, 2)
    assert inhoud["fouten"] == [f"{collega.korte_naam} wijzigde dit dossier ondertussen. Lees het opnieuw en kies."]
    (wijziging,) = inhoud["wijzigingen"]
    assert {veld: wijziging[veld] for veld in ("wie", "wat", "oud", "nieuw")} == {
        "wie": collega.korte_naam,
        "wat": "Telefoon",
        "oud": "0400 11 22 33",
        "nieuw": "0499 99 99 99",
    }
    assert vers(persoon).telefoon == "0499 99 99 99"
    assert api.wijzig('"2"', telefoon="0470 12 34 56")[0] == 200


@pytest.mark.parametrize(("versie", "status"), [("", 428), ("*", 428), ('"99"', 412), ('W/"1"', 412), ('"x"', 412)])
def test_the_version_is_asked_for_and_must_be_the_one_that_stands_there(consulent, persoon, versie, status):
    antwoord, inhoud = PersoonApi(consulent, persoon).wijzig(versie, telefoon="0470 12 34 56")
    assert antwoord == status
    assert inhoud.get("wijzigingen", []) == []
    assert vers(persoon).telefoon == "0400 11 22 33"


def test_the_national_number_is_not_named_to_who_may_not_process_it(consulent, persoon, stad):
    stad.mag_insz_verwerken = False
    stad.save()
    Werkzoekende.objects.ongefilterd("test").update(insz="85073099932", insz_index=b"x" * 32)
    status, inhoud = PersoonApi(consulent, persoon).wijzig('"1"', telefoon="0470 12 34 56")
    assert (status, inhoud["wijzigingen"]) == (412, [])


FOUTEN = {
    "telefoon": ({"telefoon": "bel mama"}, "Gebruik enkel cijfers, bv. 0470 12 34 56."),
    "naam": ({"voornaam": "\u200b", "achternaam": None}, "Vul een voornaam of een naam in."),
    "geboren": ({"geboren": "31/02/1991"}, "Schrijf 04/03/1991, 03/1991 of enkel het jaar 1991, niet in de toekomst."),
    "email": ({"mail_mag": True}, "Zonder e-mailadres kunnen we geen herinneringen sturen."),
    "onbekend": ({"telefoons": "0470"}, "Dit veld bestaat niet of is hier niet te wijzigen."),
    "uuid": ({"uuid": 9}, "Dit veld bestaat niet of is hier niet te wijzigen."),
    "lijst": ({"telefoon": ["0470"]}, "Geef één waarde: een tekst, een getal of niets (null)."),
    "nee": ({"mail_mag": "nee"}, "Geef true (ja) of false (nee)."),
    "beschermd": ({"beschermd": True}, "Enkel een coördinator van het werkpunt kan dit wijzigen."),
}


@pytest.mark.parametrize("geval", FOUTEN)
def test_wrong_input_gets_the_words_of_the_form_and_changes_nothing(consulent, persoon, geval):
    velden, melding = FOUTEN[geval]
    status, inhoud = PersoonApi(consulent, persoon).wijzig('"1"', vdab_traject="ja", **velden)
    assert status == 400
    assert [melding] in inhoud.values()
    assert (vers(persoon).versie, vers(persoon).vdab_traject) == (1, "")


def test_a_coordinator_protects_and_nothing_sent_changes_nothing(coordinator, persoon):
    api = PersoonApi(coordinator, persoon)
    assert api.wijzig('"1"')[1]["versie"] == 1
    assert api.wijzig('"1"', beschermd=True)[1]["beschermd"] is True


def test_who_may_only_read_and_who_is_a_stranger_find_nobody(consulent, vreemde, persoon, rabot, ledeberg):
    begeleiding = services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    services.beeindig_begeleiding(begeleiding, reden="ander werk", door=consulent)
    consulent.aanstellingen.update(werkpunt=ledeberg)
    assert PersoonApi(consulent, persoon).lees().status_code == 200
    for wie in (consulent, vreemde):
        assert PersoonApi(wie, persoon).wijzig('"1"', telefoon="0470")[0] == 404


def test_what_is_no_object_is_refused(consulent, persoon):
    api = PersoonApi(consulent, persoon)
    for inhoud in ("[]", '"tekst"', "1", "{"):
        antwoord = api.client.patch(api.adres, inhoud, "application/json", headers={"If-Match": '"1"'})
        assert antwoord.status_code == 400


def test_half_a_pair_of_characters_as_a_name_is_no_field(consulent, persoon):
    api = PersoonApi(consulent, persoon)
    inhoud = '{"\\ud800": "x", "telefoon": "\\udfff"}'
    antwoord = api.client.patch(api.adres, inhoud, "application/json", headers={"If-Match": '"1"'})
    assert antwoord.status_code == 400
    assert "Dit veld bestaat niet of is hier niet te wijzigen." in antwoord.content.decode()


def test_every_field_of_the_data_tab_is_in_the_document():
    schema = SchemaGenerator().get_schema(request=None, public=True)
    vormen = schema["components"]["schemas"]
    velden = {veld for rij in RIJEN.values() for veld in rij.form.base_fields} - {"gezien"}
    assert set(vormen["PatchedWerkzoekendeWijzigenRequest"]["properties"]) == velden
    assert velden - set(vormen["Werkzoekende"]["properties"]) == set()
    antwoorden = schema["paths"]["/api/v1/werkzoekenden/{uuid}/"]["patch"]["responses"]
    assert sorted(antwoorden) == ["200", "400", "412", "428"]
