"""Screen, PDF, spreadsheet, CSV, JSON and API say the same of one report: exact and published, of every length."""

import hashlib
import json
import shutil
from datetime import date

import pytest
import time_machine
from django.test import Client

from rapportage import links, services
from rapportage.dimensies import DIMENSIE
from rapportage.models import VroegereTelling
from rapportage.rapport import UITSPLITSINGEN
from rapportage.tijdvakken import Tijdvak
from tests.rapportage import uitlezen
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.models import ApiSleutel

TIJDVAKKEN = ["2026-10", "2026-K3", "2025"]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        yield


@pytest.fixture
def wereld(rabot, ledeberg):
    """Two years of contacts: more than a thousand in a month, small numbers, anonymous ones, both units."""
    maanden = [date(2025, maand, 1) for maand in (2, 5, 11)] + [date(2026, maand, 1) for maand in (7, 8, 9, 10)]
    for n, maand in enumerate(maanden):
        bouw(
            [Contact(k, "rabot", maand.replace(day=1 + k % 28)) for k in range(30 + 10 * n)]
            + [Contact(k, "ledeberg", maand) for k in range(1000, 1000 + (3 if n % 2 else 25))]
            + [Contact(None, "rabot", maand)] * (1100 if n == 6 else 6)
        )
    for jaar, maand, aantal in ((2017, None, 812), (2018, None, 3), (2025, 3, 40)):
        VroegereTelling.objects.create(
            bron="PWA", indicator="bereikt", werkpunt=None, jaar=jaar, maand=maand, aantal=aantal, noot="op papier"
        )


@pytest.fixture(params=["gepubliceerd", "exact"])
def lezer(request, manager, coordinator, rabot):
    """Who reads, and which unit: a manager the city, with small numbers hidden; a coordinator the own unit."""
    return (manager, None) if request.param == "gepubliceerd" else (coordinator, rabot)


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is missing: apt-get install poppler-utils")
@pytest.mark.parametrize("sleutel", TIJDVAKKEN)
def test_one_set_of_figures_in_every_form(wereld, lezer, sleutel, als, manager, tmp_path):
    wie, werkpunt = lezer
    tijdvak = Tijdvak.van_sleutel(sleutel)
    rapport = services.maak_rapport(services.vraag_rapport(tijdvak, werkpunt=werkpunt, door=manager).pk)
    assert rapport is not None
    client = als(wie)
    bestand = {f: client.get(links.adres(rapport.pk, f)).content for f in ("json", "csv", "xlsx", "pdf")}
    document = json.loads(bestand["json"])
    verwacht = uitlezen.uit_json(bestand["json"])
    woorden = uitlezen.in_woorden(verwacht, document, {code: d.naam for code, d in DIMENSIE.items()})

    bladen, gelezen = uitlezen.uit_xlsx(bestand["xlsx"]), uitlezen.uit_pdf(bestand["pdf"], tmp_path)
    assert bladen == gelezen == woorden
    assert list(bladen) == list(gelezen)  # in the order of the eye

    uit_csv = uitlezen.uit_csv(bestand["csv"])
    assert {titel: rijen for titel, rijen in uit_csv.items() if titel} == {
        titel: rijen for titel, rijen in verwacht.items() if not titel.startswith("Per")
    }

    scherm = uitlezen.uit_html(
        client.get(f"/rapporten/?tijdvak={sleutel}&werkpunt={werkpunt.slug if werkpunt else 'alle'}").content.decode()
    )
    assert scherm.items() <= woorden.items()
    assert {titel for titel in woorden if titel.startswith("Per")} <= set(scherm)

    api = Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(wie)}"})
    waar = werkpunt.slug if werkpunt else ""
    vraag = {"van": tijdvak.periode.begin, "tot": tijdvak.periode.tot, "werkpunt": waar}
    stand = {"stand": "versie 1", "sha256": hashlib.sha256(bestand["json"]).hexdigest()}

    def over_api(per: str) -> uitlezen.Rijen:
        antwoord = api.get("/api/v1/bereik/", {**vraag, "per": per}).json()
        assert stand.items() <= antwoord.items()
        return uitlezen.uit_api(antwoord, per)

    soort = tijdvak.soort.value
    assert over_api(soort) == dict.fromkeys((sleutel, "totaal"), verwacht[f"Per{soort}"][sleutel])
    if not werkpunt:
        punten = {slug: verwacht["Perwerkpunt"][uitlezen.kaal(naam)] for slug, naam in document["werkpunten"].items()}
        assert over_api("werkpunt") == punten | {"totaal": verwacht["Perwerkpunt"]["Allewerkpunten"]}
    for code in document["uitsplitsingen"]:
        assert over_api(code) == verwacht[code]
        pagina = client.get(f"/rapporten/per/?tijdvak={sleutel}&werkpunt={waar or 'alle'}&per={code}").content.decode()
        kolommen = [0, 3] if code == "wijk" else [0, 1, 2, 3, 4]  # beside the map people and contacts only
        verwachte = woorden[uitlezen.kaal(DIMENSIE[code].naam)]
        assert list(uitlezen.uit_html(pagina).values()) == [
            {naam: [cijfers[plek] for plek in kolommen] for naam, cijfers in verwachte.items()}
        ]
    assert len(document["uitsplitsingen"]) == len(UITSPLITSINGEN)
