"""The zitdagen of a period as they really go, with their visits; and which wijken they cover (S2.22, S2.23)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from kern.tijd import Periode, feestdag, vandaag
from toegang.models import Medewerker
from werkpunten.models import Adres, Contactmoment, Sluitingsdag, Soort, Werkpunt, Wijk
from wijkwerken.models import Nood, Zitdagreeks, Zitdaguitzondering
from wijkwerken.vraag import open_plaatsen

VOORUIT = timedelta(days=28)
TERUG = timedelta(days=91)
JAAR = timedelta(days=365)


@dataclass(frozen=True)
class Zitting:
    """One day of a schedule. ``waarom_niet``: why it does not go on; ``reden``: why somebody else sits there."""

    reeks: Zitdagreeks
    dag: date
    consulent: Medewerker
    waarom_niet: str = ""
    reden: str = ""
    bezoeken: int = 0

    @property
    def gaat_door(self) -> bool:
        return not self.waarom_niet


def zittingen(periode: Periode, *, reeksen: Iterable[Zitdagreeks] | None = None) -> list[Zitting]:
    """Every zitdag of these days, in order; four queries, however many there are."""
    alle = list(Zitdagreeks.objects.in_periode(periode).voor_lijst() if reeksen is None else reeksen)
    gesloten = _gesloten(periode)
    bezoeken = _bezoeken(periode)
    gevonden = []
    for reeks in alle:
        anders = {rij.dag: rij for rij in reeks.uitzonderingen.all()}
        for dag in reeks.dagen(periode):
            dicht = feestdag(dag) or gesloten.get((reeks.werkpunt_id, dag)) or gesloten.get((None, dag), "")
            gevonden.append(_zitting(reeks, dag, anders.get(dag), dicht, bezoeken))
    return sorted(gevonden, key=lambda zitting: (zitting.dag, zitting.reeks.begin, zitting.reeks.pk))


def _zitting(
    reeks: Zitdagreeks, dag: date, anders: Zitdaguitzondering | None, dicht: str, bezoeken: Mapping[object, int]
) -> Zitting:
    wie = anders.vervanger if anders and anders.vervanger else reeks.consulent
    niet = anders.reden if anders and anders.vervanger is None else dicht
    reden = anders.reden if anders and anders.vervanger else ""
    return Zitting(reeks, dag, wie, niet, reden, bezoeken.get((reeks.werkpunt_id, wie.pk, dag), 0))


def _gesloten(periode: Periode) -> dict[tuple[int | None, date], str]:
    dagen = Sluitingsdag.objects.filter(dag__gte=periode.begin, dag__lt=periode.einde)
    return {(werkpunt, dag): reden for werkpunt, dag, reden in dagen.values_list("werkpunt", "dag", "reden")}


def _bezoeken(periode: Periode) -> dict[object, int]:
    """Contacts of kind *zitdag* per unit, member of staff and day."""
    alle = Contactmoment.objects.ongefilterd("bezoeken van zitdagen").filter(
        soort=Soort.ZITDAG, dag__gte=periode.begin, dag__lt=periode.einde
    )
    geteld = alle.order_by().values_list("werkpunt_id", "medewerker_id", "dag").annotate(Count("pk"))
    return {(werkpunt, wie, dag): aantal for werkpunt, wie, dag, aantal in geteld}


@dataclass(frozen=True)
class Dekking:
    """What stands in one wijk, and what is asked there. Numbers of people are of the whole city, so never exact."""

    wijk: Wijk
    zitdagen: int
    uren: float
    bezoeken: int
    werkpunten: Sequence[str]
    woont: int
    niet_gezien: int
    vraag: int
    noden: int

    @property
    def gedekt(self) -> bool:
        return bool(self.zitdagen or self.werkpunten)

    @property
    def reden(self) -> str:
        """Why the next zitdag would come here, in words."""
        delen = ["er is geen werkpunt en de volgende vier weken geen zitdag"]
        if self.wijk.in_gordel:
            delen.insert(0, "deze wijk ligt in de negentiende-eeuwse gordel")
        delen.append(f"{ongeveer(self.niet_gezien)} van de mensen die er wonen, zagen we een jaar lang niet")
        if self.vraag:
            open_ = "open plaats wacht" if self.vraag == 1 else "open plaatsen wachten"
            delen.append(f"{self.vraag} {open_} op een wijk-werker")
        if self.noden:
            delen.append(f"{self.noden} {'nood staat' if self.noden == 1 else 'noden staan'} open")
        tekst = ", ".join(delen[:-1]) + " en " + delen[-1]
        return f"{tekst[:1].upper()}{tekst[1:]}."

    @property
    def gezien(self) -> str:
        return ongeveer(self.woont - self.niet_gezien)

    @property
    def onbereikt(self) -> str:
        return ongeveer(self.niet_gezien)


def ongeveer(aantal: int) -> str:
    """A number of people to the nearest ten: enough to plan with, too little to find somebody by."""
    return f"ongeveer {round(aantal, -1)}" if aantal >= 10 else ("geen" if aantal == 0 else "minder dan 10")


def dekking(lezer: Medewerker) -> list[Dekking]:
    """The 25 wijken, the belt first, and in it the ones where most is to be won; a fixed number of queries."""
    nu = vandaag()
    komend = [rij for rij in zittingen(Periode(nu, nu + VOORUIT)) if rij.gaat_door]
    geweest = zittingen(Periode(nu - TERUG, nu))
    aantal, minuten = Counter(rij.reeks.wijk_id for rij in komend), Counter[int]()
    bezoeken = Counter[int]()
    for rij in komend:
        minuten[rij.reeks.wijk_id] += rij.reeks.minuten
    for rij in geweest:
        bezoeken[rij.reeks.wijk_id] += rij.bezoeken
    woont, onbereikt = _bewoners(nu)
    vraag = Counter[int]()
    for plaats in open_plaatsen(nu, lezer=lezer):
        vraag[plaats.wijk_id] += plaats.aantal
    noden = dict(Nood.objects.lopend().order_by().values_list("wijk").annotate(Count("pk")))
    punten: dict[int, list[str]] = {}
    for punt in Werkpunt.objects.open_op(nu).filter(soort=Werkpunt.Soort.VAST):
        punten.setdefault(punt.wijk_id, []).append(punt.naam)
    rijen = [
        Dekking(
            wijk,
            aantal[wijk.pk],
            minuten[wijk.pk] / 60,
            bezoeken[wijk.pk],
            punten.get(wijk.pk, []),
            woont.get(wijk.pk, 0),
            onbereikt.get(wijk.pk, 0),
            vraag[wijk.pk],
            noden.get(wijk.pk, 0),
        )
        for wijk in Wijk.objects.filter(soort=Wijk.Soort.GENT)
    ]
    return sorted(rijen, key=lambda rij: (not rij.wijk.in_gordel, rij.gedekt, -rij.niet_gezien, rij.wijk.nummer))


def _bewoners(nu: date) -> tuple[dict[int, int], dict[int, int]]:
    """Per wijk how many people we know who live there, and whom of them nobody met for a year."""
    lang = Q(werkzoekende__laatste_contact__lt=nu - JAAR) | Q(werkzoekende__laatste_contact=None)
    wonen = Adres.objects.ongefilterd("dekking per wijk").filter(tot=None).order_by()
    geteld = list(wonen.values_list("wijk").annotate(alle=Count("pk"), niet=Count("pk", filter=lang)))
    return {wijk: alle for wijk, alle, _ in geteld}, {wijk: niet for wijk, _, niet in geteld}


def voorstel(rijen: Sequence[Dekking]) -> list[Dekking]:
    """Where the next zitdag would reach most: at most three wijken that nothing covers, the belt first."""
    open_ = [rij for rij in rijen if not rij.gedekt]
    return sorted(open_, key=lambda rij: (not rij.wijk.in_gordel, -rij.niet_gezien, -rij.vraag, -rij.noden))[:3]
