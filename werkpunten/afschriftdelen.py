"""What this app puts into the copy of somebody's file: person, histories, contacts, appointments, intakes."""

from collections import Counter
from typing import Any

from kern.templatetags.kern import dagtijd, datum, land, taal
from werkpunten import wijzigingen
from werkpunten.afschrift import (
    COLLEGA,
    IEMAND_ANDERS,
    TECHNISCH,
    Hoofdstuk,
    Onderdeel,
    Stuk,
    Veld,
    Vraag,
    van_persoon,
)
from werkpunten.afschriftinzage import KIJKERS, TOEGANG
from werkpunten.dossier import TITELS
from werkpunten.intakeforms import SECTIES
from werkpunten.models import (
    Adres,
    Afspraak,
    Afstandsmeting,
    Band,
    Begeleiding,
    Contactmoment,
    Doelgroep,
    Domein,
    Domeinscore,
    Drempel,
    Dubbel,
    ExterneSleutel,
    Herinnering,
    Inkomen,
    Intake,
    Ontvangstbewijs,
    Samenvoeging,
    Score,
    Soort,
    Statuut,
    Straatregistratie,
    Taak,
    Taalniveau,
    Verblijf,
    Wachtende,
    Werkzoekende,
)

NOTITIES = "Notities die enkel een andere organisatie mag lezen, vraag je aan die organisatie."
ZONDER_VERTROUWELIJK = "Vertrouwelijke notities van je begeleider staan hier niet in. Je mag ernaar vragen."
ZELF, BEGELEIDER = "volgens jou", "volgens je begeleider"
PERIODE = ("van", Veld("tot", "tot en met"))


def _afgeleid(*velden: str) -> dict[str, str]:
    return dict.fromkeys(velden, TECHNISCH)


def _nummer(persoon: Werkzoekende, vraag: Vraag) -> str:
    """A paper gets lost: it says that we keep the number, never which."""
    if not (persoon.heeft_insz and vraag.lezer.organisatie.mag_insz_verwerken):
        return ""
    return "we bewaren het, maar drukken het hier niet af"


PERSOON = Onderdeel(
    Werkzoekende,
    "Wie je bent en hoe we je bereiken",
    (
        Veld("id", "dossiernummer", lambda p, _: p.dossiernummer),
        *("voornaam", "achternaam"),
        Veld("geboortedatum", "geboren", lambda p, _: p.geboren),
        "geslacht",
        Veld("nationaliteit", "", lambda p, _: land(p.nationaliteit)),
        "opleiding",
        Veld("contacttaal", "taal waarin we contact nemen", lambda p, _: p.taalnaam),
        Veld("moedertaal", "", lambda p, _: taal(p.moedertaal)),
        *(
            "tolk",
            "telefoon",
            "bel_mag",
            "email",
            "mail_mag",
            "voorkeur_kanaal",
            "voorkeur_plaats",
            "drempel_regulier",
        ),
        *("vdab_nummer", "vdab_traject"),
        Veld("contactstatus", "contact", lambda p, _: p.geen_contact),
        Veld("beschermd", "beschermd dossier"),
        Veld("insz", "rijksregisternummer", _nummer),
        Veld("laatste_contact", "laatste contact"),
        Veld("aangemaakt", "in ons systeem sinds"),
    ),
    {
        **_afgeleid("uuid", "zoeknaam", "sorteernaam", "klanken", "insz_index", "versie"),
        **dict.fromkeys(("geboorte_precisie", "contactstatus_sinds"), "staat bij het veld waar het bij hoort"),
    },
    rijen=lambda vraag: [vraag.persoon],
    stuk=lambda persoon: "Persoon",
)


def _gezin(vraag: Vraag) -> Hoofdstuk:
    """What others are to this person; never who they are."""
    woorden = dict([(Band.KIND, "kind"), *Band.Soort.choices])
    telling = Counter(woorden[band["wat"]] for band in Band.objects.met(vraag.persoon))
    rijen = [[wat.capitalize(), str(aantal)] for wat, aantal in sorted(telling.items())]
    uitleg = "We zeggen hier niet wie het is: dat zijn de gegevens van die persoon."
    return Hoofdstuk("Gezin en huisgenoten", uitleg, ["Band", "Aantal"], rijen)


