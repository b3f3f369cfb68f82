"""Projects of the demonstration with a past: where they meet people, and trajectories that came and went."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Min
from django.utils import timezone

from toegang.models import Medewerker
from trajecten.models import (
    Doelstelling,
    Project,
    Projectdoelgroep,
    Traject,
    Trajectsjabloon,
    Trajectverloop,
    Uitstroom,
)
from werkpunten.demo.laden import Vraag
from werkpunten.models import Begeleiding, Contactmoment, Werkpunt

MEESTE, DEEL = 600, 4
PLAATSEN = 30
RESULTATEN = ("werk", "werk", "opleiding", "vdab", "contact_verloren", "gestopt")
WERKEN = ("Keukenhulp", "Poetshulp", "Magazijnmedewerker", "Winkelbediende")
Soort = Trajectverloop.Soort


def laad(vraag: Vraag) -> None:
    """Where the projects meet people, what they want to reach now, and one in four people with a past trajectory."""
    punten = list(Werkpunt.objects.filter(soort=Werkpunt.Soort.VAST))
    werkpunten = Project.objects.filter(slug="werkpunten").first()
    wie = Medewerker.objects.filter(email="consulent@demo.test").first()
    if werkpunten is None or wie is None:
        return
    werkpunten.werkpunten.set(punten)
    # the contacts of the demonstration are of the last years, and so are the three years of this target
    Doelstelling.objects.filter(project=werkpunten).update(
        van=date(vraag.tot.year - 1, 1, 1), tot=date(vraag.tot.year + 1, 12, 31)
    )
    Projectdoelgroep.objects.update(plaatsen=PLAATSEN)
    sjablonen = list(Trajectsjabloon.objects.te_starten(vraag.tot).prefetch_related("fasen"))
    gok = vraag.toeval("projecten")
    for persoon, werkpunt, eerste in _mensen(vraag, punten):
        _gelopen(persoon, werkpunt, eerste, sjablonen, wie, vraag.tot, gok)


def _mensen(vraag: Vraag, punten: list[Werkpunt]) -> list[tuple[int, int, date]]:
    """Some who came, with the unit and the day of their first contact; nobody who is coached now."""
    alle = Contactmoment.objects.ongefilterd("demonstratie").filter(werkpunt__in=punten, werkzoekende__isnull=False)
    nu = Begeleiding.objects.ongefilterd("demonstratie").lopend().values("werkzoekende")
    per = (
        alle.exclude(werkzoekende__in=nu)
        .order_by()
        .values_list("werkzoekende")
        .annotate(waar=Min("werkpunt"), dag=Min("dag"))
    )
    return list(per.order_by("werkzoekende")[: DEEL * min(MEESTE, vraag.werkzoekenden // DEEL) : DEEL])


def _gelopen(
    persoon: int,
    werkpunt: int,
    eerste: date,
    sjablonen: list[Trajectsjabloon],
    wie: Medewerker,
    laatste: date,
    gok: Random,
) -> None:
    """Straight into the tables, as an import of what ran before would: some days after the first contact, and over."""
    sjabloon, begin = gok.choice(sjablonen), eerste + timedelta(days=gok.randint(0, 20))
    einde = begin + timedelta(days=gok.randint(30, 240))
    if einde > laatste:
        return
    van, tot = _om(begin), _om(einde)
    begeleiding = Begeleiding.objects.create(
        werkzoekende_id=persoon, begeleider=wie, werkpunt_id=werkpunt, van=van, tot=tot, reden_einde="Traject gesloten"
    )
    fasen = list(sjabloon.fasen.all())
    resultaat, werk = gok.choice(RESULTATEN), None
    if resultaat == "werk":
        werk = Uitstroom.objects.create(
            werkzoekende_id=persoon,
            functie=gok.choice(WERKEN),
            contract=gok.choice(("bepaald", "onbepaald", "interim")),
            begin=einde,
            door=wie,
        )
    traject = Traject.objects.create(
        werkzoekende_id=persoon,
        sjabloon=sjabloon,
        soort=sjabloon.soort,
        doel=sjabloon.doel,
        intensiteit=sjabloon.intensiteit,
        werkpunt_id=werkpunt,
        begeleiding=begeleiding,
        trekker_id=wie.organisatie_id,
        fase=fasen[-1],
        begin=begin,
        einde=einde,
        resultaat=resultaat,
        werk=werk,
    )
    momenten = sorted(van + (tot - van) * gok.random() for _ in fasen[1:])
    stappen = [
        (Soort.GESTART, "", van),
        *((Soort.FASE, fase.naam, om) for fase, om in zip(fasen[1:], momenten, strict=True)),
    ]
    Trajectverloop.objects.bulk_create(
        Trajectverloop(traject=traject, werkzoekende_id=persoon, soort=soort, tekst=tekst, door=wie, moment=moment)
        for soort, tekst, moment in [*stappen, (Soort.GESLOTEN, str(traject.get_resultaat_display()), tot)]
    )


def _om(dag: date) -> datetime:
    return datetime.combine(dag, time(10), tzinfo=timezone.get_default_timezone())
