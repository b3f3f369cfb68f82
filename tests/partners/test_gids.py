"""The directory: who is found by barrier and wijk, who keeps it, and how an organisation becomes a partner."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kern.tijd import vandaag
from partners.models import Aanbod, Partner
from partners.models.gids import AanbodDrempel, AanbodWijk, PartnerDrempel, PartnerWijk
from tests.factories.partners import AanbodFactory, PartnerFactory
from tests.factories.toegang import MedewerkerFactory
from toegang.models import Organisatie
from toegang.rollen import Rol
from werkpunten.models import Drempelsoort, Wijk

GIDS = "/partners/"


@pytest.fixture
def partner(db):
    return PartnerFactory(organisatie__naam="vzw Weerwerk", organisatie__aliassen=["Weerkracht"])


@pytest.fixture
def eigen(partner):
    """Staff of that partner."""
    return MedewerkerFactory(organisatie=partner.organisatie, rol=Rol.PARTNERMEDEWERKER)


def gevonden(client, vraag):
    return {aanbod.naam for aanbod in client.get(f"{GIDS}?{vraag}").context["pagina"].rijen}


def test_offers_are_found_by_barrier_wijk_language_and_alias(als, consulent, partner):
    taal = AanbodFactory(partner=partner, naam="Nederlands", talen=["tr"])
    taal.drempels.add(Drempelsoort.objects.get(slug="taal"))
    wijk = AanbodFactory(naam="Fietsatelier")
    wijk.wijken.add(Wijk.objects.get(slug="ledeberg"), Wijk.objects.get(slug="dampoort"))
    client = als(consulent)
    assert gevonden(client, "drempel=taal") == {"Nederlands"}
    assert gevonden(client, "wijk=ledeberg") == {"Nederlands", "Fietsatelier"}  # the first is for the whole city
    assert gevonden(client, "wijk=rabot-blaisantvest") == {"Nederlands"}
    assert gevonden(client, "taal=tr") == {"Nederlands"}
    assert gevonden(client, "zoek=weerkracht") == {"Nederlands"}
    assert gevonden(client, "zoek=fiets&wijk=dampoort") == {"Fietsatelier"}


def test_only_what_can_be_used_today_is_offered(als, consulent, partner):
    AanbodFactory(partner=partner, naam="voorbij", geldig_tot=vandaag() - timedelta(days=1))
    AanbodFactory(partner=partner, naam="komt nog", geldig_van=vandaag() + timedelta(days=1))
    AanbodFactory(partner=partner, naam="laatste dag", geldig_tot=vandaag())
    AanbodFactory(partner__stand="overeenkomst", naam="nog niet actief")
    AanbodFactory(partner__organisatie__actief=False, naam="opgedoekt")
    assert gevonden(als(consulent), "") == {"laatste dag"}


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_lists_take_as_many_queries_for_one_row_as_for_three(als, consulent, aantal, django_assert_num_queries):
    for aanbod in AanbodFactory.create_batch(aantal):
        aanbod.drempels.add(Drempelsoort.objects.get(slug="taal"))
    client = als(consulent)
    with django_assert_num_queries(9):
        client.get(GIDS, headers={"HX-Request": "true"})
    with django_assert_num_queries(9):
        client.get(f"{GIDS}?lijst=organisaties", headers={"HX-Request": "true"})


def test_an_organisation_becomes_a_partner_step_by_step(als, coordinator):
    client = als(coordinator)
    profiel = {"profiel-projectrol": "partner", "profiel-expertise": "Groen", "profiel-email": "onthaal@groen.test"}
    antwoord = client.post("/partners/nieuw/", {"naam": "vzw Groen", "soort": "vzw", **profiel})
    partner = Partner.objects.get(organisatie__naam="vzw Groen")
    assert (antwoord.status_code, antwoord.url, partner.stand) == (302, f"/partners/{partner.pk}/", "aanvraag")
    stand = f"/partners/{partner.pk}/stand/"

    def na(**velden):
        client.post(stand, velden)
        partner.refresh_from_db()
        return partner.stand, partner.overeenkomst_op

    assert na(stand="actief") == ("aanvraag", None)
    assert na(stand="overeenkomst", op="") == ("aanvraag", None)
    assert na(stand="overeenkomst", op="2026-02-03") == ("overeenkomst", date(2026, 2, 3))
    assert na(stand="actief") == ("actief", date(2026, 2, 3))
    assert na(stand="gestopt") == ("gestopt", date(2026, 2, 3))
    assert na(stand="overeenkomst", op="2026-02-04") == ("gestopt", date(2026, 2, 3))
    assert na(stand="actief") == ("actief", date(2026, 2, 3))


def test_a_known_organisation_is_not_made_twice(als, coordinator, stad):
    als(coordinator).post("/partners/nieuw/", {"naam": "stad gent", "soort": "stad", "profiel-projectrol": "promotor"})
    assert list(Organisatie.objects.filter(naam__iexact="stad gent")) == [stad]
    assert Partner.objects.get().organisatie == stad


def test_the_database_wants_an_agreement(partner):
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=partner.pk).update(overeenkomst_op=None)


def test_a_partner_keeps_its_own_offers_and_nobody_elses(als, eigen, partner):
    ander = AanbodFactory()
    client = als(eigen)
    velden = {"naam": "Groendienst", "voor_wie": "wie buiten wil werken", "talen": ["nl"], "geldig_van": "2026-01-01"}
    assert client.post(f"/partners/{partner.pk}/aanbod/", {**velden, "wachttijd": "2"}).status_code == 302
    aanbod = Aanbod.objects.get(naam="Groendienst")
    assert (aanbod.partner, aanbod.talen, aanbod.wachten, aanbod.bijgewerkt_door) == (
        partner,
        ["nl"],
        "2 weken",
        eigen,
    )
    for adres in (f"/partners/{ander.partner_id}/aanbod/", f"/aanbod/{ander.pk}/wijzigen/"):
        assert client.post(adres, velden).status_code == 404
    assert client.get(ander.get_absolute_url()).status_code == 200


def test_a_wrong_offer_comes_back_with_what_was_typed(als, coordinator, partner):
    velden = {"naam": "Half", "voor_wie": "", "geldig_van": "2026-02-01", "geldig_tot": "2026-01-01"}
    antwoord = als(coordinator).post(f"/partners/{partner.pk}/aanbod/", velden)
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, Aanbod.objects.count()) == (422, 0)
    assert ('value="Half"' in tekst, "De einddatum ligt voor de begindatum." in tekst) == (True, True)


def test_an_empty_directory_and_no_hits_say_so(als, consulent):
    client = als(consulent)
    assert "Er staat nog niets in de gids." in client.get(GIDS).content.decode()
    assert "Niets gevonden met deze filters." in client.get(f"{GIDS}?drempel=taal").content.decode()


def test_what_a_partner_helps_with_and_where_has_a_history(compaan, als, coordinator):
    drempel, wijk = Drempelsoort.objects.first(), Wijk.objects.get(slug="wondelgem")
    aanbod = AanbodFactory(partner=compaan)
    for model, rij, veld, waarde in (
        (PartnerDrempel, compaan, "drempels", drempel),
        (PartnerWijk, compaan, "wijken", wijk),
        (AanbodDrempel, aanbod, "drempels", drempel),
        (AanbodWijk, aanbod, "wijken", wijk),
    ):
        getattr(rij, veld).add(waarde)
        getattr(rij, veld).clear()
        gebeurd = model.pgh_event_model.objects.order_by("pgh_id")
        wat = [(g.pgh_label, getattr(g, f"{rij._meta.model_name}_id")) for g in gebeurd]
        assert wat == [("insert", rij.pk), ("delete", rij.pk)]
    als(coordinator).post(f"/partners/{compaan.pk}/wijzigen/", {"projectrol": "partner", "wijken": [wijk.pk]})
    laatste = PartnerWijk.pgh_event_model.objects.latest("pgh_id")
    assert (laatste.pgh_label, laatste.wijk_id, laatste.pgh_context["medewerker"]) == (
        "insert",
        wijk.pk,
        coordinator.pk,
    )
