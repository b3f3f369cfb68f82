"""What trajectories and handovers put into the copy of somebody's file."""

from typing import Any

from trajecten.models import (
    Aanwervingssubsidie,
    Deelname,
    Evaluatie,
    Inburgeringsdeel,
    Nazorg,
    Overdracht,
    Plan,
    Planakkoord,
    Plandoel,
    Resultaatmeting,
    Stage,
    Stap,
    Traject,
    Trajectverloop,
    Uitstroom,
)
from werkpunten.afschrift import COLLEGA, TECHNISCH, Onderdeel, Veld, van_persoon

OVERDRACHTEN = Onderdeel(
    Overdracht,
    "Van de ene begeleider naar de andere",
    (
        "van_werkpunt",
        "werkpunt",
        "naar",
        "status",
        Veld("gevraagd_op", "gevraagd op"),
        Veld("beslist_op", "beslist op"),
    ),
    {
        **dict.fromkeys(("bundel", "van", "gevraagd_door"), TECHNISCH),
        **dict.fromkeys(("reden", "uitleg"), COLLEGA),
    },
    rijen=van_persoon(Overdracht, "naar", "werkpunt", "van_werkpunt"),
)
TRAJECTEN = (
    Onderdeel(
        Traject,
        "Je trajecten",
        (
            Veld("sjabloon", "traject", lambda t, _: f"{t.sjabloon.project}: {t.sjabloon}"),
            *("soort", "doel", "intensiteit", "werkpunt", "fase", "begin", "einde", "resultaat", "werk", "uitleg"),
            Veld("begeleiding", "begeleider", lambda t, _: str(t.begeleiding.begeleider)),
            Veld("trekker", "organisatie die trekt"),
        ),
        {"sleutel": TECHNISCH},
        rijen=van_persoon(
            Traject, "sjabloon__project", "werkpunt", "fase", "begeleiding__begeleider", "trekker", "werk"
        ),
        stuk=lambda traject: str(traject.sjabloon),
    ),
    Onderdeel(
        Trajectverloop,
        "Wat er in je trajecten gebeurde",
        (
            *("moment", Veld("traject", "traject", lambda g, _: str(g.traject.sjabloon)), Veld("soort", "wat")),
            Veld("tekst", "uitleg"),
        ),
        {"door": COLLEGA},
        rijen=van_persoon(Trajectverloop, "traject__sjabloon"),
    ),
)
PLANNEN = (
    Onderdeel(
        Plan,
        "Wat we over jou en je plan noteerden",
        (Veld("traject", tekst=lambda p, _: str(p.traject.sjabloon)), "sterktes", "voorkeuren"),
        rijen=van_persoon(Plan, "traject__sjabloon"),
    ),
    Onderdeel(
        Plandoel,
        "Je doelen",
        (Veld("traject", tekst=lambda d, _: str(d.traject.sjabloon)), "tekst", "beroep", "tegen", "status"),
        rijen=van_persoon(Plandoel, "traject__sjabloon", "beroep"),
    ),
    Onderdeel(
        Stap,
        "De stappen in je plan",
        (
            *(Veld("doel", tekst=lambda s, _: s.doel.tekst), "wat", "soort"),
            Veld("medewerker", "wie", lambda s, _: s.iemand_anders or "jij"),
            *("tegen", "status", Veld("klaar_op", "klaar op")),
            Veld("drempel", "voor", lambda s, _: str(s.drempel.soort) if s.drempel else ""),
        ),
        {"organisatie": "staat bij wie", "beslissing": "staat bij wat een team rond jou besliste"},
        rijen=van_persoon(Stap, "doel", "medewerker", "organisatie", "drempel__soort"),
    ),
    Onderdeel(
        Planakkoord,
        "Wat we afspraken",
        (
            Veld("traject", tekst=lambda a, _: str(a.traject.sjabloon)),
            *("versie", "op", "manier", Veld("inhoud", "wat we opschreven", lambda a, _: _opgeschreven(a.inhoud))),
        ),
        {"door": COLLEGA},
        rijen=van_persoon(Planakkoord, "traject__sjabloon"),
    ),
    Onderdeel(
        Resultaatmeting,
        "Wat er na je trajecten kwam",
        (
            *(Veld("traject", tekst=lambda m, _: str(m.traject.sjabloon)), "termijn", "tegen"),
            *("antwoord", "uitleg", "op"),
        ),
        {"door": COLLEGA, "taak": TECHNISCH},
        rijen=van_persoon(Resultaatmeting, "traject__sjabloon"),
    ),
)


