"""What referrals, wishes for work and proposals put into the copy of somebody's file."""

from typing import Any

from kern.templatetags.kern import datum
from partners.models import (
    Aanmelding,
    Agendapunt,
    Beroepswens,
    Beschikbaarheid,
    Beslissing,
    Casusteam,
    Doorverwijzing,
    Teamlid,
    Teamoverleg,
    Toestemming,
    Verloop,
    Voordracht,
    Voordrachtstap,
)
from werkpunten.afschrift import COLLEGA, IEMAND_ANDERS, TECHNISCH, Onderdeel, Veld, Vraag, van_persoon

ALTIJD_JA = "zonder een ja hierop wordt er niets gedeeld"


def _verwijzingen(vraag: Vraag) -> Any:
    gezien = Doorverwijzing.objects.uitgaand(vraag.lezer).filter(werkzoekende=vraag.persoon)
    mee = ("organisatie", "aanbod", "drempel", "afzender", "werkpunt", "behandelaar")
    return gezien.exclude(verstuurd_op=None).select_related(*mee).order_by("-verstuurd_op")


def _verloop(vraag: Vraag) -> Any:
    return van_persoon(Verloop, "doorverwijzing__organisatie")(vraag).exclude(doorverwijzing__verstuurd_op=None)


VERWIJZEN = (
    Onderdeel(
        Doorverwijzing,
        "Naar wie we je doorverwezen",
        (
            *("organisatie", "aanbod", "drempel", "vraag", "status"),
            *(
                Veld("verstuurd_op", "verstuurd op"),
                Veld("beantwoord_op", "antwoord op"),
                Veld("gestart_op", "gestart"),
            ),
            *(Veld("afgesloten_op", "afgesloten op"), Veld("overdracht_op", "samen ernaartoe op")),
            *("afzender", "werkpunt", "behandelaar"),
        ),
        {
            **dict.fromkeys(("status_sinds", "aangemaakt", "herinnerd_op", "nieuws_sinds"), TECHNISCH),
            "toestemming": "staat bij wat je toestond",
            "concept": "er is nog niets gedeeld",
            "meegaand": IEMAND_ANDERS,
        },
        rijen=_verwijzingen,
        stuk=lambda verwijzing: f"Doorverwijzing naar {verwijzing.organisatie}",
    ),
    Onderdeel(
        Verloop,
        "Wat er met de doorverwijzingen gebeurde",
        (
            *("moment", Veld("doorverwijzing", "bij", lambda v, _: str(v.doorverwijzing.organisatie))),
            Veld("soort", "wat", lambda v, _: v.wat),
            "tekst",
        ),
        {"van": "staat bij wat", "naar": "staat bij wat", "kanaal": TECHNISCH, "door": COLLEGA},
        rijen=_verloop,
    ),
    Onderdeel(
        Toestemming,
        "Wat je toestond om te delen",
        (
            *("organisatie", "doel", Veld("gegevens", "wat", lambda t, _: ", ".join(t.gegevensnamen))),
            *("grond", "grond_reden", "hoe", Veld("weet_ervan", "je wist ervan")),
            *(Veld("gegeven_op", "gegeven op"), "geldig_tot", Veld("ingetrokken_op", "ingetrokken op")),
            Veld("vastgelegd_door", "genoteerd door"),
        ),
        {
            **dict.fromkeys(("in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht"), ALTIJD_JA),
            **dict.fromkeys(("vastgelegd_op", "ingetrokken_door", "vervangen_door"), TECHNISCH),
        },
        rijen=van_persoon(Toestemming, "organisatie", "vastgelegd_door"),
        stuk=lambda toestemming: f"Delen met {toestemming.organisatie}",
    ),
    Onderdeel(
        Aanmelding,
        "Wie je bij ons aanmeldde",
        (
            *("organisatie", "van_buiten", "werkpunt", "vraag", "voornaam", "achternaam", "geboren", "telefoon"),
            *("contacttaal", "akkoord", "status", Veld("gemaakt_op", "aangemeld op")),
            *(Veld("behandeld_op", "behandeld op"), "antwoord"),
        ),
        {
            **dict.fromkeys(("aanmelder", "aanmelder_contact"), IEMAND_ANDERS),
            **dict.fromkeys(("gemaakt_door", "behandeld_door", "was_bekend"), TECHNISCH),
        },
        rijen=van_persoon(Aanmelding, "organisatie", "werkpunt"),
        stuk=lambda aanmelding: f"Aanmelding door {aanmelding.organisatie or aanmelding.van_buiten}",
    ),
    Onderdeel(
        Casusteam,
        "Teams rond jou",
        (
            *("doel", "werkpunt", Veld("gestart_op", "gestart op"), Veld("gestart_door", "gestart door")),
            *(Veld("gestopt_op", "gestopt op"), "besluit"),
        ),
        {"gestopt_door": COLLEGA},
        rijen=van_persoon(Casusteam, "werkpunt", "gestart_door"),
        stuk=lambda team: f"Casusteam {team.nummer}",
    ),
    Onderdeel(
        Teamlid,
        "Wie in een team rond jou zit of zat",
        (Veld("medewerker", "wie", lambda lid, _: f"{lid.medewerker}, {lid.medewerker.organisatie}"), "van", "tot"),
        {"team": TECHNISCH, "toestemming": "staat bij wat je toestond", "toegevoegd_door": COLLEGA},
        rijen=van_persoon(Teamlid, "medewerker__organisatie"),
    ),
    Onderdeel(
        Teamoverleg,
        "Overleg van een team rond jou",
        (
            *("begin", "minuten", "plaats", "status", "persoon_erbij"),
            Veld(
                "aanwezig",
                "wie was erbij",
                lambda overleg, _: ", ".join(str(lid.medewerker) for lid in overleg.deelnemers()),
            ),
        ),
        {"team": TECHNISCH, "gepland_door": COLLEGA},
    ),
    Onderdeel(
        Agendapunt,
        "Waarover een team rond jou sprak",
        (Veld("overleg", "op", lambda punt, _: datum(punt.overleg.begin)), "onderwerp", "bespreking"),
        {"door": COLLEGA, "gemaakt_op": TECHNISCH},
        rijen=van_persoon(Agendapunt, "overleg"),
    ),
    Onderdeel(
        Beslissing,
        "Wat een team rond jou besliste",
        (
            *("tekst", Veld("wie", "wie doet het", lambda wat, _: str(wat.wie.medewerker)), "tegen", "status"),
            Veld("gesloten_op", "klaar op"),
        ),
        {"overleg": TECHNISCH, "door": COLLEGA, "gemaakt_op": TECHNISCH, "gesloten_door": COLLEGA},
        rijen=van_persoon(Beslissing, "wie__medewerker"),
    ),
)
WERK = (
    Onderdeel(
        Beroepswens,
        "Welk werk je wil",
        (Veld("volgorde", "keuze"), "beroep", Veld("sinds", "genoteerd op"), Veld("door", "genoteerd door")),
        rijen=van_persoon(Beroepswens, "beroep", "door"),
    ),
    Onderdeel(
        Beschikbaarheid,
        "Wanneer je kan werken",
        (
            *("uren_van", Veld("uren_tot", "uren per week, tot"), "momenten", "vanaf"),
            *(Veld("sinds", "genoteerd op"), Veld("door", "genoteerd door")),
        ),
        rijen=van_persoon(Beschikbaarheid, "door"),
    ),
    Onderdeel(
        Voordracht,
        "Voor welk werk we je voordroegen",
        (
            *(Veld("vacature", "werk", lambda v, _: f"{v.vacature} bij {v.vacature.werkgever}"), "fase", "waarom"),
            *("akkoord_op", Veld("akkoord_hoe", "hoe besproken"), "toelichting"),
            *(Veld("aangemaakt", "voorgedragen op"), Veld("door", "voorgedragen door")),
        ),
        {"fase_sinds": TECHNISCH},
        rijen=van_persoon(Voordracht, "vacature__werkgever", "door"),
        stuk=lambda voordracht: str(voordracht.vacature),
    ),
    Onderdeel(
        Voordrachtstap,
        "Wat er met de voordrachten gebeurde",
        (
            *("moment", Veld("voordracht", "bij", lambda s, _: str(s.voordracht.vacature))),
            *(Veld("naar", "wat", lambda s, _: s.wat), "waarom", "tekst", Veld("door", "genoteerd door")),
        ),
        {"van": "staat bij wat", "op": "staat bij wat"},
        rijen=van_persoon(Voordrachtstap, "voordracht__vacature", "door"),
    ),
)
ALLE = (*VERWIJZEN, *WERK)
