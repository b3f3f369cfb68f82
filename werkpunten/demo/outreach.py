"""Find-places and rounds of the demonstration, and what came of them; the places are made up."""

import uuid
from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random
from typing import NamedTuple

from django.db import connection

from werkpunten.models import Contactmoment, Outreachronde, Soort, Straatregistratie, Vindplaats, Werkpunt
from werkpunten.rondes import maandag_van

Plek = Vindplaats.Soort
PLAATSEN = [
    # unit, name, kind, address, when
    ("rabot", "Witte Kaproenenplein", Plek.PLEIN, "Witte Kaproenenplein", "Veel mensen na 15 uur."),
    (
        "rabot",
        "Moskee aan het park",
        Plek.GELOOF,
        "Kwakkelstraat",
        "Vrijdag na het gebed.",
    ),
    ("rabot", "Buurthuis aan de torens", Plek.BUURT, "Vogelenzangpark", "Soepmiddag op woensdag."),
    ("ledeberg", "Ledebergplein", Plek.WINKEL, "Ledebergplein", "Markt op zondagvoormiddag."),
    ("ledeberg", "Schoolpoort van de basisschool", Plek.SCHOOL, "Langestraat", "Om 15.30 uur staan de ouders er."),
    ("dampoort", "Plein aan het station", Plek.PLEIN, "Oktrooiplein", ""),
    ("dampoort", "Sociaal restaurant", Plek.SOCIAAL, "Kasteellaan", "Elke middag."),
    ("nieuw-gent", "Winkelcentrum Nieuw Gent", Plek.WINKEL, "Rerum Novarumplein", ""),
    ("nieuw-gent", "Sporthal Nieuw Gent", Plek.SPORT, "Steenakker", "Zaalvoetbal op dinsdagavond."),
]
TERUG = timedelta(weeks=8)
UREN = ((time(10), time(12)), (time(14), time(16)), (time(15), time(17)))
DAGEN = (1, 3, 4)
"""Tuesday, Thursday and Friday."""
NAMEN = (("Yusuf", "", "0470 11 22 33"), ("Mirela", "Petrova", ""), ("Abdi", "Warsame", "0485 44 55 66"))


class Werk(NamedTuple):
    """A unit that goes out: its places and who goes."""

    werkpunt: Werkpunt
    plaatsen: list[Vindplaats]
    personeel: list[int]


def bouw(tot: date, rng: Random) -> None:
    """Places, rounds of eight weeks back and one ahead, and the place of the contacts of those weeks."""
    for werk in _werk():
        rondes = list(_rondes(werk, tot, rng))
        Outreachronde.objects.bulk_create(rondes)
        for ronde in rondes:
            ronde.plaatsen.set(rng.sample(werk.plaatsen, min(len(werk.plaatsen), rng.choice((1, 1, 2)))))
            ronde.medewerkers.set(rng.sample(werk.personeel, min(len(werk.personeel), 2)))
        _leg_vast(werk, tot, rng)
    with connection.cursor() as cursor:
        cursor.execute(_GEKOPPELD, {"van": tot - TERUG, "tot": tot - timedelta(days=7)})


def _werk() -> Iterator[Werk]:
    punten = {punt.slug: punt for punt in Werkpunt.objects.filter(slug__in={rij[0] for rij in PLAATSEN})}
    for slug, punt in sorted(punten.items()):
        plaatsen = []
        for _, naam, soort, adres, toelichting in (rij for rij in PLAATSEN if rij[0] == slug):
            velden = {"soort": soort, "adres": adres, "toelichting": toelichting}
            plaats, _ = Vindplaats.objects.get_or_create(naam=naam, wijk=punt.wijk, defaults=velden)
            plaats.werkpunten.set([punt])
            plaatsen.append(plaats)
        personeel = punt.aanstellingen.order_by("medewerker").values_list("medewerker", flat=True).distinct()
        yield Werk(punt, plaatsen, list(personeel))


def _rondes(werk: Werk, tot: date, rng: Random) -> Iterator[Outreachronde]:
    begin, einde = maandag_van(tot - TERUG), maandag_van(tot) + timedelta(days=14)
    for week in range((einde - begin).days // 7):
        for dag in DAGEN:
            op = begin + timedelta(weeks=week, days=dag)
            van, einduur = rng.choice(UREN)
            gedaan = Outreachronde.Status.KLAAR if rng.random() < 0.9 else Outreachronde.Status.AFGELAST
            yield Outreachronde(
                sleutel=uuid.UUID(int=rng.getrandbits(128), version=4),
                werkpunt=werk.werkpunt,
                dag=op,
                van=van,
                tot=einduur,
                status=gedaan if op < tot else Outreachronde.Status.GEPLAND,
            )


def _leg_vast(werk: Werk, tot: date, rng: Random) -> None:
    """Where the contacts in the street were; the last anonymous ones gave a name."""
    straat = Contactmoment.objects.ongefilterd("demodata").filter(
        werkpunt=werk.werkpunt, soort=Soort.OUTREACH, dag__gt=tot - TERUG, dag__lte=tot
    )
    namen = list(NAMEN)
    rijen = []
    for pk, sleutel, persoon, wie in straat.order_by("-dag", "-pk").values_list(
        "pk", "sleutel", "werkzoekende", "medewerker"
    ):
        voornaam, achternaam, telefoon = namen.pop() if namen and persoon is None else ("", "", "")
        rijen.append(
            Straatregistratie(
                sleutel=sleutel,
                werkpunt=werk.werkpunt,
                vindplaats=rng.choice(werk.plaatsen),
                contact_id=pk,
                auteur_id=wie,
                doorgestuurd_door_id=wie,
                voornaam=voornaam,
                achternaam=achternaam,
                telefoon=telefoon,
            )
        )
    Straatregistratie.objects.bulk_create(rijen)


_GEKOPPELD = """
update werkpunten_contactmoment c
   set gekoppeld_op = c.aangemaakt + interval '5 days', gekoppeld_door_id = c.medewerker_id
 where c.soort = 'outreach' and c.werkzoekende_id is not null and c.dag > %(van)s and c.dag <= %(tot)s
   and not exists (select from werkpunten_contactmoment e
                    where e.werkzoekende_id = c.werkzoekende_id and (e.dag, e.id) < (c.dag, c.id))
"""
"""Whoever was met in the street first gave no name that day."""