def _opgeschreven(inhoud: dict[str, Any]) -> str:
    """Everything of an agreed plan: strengths, wishes, and each goal with its steps."""
    delen = [f"sterktes: {inhoud['sterktes']}", f"wensen: {inhoud['voorkeuren']}"]
    for doel in inhoud["doelen"]:
        delen.append(_regel("doel", doel["tekst"], doel["beroep"], doel["tegen"]))
        delen += [_regel("stap", stap["wat"], stap["wie"], stap["tegen"]) for stap in doel["stappen"]]
    return "; ".join(deel for deel in delen if not deel.endswith(": "))


def _regel(wat: str, tekst: str, bij: str, tegen: str) -> str:
    erbij = ", ".join(deel for deel in (bij, tegen and f"tegen {tegen}") if deel)
    return f"{wat}: {tekst} ({erbij})" if erbij else f"{wat}: {tekst}"


BIJ = (
    Veld("traject", "voor je traject", lambda r, _: str(r.traject.sjabloon) if r.traject else ""),
    Veld("stap", "voor de stap", lambda r, _: r.stap.wat if r.stap else ""),
)
BIJ_MEE = ("traject__sjabloon", "stap")
ACTIVITEITEN = (
    Onderdeel(
        Inburgeringsdeel,
        "Je inburgering",
        (
            *("soort", "doel", "waar", "stand", "van", "tot"),
            Veld("dagen", "lessen", lambda d, _: d.wanneer),
            "toelichting",
        ),
        {"door": COLLEGA, "van_uur": "staat bij de lessen", "tot_uur": "staat bij de lessen"},
        rijen=lambda vraag: van_persoon(Inburgeringsdeel)(vraag).geldig(),
    ),
    Onderdeel(
        Deelname,
        "Sessies waarvoor je ingeschreven was",
        (
            Veld("sessie", "sessie", lambda d, _: f"{d.sessie.module}, {d.sessie.dag:%d/%m/%Y}"),
            *("stand", Veld("sinds", "sinds")),
            Veld("contact", "aanwezigheid", lambda d, _: d.aanwezigheid),
            *BIJ,
        ),
        {"door": COLLEGA},
        rijen=van_persoon(Deelname, "sessie__module", "contact", *BIJ_MEE),
    ),
    Onderdeel(
        Stage,
        "Stages en vrijwilligerswerk",
        (
            Veld("plaats", "waar", lambda s, _: f"{s.plaats}, {s.plaats.gastheer}"),
            *("van", "tot", "uren", "doelen", "taaldoelen", "overeenkomst_op"),
            *BIJ,
        ),
        {"door": COLLEGA},
        rijen=van_persoon(Stage, "plaats__werkgever", "plaats__organisatie", *BIJ_MEE),
        stuk=lambda stage: str(stage.plaats),
    ),
    Onderdeel(
        Evaluatie,
        "Hoe je stages en vrijwilligerswerk gingen",
        (Veld("stage", "waar", lambda e, _: str(e.stage.plaats)), "dag", "van_wie", "tekst"),
        {"door": COLLEGA},
        rijen=van_persoon(Evaluatie, "stage__plaats"),
    ),
    Onderdeel(
        Uitstroom,
        "Werk dat je vond",
        ("werkgever", "functie", "beroep", "contract", "uren", "begin", "einde", "einde_reden", *BIJ),
        {"door": COLLEGA, "aangemaakt": TECHNISCH},
        rijen=van_persoon(Uitstroom, "werkgever", "beroep", *BIJ_MEE),
        stuk=lambda werk: str(werk.functie),
    ),
    Onderdeel(
        Aanwervingssubsidie,
        "Wat je werkgever kreeg om je aan te werven",
        (
            Veld("uitstroom", "werkgever", lambda s, _: s.uitstroom.waar),
            *("soort", "bedrag", "van", "tot", "voorwaarden"),
        ),
        {"door": COLLEGA},
        rijen=van_persoon(Aanwervingssubsidie, "uitstroom__werkgever", "soort"),
    ),
    Onderdeel(
        Nazorg,
        "Begeleiding na de start van je werk",
        (
            Veld("uitstroom", "werkgever", lambda n, _: n.uitstroom.waar),
            *("soort", Veld("contact", "wanneer", lambda n, _: f"{n.contact.dag:%d/%m/%Y}")),
        ),
        rijen=van_persoon(Nazorg, "uitstroom__werkgever", "contact"),
    ),
)
