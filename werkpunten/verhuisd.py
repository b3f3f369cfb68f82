"""The address of a file that went into another one leads to the one that stayed."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from toegang.models import Medewerker
from werkpunten.models import Samenvoeging


def nieuw_adres(request: HttpRequest) -> str | None:
    """Where a page of a file is now, for who may see that file; None for everybody and everything else.

    What was posted to the old address was not kept: then the file itself, where people see what is there.
    """
    gevonden, lezer = request.resolver_match, getattr(request, "user", None)
    uuid = gevonden.kwargs.get("uuid") if gevonden else None
    if gevonden is None or not isinstance(uuid, UUID) or not isinstance(lezer, Medewerker):
        return None
    zichtbaar = Samenvoeging.objects.zichtbaar_voor(lezer).geldend().filter(verdwenen_uuid=uuid)
    blijft = zichtbaar.values_list("werkzoekende_id", "werkzoekende__uuid").first()
    if blijft is None:
        return None
    naam = gevonden.view_name if request.method == "GET" else "werkpunten:werkzoekende-detail"
    kwargs = gevonden.kwargs if request.method == "GET" else {}
    try:
        return reverse(naam, kwargs={**kwargs, "uuid": blijft[1]})
    except NoReverseMatch:
        return None
