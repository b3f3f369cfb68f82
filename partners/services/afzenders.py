"""Work for who sent a referral: what the partner did, and what the partner will not hear unless somebody calls."""

import uuid

from kern.tijd import vandaag
from partners.models import Bezorging, Doorverwijzing, Mail, Partner, Verloop
from toegang.models import Medewerker
from werkpunten.models import Begeleiding, Werkzoekende
from werkpunten.taken import maak_taak


def wie_volgt_op(werkzoekende_id: int, begon: Medewerker) -> Medewerker | None:
    """Who began it, or a coach when they no longer have the file."""
    coaches = Begeleiding.objects.ongefilterd("opvolging bij een partner").lopend()
    mogelijk = [begon] + [
        begeleiding.begeleider
        for begeleiding in coaches.filter(werkzoekende=werkzoekende_id).select_related("begeleider")
    ]
    mag = Werkzoekende.objects.bewerkbaar_voor
    return next((wie for wie in mogelijk if mag(wie).filter(pk=werkzoekende_id).exists()), None)


def taaksleutel(doorverwijzing: Doorverwijzing, stap: Verloop) -> uuid.UUID:
    return uuid.uuid5(doorverwijzing.uuid, f"verloop {stap.pk}")


def geef_taak(doorverwijzing: Doorverwijzing, wat: str, sleutel: uuid.UUID) -> Medewerker | None:
    """A task for today on the worklist of who follows it up; who that is."""
    wie = wie_volgt_op(doorverwijzing.werkzoekende_id, doorverwijzing.afzender)
    if wie is not None:
        persoon = doorverwijzing.werkzoekende
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
    geef_taak(verwijzing, wat, uuid.uuid5(bezorging.sleutel, "bellen"))
