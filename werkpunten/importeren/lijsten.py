"""The words that files use for what the product keeps as a code: languages, nationalities, status, schooling."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from kern.namen import vouw
from werkpunten.models import Statuut, Werkzoekende

_TALEN = {
    "prs": ("Dari", "fa-AF"),
    "fa": ("Farsi",),
    "so": ("Somali",),
    "bg": ("Bulgaars",),
    "sr": ("Servo-Kroatisch",),
    "nl": ("Vlaams", "dut", "nld"),
    "zh": ("Mandarijn",),
    "tl": ("Tagalog",),
    "uk": ("Oekraiens",),
}
_NATIONALITEITEN = {
    "AF": "Afghaan Afghaans Afghaanse",
    "AL": "Albanees Albanese",
    "AM": "Armeens Armeense",
    "BA": "Bosnisch Bosnische",
    "BE": "Belg Belgisch Belgische",
    "BG": "Bulgaar Bulgaars Bulgaarse",
    "BR": "Braziliaans Braziliaanse",
    "CD": "Congolees Congolese",
    "CM": "Kameroens Kameroense",
    "CN": "Chinees Chinese",
    "CZ": "Tsjechisch Tsjechische",
    "DE": "Duits Duitse",
    "DZ": "Algerijns Algerijnse",
    "ER": "Eritrees Eritrese",
    "ES": "Spaans Spaanse",
    "ET": "Ethiopisch Ethiopische",
    "FR": "Frans Franse",
    "GB": "Brits Britse",
    "GE": "Georgisch Georgische",
    "GH": "Ghanees Ghanese",
    "GN": "Guinees Guinese",
    "GR": "Grieks Griekse",
    "IN": "Indiaas Indiase",
    "IQ": "Iraaks Iraakse Irakees Irakese",
    "IR": "Iraans Iraanse",
    "IT": "Italiaans Italiaanse",
    "LB": "Libanees Libanese",
    "MA": "Marokkaan Marokkaans Marokkaanse",
    "MK": "Macedonisch Macedonische",
    "NG": "Nigeriaans Nigeriaanse",
    "NL": "Nederlander Nederlands Nederlandse",
    "PK": "Pakistaans Pakistaanse",
    "PL": "Pools Poolse",
    "PS": "Palestijns Palestijnse",
    "PT": "Portugees Portugese",
    "RO": "Roemeens Roemeense",
    "RS": "Servisch Servische",
    "RU": "Russisch Russische",
    "SK": "Slovaak Slovaaks Slovaakse",
    "SN": "Senegalees Senegalese",
    "SO": "Somalisch Somalische",
    "SY": "Syrisch Syrische",
    "TN": "Tunesisch Tunesische",
    "TR": "Turk Turks Turkse",
    "UA": "Oekraiens Oekraiense",
    "VN": "Vietnamees Vietnamese",
    "XK": "Kosovaars Kosovaarse",
}
_STATUTEN: Mapping[str, str] = {
    Statuut.Soort.WZUA: "werkloosheidsuitkering",
    Statuut.Soort.BIT: "inschakelingstijd",
    Statuut.Soort.VRIJ: "vrij",
    Statuut.Soort.LEEFLOON: "ocmw|ten laste van ocmw",
    Statuut.Soort.EQUIVALENT: "equivalent",
    Statuut.Soort.RIZIV: "ziekte|invaliditeit|ziekteuitkering",
    Statuut.Soort.WERKEND: "aan het werk",
    Statuut.Soort.STUDENT: "scholier",
    Statuut.Soort.GEEN_INKOMEN: "zonder inkomen",
    Statuut.Soort.INACTIEF: "inactief of anders actief",
    Statuut.Soort.ANDERS: "zorgt voor het gezin|mantelzorger",
    Statuut.Soort.UITGESLOTEN: "uitgesloten van werkloosheidsuitkering",
}
_OPLEIDINGEN: Mapping[str, str] = {
    Werkzoekende.Opleiding.LAAG: (
        "laaggeschoold|kortgeschoold|lager onderwijs|lager secundair|geen|geen diploma|isced 0|isced 1|isced 2|0|1|2"
    ),
    Werkzoekende.Opleiding.MIDDEN: "middengeschoold|hoger secundair|secundair|isced 3|isced 4|3|4",
    Werkzoekende.Opleiding.HOOG: (
        "hooggeschoold|hoger onderwijs|bachelor|master|universitair|isced 5|isced 6|isced 7|isced 8|5|6|7|8"
    ),
}
ISO = "schrijf de ISO-code of de naam in het Nederlands"
GESLACHTEN: Mapping[str, str] = {
    "m": "m", "man": "m", "mannelijk": "m", "v": "v", "vrouw": "v", "vrouwelijk": "v", "x": "x",
}  # fmt: skip


@cache
def talen() -> Mapping[str, str]:
    """Folded Dutch name or ISO code → code."""
    uit: dict[str, str] = {}
    for code, naam in Locale("nl").languages.items():
        if code.isalpha() and len(code) <= 3:
            uit |= {code: code, vouw(naam): code}
    return uit | {vouw(naam): code for code, namen in _TALEN.items() for naam in (code, *namen)}


@cache
def nationaliteiten() -> Mapping[str, str]:
    """Folded Dutch name of the country, nationality or ISO code → code."""
    uit: dict[str, str] = {}
    for code, naam in Locale("nl").territories.items():
        if code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ"}:
            uit |= {code.lower(): code, vouw(naam): code}
    return uit | {vouw(naam): code for code, namen in _NATIONALITEITEN.items() for naam in namen.split()}


@cache
def statuten() -> Mapping[str, str]:
    return _met_labels(Statuut.Soort.choices, _STATUTEN)


@cache
def opleidingen() -> Mapping[str, str]:
    keuzes = [keuze for keuze in Werkzoekende.Opleiding.choices if keuze[0]]
    return _met_labels(keuzes, _OPLEIDINGEN)


def _met_labels(keuzes: list[tuple[str, str]], ook: Mapping[str, str]) -> dict[str, str]:
    uit = {vouw(str(woord)): waarde for waarde, label in keuzes for woord in (waarde, label)}
    return uit | {vouw(woord): str(waarde) for waarde, woorden in ook.items() for woord in woorden.split("|")}
