"""Find-places, rounds, the paper for them and what outreach leads to."""

import datetime
import uuid

import pytest
from django.utils import timezone

from kern.tijd import Periode, vandaag
from tests.factories.outreach import RondeFactory, VindplaatsFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten import bezoeken, rondes, services, straat, straatcijfers
from werkpunten.models import Contactmoment, Outreachronde, Soort, Straatregistratie, Vindplaats, Wijk

MAANDAG = rondes.maandag_van(vandaag())
DAG = datetime.timedelta(days=1)


@pytest.fixture
def plein(rabot):
    return VindplaatsFactory(naam="Plein", werkpunten=[rabot])


def ingevuld(plein, *mee, **anders):
    return {
        "dag": (vandaag() + DAG).isoformat(),
        "van": "14:00",
        "tot": "16:00",
        "plaatsen": [plein.pk],
        "medewerkers": [wie.pk for wie in mee],
        "toelichting": "",
        "sleutel": str(uuid.uuid4()),
        **anders,
    }


def test_a_place_is_made_and_stopped(als, consulent, rabot, ledeberg):
    browser = als(consulent)
    velden = {
        "naam": "Plein",
        "soort": "plein",
        "wijk": Wijk.objects.get(slug="ledeberg").pk,
        "werkpunten": [rabot.pk],
    }
    assert browser.post("/outreach/vindplaatsen/nieuw/", velden | {"actief": "on"}).status_code == 302
    plein = Vindplaats.objects.get()
    plein.werkpunten.add(ledeberg)
    assert browser.post("/outreach/vindplaatsen/nieuw/", velden).status_code == 422  # it is there already
    gezien = browser.get(plein.get_absolute_url()).context["form"]["gezien"].value()
    browser.post(plein.get_absolute_url(), velden | {"gezien": gezien})
    plein.refresh_from_db()
    assert (plein.actief, {*plein.werkpunten.all()}) == (False, {rabot, ledeberg})
    assert browser.post(plein.get_absolute_url(), velden | {"werkpunten": [ledeberg.pk]}).status_code == 422


def test_a_round_is_planned_once(als, consulent, collega, plein):
    velden = ingevuld(plein, consulent, collega)
    for _ in range(2):
        assert als(consulent).post("/outreach/rondes/nieuw/", velden).status_code == 302
    ronde = Outreachronde.objects.get()
    assert ({*ronde.plaatsen.all()}, {*ronde.medewerkers.all()}, ronde.status) == (
        *({plein}, {consulent, collega}, "gepland"),
    )


@pytest.mark.parametrize(
    "anders",
    [{"tot": "13:00"}, {"plaatsen": []}, {"medewerkers": []}, {"dag": ""}],
    ids=["hours", "place", "nobody", "day"],
)
def test_what_is_wrong_is_told(als, consulent, plein, anders):
    antwoord = als(consulent).post("/outreach/rondes/nieuw/", ingevuld(plein, consulent, **anders))
    assert (antwoord.status_code, Outreachronde.objects.count()) == (422, 0)


def test_places_and_colleagues_of_elsewhere_cannot_be_chosen(als, consulent, vreemde, ledeberg, plein):
    elders = VindplaatsFactory(werkpunten=[ledeberg])
    for velden in (ingevuld(elders, consulent), ingevuld(plein, vreemde)):
        assert als(consulent).post("/outreach/rondes/nieuw/", velden).status_code == 422


def test_two_people_at_one_round(als, consulent, collega, rabot, plein):
    ronde = RondeFactory(werkpunt=rabot, plaatsen=[plein], medewerkers=[consulent])
    adres = ronde.get_absolute_url()
    gezien = als(collega).get(adres).context["form"]["gezien"].value()
    velden = ingevuld(plein, consulent, sleutel=str(ronde.sleutel), gezien=gezien)
    assert als(consulent).post(adres, velden | {"medewerkers": [consulent.pk, collega.pk]}).status_code == 302
    antwoord = als(collega).post(adres, velden | {"toelichting": "anders"})
    assert (antwoord.status_code, antwoord.context["form"].botsing.wie) == (422, consulent.korte_naam)
    ronde.refresh_from_db()
    assert ({*ronde.medewerkers.all()}, ronde.toelichting) == ({consulent, collega}, "")


