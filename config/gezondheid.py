"""``/healthz`` and ``/readyz``: the first middleware, so that no host name, redirect or session stands in the way."""

from collections.abc import Callable

from celery import current_app
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from kombu.exceptions import OperationalError

from kern.taken import HARTSLAG

GOED = "goed"
TE_OUD = 180
"""Seconds after which beat counts as silent; it writes every minute."""


class GezondheidMiddleware:
    """``/healthz``: this process answers. ``/readyz``: it can do its work; only database and migrations decide."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return HttpResponse(GOED, content_type="text/plain; charset=utf-8")
        if request.path == "/readyz":
            return gereed()
        return self.get_response(request)


def gereed() -> HttpResponse:
    """Per check a word."""
    nodig = {"databank": databank(), "migraties": migraties()}
    erbij = {"broker": broker(), "beat": beat()}
    return JsonResponse(nodig | erbij, status=200 if set(nodig.values()) == {GOED} else 503)


def databank() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "weg"
    return GOED


def migraties() -> str:
    try:
        executor = MigrationExecutor(connection)
        wachten = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "onbekend"
    return "niet uitgevoerd" if wachten else GOED


def broker() -> str:
    try:
        with current_app.connection_for_read(transport_options={"socket_connect_timeout": 1}) as verbinding:
            verbinding.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OperationalError, OSError):
        return "weg"
    return GOED


def beat() -> str:
    """How long ago the worker last did what beat told it to do."""
    try:
        moment = cache.get(HARTSLAG)
    except Error:
        return "onbekend"
    if moment is None:
        return "nog niet gehoord"
    seconden = round((timezone.now() - moment).total_seconds())
    return f"{GOED}, {seconden} s geleden" if seconden < TE_OUD else f"stil, {seconden} s geleden"