def _contacten(vraag: Vraag) -> list[Any]:
    """With ``eerder``: what stood in the note before it was corrected."""
    alle = Contactmoment.objects.zichtbaar_voor(vraag.lezer).filter(werkzoekende=vraag.persoon)
    contacten: list[Any] = list(alle.met_notitie_voor(vraag.lezer).voor_lijst().nieuwste_eerst())
    vorige = wijzigingen.vorige_notities(contacten, lezer=vraag.lezer, vertrouwelijk=vraag.vertrouwelijk)
    for contact in contacten:
        contact.eerder = vorige.get(contact.pk, [])
    return contacten


def _notitie(contact: Contactmoment, vraag: Vraag) -> str:
    dicht = contact.niveau == Contactmoment.Niveau.VERTROUWELIJK and not vraag.vertrouwelijk
    return "" if dicht else contact.leesbare_notitie


def _contacttitel(contact: Contactmoment) -> str:
    soort = TITELS.get(Soort(contact.soort), contact.get_soort_display().capitalize())
    return f"{datum(contact.dag)}{f' {contact.tijdstip:%H:%M}' if contact.tijdstip else ''} · {soort}"


CONTACTEN = Onderdeel(
    Contactmoment,
    "Onze contacten",
    (
        Veld("dag", "", lambda c, _: ""),
        Veld("tijdstip", "", lambda c, _: ""),
        Veld("soort", "", lambda c, _: ""),
        Veld("werkpunt", "waar"),
        Veld("medewerker", "met wie"),
        Veld("onderwerpen", "waarover"),
        Veld("minuten", "duur", lambda c, _: f"{c.minuten} minuten" if c.minuten else ""),
        Veld("notitie", "", _notitie),
        Veld("gekoppeld_op", "eerst zonder naam bewaard, aan jou gekoppeld op", lambda c, _: _moment(c.gekoppeld_op)),
        Veld("verbeterd", "notitie verbeterd op", lambda c, _: _verbeterd(c)),
    ),
    {
        **_afgeleid("id", "bron", "aangemaakt", "gekoppeld_door"),
        "niveau": "zegt wie van ons de notitie leest",
        **dict.fromkeys(("leeftijdsgroep", "wijk"), "enkel bij contacten zonder naam"),
    },
    rijen=_contacten,
    uitleg=lambda vraag: NOTITIES if vraag.vertrouwelijk else f"{ZONDER_VERTROUWELIJK} {NOTITIES}",
    stuk=_contacttitel,
)


def _van_straat(vraag: Vraag) -> Any:
    """What came in from the street and was tied to this person since."""
    gezien = Contactmoment.objects.zichtbaar_voor(vraag.lezer).filter(werkzoekende=vraag.persoon)
    alle = Straatregistratie.objects.ongefilterd("contacten van deze persoon").filter(contact__in=gezien)
    return alle.select_related("vindplaats", "auteur").order_by("-ontvangen_op", "-pk")


STRAAT = Onderdeel(
    Straatregistratie,
    "Wat je ons op straat vertelde",
    (
        Veld("ontvangen_op", "bij ons sinds"),
        Veld("vindplaats", "waar"),
        *("voornaam", "achternaam", "telefoon"),
        Veld("auteur", "met wie"),
    ),
    rijen=_van_straat,
    uitleg=lambda vraag: "Je naam en nummer zoals je ze daar gaf. Het gesprek zelf staat bij onze contacten.",
)


def _verbeterd(contact: Any) -> str:
    eerst = [f"Eerst stond er: {tekst}" for tekst in contact.eerder]
    return "\n".join(deel for deel in (_moment(contact.verbeterd), *eerst) if deel)


def _moment(moment: Any) -> str:
    return dagtijd(moment) if moment else ""


def _domeinen(intake: Intake) -> list[tuple[str, str]]:
    """The scores in the words of the person who reads them."""
    wie = {"zelf": ZELF, "begeleider": BEGELEIDER}
    return [
        (str(Domein(domein).label), " · ".join(f"{wie[van]} {Score(score).label}" for van, score in scores.items()))
        for domein, scores in intake.domeinen.items()
    ]


