"""The report of a project over a quarter or a year: figures, and what organisations tell beside them (S3.18)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils import timezone

from kern.pdf import zet
from kern.templatetags.kern import datum
from kern.tijd import vandaag
from rapportage.bestanden import Herkomst
from rapportage.indicatoren import DEFINITIES_VERSIE
from rapportage.models import Verhaal
from rapportage.projectblad import Blik
from rapportage.projectcijfers import CIJFER, definities
from rapportage.tijdvakken import Tijdvak
from rapportage.voortgang import Reeks, hele_looptijd
from rapportage.weergave import Tegel, cijfer
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Project

TYPST = Path(__file__).parent / "typst"
VERTELD = "De teksten zijn van de organisaties zelf."


@dataclass(frozen=True)
class Projectverslag:
    """What one reader may see of it."""

    project: Project
    tijdvak: Tijdvak
    blik: Blik
    tegels: Sequence[Tegel]
    geteld: str
    verhalen: Sequence[Verhaal]

    @property
    def pdf(self) -> bytes:
        herkomst = Herkomst(timezone.now())
        gegevens = {
            "titel": f"{self.project}: verslag",
            "waar": self.blik.waar,
            "periode": self.tijdvak.naam,
            "herkomst": herkomst.regel,
            "definities_versie": DEFINITIES_VERSIE,
            "definities": list(definities()),
            "noten": [self.geteld, VERTELD],
            "tegels": [asdict(tegel) for tegel in self.tegels],
            "delen": [_deel(verhaal) for verhaal in self.verhalen],
        }
        return zet(TYPST / "rapport.typ", gegevens, gemaakt=herkomst.gemaakt)


def _deel(verhaal: Verhaal) -> dict[str, object]:
    wie = f"Versie {verhaal.versie}, {verhaal.door.korte_naam}, {datum(verhaal.op)}"
    paren = [{"kop": vraag, "tekst": tekst} for vraag, tekst in verhaal.antwoorden]
    return {"titel": str(verhaal.organisatie), "tabel": None, "beeld": "", "antwoorden": paren, "noot": wie}


def verslag(project: Project, tijdvak: Tijdvak, lezer: Medewerker) -> Projectverslag:
    """Figures since the start up to the end of this period; partners read those that are published."""
    eigen = lezer.heeft_rol(Rol.MANAGER, Rol.COORDINATOR)
    blik = Blik.van(lezer) if eigen else Blik(None, vandaag())
    (reeks,) = blik.reeksen([hele_looptijd(project, blik.dag)])
    tegels, geteld = _stand(reeks, tijdvak)
    verhalen = Verhaal.objects.zichtbaar_voor(lezer).van(project, tijdvak).actueel()
    return Projectverslag(project, tijdvak, blik, tegels, geteld, list(verhalen))


def _stand(reeks: Reeks, tijdvak: Tijdvak) -> tuple[list[Tegel], str]:
    """The figures as they stood by the last moment that is counted and not after this period."""
    laatste = max((n for n, moment in enumerate(reeks.momenten) if moment.begin < tijdvak.periode.einde), default=None)
    if laatste is None:
        return [], "Van deze periode zijn er nog geen cijfers."
    tot = min(reeks.momenten[laatste].periode.tot, reeks.tot)
    tegels = [Tegel(code, rij.naam, cijfer(reeks.standen[code][laatste])) for code, rij in CIJFER.items()]
    return tegels, f"Geteld sinds de start van het project, tot en met {datum(tot)}."
