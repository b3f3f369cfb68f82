"""The contacts of the demonstration."""

import uuid
from array import array
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from random import Random

from django.utils import timezone

from kern.kopie import Rij
from werkpunten.demo.huis import Plaats
from werkpunten.demo.rooster import OCHTEND, Moment, Wie
from werkpunten.models import Contactmoment, Soort

VELDEN = (
    *("id", "sleutel", "werkzoekende", "werkpunt", "medewerker", "soort", "dag", "tijdstip", "minuten", "notitie"),
    *("niveau", "leeftijdsgroep", "wijk", "bron", "aangemaakt"),
)
ZATERDAG = 5
SOORTEN = {
    # kind: weight with somebody known, newcomer, anonymous
    Soort.BEZOEK: (52, 78, 84),
    Soort.AFSPRAAK: (17, 2, 0),
    Soort.TELEFOON: (9, 2, 5),
    Soort.BERICHT: (6, 1, 1),
    Soort.POGING: (6, 0, 0),
    Soort.OUTREACH: (3, 12, 10),
    Soort.GROEP: (4, 2, 0),
    Soort.ZITDAG: (2, 3, 0),
    Soort.HUISBEZOEK: (1, 0, 0),
}
_KOLOM = {Wie.TERUG: 0, Wie.NIEUW: 1, Wie.ANONIEM: 2}
KEUZES = {wie: (list(SOORTEN), [gewicht[kolom] for gewicht in SOORTEN.values()]) for wie, kolom in _KOLOM.items()}
NOTITIES = (
    "Cv samen nagekeken en vier exemplaren afgedrukt.",
    "Wil graag in een keuken werken. Volgende keer samen vacatures zoeken.",
    "Brief van VDAB uitgelegd.",
    "Account op de website van VDAB opnieuw geactiveerd.",
    "Zoekt opvang voor de kinderen voor een opleiding kan beginnen.",
    "Belde zelf naar de werkgever, mag donderdag op gesprek.",
    "Wil eerst beter Nederlands leren. Uitleg gegeven over lessen in de buurt.",
    "Diploma uit het buitenland: uitleg over de erkenning.",
    "Heeft nog geen rijbewijs. Zoekt werk dichtbij of met de bus.",
    "Kwam gewoon even langs. Het gaat beter dan vorige maand.",
)
MINUTEN = (5, 10, 10, 15, 15, 20, 20, 30, 45, 60, None)
GEDEELD, EIGEN, VERTROUWELIJK = Contactmoment.Niveau
LEEFTIJDEN = ("", *Contactmoment.Leeftijdsgroep.values)
KANS_ELDERS = 0.06


class Bekenden:
    """Who came where before, oldest first. Who came lately is likelier to come again, a few keep coming."""

    def __init__(self, aantal_plaatsen: int, rng: Random) -> None:
        self.per_plaats = [array("l") for _ in range(aantal_plaatsen)]
        self.iedereen = array("l")
        self.rng = rng

    def voeg_toe(self, pk: int, plaats: int) -> None:
        self.per_plaats[plaats].append(pk)
        self.iedereen.append(pk)

    def kies(self, plaats: int) -> int:
        hier = self.per_plaats[plaats]
        if not hier or self.rng.random() < KANS_ELDERS:
            hier = self.iedereen
        toeval = self.rng.random()
        vorm = 3 if toeval < 0.75 else 1
        return hier[-1 - int(len(hier) * self.rng.random() ** vorm)]


def contacten(
    wie_komt: Iterable[tuple[Moment, Wie]],
    *,
    plaatsen: list[Plaats],
    personen: Iterator[int],
    nummers: Iterator[int],
    wijken: list[int],
    einde: datetime,
    rng: Random,
) -> Iterator[Rij]:
    """Rows of ``Contactmoment``; newcomers take the next of ``personen``.

    On the day of ``einde`` everybody came before, so that the demonstration has no visits still to come.
    """
    bekenden = Bekenden(len(plaatsen), rng)
    zone = timezone.get_default_timezone()
    for moment, wie in wie_komt:
        dag = moment.dag
        plaats = plaatsen[moment.plaats]
        persoon = None
        if wie is Wie.NIEUW:
            bekenden.voeg_toe(persoon := next(personen), moment.plaats)
        elif wie is Wie.TERUG:
            persoon = bekenden.kies(moment.plaats)
        soort = Soort.OUTREACH if dag.weekday() >= ZATERDAG else rng.choices(*KEUZES[wie])[0]
        uur, minuut = _tijdstip(soort, rng)
        if dag == einde.date() and time(uur, minuut) > einde.time():
            uur, minuut = divmod(rng.randrange(OCHTEND[0] * 60, einde.hour * 60 + einde.minute + 1), 60)
        notitie = rng.choice(NOTITIES) if persoon and rng.random() < 0.3 else ""
        yield (
            next(nummers),
            uuid.UUID(int=rng.getrandbits(128), version=4),
            persoon,
            plaats.pk,
            rng.choice(plaats.personeel),
            soort.value,
            dag,
            None if rng.random() < 0.03 else f"{uur:02d}:{minuut:02d}",
            rng.choice(MINUTEN),
            notitie,
            rng.choices((GEDEELD, EIGEN, VERTROUWELIJK), (85, 10, 5))[0].value if notitie else GEDEELD.value,
            "" if persoon else rng.choice(LEEFTIJDEN),
            None if persoon or rng.random() < 0.4 else rng.choice(wijken),
            "balie",
            datetime.combine(dag, time(uur, minuut), tzinfo=zone),
        )


def _tijdstip(soort: Soort, rng: Random) -> tuple[int, int]:
    """Visits while the door is open, 9 to 12; the rest also in the afternoon."""
    uur = rng.randrange(9, 12) if soort == Soort.BEZOEK or rng.random() < 0.6 else rng.randrange(13, 17)
    return uur, rng.randrange(60)


def onderwerpen(nummers: Iterable[int], keuze: list[int], rng: Random) -> Iterator[Rij]:
    """Rows of the table between contacts and topics: one, two or three different topics each."""
    gewichten = [len(keuze) + 3 - plek for plek in range(len(keuze))]
    for nummer in nummers:
        toeval = rng.random()
        aantal = 1 if toeval < 0.7 else 2 if toeval < 0.94 else 3
        for onderwerp in set(rng.choices(keuze, gewichten, k=aantal)):
            yield nummer, onderwerp
