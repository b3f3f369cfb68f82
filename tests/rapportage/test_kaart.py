"""The wijken as a map: readable without colours, and real boundaries from a file that is looked at first."""

import json
import math
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rapportage.grenzen import GROOTSTE, Wijkregel, lees
from rapportage.kaart import Vak, Vorm, grenskaart, groepen, tegelkaart, uitleg
from werkpunten.models import Wijk

SVG = "{http://www.w3.org/2000/svg}"
VAKKEN = [Vak(1, "Noord", 1234, 0, 0), Vak(2, "Oost", None, 1, 0), Vak(3, "Zuid & <west>", 0, 0, 1)]


def teksten(svg: str) -> list[str]:
    return [deel.text or "" for deel in ET.fromstring(svg).iter(f"{SVG}text")]


def test_every_tile_has_its_number_and_figure_and_a_hidden_one_stripes_and_a_star():
    svg = tegelkaart("Bereikte personen per wijk", VAKKEN)
    boom = ET.fromstring(svg)
    groep = [[deel.text for deel in vak.iter(f"{SVG}text")] for vak in boom.iter(f"{SVG}g")]
    assert groep == [["1", "1.234"], ["2", "*"], ["3", "0"]]
    vlakken = [vak.find(f"{SVG}rect").get("fill") for vak in boom.iter(f"{SVG}g")]
    assert vlakken == ["#e6f5fc", "url(#verborgen)", "#ffffff"]
    titels = [vak.find(f"{SVG}title").text for vak in boom.iter(f"{SVG}g")]
    assert titels == ["1. Noord: 1.234", "2. Oost: verborgen", "3. Zuid & <west>: 0"]
    assert teksten(svg)[6:] == ["1.234", "0", "* verborgen"]
    assert boom.get("role") == "img"
    assert "style=" not in svg


def test_the_map_is_told_in_words():
    assert uitleg(VAKKEN) == "Het meest in Noord (1.234). 1 wijk met een verborgen aantal. De tabel geeft elk aantal."
    assert uitleg([]) == "De tabel geeft elk aantal."


@given(st.lists(st.none() | st.integers(0, 50), max_size=25))
def test_every_figure_falls_in_exactly_one_tint(waarden):
    gevonden = groepen(waarden)
    assert len(gevonden) <= 5
    for waarde in filter(None, waarden):
        assert sum(laagste <= waarde <= hoogste for laagste, hoogste in gevonden) == 1


def test_the_tile_map_has_a_place_of_its_own_for_every_wijk_of_the_city(db):
    plaatsen = list(Wijk.objects.filter(soort=Wijk.Soort.GENT).values_list("tegel_kolom", "tegel_rij"))
    assert (len(plaatsen), len(set(plaatsen))) == (25, 25)
    assert None not in {deel for plaats in plaatsen for deel in plaats}


WIJKEN = [Wijkregel(1, "Noord - Boven"), Wijkregel(2, "Zuid")]


def vierkant(x: float, y: float, naam: object = "", veld: str = "wijk", **anders: object) -> dict:
    hoeken = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    vlak = {"type": "Polygon", "coordinates": [hoeken]} | anders
    return {"type": "Feature", "properties": {"id": 7, veld: naam}, "geometry": vlak}


def bestand(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def test_boundaries_are_drawn_north_up_and_matched_by_name_whatever_the_field():
    grenzen = lees(bestand(vierkant(3, 51, "ZUID", "wijknaam"), vierkant(3, 52, "noord-boven")), WIJKEN)
    assert list(grenzen.vormen) == [2, 1]
    noord, zuid = grenzen.vormen[1], grenzen.vormen[2]
    assert noord.y < zuid.y
    assert re.fullmatch(r"M[\d. L]+Z", noord.pad)
    naast = lees(bestand(vierkant(3, 51, "Zuid"), vierkant(4, 51, "Noord - Boven")), WIJKEN)
    assert naast.hoog == math.ceil(486 / (2 * math.cos(math.radians(51.5)))) + 4
    svg = grenskaart("Kaart", [Vak(1, "Noord", 7, 0, 0), Vak(2, "Zuid", None, 0, 0)], dict(grenzen.vormen), 900)
    assert [deel.get("fill") for deel in ET.fromstring(svg).iter(f"{SVG}path")] == ["#e6f5fc", "url(#verborgen)"]


def test_a_file_without_names_is_matched_by_number():
    grenzen = lees(bestand(vierkant(0, 0, 2, "WijkNr"), vierkant(1, 0, 1, "nummer")), WIJKEN)
    assert grenzen.vormen[2].x < grenzen.vormen[1].x


def test_lines_lose_what_cannot_be_seen():
    rand = [[100 * math.cos(n / 500 * math.pi), 100 * math.sin(n / 500 * math.pi)] for n in range(1000)]
    rond = vierkant(0, 0, "Zuid", coordinates=[[*rand, rand[0]]])
    vorm = lees(bestand(rond, vierkant(200, 0, "Noord - Boven")), WIJKEN).vormen[2]
    assert 12 < vorm.pad.count("L") < 80


def test_several_parts_are_one_wijk_with_its_number_in_the_largest():
    delen = [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]], [[[10, 0], [19, 0], [19, 9], [10, 9], [10, 0]]]]
    eilanden = vierkant(0, 0, "Zuid", type="MultiPolygon", coordinates=delen)
    vorm = lees(bestand(eilanden, vierkant(30, 0, "Noord - Boven")), WIJKEN).vormen[2]
    assert vorm.pad.count("M") == 2
    assert isinstance(vorm, Vorm)
    assert vorm.x > 150


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"geen json", "niet te lezen"),
        (b"[" * 100_000, "niet te lezen"),
        (b"[1]", "geen GeoJSON met een lijst van wijken"),
        (b" " * (GROOTSTE + 1), "groter dan 5 MB"),
        (bestand(vierkant(0, 0, "Zuid")), "Deze wijken staan niet in het bestand: Noord - Boven."),
        (bestand(vierkant(0, 0, "Zuid"), vierkant(1, 0, "Elders")), "Vlak 2: onbekende wijk (Elders)."),
        (bestand(vierkant(0, 0, "Zuid"), vierkant(1, 0, "zuid")), "Vlak 2: deze wijk staat er twee keer in."),
        (bestand(vierkant(0, 0, "Zuid", type="Point")), "Vlak 1: geen vlak maar een punt of een lijn."),
        (bestand(vierkant(0, 0, "Zuid", coordinates=[])), "Vlak 1: een leeg vlak."),
        (bestand(vierkant(0, 0, "Zuid", coordinates=[[[0, 0], [1, 1]]])), "Vlak 1: een grens die niet sluit."),
        (bestand(vierkant(0, 0, "Zuid", coordinates=[[["a", 0]]])), "Vlak 1: onleesbare coördinaten."),
        (bestand(vierkant(0, 0, "Zuid", coordinates=[[[10**400, 0]]])), "Vlak 1: onleesbare coördinaten."),
        (bestand("onzin"), "Vlak 1: geen gegevens van de wijk."),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_a_reason(inhoud, zin):
    with pytest.raises(ValidationError) as fout:
        lees(inhoud, WIJKEN)
    assert zin in " ".join(fout.value.messages)
