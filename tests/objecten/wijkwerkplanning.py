"""The planning of wijk-werken in the addresses of the access matrix, and who may reach what."""

import uuid
from datetime import timedelta

from django.utils import timezone

from tests.factories import wijkwerkers as fabriek
from tests.wereld import WIJKWERKERS, Geval, Wereld
from werkpunten.zicht import zet_wijkwerk
from wijkwerken.models import Stelsel, Wijkwerker


def planning(wereld: Wereld) -> list[Geval]:
    """Each person on one assignment with a turn today; of them only *eigen* was referred to who organises the work."""
    vandaag, wie, gevallen = timezone.localdate(), wereld.medewerkers["coordinator"], []
    opdracht, begin = fabriek.opdracht(wie), vandaag - timedelta(days=30)
    stelsel, stuk = Stelsel.objects.get(slug="wijk-werken"), fabriek.blok(vandaag)
    for naam, persoon in wereld.personen.items():
        mee = {"werkzoekende": persoon, "door": wie}
        wijkwerker = Wijkwerker.objects.ongefilterd("test").create(
            stelsel=stelsel,
            toeleider=wie.organisatie,
            bemiddelaar="Bea",
            toegeleid_op=begin,
            afsprakenblad_op=begin,
            begin=begin,
            termijn_tot=begin + timedelta(days=364),
            **mee,
        )
        if naam == "eigen":
            zet_wijkwerk(persoon.pk, organisatie_id=stelsel.organisator_id, tot=None)
        wijkwerker.overeenkomsten.create(
            van=begin, getekend_tot=wijkwerker.termijn_tot, tot=wijkwerker.termijn_tot, **mee
        )
        toewijzing = wijkwerker.toewijzingen.create(opdracht=opdracht, van=begin, **mee)
        beurt = toewijzing.beurten.create(wijkwerker=wijkwerker, begin=stuk.begin, einde=stuk.einde, **mee)
        uren = fabriek.blok(vandaag - timedelta(days=2))
        gewerkt = toewijzing.prestaties.create(
            wijkwerker=wijkwerker,
            begin=uren.begin,
            einde=uren.einde,
            minuten=180,
            maand=uren.begin.date().replace(day=1),
            **mee,
        )
        mag = WIJKWERKERS if naam == "eigen" else ()
        gevallen += [
            Geval(f"wijkwerker {naam}", {"sleutel": wijkwerker.sleutel}, mag),
            Geval(f"beurt {naam}", {"sleutel": beurt.sleutel}, mag),
            Geval(f"prestatie {naam}", {"sleutel": gewerkt.sleutel}, mag),
            Geval(f"te plannen {naam}", {"opdracht": opdracht.sleutel, "wijkwerker": wijkwerker.sleutel}, mag),
        ]
    onbekend = {"opdracht": uuid.UUID(int=1), "wijkwerker": uuid.UUID(int=1)}
    return [
        *gevallen,
        Geval("te plannen, onbekend", onbekend, ()),
        Geval("opdracht met mensen", {"sleutel": opdracht.sleutel}, WIJKWERKERS),
        Geval("geplande week", {}, WIJKWERKERS),
    ]
