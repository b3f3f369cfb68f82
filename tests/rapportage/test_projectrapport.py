"""The figures of a project, frozen over a quarter or a year: what is in them, who reads them, and that they stay."""

import csv
import io
import json
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from rapportage import services
from rapportage.bestanden import FORMATEN
from rapportage.links import adres
from rapportage.models import Bereikrapport, Rapportopdracht
from rapportage.projectcijfers import CIJFER
from rapportage.projectrapport import WAAR
from rapportage.projectverslag import verslag
from rapportage.rapport import sha256
from rapportage.tijdvakken import Tijdvak
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.rapportage import projectwereld
from trajecten.models import Project
from werkpunten.models import Aanstelling, Contactmoment

JAAR, K1 = Tijdvak.van_sleutel("2025"), Tijdvak.van_sleutel("2026-K1")


@pytest.fixture(autouse=True)
def april():
    with time_machine.travel("2026-04-20 10:00+02:00", tick=False):
        yield


@pytest.fixture
def project(rabot, ledeberg, consulent):
    alle = {project.slug: project for project in projectwereld.vul(rabot, ledeberg, consulent)}
    project = alle["werkpunten"]
    project.werkpunten.set([rabot])
    return project


@pytest.fixture
def overal(coordinator, project):
    """The coordinator of every unit at which the project has figures."""
    plaats = coordinator.aanstellingen.get()
    for werkpunt in project.werkpunten.model.objects.exclude(pk=plaats.werkpunt_id):
        Aanstelling.objects.create(medewerker=coordinator, werkpunt=werkpunt, rol=plaats.rol, van=plaats.van)
    return type(coordinator).objects.get(pk=coordinator.pk)


def vries(project, tijdvak, door):
    return services.maak_rapport(services.vraag_rapport(tijdvak, project=project, door=door).pk)


def later(rabot, aantal=6):
    """Visits of new people in February 2025, written down now."""
    for _ in range(aantal):
        ContactmomentFactory(werkzoekende=WerkzoekendeFactory(), werkpunt=rabot, dag=date(2025, 2, 3))


def exact(rapport):
    document = json.loads(rapport.cijfers)
    return {code: list(figuur["stand"].values())[-1] for code, figuur in document["cijfers"].items()}, document


@pytest.mark.parametrize("tijdvak", [JAAR, K1], ids=str)
def test_what_is_frozen_is_what_other_sql_counts(project, manager, tijdvak):
    stand, document = exact(vries(project, tijdvak, manager))
    tot = tijdvak.periode.tot
    assert stand == projectwereld.tel_na(project, project.van, tot)
    in_jaar = projectwereld.tel_na(project, max(tijdvak.begin, project.van), tot) if tijdvak == JAAR else {}
    assert document["in_jaar"] == in_jaar
    assert (document["waar"], document["tijdvak"], document["tot"]) == (WAAR, tijdvak.sleutel, tot.isoformat())


def test_a_frozen_report_stays_and_a_rebuild_is_a_version_that_says_what_differs(als, project, manager, rabot):
    eerste = vries(project, JAAR, manager)
    oud, _ = exact(eerste)
    assert vries(project, JAAR, manager) == eerste
    later(rabot)
    toen = [tegel.waarde for tegel in verslag(project, JAAR, manager).tegels]
    eerste.refresh_from_db()
    assert (exact(eerste)[0], sha256(eerste.cijfers)) == (oud, eerste.sha256)
    tweede = vries(project, JAAR, manager)
    assert (tweede.versie, exact(tweede)[0]["bereikt"]) == (2, oud["bereikt"] + 6)
    assert [tegel.waarde for tegel in verslag(project, JAAR, manager).tegels] != toen
    pagina = als(manager).get(f"/rapporten/{tweede.pk}/versies/").content.decode()
    assert "Sinds de start" in pagina
    assert "6 meer" in pagina


def test_small_steps_are_hidden_for_who_reads_what_is_published(project, manager, coordinator, overal):
    rapport = vries(project, K1, manager)
    publiek = json.loads(rapport.gepubliceerd)
    for figuur in publiek["cijfers"].values():
        getoond = [0, *(stand for stand in figuur["stand"].values() if stand is not None)]
        assert not [1 for n, een in enumerate(getoond) for ander in getoond[:n] if 0 < een - ander < 5]
    assert None in [stand for figuur in publiek["cijfers"].values() for stand in figuur["stand"].values()]
    gelezen = {wie: rapport.voor(wie) for wie in (manager, overal)}
    assert gelezen[manager] == (rapport.gepubliceerd, rapport.gepubliceerd_sha256)
    assert gelezen[overal] == (rapport.cijfers, rapport.sha256)


