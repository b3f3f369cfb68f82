"""Accounts and lists in ``/beheer/``: invitation, leaving, and what an administrator does not see."""

import re
from collections.abc import Callable

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.toegang import WACHTWOORD, MedewerkerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkpuntFactory
from tests.wereld import Wereld
from toegang.models import ApiSleutel, Medewerker, Organisatie, Raadpleging
from toegang.rollen import Rol
from werkpunten import services
from werkpunten.models import Werkpunt, Werkzoekende
from werkpunten.models.plaatsen import Verantwoordelijkheid

Als = Callable[[Medewerker], Client]
INLINES = ("openingsuren", "sluitingsdagen")
LEEG = {
    "aanstellingen-TOTAL_FORMS": 0,
    "aanstellingen-INITIAL_FORMS": 0,
    "aanstellingen-MIN_NUM_FORMS": 0,
    "aanstellingen-MAX_NUM_FORMS": 1000,
}


@pytest.fixture
def client(als: Als, beheerder: Medewerker) -> Client:
    return als(beheerder)


@pytest.fixture
def nieuw(client: Client, stad: Organisatie, rabot: Werkpunt, django_capture_on_commit_callbacks) -> Medewerker:
    """An account that an administrator just made, appointment and all."""
    velden = {
        **LEEG,
        "email": "Nieuw@Voorbeeld.test",
        "voornaam": "Nina",
        "achternaam": "Nieuw",
        "organisatie": stad.pk,
        "aanstellingen-TOTAL_FORMS": 1,
        "aanstellingen-0-rol": "consulent",
        "aanstellingen-0-werkpunt": rabot.pk,
        "aanstellingen-0-van": "2026-01-01",
        "aanstellingen-0-vte": "1",
    }
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/beheer/toegang/medewerker/add/", velden)
    assert response.status_code == 302
    return Medewerker.objects.get(email="nieuw@voorbeeld.test")


def link() -> str:
    return re.search(r"http://[^/]+(/wachtwoord/kiezen/\S+)", mail.outbox[-1].body)[1]


def kies(client: Client, pad: str, wachtwoord: str = WACHTWOORD):
    formulier = client.get(pad, follow=True).redirect_chain[-1][0]
    return client.post(formulier, {"password1": wachtwoord, "password2": wachtwoord})


def test_new_account_is_invited_and_its_owner_chooses_the_password(nieuw: Medewerker):
    assert (nieuw.has_usable_password(), nieuw.rollen) == (False, {Rol.CONSULENT})
    assert [(bericht.to, bericht.subject) for bericht in mail.outbox] == [
        (["nieuw@voorbeeld.test"], "Je account voor Werkpunten")
    ]
    browser = Client()
    assert kies(browser, link()).status_code == 302
    velden = {"login": nieuw.email, "password": WACHTWOORD}
    assert browser.post("/aanmelden/", velden)["Location"] == "/"


def test_link_works_once(nieuw: Medewerker):
    pad = link()
    kies(Client(), pad)
    assert "Deze link werkt niet meer." in Client().get(pad).content.decode()


def test_link_expires_after_three_days(nieuw: Medewerker, settings):
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Deze link werkt niet meer." in Client().get(link()).content.decode()


@pytest.mark.parametrize("wachtwoord", ["kort", "werkpunten-demo", "welkom-gent-2026", "password12345"])
def test_weak_password_is_refused(nieuw: Medewerker, wachtwoord: str):
    assert kies(Client(), link(), wachtwoord).status_code == 200
    nieuw.refresh_from_db()
    assert not nieuw.has_usable_password()


