"""Attendance of a whole group: one contact for everybody, noted once, corrected, taken back."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.tijd import Periode, vandaag
from rapportage.bereik import bereken
from tests.factories.trajecten import SessieFactory
from tests.trajecten.mensen import zag
from trajecten import aanwezigheid, groepen
from trajecten.aanwezigheid import Keuze
from trajecten.models import Deelname, Module
from werkpunten import services
from werkpunten.models import Betrokkenheid, Contactmoment, Taak, Werkzoekende


@pytest.fixture
def sessie(rabot, consulent):
    return SessieFactory(werkpunt=rabot, begeleider=consulent, over=-1)


@pytest.fixture
def groep(sessie, rabot, consulent):
    mensen = [zag(consulent, rabot, dagen=40, werkzoekende__voornaam=naam) for naam in ("Elif", "Omar", "Nadia")]
    return [groepen.schrijf_in([sessie], persoon, door=consulent)[0] for persoon in mensen]


def post(client, sessie, groep, *standen, **extra):
    velden = {f"stand-{rij.pk}": stand for rij, stand in zip(groep, standen, strict=True) if stand}
    return client.post(f"/activiteiten/{sessie.sleutel}/aanwezigheid/", velden | extra)


def contacten(sessie):
    alle = Contactmoment.objects.ongefilterd("test").filter(bron="groep").order_by("werkzoekende__pk")
    mee = alle.select_related("werkzoekende").prefetch_related("onderwerpen")
    return [
        (rij.werkzoekende.voornaam, rij.soort, rij.minuten, [thema.slug for thema in rij.onderwerpen.all()])
        for rij in mee
    ]


def laatste_contacten():
    return {persoon.voornaam: persoon.laatste_contact for persoon in Werkzoekende.objects.ongefilterd("test")}


def standen(sessie):
    alle = Deelname.objects.ongefilterd("test").filter(sessie=sessie).select_related("contact").order_by("pk")
    return [rij.aanwezigheid for rij in alle]


def test_one_post_for_the_whole_group_and_the_same_again_changes_nothing(als, sessie, groep, consulent, rabot):
    client = als(consulent)
    for _ in range(2):
        assert post(client, sessie, groep, "", "afwezig", "", rest="aanwezig").url == sessie.get_absolute_url()
    assert contacten(sessie) == [
        ("Elif", "groep", 150, ["cv-of-brief"]),
        ("Omar", "poging", None, []),
        ("Nadia", "groep", 150, ["cv-of-brief"]),
    ]
    rij = Contactmoment.objects.ongefilterd("test").filter(soort="groep").first()
    assert (rij.dag, f"{rij.tijdstip:%H:%M}", rij.werkpunt, rij.notitie) == (
        sessie.dag,
        "09:30",
        rabot,
        "Solliciteren",
    )
    laatste = laatste_contacten()
    assert laatste == {"Elif": sessie.dag, "Nadia": sessie.dag, "Omar": vandaag() - timedelta(days=40)}


def test_alone_it_is_an_appointment(sessie, groep, consulent, rabot):
    alleen = SessieFactory(werkpunt=rabot, begeleider=consulent, capaciteit=1, wat="Wat kan ik?")
    (rij,) = groepen.schrijf_in([alleen], groep[0].werkzoekende, door=consulent)
    aanwezigheid.noteer(alleen, [Keuze(rij.pk, "aanwezig")], door=consulent)
    assert contacten(alleen) == [("Elif", "afspraak", 150, ["opleiding"])]


def test_who_did_not_come_is_followed_up_when_asked(als, sessie, groep, consulent):
    post(als(consulent), sessie, groep, "aanwezig", "afwezig", "afwezig", opvolgen="on")
    taken = Taak.objects.ongefilterd("test").order_by("werkzoekende__pk")
    assert [(taak.werkzoekende.voornaam, taak.wat) for taak in taken] == [
        ("Omar", "Opnieuw contact opnemen na een gemiste sessie"),
        ("Nadia", "Opnieuw contact opnemen na een gemiste sessie"),
    ]


def test_correction_corrects_the_contact(als, sessie, groep, consulent, collega):
    post(als(consulent), sessie, groep, "aanwezig", "afwezig", "", opvolgen="on")
    Contactmoment.objects.ongefilterd("test").update(aangemaakt=timezone.now() - timedelta(days=3))
    was = {f"was-{groep[0].pk}": "aanwezig", f"was-{groep[1].pk}": "afwezig"}
    antwoord = post(als(collega), sessie, groep, "afwezig", "aanwezig", "", **was)
    assert antwoord.status_code == 302
    assert contacten(sessie) == [("Elif", "poging", None, []), ("Omar", "groep", 150, ["cv-of-brief"])]
    laatste = laatste_contacten()
    assert (laatste["Elif"], laatste["Omar"]) == (vandaag() - timedelta(days=40), sessie.dag)
    assert list(Taak.objects.ongefilterd("test").values_list("status", flat=True)) == ["vervallen"]


def test_absent_after_all_is_followed_up_again(sessie, groep, consulent):
    rij = groep[0].pk
    aanwezigheid.noteer(sessie, [Keuze(rij, "afwezig")], opvolgen=True, door=consulent)
    aanwezigheid.noteer(sessie, [Keuze(rij, "aanwezig", "afwezig")], door=consulent)
    aanwezigheid.noteer(sessie, [Keuze(rij, "afwezig", "aanwezig")], opvolgen=True, door=consulent)
    assert list(Taak.objects.ongefilterd("test").values_list("status", flat=True)) == ["open"]


def test_what_a_colleague_noted_meanwhile_is_not_overwritten(als, sessie, groep, consulent, collega):
    post(als(collega), sessie, groep, "afwezig", "aanwezig", "")
    antwoord = post(als(consulent), sessie, groep, "aanwezig", "aanwezig", "aanwezig")
    naam = groep[0].werkzoekende.naam
    assert antwoord.status_code == 422
    assert f"Een collega noteerde intussen iets anders. Kijk na: {naam}." in antwoord.content.decode()
    assert standen(sessie) == ["afwezig", "aanwezig", ""]


def test_undo_takes_back_what_one_noted_just_now(als, sessie, groep, consulent, collega):
    post(als(collega), sessie, groep, "aanwezig", "", "")
    post(als(consulent), sessie, groep, "", "afwezig", "aanwezig", opvolgen="on")
    pagina = als(consulent).get(sessie.get_absolute_url()).content.decode()
    assert "Je noteerde daarnet de aanwezigheid van 2 personen." in pagina
    als(consulent).post(f"{sessie.get_absolute_url()}aanwezigheid/ongedaan/")
    assert (standen(sessie), Taak.objects.ongefilterd("test").count()) == (["aanwezig", "", ""], 0)
    post(als(consulent), sessie, groep, "", "aanwezig", "")
    Contactmoment.objects.ongefilterd("test").update(aangemaakt=timezone.now() - timedelta(minutes=11))
    als(consulent).post(f"{sessie.get_absolute_url()}aanwezigheid/ongedaan/")
    assert standen(sessie) == ["aanwezig", "aanwezig", ""]


def test_undone_at_the_desk_it_is_open_again(sessie, groep, consulent):
    aanwezigheid.noteer(sessie, [Keuze(groep[0].pk, "aanwezig")], door=consulent)
    services.maak_ongedaan(Contactmoment.objects.ongefilterd("test").get(bron="groep"), door=consulent)
    assert standen(sessie) == ["", "", ""]


def test_who_was_there_stays_on_the_list(als, sessie, groep, consulent):
    aanwezigheid.noteer(sessie, [Keuze(groep[0].pk, "aanwezig")], door=consulent)
    with pytest.raises(ValidationError, match="Verbeter eerst de aanwezigheid"):
        groepen.schrijf_uit(groep[0], door=consulent)
    with pytest.raises(ValidationError, match="al genoteerd wie er was"):
        groepen.zet_stand(sessie, "afgelast", door=consulent)


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("capaciteit", 1),
        ("module", "Wat kan ik?"),
    ],
    ids=["capaciteit", "module"],
)
def test_what_the_contacts_say_does_not_change_behind_them(sessie, rabot, consulent, veld, waarde):
    persoon = zag(consulent, rabot, dagen=40)
    (rij,) = groepen.schrijf_in([sessie], persoon, door=consulent)
    aanwezigheid.noteer(sessie, [Keuze(rij.pk, "aanwezig")], door=consulent)
    sessie.refresh_from_db()
    sessie.plaats, sessie.capaciteit = "Zaal 2", 10
    groepen.wijzig_sessie(sessie, door=consulent)
    setattr(sessie, veld, Module.objects.get(naam=waarde) if veld == "module" else waarde)
    with pytest.raises(ValidationError) as fout:
        groepen.wijzig_sessie(sessie, door=consulent)
    assert fout.value.message_dict == {veld: ["Dit blijft zoals het is: er is al genoteerd wie er was."]}
    aanwezigheid.neem_terug(sessie, door=consulent)
    groepen.wijzig_sessie(sessie, door=consulent)


def test_the_day_it_really_was_is_put_right_with_the_contacts(als, sessie, groep, consulent):
    """Long after the ten minutes: a session noted under a wrong day moves, and who was there with it."""
    keuzes = [Keuze(groep[0].pk, "aanwezig"), Keuze(groep[1].pk, "afwezig")]
    aanwezigheid.noteer(sessie, keuzes, door=consulent)
    Contactmoment.objects.ongefilterd("test").filter(bron="groep").update(
        aangemaakt=timezone.now() - timedelta(days=30)
    )
    sessie.refresh_from_db()
    dag = vandaag() - timedelta(days=3)
    sessie.dag, sessie.van, sessie.tot = dag, time(13), time(14)
    groepen.wijzig_sessie(sessie, door=consulent)
    rijen = Contactmoment.objects.ongefilterd("test").filter(bron="groep").order_by("pk")
    assert [(rij.dag, rij.tijdstip, rij.soort, rij.minuten) for rij in rijen] == [
        (dag, time(13), "groep", 60),
        (dag, time(13), "poging", None),
    ]
    sessie.dag = vandaag() + timedelta(days=1)
    with pytest.raises(ValidationError, match="kies een dag tot en met vandaag"):
        groepen.wijzig_sessie(sessie, door=consulent)


def test_what_the_register_refuses_is_said_on_the_page(als, sessie, groep, consulent, rabot):
    rabot.gesloten_op = sessie.dag - timedelta(days=1)
    rabot.save()
    antwoord = post(als(consulent), sessie, groep, "aanwezig", "", "")
    assert antwoord.status_code == 422
    assert "was op die dag al gesloten" in antwoord.content.decode()


def test_only_people_one_may_see_and_never_before_the_day(als, sessie, groep, consulent, vreemde, ledeberg):
    verborgen = zag(vreemde, ledeberg, werkzoekende__achternaam="Verborgen")
    (rij,) = groepen.schrijf_in([sessie], verborgen, door=vreemde)
    pagina = als(consulent).get(f"{sessie.get_absolute_url()}aanwezigheid/").content.decode()
    assert ("Elif" in pagina, "Verborgen" in pagina, "1 persoon van een ander werkpunt" in pagina) == (
        True,
        False,
        True,
    )
    post(als(consulent), sessie, [*groep, rij], "aanwezig", "", "", "aanwezig")
    assert standen(sessie) == ["aanwezig", "", "", ""]
    gezien = Betrokkenheid.objects.ongefilterd("test").filter(werkzoekende=verborgen, werkpunt=sessie.werkpunt)
    assert not gezien.exists()
    aanwezigheid.noteer(sessie, [Keuze(rij.pk, "aanwezig")], door=vreemde)
    assert gezien.exists()
    straks = SessieFactory(werkpunt=sessie.werkpunt, begeleider=consulent, over=1)
    with pytest.raises(ValidationError, match="moet nog komen"):
        aanwezigheid.noteer(straks, [], door=consulent)


def test_reach_counts_who_was_there_and_not_who_stayed_away(als, sessie, groep, consulent):
    post(als(consulent), sessie, groep, "aanwezig", "afwezig", "aanwezig")
    geteld = bereken(Periode.van_tot(sessie.dag, sessie.dag))
    assert (geteld.cel("bereikt"), geteld.cel("contacten")) == (2, 2)
