"""Work for who sent a referral: what the partner did, and what the partner will not hear unless somebody calls."""

import uuid
from collections.abc import Collection

from kern.tijd import vandaag
from partners.models import Bezorging, Doorverwijzing, Mail, Partner, Verloop
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Aanstelling, Begeleiding, Werkzoekende
from werkpunten.taken import maak_taak


def coordinatoren(werkpunten: Collection[int]) -> list[Medewerker]:
    """Who coordinates these units today."""
    nu = Aanstelling.objects.op(vandaag()).filter(rol=Rol.COORDINATOR, werkpunt__in=werkpunten)
    actief = nu.filter(medewerker__is_active=True).select_related("medewerker")
    return [aanstelling.medewerker for aanstelling in actief.order_by("pk")]


def wie_volgt_op(werkzoekende_id: int, begon: Medewerker, werkpunten: Collection[int]) -> Medewerker | None:
    """Who began it; when they no longer have the file a coach, or else a coordinator of these units."""
    coaches = Begeleiding.objects.ongefilterd("opvolging bij een partner").lopend()
    mogelijk = [begon] + [
        begeleiding.begeleider
        for begeleiding in coaches.filter(werkzoekende=werkzoekende_id).select_related("begeleider")
    ]
    mogelijk += coordinatoren(werkpunten)
    mag = Werkzoekende.objects.bewerkbaar_voor
    return next((wie for wie in mogelijk if mag(wie).filter(pk=werkzoekende_id).exists()), None)


def taaksleutel(doorverwijzing: Doorverwijzing, stap: Verloop) -> uuid.UUID:
    return uuid.uuid5(doorverwijzing.uuid, f"verloop {stap.pk}")


def geef_taak(doorverwijzing: Doorverwijzing, wat: str, sleutel: uuid.UUID) -> Medewerker | None:
    """A task for today on the worklist of who follows it up; who that is.

    When nobody has the file any more it is about nobody: the number of the referral is enough to look for a coach.
    """
    wie = wie_volgt_op(doorverwijzing.werkzoekende_id, doorverwijzing.afzender, [doorverwijzing.werkpunt_id])
    persoon = doorverwijzing.werkzoekende if wie else None
    wie = wie or next(iter(coordinatoren([doorverwijzing.werkpunt_id])), None)
    if wie is not None:
        maak_taak(wat, eigenaar=wie, tegen=vandaag(), door=None, werkzoekende=persoon, sleutel=sleutel)
    return wie


def belsleutel(doorverwijzing: Doorverwijzing, stap: Verloop) -> uuid.UUID:
    return uuid.uuid5(taaksleutel(doorverwijzing, stap), "bellen")


def laat_bellen(doorverwijzing: Doorverwijzing, partner: Partner, stap: Verloop) -> None:
    """This partner has neither a mail address nor anybody who signs in: somebody has to call."""
    wat = f"Bel {partner.wie_bellen} over doorverwijzing {doorverwijzing.nummer} ({stap.wat.lower()})"
    wat = f"{wat}: ze krijgen geen bericht van ons"
    geef_taak(doorverwijzing, wat, belsleutel(doorverwijzing, stap))


def meld_onbestelbaar(mail: Mail) -> None:
    """A mail to a partner was given up: without a call nobody there knows."""
    alle = Doorverwijzing.objects.ongefilterd("mail niet aangekomen").select_related("werkzoekende", "afzender")
    verwijzing = alle.get(mails=mail)
    partner = Partner.objects.filter(organisatie=verwijzing.organisatie_id, email=mail.aan).first()
    if partner is not None:
        wat = f"Bel {partner.wie_bellen} over doorverwijzing {verwijzing.nummer}: onze mail kwam niet aan"
        geef_taak(verwijzing, wat, uuid.uuid5(verwijzing.uuid, f"mail {mail.pk}"))


def meld_doof_systeem(bezorging: Bezorging) -> None:
    """A notice was given up, and it was all that this partner would have heard."""
    partner = bezorging.webhook.partner
    if partner.leest_mee():
        return
    alle = Doorverwijzing.objects.ongefilterd("webhook niet aangekomen").select_related("werkzoekende", "afzender")
    verwijzing = alle.get(bezorgingen=bezorging)
    wat = f"Bel {partner.wie_bellen} over doorverwijzing {verwijzing.nummer}: hun systeem nam ons bericht niet aan"
    geef_taak(verwijzing, wat, uuid.uuid5(bezorging.sleutel, f"bellen {vandaag()}"))
