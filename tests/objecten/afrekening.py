"""Hours that wait for approval, and statements of a closed month, in the addresses of the access matrix."""

from datetime import date, timedelta

from django.utils import timezone

from tests.objecten.wijkwerkplanning import planning
from tests.wereld import WIJKWERKERS, Geval, Wereld
from wijkwerken.models import Gebruikersstaat, Maandafsluiting, Maandstaat, Toewijzing

LANG_GELEDEN = date(2020, 1, 1)


def afrekening(wereld: Wereld) -> list[Geval]:
    """Each person with disputed hours of this month, and with a statement of a month long ago."""
    planning(wereld)
    wie, nu = wereld.medewerkers["coordinator"], timezone.now()
    afsluiting = Maandafsluiting.objects.create(
        maand=LANG_GELEDEN, uren=6, vergoeding=2460, reis=0, prijs=3570, met_cheque=0, gedekt=0, door=wie
    )
    leeg = {"afsluiting": afsluiting, "uren": 2, "sha256": "0" * 64}
    inhoud, gevallen = '{"maand":"2020-01-01","regels":[],"cheques_over":0}', []
    plekken = Toewijzing.objects.ongefilterd("test").select_related("opdracht__gebruiker", "wijkwerker")
    for plek in plekken.order_by("pk"):
        mee = {"werkzoekende_id": plek.werkzoekende_id, "wijkwerker": plek.wijkwerker}
        begin = nu - timedelta(hours=2)
        plek.prestaties.create(
            **mee,
            begin=begin,
            einde=nu,
            minuten=120,
            maand=timezone.localdate().replace(day=1),
            stand="betwist",
            kanaal="telefoon",
            wie="Rita",
            opmerking="was korter",
            beoordeeld_op=nu,
            beoordeeld_door=wie,
            door=wie,
        )
        staat = Maandstaat.objects.create(**leeg, **mee, bedrag=820, reis=0, inhoud=inhoud)
        eigen = plek.werkzoekende_id == wereld.personen["eigen"].pk
        naam = "eigen" if eigen else f"van {plek.werkzoekende_id}"
        gevallen.append(Geval(f"maandstaat {naam}", {"sleutel": staat.sleutel}, WIJKWERKERS if eigen else ()))
    klant = plekken[0].opdracht.gebruiker
    van_klant = Gebruikersstaat.objects.create(
        **leeg | {"uren": 6}, gebruiker=klant, bedrag=3570, met_cheque=0, gedekt=0, inhoud=inhoud
    )
    return [
        *gevallen,
        Geval("wachtende uren", {"sleutel": klant.sleutel}, WIJKWERKERS),
        Geval("gebruikersstaat", {"sleutel": van_klant.sleutel}, WIJKWERKERS),
        Geval("rekenmaand gesloten", {"jaar": LANG_GELEDEN.year, "maand": LANG_GELEDEN.month}, WIJKWERKERS),
        Geval("rekenmaand onbekend", {"jaar": 1, "maand": 13}, ()),
    ]