def test_the_exact_set_is_not_for_who_coordinates_some_of_its_units(project, manager, coordinator):
    assert vries(project, K1, manager).voor(coordinator)[1] == Bereikrapport.objects.get().gepubliceerd_sha256


def test_what_was_hidden_stays_hidden_in_a_later_version(project, manager, rabot):
    """The second figure beside the first would give back what the first hid."""
    eerste = json.loads(vries(project, K1, manager).gepubliceerd)
    dicht = [
        (code, moment)
        for code, figuur in eerste["cijfers"].items()
        for moment, stand in figuur["stand"].items()
        if stand is None
    ]
    assert dicht
    later(rabot, 40)
    for sleutel in ("2026-K1", "2025"):
        tweede = json.loads(vries(project, Tijdvak.van_sleutel(sleutel), manager).gepubliceerd)
        standen = {code: figuur["stand"] for code, figuur in tweede["cijfers"].items()}
        assert [standen[code][moment] for code, moment in dicht if moment in standen[code]] == [
            None for code, moment in dicht if moment in standen[code]
        ]


def test_every_file_and_the_page_hold_the_frozen_figures(als, project, manager, rabot):
    rapport = vries(project, JAAR, manager)
    document = json.loads(rapport.gepubliceerd)
    later(rabot)
    client = als(manager)
    bestanden = {formaat: client.get(adres(rapport.pk, formaat)) for formaat in FORMATEN}
    assert {antwoord.status_code for antwoord in bestanden.values()} == {200}
    assert bestanden["json"].content.decode() == rapport.gepubliceerd
    rijen = list(csv.reader(io.StringIO(bestanden["csv"].content.decode("utf-8-sig")), delimiter=";"))
    boek = load_workbook(io.BytesIO(bestanden["xlsx"].content))
    assert [[str(cel) for cel in rij] for rij in boek["Cijfers"].iter_rows(values_only=True)] == rijen
    standen = [n for figuur in document["cijfers"].values() for n in figuur["stand"].values()]
    verwacht = ["verborgen" if n is None else str(n) for n in [*standen, *document["in_jaar"].values()]]
    assert [rij[4] for rij in rijen[1:]] == verwacht
    assert rapport.gepubliceerd_sha256 in str([*boek["Definities"].iter_rows(values_only=True)])
    assert bestanden["pdf"].content.startswith(b"%PDF")
    pagina = client.get(f"/projecten/{project.slug}/verslag/?tijdvak=2025").content.decode()
    assert [tegel.waarde in pagina for tegel in verslag(project, JAAR, manager).tegels] == [True] * len(CIJFER)
    assert "Versie 1, 20/04/2026" in pagina


def test_it_is_asked_for_on_its_page_and_followed_like_any_report(als, project, manager):
    client, pad = als(manager), f"/projecten/{project.slug}/verslag/vastleggen/"
    assert client.get(f"{pad}?tijdvak=2025").status_code == 200
    assert client.post(pad, {"tijdvak": "2026-K2"}).status_code == 422
    antwoord = client.post(pad, {"tijdvak": "2025"})
    opdracht = Rapportopdracht.objects.get()
    assert antwoord["Location"] == f"/rapporten/opdrachten/{opdracht.pk}/"
    services.maak_rapport(opdracht.pk)
    gevolgd = client.get(antwoord["Location"]).content.decode()
    assert f"/projecten/{project.slug}/verslag/?tijdvak=2025" in gevolgd


@pytest.mark.parametrize(
    ("sleutel", "zin"),
    [("2026-K2", "loopt nog"), ("2026-03", "geen maanden"), ("2012", "liep niet in 2012")],
)
def test_a_time_that_cannot_be_frozen_is_refused(project, manager, sleutel, zin):
    with pytest.raises(ValidationError, match=zin):
        services.vraag_rapport(Tijdvak.van_sleutel(sleutel), project=project, door=manager)


def test_the_clock_asks_for_every_project_that_ran(project):
    Project.objects.exclude(pk=project.pk).update(van=date(2026, 4, 1), tot=None)
    assert [services.vraag_rapporten() for _ in range(2)][1] == 0
    van_projecten = Rapportopdracht.objects.filter(project__isnull=False).order_by("soort")
    assert [(o.project, o.tijdvak, o.door) for o in van_projecten] == [(project, JAAR, None), (project, K1, None)]


def test_reports_of_reach_do_not_see_it(als, project, manager, coordinator):
    vries(project, JAAR, manager)
    assert not Bereikrapport.objects.zichtbaar_voor(manager).exists()
    pagina = als(manager).get("/rapporten/?tijdvak=2025&werkpunt=alle").content.decode()
    assert ("2025, versie 1" in pagina, Contactmoment.objects.ongefilterd("test").exists()) == (False, True)