def test_every_change_of_state(consulent, rabot):
    staten = Outreachronde.Status.values
    for van in staten:
        for naar in staten:
            ronde = RondeFactory(werkpunt=rabot, status=van)
            try:
                gelukt = rondes.zet_status(ronde, naar, door=consulent).status == naar
            except rondes.ValidationError:
                gelukt = False
            assert gelukt is (van == naar or naar in rondes.OVERGANGEN[van]), (van, naar)


def test_a_round_to_come_cannot_be_done(als, consulent, rabot):
    ronde = RondeFactory(werkpunt=rabot, dag=vandaag() + DAG)
    antwoord = als(consulent).post(f"{ronde.get_absolute_url()}status/", {"status": "klaar"}, follow=True)
    pagina = antwoord.content.decode()
    assert ("Deze ronde moet nog komen." in pagina, "Ronde afronden" in pagina, "Gaat niet door" in pagina) == (
        *(True, False, True),
    )
    assert Outreachronde.objects.get().status == "gepland"


def test_one_of_yesterday_is_written_down_as_done(als, consulent, plein):
    als(consulent).post("/outreach/rondes/nieuw/", ingevuld(plein, consulent, dag=(vandaag() - DAG).isoformat()))
    assert Outreachronde.objects.get().status == "klaar"


def test_one_that_was_done_meanwhile_stays_as_it_is(als, consulent, rabot, plein):
    ronde = RondeFactory(werkpunt=rabot, plaatsen=[plein], medewerkers=[consulent])
    adres, browser = ronde.get_absolute_url(), als(consulent)
    gezien = browser.get(adres).context["form"]["gezien"].value()
    rondes.zet_status(ronde, "klaar", door=consulent)
    antwoord = browser.post(adres, ingevuld(plein, consulent, sleutel=str(ronde.sleutel), gezien=gezien, van="10:00"))
    assert (antwoord.status_code, "kan niet meer gewijzigd" in antwoord.content.decode()) == (422, True)
    assert Outreachronde.objects.get().van == ronde.van
    assert browser.get(adres).context["form"] is None


