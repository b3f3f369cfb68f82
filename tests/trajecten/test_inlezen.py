"""Running trajectories from a spreadsheet: tried first, all or nothing, the same file again adds nothing."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.trajecten.test_trajecten import lopend, verloop
from trajecten import inlezen
from trajecten.models import Traject
from werkpunten.models import ExterneSleutel, Werkzoekende
from werkpunten.wijzigen import zet_insz

BEGIN = vandaag() - timedelta(days=40)


@pytest.fixture
def elif_(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", geboortedatum=date(1990, 5, 17))
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def maak(tmp_path, consulent):
    """A file with these rows; what a row does not say is as usual."""

    def doe(*rijen):
        gewoon = {"sjabloon": "Begeleiding in het werkpunt", "begin": BEGIN.isoformat(), "werkpunt": "rabot"}
        volle = [gewoon | {"begeleider": consulent.email} | rij for rij in rijen]
        kolommen = list(dict.fromkeys(naam for rij in volle for naam in rij))
        regels = [kolommen, *([str(rij.get(naam, "")) for naam in kolommen] for rij in volle)]
        pad = tmp_path / "lopend-2026-11.csv"
        pad.write_text("\n".join(";".join(regel) for regel in regels))
        return pad

    return doe


def alle():
    return list(Traject.objects.ongefilterd("test").order_by("pk").select_related("fase", "begeleiding__begeleider"))


def fouten(verslag):
    return [(melding.rij, melding.kolom, melding.reden) for melding in verslag.fouten]


def test_tried_first_then_kept_once(maak, elif_, consulent):
    pad = maak({"dossier": elif_.dossiernummer, "fase": "Plan maken", "intensiteit": "intensief"})
    proef = inlezen.lees_in(pad)
    assert (proef.nieuw, proef.uitgevoerd, alle()) == (1, False, [])
    assert proef.slot.startswith("Dit was een proef")
    for nieuw, bekend in ((1, 0), (0, 1)):
        verslag = inlezen.lees_in(pad, uitvoeren=True)
        assert (verslag.nieuw, verslag.al_bekend, verslag.uitgevoerd) == (nieuw, bekend, True)
    [traject] = alle()
    assert (traject.fase.naam, traject.intensiteit, traject.doel, traject.begin) == (
        "Plan maken",
        "intensief",
        "werk",
        BEGIN,
    )
    assert (traject.begeleider, lopend(elif_)) == (consulent, [consulent])
    sinds = f"liep al sinds {BEGIN:%d/%m/%Y}"
    assert verloop(traject) == [("gestart", f"Werkpunten: Begeleiding in het werkpunt, ingelezen uit lopend, {sinds}")]
    assert Werkzoekende.objects.bewerkbaar_voor(consulent).filter(pk=elif_.pk).exists()


def test_people_by_number_of_the_source_national_number_or_name(maak, elif_, rabot, consulent):
    extern, insz = WerkzoekendeFactory(), WerkzoekendeFactory()
    ContactmomentFactory(werkzoekende=insz, werkpunt=rabot, door=consulent)
    zet_insz(insz, "85073099932", door=consulent)
    ExterneSleutel.objects.create(werkzoekende=extern, bron="lopend", extern_id="K-7")
    naam = {"voornaam": "elif", "achternaam": "DEMIR", "geboortedatum": "17/05/1990"}
    verslag = inlezen.lees_in(maak({"extern_id": "K-7"}, {"insz": "85.07.30-999.32"}, naam), uitvoeren=True)
    assert (fouten(verslag), verslag.nieuw) == ([], 3)
    assert {traject.werkzoekende_id for traject in alle()} == {extern.pk, insz.pk, elif_.pk}


def test_one_bad_row_and_nothing_is_kept(maak, elif_, vreemde):
    goed = {"dossier": elif_.dossiernummer}
    slecht = [
        goed | {"sjabloon": "Iets anders"},
        goed | {"begin": "gisteren"},
        goed | {"begin": (vandaag() + timedelta(days=1)).isoformat()},
        goed | {"werkpunt": "atlantis"},
        goed | {"begeleider": vreemde.email},
        goed | {"begeleider": ""},
        goed | {"fase": "Zweven"},
        {"dossier": "W999999"},
        goed,
        goed | {"begin": (BEGIN + timedelta(days=1)).isoformat()},
    ]
    verslag = inlezen.lees_in(maak(*slecht), uitvoeren=True)
    assert fouten(verslag) == [
        (1, "", "“Iets anders” is geen sjabloon of er zijn er meer; kijk de naam na"),
        (2, "begin", "“gisteren” is geen dag; schrijf JJJJ-MM-DD of DD/MM/JJJJ"),
        (3, "begin", "Deze dag moet nog komen."),
        (4, "werkpunt", "“atlantis” is geen werkpunt"),
        (5, "begeleider", f"{vreemde} werkt niet in Werkpunt Rabot."),
        (6, "begeleider", "is leeg"),
        (
            7,
            "",
            "“Zweven” is geen fase van dit sjabloon; kies uit Kennismaken, Plan maken, Stappen zetten, Nazorg",
        ),
        (8, "", inlezen.GEEN_PERSOON),
        (10, "", "In deze periode loopt al een traject van dezelfde soort."),
    ]
    assert (verslag.uitgevoerd, alle()) == (False, [])
    assert verslag.slot == "Niets ingelezen: 9 rijen met fouten."


def test_command_tells_and_fails(maak, elif_, capsys, tmp_path):
    verslag = tmp_path / "verslag.csv"
    call_command("importeer_trajecten", str(maak({"dossier": elif_.dossiernummer})), "--uitvoeren")
    assert capsys.readouterr().out.splitlines()[-1] == "Ingelezen: 1 nieuw traject."
    with pytest.raises(CommandError, match="Niets ingelezen: 1 rij met fouten"):
        call_command("importeer_trajecten", str(maak({"dossier": "W999999"})), "--verslag", str(verslag))
    assert verslag.read_text("utf-8-sig").splitlines()[1] == f'fout;1;2;;"{inlezen.GEEN_PERSOON}"'
    with pytest.raises(CommandError, match="bestaat niet"):
        call_command("importeer_trajecten", str(tmp_path / "weg.csv"))


@pytest.mark.parametrize(("aantal", "verwacht"), [(1, 51), (3, 135)])
def test_people_are_locked_once_and_queries_grow_by_the_row(maak, rabot, consulent, aantal, verwacht):
    personen = [ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende for _ in range(aantal)]
    pad = maak(*({"dossier": persoon.dossiernummer} for persoon in reversed(personen)))
    with CaptureQueriesContext(connection) as gevraagd:
        assert inlezen.lees_in(pad).nieuw == aantal
    sloten = [vraag["sql"] for vraag in gevraagd if "FOR NO KEY UPDATE" in vraag["sql"]]
    assert (len(sloten), len(gevraagd)) == (1, verwacht)
    assert not [vraag for vraag in gevraagd if "pg_advisory_xact_lock(" in vraag["sql"]]


def test_the_page_takes_a_file_of_at_most_so_many_rows(als, maak, elif_, coordinator, monkeypatch):
    monkeypatch.setattr(inlezen, "MEESTE_RIJEN", 1)
    pad = maak({"dossier": elif_.dossiernummer}, {"dossier": elif_.dossiernummer})
    antwoord = stuur(als(coordinator), pad, bewaar="1")
    assert (antwoord.status_code, inlezen.TE_VEEL in antwoord.content.decode(), alle()) == (422, True, [])
    assert inlezen.lees_in(pad).rijen == 2


def stuur(client, pad, **velden):
    bestand = SimpleUploadedFile(pad.name, pad.read_bytes())
    return client.post("/caseload/team/inlezen/", {"bestand": bestand} | velden)


def test_coordinator_looks_first_and_keeps_it_then(als, maak, elif_, coordinator, consulent):
    client, pad = als(coordinator), maak({"dossier": elif_.dossiernummer})
    proef = stuur(client, pad, controleer="1")
    assert (proef.status_code, "Nieuwe trajecten: 1" in proef.content.decode(), alle()) == (200, True, [])
    assert stuur(client, pad, bewaar="1").status_code == 302
    assert [traject.begeleider for traject in alle()] == [consulent]


def test_out_of_reach_is_not_known_and_no_other_unit(als, maak, coordinator, vreemde, ledeberg):
    """Somebody of another unit, and a unit that is not one's own."""
    ander = ContactmomentFactory(werkpunt=ledeberg, door=vreemde, werkzoekende__voornaam="Kanarie").werkzoekende
    eigen, vreemd = {"dossier": ander.dossiernummer}, {"dossier": ander.dossiernummer, "werkpunt": "ledeberg"}
    antwoord = stuur(als(coordinator), maak(eigen, vreemd), bewaar="1")
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, alle()) == (422, [])
    assert (inlezen.GEEN_PERSOON in inhoud, "“ledeberg” is geen werkpunt van jou" in inhoud) == (True, True)
    assert "Kanarie" not in inhoud
