"""``manage.py token`` and ``manage.py eerste_beheerder``."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories.toegang import WACHTWOORD
from toegang.models import ApiSleutel, Medewerker, Organisatie
from toegang.rollen import Rol


def roep(*args: str) -> str:
    uit = StringIO()
    call_command(*args, stdout=uit)
    return uit.getvalue().strip()


def test_token_is_shown_once_and_renewed(consulent: Medewerker):
    eerste, tweede = roep("token", consulent.email.upper()), roep("token", consulent.email)
    assert eerste != tweede
    assert ApiSleutel.objects.get(medewerker=consulent).hash == ApiSleutel.hash_van(tweede)


def test_token_for_nobody_is_one_line(db: None):
    with pytest.raises(CommandError, match=r"^Er is geen medewerker met e-mailadres x@y\.test\.$"):
        roep("token", "x@y.test")


def test_token_for_a_leaver_is_refused(uitgeschakeld: Medewerker):
    with pytest.raises(CommandError, match="is uit dienst en krijgt geen sleutel"):
        roep("token", uitgeschakeld.email)


def test_first_administrator_chooses_a_password_and_comes_in(db: None):
    uit = roep("eerste_beheerder", "Baas@Voorbeeld.test", "--organisatie", "Stad Gent", "--soort", "stad")
    medewerker = Medewerker.objects.get(email="baas@voorbeeld.test")
    assert (medewerker.rollen, str(medewerker.organisatie)) == ({Rol.BEHEERDER}, "Stad Gent")
    browser = Client()
    formulier = browser.get(re.search(r"http://[^/]+(/\S+)", uit)[1])["Location"]
    browser.post(formulier, {"password1": WACHTWOORD, "password2": WACHTWOORD})
    browser.post("/aanmelden/", {"login": medewerker.email, "password": WACHTWOORD})
    assert browser.get("/beheer/").status_code == 200


def test_second_run_makes_nothing_new(db: None):
    for _ in range(2):
        roep("eerste_beheerder", "baas@voorbeeld.test", "--organisatie", "Stad Gent")
    medewerker = Medewerker.objects.get()
    assert (medewerker.aanstellingen.count(), Organisatie.objects.filter(naam="Stad Gent").count()) == (1, 1)


@pytest.mark.parametrize(
    ("args", "fout"),
    [
        (("geen-adres", "--organisatie", "Stad Gent"), "Voer een geldig e-mailadres in."),
        (("a@b.test", "--organisatie", "Stad Gent", "--soort", "leger"), "leger"),
        (("a@b.test", "--organisatie", " "), "Dit veld"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(db: None, args: tuple[str, ...], fout: str):
    eerder = set(Organisatie.objects.values_list("pk"))
    with pytest.raises(CommandError, match=fout) as gevangen:
        roep("eerste_beheerder", *args)
    assert "\n" not in str(gevangen.value)
    assert set(Organisatie.objects.values_list("pk")) == eerder


def test_somebody_with_another_role_does_not_become_administrator(consulent: Medewerker):
    with pytest.raises(CommandError, match="geen beheerder"):
        call_command("eerste_beheerder", consulent.email, "--organisatie", "Stad Gent")
    assert list(consulent.aanstellingen.values_list("rol", flat=True)) == ["consulent"]