def test_last_week_once_more(als, consulent, collega, rabot, plein):
    dicht = VindplaatsFactory(werkpunten=[rabot], actief=False)
    alles = {"werkpunt": rabot, "medewerkers": [consulent, collega], "status": "klaar"}
    RondeFactory(dag=MAANDAG, plaatsen=[plein, dicht], **alles)
    RondeFactory(dag=MAANDAG + DAG, plaatsen=[dicht], **alles)
    RondeFactory(dag=MAANDAG + 2 * DAG, plaatsen=[plein], **alles | {"status": "afgelast"})
    browser, volgende = als(consulent), (MAANDAG + rondes.WEEK).isoformat()
    for _ in range(2):
        browser.post("/outreach/rondes/overnemen/", {"dag": volgende})
    [nieuw] = Outreachronde.objects.filter(dag__gt=MAANDAG + 6 * DAG)
    assert (nieuw.dag, nieuw.status, {*nieuw.plaatsen.all()}, {*nieuw.medewerkers.all()}) == (
        *(MAANDAG + rondes.WEEK, "gepland", {plein}, {consulent, collega}),
    )
    assert f"{plein}" in browser.get(f"/outreach/rondes/?dag={volgende}").content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(als, consulent, collega, rabot, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        plein = VindplaatsFactory(naam=f"Plein {nummer}", werkpunten=[rabot])
        RondeFactory(werkpunt=rabot, plaatsen=[plein], medewerkers=[consulent, collega])
    browser = als(consulent)
    browser.get("/outreach/rondes/")
    with django_assert_num_queries(7):
        browser.get("/outreach/rondes/")
    with django_assert_num_queries(5):
        browser.get("/outreach/vindplaatsen/")


def test_the_paper_and_its_list(als, consulent, rabot, plein):
    """Printed, filled in by hand, copied: contacts of the round at that place."""
    ronde = RondeFactory(werkpunt=rabot, plaatsen=[plein], medewerkers=[consulent])
    browser = als(consulent)
    blad = browser.get(f"/outreach/blad/?ronde={ronde.sleutel}")
    assert (blad.headers["Content-Type"], blad.content[:5]) == ("application/pdf", b"%PDF-")
    adres = f"/balie/achteraf/?ronde={ronde.sleutel}"
    pagina = browser.get(adres)
    dagform, rij = pagina.context["dagform"], pagina.context["rijen"][0]
    assert (dagform["dag"].value(), dagform["vindplaats"].value(), rij["soort"].value()) == (
        *(ronde.dag, plein.pk, "outreach"),
    )
    velden = {"lijst": str(uuid.uuid4()), "plaats": "rabot", "dag": ronde.dag.isoformat(), "vindplaats": plein.pk}
    for nummer, wie, soort in ((0, "anoniem", "outreach"), (1, "nieuw", "outreach"), (2, "anoniem", "bezoek")):
        velden |= {f"r{nummer}-wie": wie, f"r{nummer}-soort": soort, f"r{nummer}-onderwerp": "vacature"}
        velden |= {f"r{nummer}-minuten": 15, f"r{nummer}-voornaam": "Elif", f"r{nummer}-telefoon": "0470 1"}
    for _ in range(2):
        assert browser.post(adres, velden).status_code == 302
    gemaakt = Contactmoment.objects.ongefilterd("test").order_by("pk")
    assert {contact.werkzoekende.telefoon for contact in gemaakt if contact.werkzoekende} == {"0470 1"}
    geteld = Straatregistratie.objects.ongefilterd("test").filter(ronde=ronde, vindplaats=plein)
    assert (gemaakt.count(), geteld.count()) == (3, 2)
    assert browser.get(ronde.get_absolute_url()).context["geteld"] == {"contacten": 2, "met_naam": 0}


def test_from_the_street_to_taking_part(als, consulent, rabot, ledeberg, plein):
    """Four anonymous contacts: two are of one person who came back, one of somebody who never did."""

    def op_straat(werkpunt=rabot, **velden):
        return ContactmomentFactory(werkpunt=werkpunt, door=consulent, soort=Soort.OUTREACH, **velden)

    eerste, tweede, derde, _ = (op_straat(werkzoekende=None) for _ in range(4))
    straat.noteer_plaats([eerste.sleutel, derde.sleutel], plein, door=consulent)
    terug, weg = WerkzoekendeFactory(), WerkzoekendeFactory()
    for contact, persoon in ((eerste, terug), (tweede, terug), (derde, weg)):
        bezoeken.koppel(contact, persoon, door=consulent)
    ContactmomentFactory(werkzoekende=terug, werkpunt=ledeberg, door=consulent)
    op_straat(werkzoekende=terug)  # with a name at once
    op_straat(werkpunt=ledeberg, werkzoekende=None)
    nu = Periode.van_tot(vandaag(), vandaag())
    samen, per_plaats = straatcijfers.tel(nu, [rabot])
    assert dict(samen.cijfers) == {"contacten": 5, "anoniem": 4, "gekoppeld": 3, "personen": 2, "deelnemers": 1}
    assert samen.conversie == 25
    assert [(regel.naam, regel.cijfers["personen"], regel.conversie) for regel in per_plaats] == [
        ("Plein", 2, 50),
        ("Geen vindplaats", 1, 50),
    ]
    services.start_begeleiding(weg, begeleider=consulent, werkpunt=rabot, door=consulent)
    assert straatcijfers.tel(nu, [rabot])[0].cijfers["deelnemers"] == 2
    gisteren = Periode.van_tot(vandaag() - DAG, vandaag() - DAG)
    leeg, geen = straatcijfers.tel(gisteren, [rabot])
    assert (set(leeg.cijfers.values()), leeg.conversie, geen) == ({0}, None, [])
    pagina = als(consulent).get("/outreach/cijfers/").content.decode()
    assert all(cijfer.definitie in pagina for cijfer in straatcijfers.CIJFERS)
    assert straatcijfers.CONVERSIE in pagina


def test_days_that_make_no_period_are_told(als, consulent):
    nu = timezone.localdate()
    antwoord = als(consulent).get("/outreach/cijfers/", {"van": nu.isoformat(), "tot": (nu - DAG).isoformat()})
    assert "De einddatum ligt voor de begindatum." in antwoord.content.decode()
