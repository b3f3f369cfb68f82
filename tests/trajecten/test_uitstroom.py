"""Work somebody found: where, with which subsidy, the aftercare, and what the database keeps."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kern.tijd import vandaag
from tests.factories.trajecten import UitstroomFactory
from tests.factories.werkgevers import WerkgeverFactory
from tests.trajecten.mensen import begeleidt, zag
from toegang.models import Medewerker
from trajecten import uitstroom
from trajecten.models import Aanwervingssubsidie, Nazorg, Subsidiesoort, Uitstroom
from werkpunten import services
from werkpunten.models import Contactmoment, Onderwerp, Werkzoekende


@pytest.fixture
def persoon(rabot, consulent):
    return zag(consulent, rabot, dagen=30, werkzoekende__voornaam="Elif")


@pytest.fixture
def werk(persoon, consulent):
    return UitstroomFactory(werkzoekende=persoon, door=consulent)


def invoer(**anders):
    velden = {"sleutel": str(uuid.uuid4()), "werkgever": WerkgeverFactory().pk, "functie": "Keukenhulp"}
    return velden | {"contract": "interim", "uren": 24, "begin": vandaag().isoformat()} | anders


def subsidie(werk, **anders):
    soort = Subsidiesoort.objects.get(naam="Artikel 60")
    velden = {"soort": soort, "bedrag": Decimal("1250.50"), "van": vandaag(), "tot": vandaag() + timedelta(days=90)}
    return Aanwervingssubsidie(uitstroom=werk, **(velden | anders))


def test_noted_from_the_file_once_and_on_the_timeline(als, persoon, consulent):
    adres, velden = f"{persoon.get_absolute_url()}activiteiten/werk/", invoer()
    antwoorden = [als(consulent).post(adres, velden) for _ in range(2)]
    werk = Uitstroom.objects.ongefilterd("test").get()
    assert [antwoord.url for antwoord in antwoorden] == [werk.get_absolute_url()] * 2
    assert (werk.contract, werk.uren, werk.door, werk.loopt) == ("interim", 24, consulent, True)
    assert "Begon te werken: Keukenhulp" in als(consulent).get(persoon.get_absolute_url()).content.decode()
    anders = als(consulent).post(adres, velden | {"functie": "Kok"})
    assert "Dit werk was al bewaard met een andere inhoud." in anders.content.decode()


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"einde": vandaag() - timedelta(days=300)}, "uitstroom_einde_na_begin"),
        ({"uren": 51}, "uitstroom_uren_redelijk"),
        ({"einde_reden": "ziek"}, "uitstroom_reden_bij_einde"),
    ],
)
def test_database_refuses(werk, velden, naam):
    with pytest.raises(IntegrityError, match=naam):
        Uitstroom.objects.ongefilterd("test").update(**velden)


def test_same_employer_at_the_same_time_says_so_in_dutch(als, werk, persoon, consulent):
    antwoord = als(consulent).post(
        f"{persoon.get_absolute_url()}activiteiten/werk/", invoer(werkgever=werk.werkgever_id, uren=60)
    )
    assert "Schrijf tussen 1 en 50 uren per week." in antwoord.content.decode()
    antwoord = als(consulent).post(
        f"{persoon.get_absolute_url()}activiteiten/werk/", invoer(werkgever=werk.werkgever_id)
    )
    assert antwoord.status_code == 422
    assert "Deze persoon werkt daar al in (een deel van) die periode." in antwoord.content.decode()


def test_it_ends_with_a_reason_and_goes_on_after_all(als, werk, consulent):
    adres, dag = werk.get_absolute_url(), vandaag() - timedelta(days=1)
    te_vroeg = als(consulent).post(
        adres, {"doe": "einde", "einde-einde": (werk.begin - timedelta(days=1)).isoformat(), "einde-reden": "ziek"}
    )
    assert "De laatste werkdag ligt voor de eerste." in te_vroeg.content.decode()
    als(consulent).post(adres, {"doe": "einde", "einde-einde": dag.isoformat(), "einde-reden": "contract liep af"})
    werk.refresh_from_db()
    assert (werk.einde, werk.einde_reden, werk.loopt) == (dag, "contract liep af", False)
    als(consulent).post(adres, {"doe": "verder"})
    werk.refresh_from_db()
    assert (werk.einde, werk.einde_reden) == (None, "")


def test_subsidy_with_kind_amount_and_period(als, werk, consulent):
    velden = {
        "doe": "subsidie",
        "subsidie-sleutel": str(uuid.uuid4()),
        "subsidie-soort": Subsidiesoort.objects.get(naam="Artikel 60").pk,
        "subsidie-bedrag": "1250.50",
        "subsidie-van": werk.begin.isoformat(),
        "subsidie-voorwaarden": "minstens een jaar in dienst",
    }
    for _ in range(2):
        assert als(consulent).post(werk.get_absolute_url(), velden).status_code == 302
    rij = Aanwervingssubsidie.objects.ongefilterd("test").get()
    assert (rij.bedrag, rij.werkzoekende_id) == (Decimal("1250.50"), werk.werkzoekende_id)
    pagina = als(consulent).get(werk.get_absolute_url()).content.decode()
    assert ("1.250,50" in pagina, "minstens een jaar in dienst" in pagina) == (True, True)


def test_each_refusal_of_a_subsidy_in_dutch(werk, consulent):
    uitstroom.noteer_subsidie(subsidie(werk), door=consulent)
    for velden, zin in (
        ({}, "Deze subsidie staat er al"),
        ({"van": vandaag() + timedelta(days=200), "bedrag": Decimal(0)}, "Het bedrag is meer dan 0 euro"),
        ({"tot": vandaag() - timedelta(days=1)}, "De einddatum ligt voor de begindatum"),
        ({"van": vandaag() - timedelta(days=9000)}, "Deze subsidie bestond niet op die dag"),
    ):
        with pytest.raises(ValidationError, match=zin):
            uitstroom.noteer_subsidie(subsidie(werk, **velden), door=consulent)


def test_aftercare_is_a_contact_and_goes_with_it(als, werk, consulent):
    velden = {
        "doe": "nazorg",
        "nazorg-sleutel": str(uuid.uuid4()),
        "nazorg-soort": "taal",
        "nazorg-kanaal": "telefoon",
        "nazorg-dag": vandaag().isoformat(),
        "nazorg-minuten": "15",
        "nazorg-onderwerp": Onderwerp.objects.get(slug="nederlands").pk,
        "nazorg-notitie": "gaat goed",
    }
    for _ in range(2):
        assert als(consulent).post(werk.get_absolute_url(), velden).status_code == 302
    nazorg = Nazorg.objects.ongefilterd("test").select_related("contact").get()
    contact = nazorg.contact
    assert (nazorg.soort, contact.soort, contact.minuten, contact.notitie) == ("taal", "telefoon", 15, "gaat goed")
    assert Werkzoekende.objects.ongefilterd("test").get().laatste_contact == vandaag()
    assert "Taalcoaching" in als(consulent).get(werk.get_absolute_url()).content.decode()
    services.maak_ongedaan(Contactmoment.objects.ongefilterd("test").get(bron="nazorg"), door=consulent)
    assert not Nazorg.objects.ongefilterd("test").exists()
    te_vroeg = (werk.begin - timedelta(days=1)).isoformat()
    antwoord = als(consulent).post(werk.get_absolute_url(), velden | {"nazorg-dag": te_vroeg})
    assert "Nazorg begint op de eerste werkdag." in antwoord.content.decode()


def test_an_aftercare_key_sent_again_for_another_job_or_kind_is_refused(als, werk, persoon, consulent, rabot):
    ander = UitstroomFactory(werkzoekende=persoon, door=consulent)
    gegevens = {
        "kanaal": "telefoon",
        "dag": vandaag(),
        "minuten": 15,
        "notitie": "gaat goed",
        "onderwerp": Onderwerp.objects.get(slug="nederlands"),
        "werkpunt": rabot,
        "sleutel": uuid.uuid4(),
        "door": consulent,
    }
    eerste = uitstroom.noteer_nazorg(werk, soort="taal", **gegevens)
    assert uitstroom.noteer_nazorg(werk, soort="taal", **gegevens).contact == eerste.contact
    for job, soort in ((ander, "taal"), (werk, "job")):
        with pytest.raises(ValidationError, match="Deze nazorg was al bewaard met een andere inhoud"):
            uitstroom.noteer_nazorg(job, soort=soort, **gegevens)
    nazorg = Nazorg.objects.ongefilterd("test").get()
    assert (nazorg.uitstroom, nazorg.soort, nazorg.contact) == (werk, "taal", eerste.contact)


def test_who_may_only_read_changes_nothing(als, werk, persoon, collega, consulent, ledeberg, rabot):
    begeleiding = begeleidt(collega, persoon, rabot)
    services.beeindig_begeleiding(begeleiding, reden="ander werk", door=collega)
    collega.aanstellingen.update(werkpunt=ledeberg)
    assert als(collega).get(werk.get_absolute_url()).status_code == 200
    assert als(collega).post(werk.get_absolute_url(), {"doe": "verder"}).status_code == 404
    with pytest.raises(ValidationError, match="Je kan dit dossier niet wijzigen"):
        uitstroom.noteer_subsidie(subsidie(werk), door=Medewerker.objects.get(pk=collega.pk))
