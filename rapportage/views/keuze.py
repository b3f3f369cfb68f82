"""Which figures are on screen: a frozen report, or what the facts say now, as its reader may see them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import Http404
from django.urls import reverse

from rapportage.dimensies import Dimensie
from rapportage.forms import RapportForm, vraag
from rapportage.models import Bereikrapport, Rapportopdracht, ziet_exact
from rapportage.rapport import cijfers_van
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import Beeld
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest
from werkpunten.models import Werkpunt

LEZERS = (Rol.MANAGER, Rol.COORDINATOR)


def gekozen(request: MedewerkerRequest, gegevens: Mapping[str, str]) -> RapportForm:
    """The report that is asked for; one that is not theirs does not exist."""
    form = RapportForm(gegevens, request.user)
    if not form.is_valid():
        raise Http404
    return form


@dataclass(frozen=True)
class Keuze:
    """What is on screen: a frozen report, or (``levend``) what the facts say now."""

    form: RapportForm
    rapport: Bereikrapport | None
    levend: bool
    beeld: Beeld

    @property
    def vraag(self) -> str:
        """The query of the address that shows the same figures."""
        zelfde = vraag(self.form.gekozen, self.form.eenheid)
        return f"{zelfde}&levend=1" if self.levend and self.rapport else zelfde

    @property
    def velden(self) -> list[tuple[str, str]]:
        """The same for a form."""
        return parse_qsl(self.vraag)


def lees_keuze(request: MedewerkerRequest, per: Sequence[Dimensie] = (), *, samen: bool = False) -> Keuze:
    """A frozen report shows its frozen figures unless ``levend`` is asked; any other what the facts say now.

    A frozen one has every breakdown; of the facts only these are counted.
    """
    return keuze_van(request, gekozen(request, request.GET), per, samen=samen)


def keuze_van(
    request: MedewerkerRequest, form: RapportForm, per: Sequence[Dimensie] = (), *, samen: bool = False
) -> Keuze:
    """The same, for a form that was read already."""
    tijdvak, werkpunt = form.gekozen, form.eenheid
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).select_related("door", "werkpunt")
    rapport = rapporten.laatste(tijdvak, werkpunt)
    if rapport is None or "levend" in request.GET:
        return Keuze(form, rapport, True, nu(request, tijdvak, werkpunt, per, samen=samen))
    return Keuze(form, rapport, False, vastgelegd(request, rapport))


def nu(
    request: MedewerkerRequest,
    tijdvak: Tijdvak,
    werkpunt: Werkpunt | None,
    per: Sequence[Dimensie] = (),
    *,
    samen: bool = False,
) -> Beeld:
    """The figures of this moment that the reader may see; breakdowns only where they are shown."""
    cijfers = cijfers_van(tijdvak, werkpunt, per=per, samen=samen)
    return Beeld(cijfers.exact if ziet_exact(request.user, werkpunt) else cijfers.gepubliceerd)


def vastgelegd(request: MedewerkerRequest, rapport: Bereikrapport) -> Beeld:
    return Beeld(json.loads(rapport.voor(request.user)[0]))


def brug_url(keuze: Keuze, cijfer: str, punt: str = "") -> str:
    waar = f"&punt={punt}" if punt else ""
    return f"{reverse('rapportage:rapport-brug', args=[cijfer])}?{keuze.vraag}{waar}"


def bladzijde_van(rapport: Bereikrapport | Rapportopdracht) -> str:
    """Where the figures of a frozen report, or of one that is being made, stand."""
    if rapport.project is not None:
        adres = reverse("rapportage:project-verslag", args=[rapport.project.slug])
        return f"{adres}?tijdvak={rapport.tijdvak.sleutel}"
    return f"{reverse('rapportage:rapport-list')}?{vraag(rapport.tijdvak, rapport.werkpunt)}"


def personen_url(keuze: Keuze, cijfer: str, **deel: str) -> str:
    """The people behind a figure, or behind one row (``per``, ``waarde``) of a breakdown of it."""
    waar = f"&{urlencode(deel)}" if deel else ""
    return f"{reverse('rapportage:rapport-personen', args=[cijfer])}?{keuze.vraag}{waar}"
