"""Saved views of the caseload: kept without people in them, shared with colleagues of the same employer."""

import pytest

from tests.factories.toegang import MedewerkerFactory
from toegang.models import Weergave
from toegang.rollen import Rol

ADRES = "/caseload/weergaven/"
LEDEBERG = {"naam": "Ledeberg, Turks", "vraag": "wijk=ledeberg&contacttaal=tr&lijst=te-lang"}


def chips(client):
    tekst = " ".join(client.get("/caseload/").content.decode().split())
    return tekst.split('aria-label="Bewaarde weergaven"')[1].split("</ul>")[0] if "Bewaarde weergaven" in tekst else ""


def test_view_keeps_filters_and_order_and_nothing_else(als, consulent):
    vraag = "wijk=ledeberg&sorteer=-contact&na=12&pagina=3&wie=mij&naam=Demir&contacttaal="
    antwoord = als(consulent).post(ADRES, {"naam": "Mijn Ledeberg", "vraag": vraag})
    weergave = Weergave.objects.get()
    assert weergave.vraag == "wie=mij&sorteer=-contact&wijk=ledeberg"
    assert (weergave.medewerker, weergave.gedeeld) == (consulent, False)
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"/caseload/?{weergave.vraag}")


def test_shared_view_is_seen_by_colleagues_of_the_same_employer_only(als, consulent, collega, rabot):
    elders = MedewerkerFactory(rol=Rol.CONSULENT, rol__werkpunt=rabot)
    client = als(consulent)
    client.post(ADRES, LEDEBERG)
    assert [bool(chips(als(wie))) for wie in (consulent, collega, elders)] == [True, False, False]
    client.post(ADRES, {**LEDEBERG, "naam": "Gedeeld", "gedeeld": "on"})
    assert f"Gedeeld <small>van {consulent.korte_naam}</small>" in chips(als(collega))
    assert "van " not in chips(client)
    assert [bool(chips(als(wie))) for wie in (collega, elders)] == [True, False]
    consulent.is_active = False
    consulent.save()
    assert chips(als(collega)) == ""


@pytest.mark.parametrize("velden", [{"naam": ""}, {"naam": "x" * 61}, {"naam": "Ledeberg, Turks"}])
def test_view_without_a_good_name_is_told_and_not_kept(als, consulent, velden):
    client = als(consulent)
    client.post(ADRES, LEDEBERG)
    tekst = client.post(ADRES, {**LEDEBERG, **velden}, follow=True).content.decode()
    assert Weergave.objects.count() == 1
    assert ("Geef de weergave een naam" in tekst) is not ("Je hebt al een weergave met die naam." in tekst)


def test_owner_throws_it_away(als, consulent, collega):
    client = als(consulent)
    client.post(ADRES, {**LEDEBERG, "gedeeld": "on"})
    weg = f"{ADRES}{Weergave.objects.get().pk}/verwijder/"
    assert als(collega).post(weg).status_code == 404
    assert client.post(weg).status_code == 302
    assert (Weergave.objects.count(), chips(client)) == (0, "")