def test_failing_mail_server_is_told_and_the_account_is_there(client: Client, consulent: Medewerker, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    velden = {"action": "stuur_uitnodiging", "_selected_action": consulent.pk}
    response = client.post("/beheer/toegang/medewerker/", velden, follow=True)
    assert f"De mail aan {consulent.email} kon niet verstuurd worden." in response.content.decode()


def test_no_password_is_shown_or_asked(client: Client, consulent: Medewerker):
    pagina = client.get(f"/beheer/toegang/medewerker/{consulent.pk}/change/").content.decode()
    assert 'name="email"' in pagina
    assert 'name="password"' not in pagina
    assert "argon2" not in pagina


def wijzig(client: Client, medewerker: Medewerker, **velden):
    basis = {
        **LEEG,
        "email": medewerker.email,
        "voornaam": medewerker.voornaam,
        "achternaam": medewerker.achternaam,
        "organisatie": medewerker.organisatie_id,
    }
    return client.post(f"/beheer/toegang/medewerker/{medewerker.pk}/change/", basis | velden)


def test_leaver_is_out_at_once_and_appointments_end(client: Client, als: Als, consulent: Medewerker, rabot: Werkpunt):
    consulent.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=rabot, van="2099-01-01")
    ApiSleutel.vernieuw(consulent)
    browser = als(consulent)
    assert browser.get("/hulp/").status_code == 200
    assert wijzig(client, consulent).status_code == 302
    assert browser.get("/hulp/").status_code == 302
    assert [(aanstelling.rol, aanstelling.tot) for aanstelling in consulent.aanstellingen.all()] == [
        ("consulent", vandaag())
    ]
    assert not ApiSleutel.objects.filter(medewerker=consulent).exists()


def test_return_of_a_leaver_opens_no_old_files(client: Client, consulent: Medewerker, ledeberg: Werkpunt):
    """Somebody who comes back works somewhere else, with other people."""
    contact = ContactmomentFactory(door=consulent, werkpunt=ledeberg)
    services.start_begeleiding(contact.werkzoekende, begeleider=consulent, werkpunt=ledeberg, door=consulent)
    zichtbaar = Werkzoekende.objects.zichtbaar_voor
    assert zichtbaar(consulent).count() == 1
    wijzig(client, consulent)
    wijzig(client, consulent, is_active="on")
    terug = Medewerker.objects.get(pk=consulent.pk)
    terug.aanstellingen.create(rol=Rol.CONSULENT, werkpunt=WerkpuntFactory())
    assert zichtbaar(terug).count() == 0


def test_return_of_a_leaver_revives_no_session_and_sends_an_invitation(
    client: Client, als: Als, consulent: Medewerker, django_capture_on_commit_callbacks
):
    browser = als(consulent)
    wijzig(client, consulent)
    with django_capture_on_commit_callbacks(execute=True):
        wijzig(client, consulent, is_active="on")
    assert browser.get("/hulp/").status_code == 302
    assert [bericht.to for bericht in mail.outbox] == [[consulent.email]]


def test_nobody_switches_off_their_own_account(client: Client, beheerder: Medewerker):
    velden = {"action": "zet_uit_dienst", "_selected_action": beheerder.pk}
    response = client.post("/beheer/toegang/medewerker/", velden, follow=True)
    assert "Je kan jezelf niet uit dienst melden." in response.content.decode()
    wijzig(client, beheerder)
    beheerder.refresh_from_db()
    assert beheerder.is_active


def test_changed_address_makes_an_older_link_worthless(client: Client, nieuw: Medewerker):
    pad = link()
    wijzig(client, nieuw, email="ander@voorbeeld.test", is_active="on")
    assert "Deze link werkt niet meer." in Client().get(pad).content.decode()


def test_people_and_contacts_are_not_in_the_admin():
    assert {model.__name__ for model in admin.site._registry} >= {"Medewerker", "Werkpunt", "Raadpleging"}
    verboden = {"Werkzoekende", "Contactmoment", "Betrokkenheid", "Adres", "Intake", "Group", "EmailAddress"}
    assert not {model.__name__ for model in admin.site._registry} & verboden