def _intakes(vraag: Vraag) -> Hoofdstuk:
    """Each section of each intake with what was answered."""
    namen = dict(Doelgroep.objects.values_list("slug", "naam"))
    stukken = []
    for intake in van_persoon(Intake, "door")(vraag):
        begin = f"Intake van {datum(intake.afgerond or intake.begonnen)}"
        for deel in SECTIES:
            gegeven = _domeinen(intake) if deel.slug == "domeinen" else deel.antwoorden(intake)
            antwoorden = [(label.capitalize(), tekst) for label, tekst in gegeven if tekst]
            if antwoorden:
                stukken.append(Stuk(f"{begin}: {deel.titel}", antwoorden))
        groepen = ", ".join(namen.get(slug, slug) for slug in intake.doelgroepen)
        wie = [("Begonnen op", dagtijd(intake.begonnen)), ("Door", intake.door.korte_naam), ("Doelgroepen", groepen)]
        wie.append(("Afgerond op", dagtijd(intake.afgerond) if intake.afgerond else "nog niet"))
        stukken.append(Stuk(f"{begin}: wanneer en door wie", [(label, tekst) for label, tekst in wie if tekst]))
    return Hoofdstuk("Intakes", stukken=stukken)


_SECTIEVELDEN = tuple(veld for sectie in SECTIES for veld in sectie.velden)


def wijzigingslijst(vraag: Vraag) -> Hoofdstuk:
    """What was changed about the person, from the audit trail."""
    gewijzigd = wijzigingen.van_persoon(vraag.persoon, lezer=vraag.lezer)
    rijen = [[dagtijd(w.moment), w.wat, w.oud, "" if w.weg else w.nieuw] for w in gewijzigd]
    uitleg = f"Van elke soort de laatste {wijzigingen.MEEST}. Vroegere notities staan bij het contact."
    return Hoofdstuk("Wat er gewijzigd is", uitleg, ["Wanneer", "Wat", "Was", "Nu"], rijen)


def _geschiedenis(model: Any, titel: str, *velden: str | Veld, **anders: Any) -> Onderdeel:
    return Onderdeel(model, titel, (*velden, *PERIODE), rijen=van_persoon(model, *anders.pop("mee", ())), **anders)


