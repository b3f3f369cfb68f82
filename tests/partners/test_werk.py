"""What somebody wants for work, in their file; who is proposed; and the figures."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kern.tijd import Periode, vandaag
from partners import cijfers
from partners.models import Bedrijfsbezoek, Beroep, Beroepswens, Beschikbaarheid, Voordracht
from partners.services import voordragen, wensen, werkgevers
from partners.services.voordragen import Stap
from tests.factories.werkgevers import VacatureFactory, draag_voor, spreekt, wil
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging

pytestmark = pytest.mark.django_db


def beroep(slug):
    return Beroep.objects.get(slug=slug)


def tekst(antwoord):
    return antwoord.content.decode()


def gewenst(persoon):
    rijen = Beroepswens.objects.ongefilterd("test").filter(werkzoekende=persoon)
    return [(rij.volgorde, rij.beroep.slug) for rij in rijen]


def test_wishes_in_order_and_when_somebody_can(als, consulent, persoon):
    adres, client = f"{persoon.get_absolute_url()}werk/", als(consulent)
    velden = {"stond": wensen.stand_van(persoon), "keuze_1": beroep("kok").pk, "keuze_3": beroep("afwasser").pk}
    uren = {"uren_van": "20", "uren_tot": "30", "momenten": ["voormiddag", "avond"], "vanaf": "2026-12-01"}
    assert client.post(adres, {**velden, **uren}).status_code == 302
    kan = Beschikbaarheid.objects.ongefilterd("test").get()
    assert gewenst(persoon) == [(1, "kok"), (2, "afwasser")]
    assert (kan.uren, kan.momenten, str(kan.vanaf), kan.door) == (
        *("20 tot 30 uur", ["voormiddag", "avond"], "2026-12-01"),
        consulent,
    )
    assert "20 tot 30 uur per week" in tekst(client.get(adres))


def test_who_comes_second_sees_what_stands_there_and_overwrites_nothing_unseen(als, consulent, collega, persoon):
    adres, stond = f"{persoon.get_absolute_url()}werk/", wensen.stand_van(persoon)
    als(collega).post(adres, {"stond": stond, "keuze_1": beroep("kok").pk})
    client = als(consulent)
    tweede = client.post(adres, {"stond": stond, "keuze_1": beroep("bakker").pk})
    assert (tweede.status_code, "Iemand anders wijzigde dit intussen" in tekst(tweede)) == (422, True)
    assert gewenst(persoon) == [(1, "kok")]
    nu = wensen.stand_van(persoon)
    assert f'value="{nu}"' in tekst(tweede)
    assert client.post(adres, {"stond": nu, "keuze_1": beroep("bakker").pk}).status_code == 302
    assert gewenst(persoon) == [(1, "bakker")]


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"keuze_1": "kok", "keuze_2": "kok"}, "Een beroep staat er twee keer bij."),
        ({"uren_van": "30", "uren_tot": "20"}, "Dit is minder dan het minste."),
        ({"uren_van": "0"}, "minstens 1 is"),
    ],
)
def test_wishes_that_cannot_be(als, consulent, persoon, velden, fout):
    gegevens = {naam: beroep(waarde).pk if naam.startswith("keuze") else waarde for naam, waarde in velden.items()}
    antwoord = als(consulent).post(f"{persoon.get_absolute_url()}werk/", {"stond": "/", **gegevens})
    assert (antwoord.status_code, fout in tekst(antwoord), gewenst(persoon)) == (422, True, [])


def test_an_occupation_of_before_stays_and_cannot_be_chosen_anew(als, consulent, persoon):
    wil(persoon, "kok")
    Beroep.objects.filter(slug__in=["kok", "bakker"]).update(geldig_tot=vandaag() - timedelta(days=1))
    pagina = tekst(als(consulent).get(f"{persoon.get_absolute_url()}werk/"))
    assert (f'value="{beroep("kok").pk}" selected' in pagina, ">Bakker<" in pagina) == (True, False)


def test_saving_the_same_again_writes_no_history(consulent, persoon):
    keuze = {"beroepen": [beroep("kok")], "kan": {"uren_van": 20}, "door": consulent}
    wensen.bewaar_wensen(persoon, **keuze, stond=wensen.stand_van(persoon))
    stond = wensen.stand_van(persoon)
    wensen.bewaar_wensen(persoon, **keuze, stond=stond)
    assert wensen.stand_van(persoon) == stond


def test_nobody_changes_wishes_of_somebody_they_may_not_change(vreemde, persoon):
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        wensen.bewaar_wensen(persoon, beroepen=[], kan={}, stond=wensen.stand_van(persoon), door=vreemde)


def test_the_same_fit_and_words_from_both_sides(als, consulent, persoon):
    spreekt(wil(persoon, "huishoudhulp"), "B1")
    vacature = VacatureFactory(talen={"nl": "A2"})
    VacatureFactory(werk="kok", titel="Past niet")
    client = als(consulent)
    dossier, lijst = (
        tekst(client.get(pad))
        for pad in (f"{persoon.get_absolute_url()}werk/", f"{vacature.get_absolute_url()}wie-past/")
    )
    redenen = "wil dit werk, 1e keuze · spreekt Nederlands B1 (A2 gevraagd)"
    assert (redenen in dossier, redenen in lijst, "Past niet" in dossier) == (True, True, False)


def test_the_list_of_who_fits_is_logged_paged_and_costs_the_same(als, consulent, rabot):
    vacature, client, aantallen = VacatureFactory(talen={"nl": "A2"}), als(consulent), []
    adres = f"{vacature.get_absolute_url()}wie-past/"
    mensen = []
    for meer in (1, 2):
        for _ in range(meer):
            mensen.append(wil(WerkzoekendeFactory(), "huishoudhulp", uren_van=20))
            ContactmomentFactory(werkzoekende=mensen[-1], werkpunt=rabot, door=consulent)
        client.get(adres)
        with CaptureQueriesContext(connection) as vragen:
            client.get(adres, headers={"HX-Request": "true"})
        aantallen.append(len(vragen))
    assert aantallen == [10, 10]
    gezien = Raadpleging.objects.order_by("-pk").first()
    assert (gezien.aard, sorted(gezien.personen)) == ("lijst", sorted(persoon.pk for persoon in mensen))


def test_from_the_list_to_a_proposal_and_further(als, consulent, persoon):
    vacature = VacatureFactory(titel="Poetsen")
    wil(persoon, "huishoudhulp")
    client = als(consulent)
    adres = f"{vacature.get_absolute_url()}voordragen/{persoon.uuid}/"
    assert adres in tekst(client.get(f"{vacature.get_absolute_url()}wie-past/"))
    velden = {"sleutel": "00000000-0000-4000-8000-000000000001", "akkoord_op": vandaag(), "akkoord_hoe": "mondeling"}
    zonder = client.post(adres, velden)
    assert (zonder.status_code, "Bespreek dit eerst met de persoon." in tekst(zonder)) == (422, True)
    for _ in range(2):
        assert client.post(adres, {**velden, "akkoord": "on"}).status_code == 302
    voordracht = Voordracht.objects.ongefilterd("test").get()
    stap = {"bij_werkgever-van": "voorgedragen", "bij_werkgever-op": vandaag()}
    sleutel = {"bij_werkgever-sleutel": "00000000-0000-4000-8000-000000000002"}
    client.post(voordracht.get_absolute_url(), {"doe": "bij_werkgever", **stap, **sleutel})
    pagina = tekst(client.get(voordracht.get_absolute_url()))
    assert ("Bij de werkgever" in pagina, "Aangeworven" in pagina) == (True, True)
    assert "Voordracht voor Poetsen bij" in tekst(client.get(persoon.get_absolute_url()))
    assert "Al voorgedragen" in tekst(client.get(f"{vacature.get_absolute_url()}wie-past/"))


def test_a_stale_page_changes_nothing_and_says_who_was_first(als, consulent, collega, persoon):
    voordracht = draag_voor(persoon, VacatureFactory(), door=consulent)
    voordragen.zet(voordracht, Stap("voorgedragen", "teruggetrokken"), door=collega)
    oud = {
        "doe": "bij_werkgever",
        "bij_werkgever-van": "voorgedragen",
        "bij_werkgever-op": vandaag(),
        "bij_werkgever-sleutel": "00000000-0000-4000-8000-000000000003",
    }
    antwoord = als(consulent).post(voordracht.get_absolute_url(), oud)
    assert (antwoord.status_code, "Colin" in tekst(antwoord)) == (422, True)
    assert "was eerst" in tekst(antwoord)


def test_who_is_hired_is_said_honestly(als, consulent, persoon):
    voordracht = draag_voor(persoon, VacatureFactory(), door=consulent)
    for van, naar in (("voorgedragen", "bij_werkgever"), ("bij_werkgever", "aangeworven")):
        voordragen.zet(voordracht, Stap(van, naar), door=consulent)
    assert "Werkpunten volgt de job zelf nog niet op" in tekst(als(consulent).get(voordracht.get_absolute_url()))


def test_closing_a_vacancy_says_how_many_proposals_still_run(als, consulent, persoon):
    vacature = VacatureFactory()
    draag_voor(persoon, vacature, door=consulent)
    antwoord = als(consulent).post(vacature.get_absolute_url(), {"stand": "ingevuld"}, follow=True)
    assert "Eén voordracht loopt nog." in tekst(antwoord)


def test_partner_staff_and_others_see_nothing_of_it(als, partnermedewerker, manager, beheerder, wijkwerkconsulent):
    vacature = VacatureFactory()
    paden = ["/werkgevers/", "/werkgevers/vacatures/", vacature.get_absolute_url(), "/werkgevers/cijfers/"]
    for wie in (partnermedewerker, manager, beheerder, wijkwerkconsulent):
        assert [als(wie).get(pad).status_code for pad in paden] == [404] * 4
        assert "Werkgevers" not in tekst(als(wie).get("/partners/"))


def test_figures_each_with_one_definition(als, consulent, collega, vreemde, persoon):
    oud = vandaag() - timedelta(days=400)
    eerste, tweede = VacatureFactory(), VacatureFactory(tot=vandaag())
    VacatureFactory(van=oud, tot=oud)
    VacatureFactory(werk="kok", van=vandaag() - timedelta(days=9), tot=vandaag() - timedelta(days=1))
    werkgevers.zet_vacature(tweede, "ingevuld", door=consulent)
    Bedrijfsbezoek.objects.create(werkgever=eerste.werkgever, verslag="gezien", door=consulent)
    Bedrijfsbezoek.objects.create(werkgever=eerste.werkgever, verslag="gezien", door=consulent, dag=oud)
    voordracht = draag_voor(persoon, eerste, door=consulent)
    voordragen.zet(voordracht, Stap("voorgedragen", "niet_aangeworven", waarom="uren"), door=collega)
    draag_voor(persoon, eerste, door=consulent)
    periode = Periode.van_tot(vandaag() - timedelta(days=30), vandaag())
    geteld = {cijfer.titel: dict(cijfer.tel(periode, consulent)) for cijfer in cijfers.ALLE}
    assert geteld["Vacatures per beroep"] == {
        "Huishoudhulp": [1, 0, 1, 0, 2],
        "Kok": [0, 1, 0, 0, 1],
        "Samen": [1, 1, 1, 0, 3],
    }
    resultaten = geteld["Voordrachten naar resultaat"]
    assert (resultaten["Voorgedragen"], resultaten["Niet aangeworven"], resultaten["Samen"]) == ([1], [1], [2])
    redenen = geteld["Waarom niet aangeworven"]
    assert (redenen["Uren of dagen pasten niet"], redenen["Samen"]) == ([1], [1])
    assert geteld["Bedrijfsbezoeken"]["Samen"] == [1]
    vreemd = {cijfer.titel: dict(cijfer.tel(periode, vreemde)) for cijfer in cijfers.ALLE}
    assert vreemd["Voordrachten naar resultaat"]["Samen"] == [0]
    assert als(consulent).get("/werkgevers/cijfers/").status_code == 200
    fout = als(consulent).get("/werkgevers/cijfers/?van=2026-02-01&tot=2026-01-01")
    assert (fout.status_code, "De einddatum ligt voor de begindatum." in tekst(fout)) == (422, True)
