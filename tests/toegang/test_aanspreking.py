"""We say "je" to everybody, and that something is done without "met succes": also where the words are Django's."""

import re
from collections.abc import Iterator

from django.contrib import admin
from django.contrib.auth.password_validation import password_validators_help_texts
from django.test import Client
from django.urls import reverse

from kern.tijd import vandaag
from toegang.services import keuzelink
from werkpunten.models import Sluitingsdag

VERKEERD = re.compile(r"\b(?:u|uw|uzelf)\b|succes", re.IGNORECASE)


def verkeerd(response) -> list[str]:
    """The lines of a page that say it wrong, looked at without markup."""
    inhoud = response.content.decode()
    hoofd = inhoud if "<main" not in inhoud else inhoud[inhoud.index("<main") :]
    regels = re.sub(r"<[^>]*>", "\n", hoofd).splitlines()
    return [regel.strip() for regel in regels if VERKEERD.search(regel)]


def beheerpaden(rijen: dict[str, int]) -> Iterator[str]:
    yield from ("/beheer/", "/beheer/jsi18n/")
    for model in admin.site._registry:
        naam = str(model._meta.model_name)
        lijst = f"/beheer/{model._meta.app_label}/{naam}/"
        yield from (lijst, f"{lijst}add/")
        if naam in rijen:
            yield from (f"{lijst}{rijen[naam]}/change/", f"{lijst}{rijen[naam]}/history/")


def test_pages_of_the_administration(als, beheerder, rabot, stad):
    dag = Sluitingsdag.objects.create(dag=vandaag())
    client = als(beheerder)
    rijen = {"medewerker": beheerder.pk, "werkpunt": rabot.pk, "organisatie": stad.pk, "sluitingsdag": dag.pk}
    for pad in beheerpaden(rijen):
        assert (pad, verkeerd(client.get(pad))) == (pad, [])


def test_what_the_administration_says_after_each_thing_done(als, beheerder):
    client, lijst = als(beheerder), "/beheer/werkpunten/sluitingsdag/"

    def gezegd(pad: str, **velden) -> list[str]:
        return verkeerd(client.post(lijst + pad, velden, follow=True))

    for nummer, knop in enumerate(("_save", "_addanother", "_continue"), start=1):
        assert gezegd("add/", dag=f"2026-12-{nummer:02d}", reden="Feestdag", **{knop: "1"}) == []
        dag = Sluitingsdag.objects.latest("pk")
        assert gezegd(f"{dag.pk}/change/", dag=dag.dag, reden="Kerstmis", **{knop: "1"}) == []
        assert verkeerd(client.get(f"{lijst}{dag.pk}/history/")) == []
    assert verkeerd(client.get(f"{lijst}{dag.pk}/delete/")) == []
    assert gezegd(f"{dag.pk}/delete/", post="yes") == []
    assert verkeerd(client.get(f"{lijst}{dag.pk}/change/", follow=True)) == []
    keuze = {"action": "delete_selected", "_selected_action": list(Sluitingsdag.objects.values_list("pk", flat=True))}
    assert [gezegd("", **keuze), gezegd("", **keuze, post="yes"), gezegd("", action=""), gezegd("add/")] == [[]] * 4
    assert not Sluitingsdag.objects.exists()


def test_pages_of_signing_in_and_of_passwords(als, db, consulent, mailoutbox):
    vreemd, eigen = Client(), als(consulent)
    link = keuzelink(consulent).removeprefix("http://testserver").split("/", 3)[-1]
    namen = ("login", "reset_password", "reset_password_done", "reset_password_from_key_done")
    antwoorden = [vreemd.get(reverse(f"account_{naam}")) for naam in namen]
    antwoorden += [vreemd.post(reverse("account_login"), {"login": consulent.email, "password": "fout"})]
    antwoorden += [vreemd.post(reverse("account_reset_password"), {"email": consulent.email}, follow=True)]
    antwoorden += [vreemd.post(reverse("account_reset_password"), {"email": "geen adres"})]
    antwoorden += [vreemd.get(f"/{link}", follow=True), vreemd.get("/wachtwoord/kiezen/a-b/")]
    kiezen = antwoorden[-2].redirect_chain[-1][0]
    antwoorden += [vreemd.post(kiezen, {"password1": "kort", "password2": "anders"})]
    antwoorden += [
        vreemd.post(kiezen, {"password1": p, "password2": p}, follow=True) for p in ["paard-batterij-nietje"]
    ]
    antwoorden += [eigen.get(reverse(f"account_{naam}")) for naam in ("logout", "change_password")]
    antwoorden += [eigen.post(reverse("account_change_password"), {"oldpassword": "fout", "password1": "123"})]
    antwoorden += [eigen.post(reverse("account_logout"), follow=True)]
    assert [verkeerd(antwoord) for antwoord in antwoorden] == [[]] * len(antwoorden)
    teksten = [*password_validators_help_texts(), *(f"{m.subject} {m.body}" for m in mailoutbox)]
    assert len(mailoutbox) == 1
    assert [tekst for tekst in teksten if VERKEERD.search(str(tekst))] == []