ALLE: tuple[Onderdeel, ...] = (
    PERSOON,
    Onderdeel(ExterneSleutel, "Waar je ook gekend bent", (Veld("bron"), Veld("extern_id", "nummer daar"))),
    Onderdeel(
        Band,
        "Gezin en huisgenoten",
        ("soort",),
        dict.fromkeys(("werkzoekende", "ander"), IEMAND_ANDERS),
        maak=_gezin,
    ),
    _geschiedenis(Adres, "Waar je woont en woonde", "straat", "huisnummer", "postcode", "wijk", mee=["wijk"]),
    _geschiedenis(Statuut, "Je statuut", "soort"),
    _geschiedenis(
        Verblijf,
        "Je verblijf",
        *("soort", "aangevraagd_op", "negatief_op", "arbeidsmarkt", "document_tot"),
        stuk=lambda verblijf: verblijf.wanneer.capitalize(),
    ),
    _geschiedenis(Inkomen, "Je inkomen", "soort"),
    Onderdeel(
        Taalniveau,
        "Je Nederlands",
        (
            Veld("op", "gemeten op"),
            *Taalniveau.VAARDIGHEDEN,
            "schrift",
            Veld("taal_bron", "hoe weten we dat?"),
            "door",
        ),
        rijen=van_persoon(Taalniveau, "door"),
        stuk=lambda meting: meting.wanneer.capitalize(),
    ),
    Onderdeel(
        Drempel,
        "Wat in de weg staat",
        ("soort", "toestand", Veld("toelichting", "wat we eraan doen"), "van", "tot"),
        rijen=van_persoon(Drempel, "soort"),
    ),
    Onderdeel(
        Domeinscore,
        "Hoe het gaat",
        (Veld("op", "dag"), "domein", Veld("zelf", ZELF), Veld("begeleider", BEGELEIDER), "door"),
        rijen=van_persoon(Domeinscore, "door"),
    ),
    Onderdeel(
        Afstandsmeting,
        "Afstand tot werk",
        (Veld("op", "dag"), "afstand", "reden", "door"),
        rijen=van_persoon(Afstandsmeting, "door"),
    ),
    Onderdeel(
        Intake,
        "Intakes",
        (*_SECTIEVELDEN, "begonnen", "afgerond", "door", "doelgroepen"),
        _afgeleid("bewaard"),
        maak=_intakes,
    ),
    CONTACTEN,
    STRAAT,
    Onderdeel(
        Afspraak,
        "Afspraken",
        (
            *("begin", "einde"),
            Veld("plaats", "waar", lambda a, _: a.waar),
            Veld("medewerker", "met wie"),
            *("collegas", "onderwerp", "toelichting", "herinnering", "status"),
        ),
        {
            **_afgeleid("status_sinds", "status_door", "vorige", "contact", "gemaakt_door", "aangemaakt"),
            "meegaand": IEMAND_ANDERS,
            "reden": COLLEGA,
            **dict.fromkeys(("adres", "werkpunt"), "staat bij waar"),
        },
        rijen=lambda vraag: van_persoon(Afspraak)(vraag).voor_lijst().order_by("-begin"),
        stuk=lambda afspraak: f"Afspraak van {dagtijd(afspraak.begin)}",
    ),
    Onderdeel(
        Herinnering,
        "Herinneringen die we mailden",
        (Veld("sinds", "wanneer"), "status"),
        _afgeleid("afspraak", "pogingen", "fout"),
    ),
    Onderdeel(
        Ontvangstbewijs,
        "Papieren die we van je kregen",
        (Veld("dag", "wanneer"), Veld("papieren", "wat"), "anders", Veld("werkpunt", "waar"), "door"),
        _afgeleid("aangemaakt"),
        rijen=lambda vraag: van_persoon(Ontvangstbewijs)(vraag).voor_lijst().nieuwste_eerst(),
    ),
    Onderdeel(
        Taak,
        "Wat wij voor jou doen of deden",
        ("wat", "tegen", "status", Veld("eigenaar", "wie"), "afgehandeld_op"),
        _afgeleid("afgehandeld_door", "contact", "gemaakt_door", "aangemaakt"),
        rijen=van_persoon(Taak, "eigenaar"),
    ),
    Onderdeel(
        Wachtende,
        "Wanneer je in de wachtrij stond",
        ("werkpunt", Veld("gekomen_op", "gekomen"), Veld("gestart_op", "geholpen vanaf"), "status", "naam"),
        _afgeleid("dag", "aangemeld_door", "geholpen_door", "gewijzigd_op", "contact"),
        rijen=van_persoon(Wachtende, "werkpunt"),
    ),
    Onderdeel(
        Begeleiding,
        "Wie je begeleidt en begeleidde",
        ("begeleider", "werkpunt", Veld("van", "sinds"), "tot"),
        {"reden_einde": COLLEGA},
        rijen=van_persoon(Begeleiding, "begeleider", "werkpunt"),
    ),
    Onderdeel(
        Samenvoeging,
        "Dossiers die in dit dossier samengevoegd zijn",
        (Veld("op", "wanneer"), "reden", "door", Veld("ongedaan_op", "ongedaan gemaakt op")),
        _afgeleid("verdwenen", "verdwenen_uuid", "verplaatst", "herstel", "ongedaan_door"),
        rijen=van_persoon(Samenvoeging, "door"),
    ),
    Onderdeel(
        Dubbel,
        "Of je twee keer in ons systeem staat",
        (Veld("gevonden_op", "wanneer we dat dachten"), "oordeel", Veld("beoordeeld_op", "wanneer we dat nakeken")),
        {**_afgeleid("afstand", "door"), **dict.fromkeys(("ander", "redenen"), IEMAND_ANDERS)},
    ),
    TOEGANG,
    KIJKERS,
    Onderdeel(None, "Wat er gewijzigd is", (), maak=wijzigingslijst),
)
