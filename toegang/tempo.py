"""At most so many requests a minute by one member of staff (or one address): what people do by hand."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from kern.http import is_htmx
from toegang.voor import MedewerkerRequest

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
MINUUT = 60
TEL = """
    INSERT INTO django_cache AS teller (cache_key, value, expires) VALUES (%s, '1', %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = (teller.value::int + 1)::text
    RETURNING value
"""


def hoogstens(aantal: int, wat: str) -> Callable[[V], V]:
    """Decorator: so many requests per minute of the clock; views with the same ``wat`` count together."""

    def decorator(view: V) -> V:
        @wraps(view)
        def begrensd(request: MedewerkerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return te_vlug(request, aantal, wat) or view(request, *args, **kwargs)

        return begrensd  # type: ignore[return-value]

    return decorator


def te_vlug(request: MedewerkerRequest, aantal: int, wat: str) -> HttpResponse | None:
    """Counts this request; 429 when it is one too many. A page stays as it is: its script shows a line."""
    minuut = int(time.time() / MINUUT)
    wie = request.user.pk or get_adapter().get_client_ip(request)
    if _tel(f"tempo:{wat}:{wie}:{minuut}") <= aantal:
        return None
    if is_htmx(request):
        response = HttpResponse("Wacht een minuut en probeer opnieuw.", content_type="text/plain; charset=utf-8")
    else:
        response = render(request, "429.html")
    response.status_code = 429
    response["Retry-After"] = str(MINUUT)
    return response


def _tel(sleutel: str) -> int:
    """How many times this key was counted, this time too, in one statement: reading before writing would let requests
    at the same instant through. The row lies in the table of the cache, which throws it away in the end.
    """
    verloopt = timezone.now() + timedelta(minutes=2)
    with connection.cursor() as cursor:
        cursor.execute(TEL, [cache.make_key(sleutel), verloopt])
        (keer,) = cursor.fetchone()
    return int(keer)
