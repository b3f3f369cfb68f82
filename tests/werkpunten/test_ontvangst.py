"""Papers that were handed in: written down once, on paper in the person's language, taken back for ten minutes."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_briefjes import pdftotext, tekst_van  # noqa: F401 - a fixture
from toegang.models import Raadpleging
from werkpunten.briefjes import TALEN, van_bewijs
from werkpunten.models import Ontvangstbewijs, Papier, Werkzoekende

ID, CV = "kopie-van-identiteitskaart-of-verblijfsd", "cv"
TITELS = {
    "nl": ("Bewijs van ontvangst", "CV", "Bewaar dit papier."),
    "fr": ("Accusé de réception", "titre de séjour", "Gardez ce papier."),
    "en": ("Receipt", "identity card", "Keep this paper."),
    "tr": ("Teslim alma belgesi", "Özgeçmiş (CV)", "Bu kâğıdı saklayın."),
    "ar": ("2026", "•"),
    "bg": ("Разписка за получаване", "Автобиография (CV)", "Запазете този документ."),
}


@pytest.fixture
def persoon(rabot, consulent) -> Werkzoekende:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Yıldız")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


def adres(persoon) -> str:
    return f"{persoon.get_absolute_url()}papieren/"


def velden(**anders):
    return {"sleutel": uuid.uuid4(), "papieren": [CV, ID], "anders": "", "dag": vandaag().isoformat(), **anders}


def bewijzen():
    return Ontvangstbewijs.objects.ongefilterd("test")


def test_papers_are_kept_and_stand_on_the_timeline_with_the_receipt(als, consulent, collega, persoon):
    antwoord = als(consulent).post(adres(persoon), velden(anders="sleutel van het  lokaal"), follow=True)
    bewijs = bewijzen().get()
    assert (antwoord.redirect_chain, bewijs.door, bewijs.dag) == ([(adres(persoon), 302)], consulent, vandaag())
    assert bewijs.wat == ["Kopie van identiteitskaart of verblijfsdocument", "CV", "sleutel van het lokaal"]
    assert "Geef het ontvangstbewijs mee." in antwoord.content.decode()
    tijdlijn = als(collega).get(persoon.get_absolute_url(), {"soort": "papieren"}).content.decode()
    assert "Kopie van identiteitskaart of verblijfsdocument, CV, sleutel van het lokaal" in tijdlijn
    assert bewijs.get_absolute_url() in tijdlijn


@pytest.mark.parametrize("taal", TALEN)
def test_a_receipt_in_the_language_of_the_person(rabot, consulent, persoon, taal, tmp_path, pdftotext, caplog):  # noqa: F811
    persoon.contacttaal = taal
    bewijs = Ontvangstbewijs.objects.create(
        werkzoekende=persoon, werkpunt=rabot, door=consulent, anders="Brief van de huisbaas"
    )
    bewijs.papieren.set(Papier.objects.filter(slug__in=[ID, CV]))
    tekst = tekst_van(van_bewijs(bewijs), tmp_path)
    assert caplog.messages == []  # every glyph is there: a tagged PDF/UA-1
    assert all(deel in tekst for deel in (*TITELS[taal], "Elif Yıldız", "Werkpunt Rabot", "Brief van de huisbaas"))
    assert ("Dit kregen we: Kopie van identiteitskaart" in tekst) == (taal != "nl")


def test_the_receipt_is_logged_as_an_export(als, rabot, consulent, vreemde, persoon):
    bewijs = Ontvangstbewijs.objects.create(werkzoekende=persoon, werkpunt=rabot, door=consulent, anders="brief")
    antwoord = als(consulent).get(bewijs.get_absolute_url())
    assert (antwoord["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")
    blik = Raadpleging.objects.latest("pk")
    assert (blik.aard, blik.personen) == ("export", [persoon.pk])
    assert als(vreemde).get(bewijs.get_absolute_url()).status_code == 404


def test_the_same_form_twice_is_one_receipt_and_other_words_under_its_key_are_refused(als, consulent, persoon):
    client, gestuurd = als(consulent), velden()
    for _ in range(2):
        assert client.post(adres(persoon), gestuurd).status_code == 302
    for anders in ({"papieren": [CV]}, {"anders": "brief"}):
        antwoord = client.post(adres(persoon), gestuurd | anders)
        assert "Dit ontvangstbewijs was al bewaard met een andere inhoud." in antwoord.content.decode()
    assert bewijzen().count() == 1


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"papieren": []}, "Kies wat je kreeg, of schrijf het bij Iets anders."),
        ({"papieren": [], "anders": "\u200b"}, "Kies wat je kreeg, of schrijf het bij Iets anders."),
        ({"papieren": ["niets"]}, "Selecteer een geldige keuze"),
        ({"dag": (vandaag() + timedelta(days=1)).isoformat()}, "Deze dag moet nog komen."),
        ({"dag": "1950-01-01"}, "Deze datum ligt te ver terug."),
        ({"anders": "x" * 301}, "300"),
    ],
    ids=["niets", "onzichtbaar", "onbekend", "morgen", "te oud", "te lang"],
)
def test_what_is_wrong_is_told_and_stays_on_screen(als, consulent, persoon, anders, melding):
    antwoord = als(consulent).post(adres(persoon), velden(**anders))
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, melding in inhoud, bewijzen().count()) == (422, True, 0)
    assert anders.get("anders", "") in inhoud


def test_who_wrote_it_takes_it_back_for_ten_minutes(als, consulent, collega, persoon):
    als(consulent).post(adres(persoon), velden())
    terug = f"/papieren/{bewijzen().get().sleutel}/terug/"
    assert terug in als(consulent).get(adres(persoon)).content.decode()
    assert terug not in als(collega).get(adres(persoon)).content.decode()
    als(collega).post(terug)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        inhoud = als(consulent).post(terug, follow=True).content.decode()
    assert "Enkel wie dit noteerde, kan het terugnemen" in inhoud
    assert bewijzen().count() == 1
    assert als(consulent).post(terug).status_code == 302
    assert bewijzen().count() == 0
    assert als(consulent).post(terug).status_code == 404


def test_without_a_unit_nothing_is_written(als, consulent, persoon):
    als(consulent).post(adres(persoon), velden())
    consulent.aanstellingen.update(werkpunt=None, rol="wijkwerkconsulent")
    persoon.betrokkenheden.ongefilterd("test").update(werkpunt=None, medewerker=consulent)
    client = als(consulent)
    assert "Je werkt vandaag niet in een werkpunt." in client.get(adres(persoon)).content.decode()
    assert (client.post(adres(persoon), velden()).status_code, bewijzen().count()) == (404, 1)


def test_the_desk_leads_to_it_after_a_visit(als, consulent, persoon):
    assert f'href="{adres(persoon)}"' in als(consulent).get("/balie/").content.decode()
    assert f'href="{adres(persoon)}"' in als(consulent).get(persoon.get_absolute_url()).content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_page_costs_the_same_however_many(als, rabot, consulent, persoon, aantal, django_assert_num_queries):
    for _ in range(aantal):
        bewijs = Ontvangstbewijs.objects.create(werkzoekende=persoon, werkpunt=rabot, door=consulent)
        bewijs.papieren.set(Papier.objects.all())
    client = als(consulent)
    client.get(adres(persoon))
    with django_assert_num_queries(12):
        client.get(adres(persoon))
