"""The story beside the figures: who writes and reads it, its versions, and what partners see of the figures."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kern.tijd import vandaag
from rapportage import demo, verhalen
from rapportage.models import Document, Verhaal
from rapportage.projectverslag import verslag
from rapportage.tijdvakken import Tijdvak
from toegang.models import Medewerker
from trajecten.models import Project
from werkpunten.demo.laden import Vraag

K1 = Tijdvak.van_sleutel("2026-K1")
LEEG = dict.fromkeys(Verhaal.VELDEN, "")
ADRES = "/projecten/werkpunten/verslag/"


def schrijf(project, door, tekst, gezien=0):
    return verhalen.schrijf(project, K1, LEEG | {"werkte": tekst}, gezien=gezien, door=door)


def velden(**anders):
    return LEEG | {"gezien": "0", "geleerd": "Samen beginnen werkt beter."} | anders


def test_partners_and_the_coordinator_each_write_their_own(
    als, project, partnermedewerker, partner, buur, coordinator
):
    for wie, tekst in ((partnermedewerker, "Aan huis gaan."), (buur, "Koffie in de school."), (coordinator, "Snel.")):
        client = als(wie)
        assert client.post(f"{ADRES}schrijven/?tijdvak=2026-K1", velden(werkte=tekst)).status_code == 302
    for wie in (partnermedewerker, buur, coordinator):
        pagina = als(wie).get(f"{ADRES}?tijdvak=2026-K1").content.decode()
        assert all(tekst in pagina for tekst in ("Aan huis gaan.", "Koffie in de school.", "Snel.", "Wat werkte?"))
        assert "Koffie in de school." not in als(wie).get(f"{ADRES}?tijdvak=2026-K2").content.decode()
    assert sorted(Verhaal.objects.values_list("organisatie", "versie")) == sorted(
        (wie.organisatie_id, 1) for wie in (partnermedewerker, buur, coordinator)
    )


def test_saving_adds_a_version_and_the_same_words_do_not(als, project, partnermedewerker, partner):
    client, adres = als(partnermedewerker), f"{ADRES}schrijven/?tijdvak=2026-K1"
    for gezien, tekst in ((0, "Eerst."), (0, "Eerst."), (1, "Daarna.")):
        assert client.post(adres, velden(gezien=gezien, werkte=tekst)).status_code == 302
    assert list(Verhaal.objects.order_by("versie").values_list("versie", "werkte")) == [(1, "Eerst."), (2, "Daarna.")]
    pagina = client.get(f"{ADRES}?tijdvak=2026-K1").content.decode()
    assert pagina.index("Daarna.") < pagina.index("Vorige en ingetrokken versies") < pagina.index("Eerst.")


def leest(als, wie, tekst):
    return tekst in als(wie).get(f"{ADRES}?tijdvak=2026-K1").content.decode()


def test_an_older_version_is_read_by_its_writers_and_coordinators_only(
    als, project, partnermedewerker, partner, buur, manager, coordinator
):
    schrijf(project, partnermedewerker, "Jan Peeters was dakloos.")
    schrijf(project, partnermedewerker, "Iemand was dakloos.", gezien=1)
    for wie, vroeger in ((partnermedewerker, True), (coordinator, True), (buur, False), (manager, False)):
        assert (leest(als, wie, "Jan Peeters"), leest(als, wie, "Iemand was dakloos.")) == (vroeger, True)


def test_a_version_that_was_withdrawn_is_hidden_and_no_older_one_comes_back(
    als, project, partnermedewerker, partner, buur, manager, coordinator
):
    schrijf(project, partnermedewerker, "Eerst.")
    laatste = schrijf(project, partnermedewerker, "Jan Peeters.", gezien=1)
    adres = f"{ADRES}schrijven/?tijdvak=2026-K1"
    weg = {"intrekken": "1", "weg-versie": laatste.pk, "weg-reden": "er staat een naam in"}
    assert [als(wie).post(adres, weg).status_code for wie in (buur, manager)] == [422, 404]
    assert als(partnermedewerker).post(adres, weg | {"weg-reden": " "}).status_code == 422
    assert als(partnermedewerker).post(adres, weg).status_code == 302
    for wie, ziet in ((partnermedewerker, True), (coordinator, True), (buur, False), (manager, False)):
        assert [leest(als, wie, tekst) for tekst in ("Jan Peeters.", "Eerst.", "er staat een naam in")] == [ziet] * 3
    assert verslag(project, K1, coordinator).verhalen == []
    assert schrijf(project, partnermedewerker, "Jan Peeters.", gezien=2).versie == 3
    with pytest.raises(ValidationError, match="niet intrekken"):
        verhalen.trek_in(laatste, reden="zomaar", wissen=True, door=buur)


def test_the_words_are_wiped_for_good(als, project, partnermedewerker, partner, coordinator):
    verhaal = schrijf(project, partnermedewerker, "Jan Peeters.")
    weg = {"intrekken": "1", "weg-versie": verhaal.pk, "weg-reden": "lek", "weg-wissen": "on"}
    assert als(coordinator).post(f"{ADRES}schrijven/?tijdvak=2026-K1", weg).status_code == 302
    verhaal.refresh_from_db()
    assert (verhaal.antwoorden, verhaal.ingetrokken_door, verhaal.reden) == ([], coordinator, "lek")
    assert not leest(als, coordinator, "Jan Peeters.")
    for anders in ({"werkte": "Jan", "gewist_op": None}, {"ingetrokken_op": None}, {"versie": 4}):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Verhaal.objects.update(**anders)


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(als, project, partnermedewerker, partner):
    client, adres = als(partnermedewerker), f"{ADRES}schrijven/?tijdvak=2026-K1"
    schrijf(project, partnermedewerker, "Van een collega.")
    antwoord = client.post(adres, velden(werkte="Van mij."))
    pagina = antwoord.content.decode()
    assert (antwoord.status_code, verhalen.INTUSSEN in pagina) == (422, True)
    assert ("Van een collega." in pagina, "Van mij." in pagina) == (True, True)
    assert 'name="gezien" value="1"' in pagina
    assert client.post(adres, velden(gezien=1, werkte="Van ons twee.")).status_code == 302


def test_only_who_takes_part(als, project, partnermedewerker, partner, consulent, manager, beheerder):
    ander = Project.objects.exclude(pk=project.pk).first()
    assert als(partnermedewerker).get(f"/projecten/{ander.slug}/verslag/").status_code == 404
    assert [als(wie).get(ADRES).status_code for wie in (consulent, beheerder, manager)] == [404, 404, 200]
    for wie, waar in ((partnermedewerker, ander), (consulent, project), (manager, project)):
        with pytest.raises(ValidationError, match="niets schrijven"):
            schrijf(waar, wie, "tekst")


def test_a_period_in_which_the_project_did_not_run_does_not_exist(als, project, manager):
    Project.objects.filter(pk=project.pk).update(van="2025-11-15", tot="2026-05-01")
    project.refresh_from_db()
    assert [tijdvak.sleutel for tijdvak in verhalen.tijdvakken(project)] == [
        *("2026-K2", "2026-K1", "2025-K4"),
        *("2026", "2025"),
    ]
    for tijdvak, status in (("2026-K2", 200), ("2025", 200), ("2026-K3", 404), ("2026-01", 404), ("x", 404)):
        assert als(manager).get(f"{ADRES}?tijdvak={tijdvak}").status_code == status


def test_nothing_is_refused_and_the_database_keeps_what_was_written(als, project, coordinator):
    antwoord = als(coordinator).post(f"{ADRES}schrijven/?tijdvak=2026-K1", velden(geleerd="  "))
    assert (antwoord.status_code, "Schrijf minstens" in antwoord.content.decode()) == (422, True)
    schrijf(project, coordinator, "Snel.")
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Verhaal.objects.update(werkte="anders")


def test_a_partner_reads_the_figures_that_are_published(project, partnermedewerker, partner, manager, coordinator):
    van_partner, van_manager = (verslag(project, K1, wie) for wie in (partnermedewerker, manager))
    assert [verslag(project, K1, wie).document["niveau"] for wie in (partnermedewerker, coordinator)] == [
        "gepubliceerd",
        "exact",
    ]
    assert van_partner.tegels == van_manager.tegels
    assert van_partner.geteld == "Geteld sinds de start van het project, tot en met 31/03/2026."


def test_on_paper_with_figures_and_words(als, project, coordinator):
    schrijf(project, coordinator, "Eerste alinea.\nTweede alinea.")
    antwoord = als(coordinator).get(f"{ADRES}pdf/?tijdvak=2026-K1")
    assert (antwoord["Content-Type"], antwoord.content[:5]) == ("application/pdf", b"%PDF-")
    assert 'filename="verslag-werkpunten-2026-k1.pdf"' in antwoord["Content-Disposition"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(als, project, coordinator, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        schrijf(project, coordinator, f"Versie {nummer}", gezien=nummer)
    client = als(coordinator)
    client.get("/")
    with django_assert_num_queries(12):
        client.get(f"{ADRES}?tijdvak=2026-K1")


def test_the_demonstration_shows_a_report_and_a_document(coordinator, partnermedewerker):
    for medewerker, naam in ((coordinator, "coordinator"), (partnermedewerker, "partner")):
        Medewerker.objects.filter(pk=medewerker.pk).update(email=f"{naam}@demo.test")
    demo.laad(Vraag(1, 1, vandaag(), 1))
    assert sorted(Verhaal.objects.values_list("door__email", flat=True)) == sorted(demo.VERTELD)
    [document] = Document.objects.zichtbaar_voor(partnermedewerker)
    assert (document.soort, document.versies.get().extensie, document.project.slug) == ("verslag", "pdf", demo.SLUG)


def test_the_quarter_of_these_tests_is_over():
    assert K1.periode.einde <= datetime.date(2026, 11, 22)


def test_an_administrator_takes_away_what_should_not_stand_there(
    als, project, partnermedewerker, partner, beheerder, coordinator, manager
):
    verhaal = schrijf(project, partnermedewerker, "Jan Peeters.")
    schrijf(project, partnermedewerker, "Iemand.", gezien=1)
    assert f'href="{ADRES}verhalen/"' in als(beheerder).get("/documenten/").content.decode()
    client, adres = als(beheerder), f"{ADRES}verhalen/"
    pagina = client.get(adres).content.decode()
    assert [tekst in pagina for tekst in ("Jan Peeters.", "Iemand.", "het eerste kwartaal van 2026: versie 1")] == [
        True
    ] * 3
    weg = {"weg-versie": verhaal.pk, "weg-reden": "een\u200b naam", "weg-wissen": "on"}
    assert client.post(adres, weg | {"weg-reden": "\u200b\u200b\u200b"}).status_code == 422
    assert client.post(adres, weg).status_code == 302
    verhaal.refresh_from_db()
    assert (verhaal.antwoorden, verhaal.ingetrokken_door, verhaal.reden) == ([], beheerder, "een naam")
    assert "Jan Peeters." not in client.get(adres).content.decode()
    assert [als(wie).get(adres).status_code for wie in (partnermedewerker, coordinator, manager)] == [404] * 3
