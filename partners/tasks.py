"""Doors for the worker and the clock (schedule: ``CELERY_BEAT_SCHEDULE``)."""

from celery import shared_task

from partners.services import doorverwijzen, post, teams, toestemming, webhooks


@shared_task
def verstuur_mail(pk: int) -> None:
    post.verstuur(pk)


@shared_task
def veeg_mail() -> None:
    post.veeg()


@shared_task
def bezorg_webhook(pk: int) -> None:
    webhooks.bezorg(pk)


@shared_task
def veeg_webhooks() -> None:
    webhooks.veeg()


@shared_task
def ruim_webhooks_op() -> None:
    webhooks.ruim_op()


@shared_task
def volg_doorverwijzingen_op() -> None:
    doorverwijzen.volg_op()


@shared_task
def meld_aflopend() -> None:
    toestemming.meld_aflopend()
    teams.ruim_op()