def test_read_log_can_be_read_and_not_changed(client: Client, consulent: Medewerker):
    rij = Raadpleging.objects.create(
        medewerker_id=consulent.pk,
        scherm="werkpunten:werkzoekende-toegang",
        methode="GET",
        status=200,
        aard="inzage",
        verzoek="0" * 32,
        reden="vraagt naar haar kind",
        personen=[123456, 123457],
        moment=timezone.now(),
    )
    lijst = client.get(f"/beheer/toegang/raadpleging/?medewerker={consulent.pk}").content.decode()
    assert [woord in lijst for woord in (str(consulent), "Dossier: toegang", "getoond (200)")] == [True] * 3
    ander = MedewerkerFactory()
    assert "Dossier: toegang" not in client.get(f"/beheer/toegang/raadpleging/?medewerker={ander.pk}").content.decode()
    pad = f"/beheer/toegang/raadpleging/{rij.pk}/"
    pagina = client.get(f"{pad}change/").content.decode()
    assert re.search(r"(?i)personen:</label>\s*<div class=.readonly.>2<", pagina)
    assert "123456" not in pagina
    assert "haar kind" not in pagina
    assert client.post(f"{pad}delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{pad}change/", {"scherm": "iets anders"}).status_code == 403


def test_captions_of_the_lists_are_dutch(als: Als, beheerder: Medewerker):
    koppen = re.findall(r'<th scope="col">([^<]+)</th>', als(beheerder).get("/beheer/").content.decode())
    assert set(koppen) == {"Lijst", "Toevoegen", "Openen"}


@pytest.mark.parametrize("pad", ["/beheer/", "/beheer/toegang/medewerker/", "/beheer/bestaat-niet/"])
def test_strangers_sign_in_first(db: None, pad: str):
    verwacht = (404, None) if "bestaat" in pad else (302, f"/aanmelden/?next={pad}")
    response = Client().get(pad)
    assert (response.status_code, response.get("Location")) == verwacht


@pytest.mark.parametrize("rol", ["consulent", "coordinator", "manager", "partnermedewerker"])
def test_other_roles_find_nothing(als: Als, request: pytest.FixtureRequest, rol: str):
    browser = als(request.getfixturevalue(rol))
    assert [browser.get(pad).status_code for pad in ("/beheer/", "/beheer/toegang/medewerker/")] == [404, 404]


@pytest.mark.parametrize("pad", ["login", "logout", "password_change"])
def test_admin_has_no_account_pages_of_its_own(client: Client, pad: str):
    assert client.get(f"/beheer/{pad}/").status_code == 404


@pytest.mark.parametrize(
    "model", ["toegang.Medewerker", "toegang.Organisatie", "werkpunten.Werkpunt", "werkpunten.Wijk"]
)
def test_what_cases_point_at_has_no_page_to_delete_it(client: Client, wereld: Wereld, model: str):
    """Such a page would load every contact behind it, and print them."""
    gekozen = apps.get_model(model).objects.first()
    assert client.get(f"/beheer/{model.lower().replace('.', '/')}/{gekozen.pk}/delete/").status_code == 403
    assert not Raadpleging.objects.exists()


@pytest.mark.parametrize("model", ["onderwerp", "telregel"])
def test_lists_that_figures_use_are_not_deleted(client: Client, model: str):
    gekozen = apps.get_model("werkpunten", model).objects.first()
    assert client.get(f"/beheer/werkpunten/{model}/{gekozen.pk}/delete/").status_code == 403


def test_address_that_is_taken_is_told_once(client: Client, stad: Organisatie, consulent: Medewerker):
    velden = {**LEEG, "email": consulent.email.upper(), "voornaam": "A", "achternaam": "B", "organisatie": stad.pk}
    pagina = client.post("/beheer/toegang/medewerker/add/", velden).content.decode()
    assert re.findall(r"[^<>]*e-?mailadres[^<>]*\.<", pagina, re.IGNORECASE) == [
        "Er is al een account met dit e-mailadres.<"
    ]


