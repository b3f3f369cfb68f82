"""What wijk-werken adds to a person's file: a tab, and its steps on the timeline."""

from collections.abc import Iterable

from toegang.models import Medewerker
from werkpunten.dossier import Bron, Punt, Tab
from werkpunten.models import Werkzoekende
from wijkwerken.models import Schorsing, Wijkwerker


def punten(persoon: Werkzoekende, medewerker: Medewerker, soort: str, hoogstens: int) -> Iterable[Punt]:
    """Referral, first day, suspensions and the last day, newest first."""
    van_hier = {"werkzoekende": persoon}
    alle = Wijkwerker.objects.zichtbaar_voor(medewerker).filter(**van_hier).select_related("toeleider", "stelsel")
    gevonden: list[Punt] = []
    for rij in alle:
        gevonden.append(Punt(rij.toegeleid_op, None, f"Toegeleid naar {rij.stelsel}", str(rij.toeleider)))
        if rij.begin:
            gevonden.append(Punt(rij.begin, None, f"{rij.stelsel}: eerste dag", ""))
        if rij.gestopt_op:
            gevonden.append(
                Punt(rij.gestopt_op, None, f"{rij.stelsel}: gestopt", rij.get_uitkomst_display(), rij.uitleg)
            )
    rust = Schorsing.objects.zichtbaar_voor(medewerker).filter(**van_hier)
    gevonden += [Punt(rij.van, None, "Wijk-werken geschorst", rij.get_reden_display()) for rij in rust]
    return sorted(gevonden, key=lambda punt: punt.plaats, reverse=True)[:hoogstens]


TAB = Tab("Wijk-werken", "wijkwerken:dossier")
BRON = Bron([("wijk-werken", "Wijk-werken")], punten)
