"""Documents of a partnership: who sees which, versions, what is refused, withdrawing, and who took one along."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from rapportage import documenten
from rapportage.models import Document, Documentversie, Ophaling
from tests.factories.documenten import PDF, maak_document
from toegang.rollen import Rol
from trajecten.models import Project

ANDERE_PDF = PDF + b"%tweede\n"
LIJST = "/documenten/"


def velden(**anders):
    bestand = SimpleUploadedFile("../../evil.exe", PDF, content_type="text/html")
    return {"titel": "Samenwerkingsovereenkomst", "soort": "overeenkomst", "bestand": bestand} | anders


def ziet(medewerker):
    return sorted(Document.objects.zichtbaar_voor(medewerker).values_list("titel", flat=True))


def test_put_here_once_and_taken_along_by_another_partner(als, partnermedewerker, partner, buur, project):
    sleutel = uuid.uuid4()
    adressen = [
        als(partnermedewerker).post(f"{LIJST}nieuw/", velden(voor=f"p{project.pk}", sleutel=sleutel)).url
        for _ in range(2)
    ]
    document = Document.objects.get()
    assert adressen == [document.get_absolute_url()] * 2
    assert (document.organisatie, document.door) == (partner.organisatie, partnermedewerker)
    client = als(buur)
    assert "Samenwerkingsovereenkomst" in client.get(LIJST).content.decode()
    antwoord = client.get(f"{document.get_absolute_url()}1/")
    assert antwoord.content == PDF
    koppen = {naam: antwoord[naam] for naam in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")}
    assert koppen == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": 'attachment; filename="samenwerkingsovereenkomst-v1.pdf"',
    }
    [ophaling] = Ophaling.objects.all()
    assert (ophaling.medewerker, ophaling.versie.nummer) == (buur, 1)
    tekst = als(partnermedewerker).get(document.get_absolute_url()).content.decode()
    assert f"{buur} <small>{buur.organisatie}</small>, versie 1" in tekst
    assert "Wie haalde het op?" not in client.get(document.get_absolute_url()).content.decode()


def test_a_key_sent_again_for_something_else_is_refused(als, coordinator, project):
    sleutel = uuid.uuid4()
    for titel, status in (("Verslag", 302), ("Ander verslag", 422)):
        gegevens = velden(voor=f"p{project.pk}", sleutel=sleutel, titel=titel)
        antwoord = als(coordinator).post(f"{LIJST}nieuw/", gegevens)
        assert antwoord.status_code == status
    assert "Dit document was al bewaard met een andere inhoud." in antwoord.content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"<html><script>alert(1)</script>", "Dit is geen PDF"),
        (PDF + b"0" * documenten.GROOTSTE, "groter dan 10 MB"),
        (b"", "Dit bestand is leeg."),
    ],
    ids=["html", "large", "empty"],
)
def test_what_is_refused_by_its_content(als, coordinator, project, inhoud, zin):
    bestand = SimpleUploadedFile("afspraken.pdf", inhoud, content_type="application/pdf")
    gegevens = velden(voor=f"p{project.pk}", sleutel=uuid.uuid4(), bestand=bestand)
    antwoord = als(coordinator).post(f"{LIJST}nieuw/", gegevens)
    assert (antwoord.status_code, zin in antwoord.content.decode()) == (422, True)
    assert not Documentversie.objects.exists()


def test_who_sees_which(partner, partnermedewerker, buur, coordinator, manager, beheerder, consulent, project):
    ander_project = Project.objects.exclude(pk=project.pk).first()
    maak_document(coordinator, titel="allen", project=project)
    maak_document(coordinator, titel="elders", project=ander_project)
    maak_document(coordinator, titel="onder ons", partner=partner)
    weg = maak_document(coordinator, titel="weg", project=project)
    documenten.trek_in(weg, reden="verouderd", door=coordinator)
    assert [ziet(wie) for wie in (partnermedewerker, buur, manager, consulent)] == [
        ["allen", "onder ons"],
        ["allen"],
        ["allen", "elders", "onder ons"],
        [],
    ]
    assert ziet(coordinator) == ziet(beheerder) == ["allen", "elders", "onder ons", "weg"]
    partner.stand = "gestopt"
    partner.save()
    assert ziet(partnermedewerker) == []


def test_a_partner_offers_only_what_is_its_own(als, partner, partnermedewerker, buur, project):
    ander_project = Project.objects.exclude(pk=project.pk).first()
    vreemd = buur.organisatie.partner
    for voor in (f"p{ander_project.pk}", f"o{vreemd.pk}", "o0"):
        antwoord = als(partnermedewerker).post(f"{LIJST}nieuw/", velden(voor=voor, sleutel=uuid.uuid4()))
        assert antwoord.status_code == 422
    with pytest.raises(ValidationError, match="Kies voor wie"):
        maak_document(partnermedewerker, partner=vreemd)
    assert not Document.objects.exists()


def test_versions_follow_each_other_and_stay(als, partner, partnermedewerker, buur, project):
    document = maak_document(partnermedewerker, project=project)
    adres, client = document.get_absolute_url(), als(partnermedewerker)
    nieuw = {"doe": "versie", "versie-sleutel": uuid.uuid4(), "versie-toelichting": "bijlage erbij"}
    for _ in range(2):
        bestand = SimpleUploadedFile("x", ANDERE_PDF)
        assert client.post(adres, nieuw | {"versie-bestand": bestand}).status_code == 302
    versies = document.versies.order_by("nummer")
    assert [(rij.nummer, bytes(rij.inhoud), rij.toelichting) for rij in versies] == [
        (1, PDF, ""),
        (2, ANDERE_PDF, "bijlage erbij"),
    ]
    zelfde = nieuw | {"versie-sleutel": uuid.uuid4(), "versie-bestand": SimpleUploadedFile("x", ANDERE_PDF)}
    assert "hetzelfde als de vorige versie" in client.post(adres, zelfde).content.decode()
    assert als(buur).get(f"{adres}1/").content == PDF
    zelfde["versie-bestand"] = SimpleUploadedFile("x", PDF)
    assert als(buur).post(adres, zelfde).status_code == 404
    with pytest.raises(ValidationError, match="niet wijzigen"):
        documenten.vernieuw(document, PDF, toelichting="", sleutel=uuid.uuid4(), door=buur)


def test_withdrawn_with_a_reason_nobody_takes_it_along_and_back(als, partner, partnermedewerker, buur, project):
    document = maak_document(partnermedewerker, project=project)
    adres, client = document.get_absolute_url(), als(partnermedewerker)
    assert client.post(adres, {"doe": "intrekken", "intrekken-reden": " "}).status_code == 422
    client.post(adres, {"doe": "intrekken", "intrekken-reden": "verouderd"})
    assert (client.get(adres).status_code, client.get(f"{adres}1/").status_code) == (200, 404)
    assert (als(buur).get(adres).status_code, als(buur).get(f"{adres}1/").status_code) == (404, 404)
    with pytest.raises(ValidationError, match="Zet het eerst terug"):
        documenten.vernieuw(document, ANDERE_PDF, toelichting="", sleutel=uuid.uuid4(), door=partnermedewerker)
    client.post(adres, {"doe": "terug"})
    assert als(buur).get(f"{adres}1/").content == PDF
    document.refresh_from_db()
    assert (document.ingetrokken_op, document.reden) == (None, "")


def met_tweede_versie(door, project):
    document = maak_document(door, project=project)
    documenten.vernieuw(document, ANDERE_PDF, toelichting="voor Jan", sleutel=uuid.uuid4(), door=door)
    return document, document.versies.get(nummer=1), document.versies.get(nummer=2)


def test_one_version_withdrawn_is_read_by_who_may_change_it(
    als, partner, partnermedewerker, buur, manager, coordinator, project
):
    document, _, tweede = met_tweede_versie(partnermedewerker, project)
    adres, client = document.get_absolute_url(), als(partnermedewerker)
    weg = {"doe": "versieweg", "versieweg-versie": tweede.pk, "versieweg-reden": "er staat een naam in"}
    assert als(buur).post(adres, weg).status_code == 404
    assert client.post(adres, weg | {"versieweg-reden": ""}).status_code == 422
    assert client.post(adres, weg | {"versieweg-versie": 0}).status_code == 422
    assert [client.post(adres, weg).status_code for _ in range(2)] == [302, 302]
    for wie, status in ((buur, 404), (manager, 404), (partnermedewerker, 200), (coordinator, 200)):
        assert [als(wie).get(f"{adres}{nummer}/").status_code for nummer in (1, 2)] == [200, status]
    pagina = als(buur).get(adres).content.decode()
    assert ("voor Jan" in pagina, "staat een naam" in pagina, "Ingetrokken op" in pagina) == (False, False, True)
    documenten.vernieuw(document, ANDERE_PDF, toelichting="", sleutel=uuid.uuid4(), door=partnermedewerker)
    assert als(buur).get(f"{adres}3/").content == ANDERE_PDF


def test_what_a_version_held_is_wiped_for_good(als, partner, partnermedewerker, buur, coordinator, project):
    document, eerste, tweede = met_tweede_versie(partnermedewerker, project)
    weg = {"doe": "versieweg", "versieweg-versie": tweede.pk, "versieweg-reden": "lek", "versieweg-wissen": "on"}
    assert als(coordinator).post(document.get_absolute_url(), weg).status_code == 302
    tweede.refresh_from_db()
    assert (tweede.inhoud, tweede.toelichting, tweede.ingetrokken_door, tweede.reden) == (None, "", coordinator, "lek")
    assert als(coordinator).get(f"{document.get_absolute_url()}2/").status_code == 404
    with pytest.raises(ValidationError, match="niet wijzigen"):
        documenten.trek_versie_in(eerste, reden="zomaar", wissen=True, door=buur)
    for anders in ({"inhoud": PDF, "gewist_op": None}, {"ingetrokken_op": None}, {"sha256": ""}):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Documentversie.objects.filter(pk=tweede.pk).update(**anders)


def test_the_database_keeps_versions_as_they_are(coordinator, project):
    maak_document(coordinator, project=project)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Documentversie.objects.update(toelichting="anders")
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Documentversie.objects.all()._raw_delete(using="default")


def test_found_by_word_kind_and_for_whom(als, coordinator, partner, project):
    maak_document(coordinator, titel="Verslag maart", soort="verslag", project=project)
    maak_document(coordinator, titel="Overeenkomst", partner=partner)
    client = als(coordinator)
    for vraag, gevonden in (
        ("", [True, True]),
        ("?zoek=maart", [True, False]),
        ("?soort=overeenkomst", [False, True]),
        (f"?project={project.pk}", [True, False]),
        (f"?partner={partner.pk}", [False, True]),
        ("?zoek=mei", [False, False]),
    ):
        tekst = client.get(LIJST + vraag).content.decode()
        assert [f">{titel}</a>" in tekst for titel in ("Verslag maart", "Overeenkomst")] == gevonden


def test_the_steps_of_a_partnership_lead_to_its_agreement(als, coordinator, partner):
    partner.stand = "aanvraag"
    partner.save()
    tekst = als(coordinator).get(partner.get_absolute_url()).content.decode()
    assert f"/documenten/nieuw/?voor=o{partner.pk}" in tekst
    formulier = als(coordinator).get(f"/documenten/nieuw/?voor=o{partner.pk}").content.decode()
    assert f'<option value="o{partner.pk}" selected>' in formulier
    assert "Geen gegevens van personen" in formulier
    document = maak_document(coordinator, partner=partner)
    tekst = als(coordinator).get(document.get_absolute_url()).content.decode()
    assert f'<a href="{partner.get_absolute_url()}">aanvraag</a>' in tekst


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(als, coordinator, project, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        maak_document(coordinator, titel=f"Verslag {nummer}", project=project)
    client = als(coordinator)
    client.get("/")
    with django_assert_num_queries(9):
        client.get(LIJST)
    with django_assert_num_queries(9):
        client.get(Document.objects.first().get_absolute_url())


def test_partner_staff_have_the_role_of_this_test(partnermedewerker, buur):
    assert partnermedewerker.heeft_rol(Rol.PARTNERMEDEWERKER)
    assert buur.heeft_rol(Rol.PARTNERMEDEWERKER)


def test_what_is_typed_beside_a_document_is_kept_without_what_nobody_sees(als, coordinator, project):
    document = maak_document(coordinator, project=project)
    client, adres = als(coordinator), document.get_absolute_url()
    nieuw = SimpleUploadedFile("b.pdf", ANDERE_PDF)
    versie = {"doe": "versie", "versie-bestand": nieuw, "versie-sleutel": uuid.uuid4()}
    client.post(adres, versie | {"versie-toelichting": "nieuwe\u202e datum"})
    assert document.versies.get(nummer=2).toelichting == "nieuwe datum"
    leeg = client.post(adres, {"doe": "intrekken", "intrekken-reden": "\u200b \u200b\u200b\u200b"})
    assert "Schrijf in enkele woorden waarom je dit intrekt." in leeg.content.decode()
    client.post(adres, {"doe": "intrekken", "intrekken-reden": "ver\u200bouderd"})
    document.refresh_from_db()
    assert document.reden == "verouderd"


def test_an_organisation_that_keeps_too_much_here_is_told(als, coordinator, buur, project, monkeypatch):
    monkeypatch.setattr(documenten, "RUIMTE", len(PDF) * 2.5 / 1024 / 1024)
    document = maak_document(coordinator, project=project)
    documenten.vernieuw(document, PDF + b"%", toelichting="", sleutel=uuid.uuid4(), door=coordinator)
    antwoord = als(coordinator).post(f"{LIJST}nieuw/", velden(voor=f"p{project.pk}", sleutel=uuid.uuid4()))
    assert (antwoord.status_code, "nemen samen meer dan 500 MB in" in antwoord.content.decode()) == (422, True)
    with pytest.raises(ValidationError, match="nemen samen meer dan 500 MB in"):
        documenten.vernieuw(document, PDF + b"%derde", toelichting="", sleutel=uuid.uuid4(), door=coordinator)
    maak_document(buur, project=project)
    documenten.trek_versie_in(document.versies.get(nummer=1), reden="oud", wissen=True, door=coordinator)
    assert maak_document(coordinator, project=project).versies.count() == 1


def test_so_many_documents_for_one_project_or_partner(coordinator, partner, project, monkeypatch):
    monkeypatch.setattr(documenten, "MEESTE", 2)
    eerste, _ = (maak_document(coordinator, project=project) for _ in range(2))
    with pytest.raises(ValidationError, match="Hier staan al 500 documenten"):
        maak_document(coordinator, project=project)
    maak_document(coordinator, partner=partner)
    documenten.trek_in(eerste, reden="verouderd", door=coordinator)
    maak_document(coordinator, project=project)