def test_lists_and_messages_are_in_plain_dutch(client: Client, stad: Organisatie, rabot: Werkpunt):
    assert "<h1>Werkpunten</h1>" in client.get("/beheer/werkpunten/werkpunt/").content.decode()
    velden = {"naam": "Stad Gent", "soort": "stad", "actief": "on", "aliassen": "", "_continue": "ja"}
    bewaard = client.post(f"/beheer/toegang/organisatie/{stad.pk}/change/", velden, follow=True).content.decode()
    assert "is bewaard. Hieronder kan je verder werken." in bewaard
    assert not re.search(r"\b(U|u|uw|Uw)\b", re.sub(r"<[^>]+>", " ", bewaard))


def test_short_name_is_explained_and_stays(client: Client, rabot: Werkpunt):
    nieuw = client.get("/beheer/werkpunten/werkpunt/add/").content.decode()
    assert nieuw.index("Naam:") < nieuw.index("Korte naam:") < nieuw.index("Later niet meer te wijzigen")
    bestaand = client.get(f"/beheer/werkpunten/werkpunt/{rabot.pk}/change/").content.decode()
    assert 'name="slug"' not in bestaand


def test_who_answers_for_a_unit_has_a_history(client: Client, rabot: Werkpunt, stad: Organisatie):
    """Written by the triggers of the link table: also for a form that only saves the links."""
    velden = {naam: waarde for naam, waarde in forms.model_to_dict(rabot).items() if waarde is not None}
    velden |= {f"{lijst}-{deel}_FORMS": 0 for lijst in INLINES for deel in ("TOTAL", "INITIAL")}
    velden["verantwoordelijken"] = [stad.pk]
    assert client.post(f"/beheer/werkpunten/werkpunt/{rabot.pk}/change/", velden).status_code == 302
    [rij] = Verantwoordelijkheid.gebeurtenissen.rel.related_model.objects.all()
    assert (rij.pgh_label, rij.werkpunt_id, rij.organisatie_id) == ("insert", rabot.pk, stad.pk)
    assert rij.pgh_context["methode"] == "POST"


def test_staff_stand_by_name_as_people_do(client: Client, beheerder: Medewerker):
    for voornaam, achternaam in [("Zoë", "Zwart"), ("An", "van den Berg"), ("Émile", "Éloy"), ("Bo", "Eland")]:
        MedewerkerFactory(voornaam=voornaam, achternaam=achternaam)
    Medewerker.objects.filter(pk=beheerder.pk).update(sorteernaam="aaa")
    tekst = client.get("/beheer/toegang/medewerker/").content.decode()
    op_scherm = re.findall(r'field-achternaam"><a [^>]*>([^<]+)<', tekst)
    assert op_scherm[1:] == ["Eland", "Éloy", "van den Berg", "Zwart"]
    assert [wie.achternaam for wie in Medewerker.objects.all()][1:] == op_scherm[1:]


def test_no_choice_is_called_dashes(client: Client, stad: Organisatie, rabot: Werkpunt, consulent: Medewerker):
    """Lists with their actions, empty forms, filled ones and the rows below them."""
    paginas = {}
    for model in admin.site._registry:
        lijst = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        rij = model._default_manager.order_by("pk").first()
        for adres in (lijst, f"{lijst}add/", *([f"{lijst}{rij.pk}/change/"] if rij else [])):
            antwoord = client.get(adres)
            if antwoord.status_code == 200:
                paginas[adres] = antwoord.content.decode()
    assert [adres for adres, pagina in paginas.items() if "----" in pagina] == []
    assert "niet ingevuld" in paginas["/beheer/werkpunten/sluitingsdag/add/"]
    assert "Kies uit de lijst" in paginas["/beheer/toegang/medewerker/add/"]
    assert len(paginas) > 25
