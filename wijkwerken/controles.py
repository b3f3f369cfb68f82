"""Rules between closed months, their lines, statements and cheques that no constraint of the database can hold."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kern.opdracht import Controle
from wijkwerken.models import Afrekenregel, Chequegebruik, Chequelot, Gebruikersstaat, Maandafsluiting, Maandstaat
from wijkwerken.staten import vingerafdruk

WAAROM = "controleer"


def alle() -> Iterator[tuple[str, Controle]]:
    """The rules of this app by name."""
    maand = "een afgesloten maand is de som van haar regels, en van haar overzichten"
    yield "afgesloten-maanden", Controle(maand, _maanden)
    yield "overzichten", Controle("elk maandoverzicht is zoals het uitgegeven werd", _overzichten)
    yield "cheques", Controle("van elke uitgegeven reeks cheques is gebruikt wat de regels zeggen", _cheques)


def _maanden() -> Iterator[str]:
    regels, werkers, klanten = (defaultdict[int, Counter[str]](Counter) for _ in range(3))
    for regel in Afrekenregel.objects.ongefilterd(WAAROM).iterator():
        regels[regel.afsluiting_id].update(
            uren=regel.uren,
            vergoeding=regel.uren * regel.vergoeding,
            reis=regel.reis,
            prijs=regel.uren * regel.prijs,
            gedekt=regel.met_cheque * regel.prijs,
        )
    for staat in Maandstaat.objects.ongefilterd(WAAROM).iterator():
        werkers[staat.afsluiting_id].update(uren=staat.uren, vergoeding=staat.bedrag, reis=staat.reis)
    for van_klant in Gebruikersstaat.objects.ongefilterd(WAAROM).iterator():
        klanten[van_klant.afsluiting_id].update(uren=van_klant.uren, prijs=van_klant.bedrag, gedekt=van_klant.gedekt)
    for rij in Maandafsluiting.objects.order_by("maand"):
        if any(
            getattr(rij, naam) != deel[rij.pk][naam]
            for deel, namen in (
                (regels, ("uren", "vergoeding", "reis", "prijs", "gedekt")),
                (werkers, ("uren", "vergoeding", "reis")),
                (klanten, ("uren", "prijs", "gedekt")),
            )
            for naam in namen
        ):
            yield f"maand {rij}"


def _overzichten() -> Iterator[str]:
    for model in (Maandstaat, Gebruikersstaat):
        for staat in model._default_manager.ongefilterd(WAAROM).order_by("pk").iterator():
            if vingerafdruk(staat.inhoud) != staat.sha256:
                yield str(staat)


def _cheques() -> Iterator[str]:
    gebruikt: Counter[int] = Counter()
    for gebruik in Chequegebruik.objects.ongefilterd(WAAROM).iterator():
        gebruikt[gebruik.lot_id] += gebruik.aantal
    for lot in Chequelot.objects.ongefilterd(WAAROM).order_by("pk").iterator():
        if lot.gebruikt != gebruikt[lot.pk]:
            yield str(lot)
