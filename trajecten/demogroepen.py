"""Sessions of the demonstration: past ones with who came, and those to come, one of them full."""

from datetime import time, timedelta

from kern.tijd import vandaag
from partners.models import Werkgever
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten import aanwezigheid, groepen
from trajecten.aanwezigheid import AANWEZIG, AFWEZIG, Keuze
from trajecten.models import Deelname, Module, Sessie
from werkpunten.demo.laden import Vraag
from werkpunten.models import Begeleiding, Werkzoekende, werkpunten_van

ACCOUNT = "consulent@demo.test"
SESSIES = (
    ("Solliciteren", -14, 10, 6),
    ("Wegwijs op de arbeidsmarkt", -7, 12, 8),
    ("Nederlands oefenen voor het werk", 0, 10, 7),
    ("Solliciteren", 5, 3, 5),
    ("Workshop bij een werkgever", 8, 15, 4),
    ("Wat kan ik?", 3, 1, 1),
)
"""Module, days from today, places, how many people are put on the list."""
TAALLESSEN = 4
"""Language sessions come back for so many weeks."""


def laad(vraag: Vraag) -> None:
    """Nothing when the last day of the demonstration is not now: sessions to come would lie in the past."""
    wie = Medewerker.objects.filter(email=ACCOUNT).first()
    if wie is None or vraag.tot < vandaag() - timedelta(days=1):
        return
    begeleid = Begeleiding.objects.ongefilterd("demonstratie").lopend().filter(begeleider=wie)
    bewerkbaar = Werkzoekende.objects.bewerkbaar_voor(wie).filter(pk__in=begeleid.values("werkzoekende"))
    mensen = list(bewerkbaar.order_by("pk")[:12])
    for naam, dagen, plaatsen, aantal in SESSIES:
        sessie = _plan(naam, dagen, plaatsen, door=wie)
        for persoon in mensen[:aantal]:
            groepen.schrijf_in([sessie], persoon, door=wie)
        if dagen < 0:
            _noteer(sessie, door=wie)


def _plan(naam: str, dagen: int, plaatsen: int, *, door: Medewerker) -> Sessie:
    module, werkpunt = Module.objects.get(naam=naam), werkpunten_van(door, *BEGELEIDERS)[0]
    dag = vandaag() + timedelta(days=dagen)
    taalles = module.soort == Module.Soort.TAAL
    sessie = Sessie(
        module=module,
        werkpunt=werkpunt,
        begeleider=door,
        werkgever=Werkgever.objects.first() if module.soort == Module.Soort.WORKSHOP else None,
        dag=dag,
        van=time(9, 30),
        tot=time(12),
        plaats=werkpunt.naam,
        capaciteit=plaatsen,
    )
    herhaal_tot = dag + timedelta(weeks=TAALLESSEN) if taalles else None
    return groepen.plan_sessies(sessie, herhaal_tot=herhaal_tot, door=door)[0]


def _noteer(sessie: Sessie, *, door: Medewerker) -> None:
    """Everybody was there but every fourth person."""
    rijen = Deelname.objects.ongefilterd("demonstratie").ingeschreven().filter(sessie=sessie).order_by("pk")
    keuzes = [Keuze(rij.pk, AFWEZIG if nummer % 4 == 0 else AANWEZIG) for nummer, rij in enumerate(rijen, start=1)]
    aanwezigheid.noteer(sessie, keuzes, opvolgen=True, door=door)
