"""Running trajectories from a spreadsheet: tried first, all or nothing, the same file again adds nothing."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kern.tijd import Periode, vandaag
from rapportage.doorlooptijden import tel
from rapportage.projectcijfers import Vraag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.trajecten.test_trajecten import lopend, sluit, verloop
from trajecten import inlezen, trajecten
from trajecten.models import Traject
from werkpunten.models import Afwezigheid, Betrokkenheid, ExterneSleutel, Werkzoekende
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
    pad = maak({"dossier": elif_.dossiernummer, "fase": "Verkenning", "intensiteit": "intensief"})
    proef = inlezen.lees_in(pad)
    assert (proef.nieuw, proef.uitgevoerd, alle()) == (1, False, [])
    assert proef.slot.startswith("Dit was een proef")
    for nieuw, bekend in ((1, 0), (0, 1)):
        verslag = inlezen.lees_in(pad, uitvoeren=True)
        assert (verslag.nieuw, verslag.al_bekend, verslag.uitgevoerd) == (nieuw, bekend, True)
    [traject] = alle()
    assert (traject.fase.naam, traject.intensiteit, traject.doel, traject.begin) == (
        "Verkenning",
        "intensief",
        "werk",
        BEGIN,
    )
    assert (traject.begeleider, lopend(elif_)) == (consulent, [consulent])
    sinds = f"liep al sinds {BEGIN:%d/%m/%Y}"
    assert verloop(traject) == [
        ("ingelezen", f"Werkpunten: Begeleiding in het werkpunt, ingelezen uit lopend, {sinds}")
    ]
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
            "“Zweven” is geen fase van dit sjabloon; kies uit Onthaal, Verkenning, Begeleiding, Doorstroom, Nazorg",
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


def van_iedereen(personen):
    """A row per person, each found in another way in turn."""
    for nummer, persoon in enumerate(reversed(personen)):
        ExterneSleutel.objects.create(werkzoekende=persoon, bron="lopend", extern_id=f"K-{nummer}")
        naam = {veld: getattr(persoon, veld) for veld in ("voornaam", "achternaam", "geboortedatum")}
        yield ({"dossier": persoon.dossiernummer}, {"extern_id": f"K-{nummer}"}, naam)[nummer % 3]


@pytest.mark.parametrize("aantal", [3, 60])
def test_a_file_costs_the_same_queries_however_long(maak, rabot, consulent, aantal):
    personen = [
        ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende__achternaam=f"Demir{nummer}").werkzoekende
        for nummer in range(aantal)
    ]
    pad = maak(*van_iedereen(personen))
    for uitvoeren, verwacht, slot in ((False, 12, 0), (True, 22, 1)):
        with CaptureQueriesContext(connection) as gevraagd:
            verslag = inlezen.lees_in(pad, uitvoeren=uitvoeren)
        assert (fouten(verslag), verslag.nieuw) == ([], aantal)
        sloten = [vraag["sql"] for vraag in gevraagd if "FOR NO KEY UPDATE" in vraag["sql"]]
        assert (len(sloten), len(gevraagd)) == (slot, verwacht)
        assert not [vraag for vraag in gevraagd if "pg_advisory_xact_lock(" in vraag["sql"]]
    assert {traject.werkzoekende_id for traject in alle()} == {persoon.pk for persoon in personen}


def test_sight_history_and_cover_as_when_started_by_hand(maak, elif_, rabot, consulent, collega):
    afwezig = Afwezigheid(medewerker=consulent, waarnemer=collega, van=vandaag(), tot=vandaag() + timedelta(days=3))
    afwezig.ingegeven_door = consulent
    afwezig.save()
    inlezen.lees_in(maak({"dossier": elif_.dossiernummer}), uitvoeren=True)
    [traject] = alle()
    [feit] = traject.gebeurtenissen.all()
    assert (feit.pgh_label, feit.pgh_context["opdracht"]) == ("insert", "importeer_trajecten")
    zicht = Betrokkenheid.objects.ongefilterd("test").filter(werkzoekende=elif_).exclude(reden="contact")
    assert set(zicht.values_list("reden", "medewerker", "werkpunt")) == {
        ("begeleiding", None, rabot.pk),
        ("begeleiding", consulent.pk, None),
        ("waarneming", collega.pk, None),
    }


def test_the_clock_of_a_phase_starts_on_the_day_the_file_says_or_is_not_known(maak, elif_, rabot, consulent):
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    fase = {"fase": "Verkenning"}
    inlezen.lees_in(
        maak(
            {"dossier": elif_.dossiernummer, "fase_begin": (vandaag() - timedelta(days=10)).isoformat()} | fase,
            {"dossier": ander.dossiernummer} | fase,
        ),
        uitvoeren=True,
    )
    for traject in alle():
        trajecten.zet_fase(traject, traject.sjabloon.fasen.get(naam="Nazorg"), door=consulent)
    project, fasen = alle()[0].sjabloon.project, ["Onthaal", "Verkenning", "Begeleiding", "Doorstroom", "Nazorg"]
    duren = tel(Vraag(project, Periode.van_tot(BEGIN, vandaag())), fasen)
    assert [(duur.deel, duur.aantal, duur.mediaan) for duur in duren] == [("Verkenning", 1, 10)]


@pytest.mark.parametrize(
    ("fase_begin", "zin"),
    [
        (BEGIN - timedelta(days=1), "Deze dag ligt voor het begin van het traject."),
        (vandaag() + timedelta(days=1), "Deze dag moet nog komen."),
    ],
)
def test_a_phase_begins_while_the_trajectory_runs(maak, elif_, fase_begin, zin):
    verslag = inlezen.lees_in(maak({"dossier": elif_.dossiernummer, "fase_begin": fase_begin.isoformat()}))
    assert fouten(verslag) == [(1, "fase_begin", zin)]


def test_what_runs_already_stays_as_it_is_and_the_rest_is_read(maak, elif_, rabot, consulent):
    """Another first day, of the same source, or one that was started here: a warning, and the other rows come in."""
    inlezen.lees_in(maak({"dossier": elif_.dossiernummer}), uitvoeren=True)
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    verbeterd = {"dossier": elif_.dossiernummer, "begin": (BEGIN + timedelta(days=1)).isoformat()}
    verslag = inlezen.lees_in(maak(verbeterd, {"dossier": ander.dossiernummer}), uitvoeren=True)
    assert (verslag.nieuw, verslag.al_bekend, fouten(verslag)) == (1, 1, [])
    zin = f"er loopt al “Begeleiding in het werkpunt” sinds {BEGIN:%d/%m/%Y}; deze rij voegt niets toe"
    assert [(melding.rij, melding.kolom, melding.reden) for melding in verslag.waarschuwingen] == [(1, "begin", zin)]
    assert [traject.begin for traject in alle()] == [BEGIN, BEGIN]


def test_one_that_was_closed_here_is_known_and_another_over_its_days_refused(maak, elif_, consulent):
    pad = maak({"dossier": elif_.dossiernummer})
    inlezen.lees_in(pad, uitvoeren=True)
    sluit(alle()[0], consulent, resultaat="vdab")
    assert inlezen.lees_in(pad, uitvoeren=True).al_bekend == 1
    later = maak({"dossier": elif_.dossiernummer, "begin": (BEGIN + timedelta(days=3)).isoformat()})
    assert fouten(inlezen.lees_in(later, uitvoeren=True)) == [
        (1, "", "In deze periode loopt al een traject van dezelfde soort.")
    ]


def test_another_file_than_was_looked_at_is_not_kept(als, maak, elif_, rabot, consulent, coordinator):
    client, pad = als(coordinator), maak({"dossier": elif_.dossiernummer})
    inhoud = stuur(client, pad, controleer="1").content.decode()
    assert "Bron: lopend-2026-11, 1 rij." in inhoud or "Bron: lopend, 1 rij." in inhoud
    afdruk = inhoud.split('name="nagekeken" value="')[1].split('"')[0]
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    antwoord = stuur(client, maak({"dossier": ander.dossiernummer}), bewaar="1", nagekeken=afdruk)
    assert (antwoord.status_code, "Dit is een ander bestand" in antwoord.content.decode(), alle()) == (422, True, [])
    assert stuur(client, maak({"dossier": elif_.dossiernummer}), bewaar="1", nagekeken=afdruk).status_code == 302
    assert [traject.werkzoekende for traject in alle()] == [elif_]


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
