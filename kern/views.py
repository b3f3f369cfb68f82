"""The few pages of the house itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kern.http import aangemeld, render_deel
from kern.hulp import eigen_hulp
from kern.kader import menu
from kern.start import blokken_voor
from kern.stijl import voorbeelden
from kern.tijd import vandaag


@aangemeld
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Where somebody begins: what waits today, or else the first page in the bar that is theirs."""
    midden, zij = blokken_voor(request)
    if midden or zij:
        return render(request, "kern/start.html", {"midden": midden, "zij": zij, "vandaag": vandaag()})
    rollen: frozenset[str] = getattr(request.user, "rollen", frozenset())
    eigen = [punt for punt in menu if punt.rollen & rollen] or [punt for punt in menu if not punt.rollen]
    return redirect(eigen[0].url_naam) if eigen and rollen else render(request, "kern/geen_werk.html")


@aangemeld
@require_GET
def stijl(request: HttpRequest) -> HttpResponse:
    """Every component in every state: what to use when building a page, and what the browser tests look at."""
    return render_deel(request, "kern/stijl.html", "tabel", voorbeelden(request))


@aangemeld
@require_GET
def hulp(request: HttpRequest) -> HttpResponse:
    """Every page of help that is about a screen of theirs."""
    return render(request, "kern/hulp.html", {"paginas": eigen_hulp(request)})


@aangemeld
@require_GET
def hulp_detail(request: HttpRequest, sleutel: str) -> HttpResponse:
    pagina = eigen_hulp(request).get(sleutel)
    if pagina is None:
        raise Http404
    return render(request, "kern/hulp_detail.html", {"pagina": pagina})


@aangemeld
@require_POST
def verleng(request: HttpRequest) -> HttpResponse:
    """Somebody answers the time-out warning: the request itself counts as being active."""
    request.session.modified = True
    return HttpResponse(status=204)
