from django.apps import AppConfig

from kern.kader import Menupunt, menu
from kern.start import startblokken
from toegang.rollen import Rol
from toegang.schermen import meld_schermen_aan


class WijkwerkenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "wijkwerken"
    verbose_name = "Wijk-werken"

    def ready(self) -> None:
        from kern.hulp import hulp  # noqa: PLC0415
        from kern.opdracht import controles  # noqa: PLC0415
        from werkpunten import dossier  # noqa: PLC0415 - models are only ready now
        from werkpunten import samenvoegregels as samenvoegen  # noqa: PLC0415
        from werkpunten.afschrift import onderdelen  # noqa: PLC0415
        from werkpunten.demo.laden import delen  # noqa: PLC0415
        from wijkwerken import demo, demomaanden, demozaken  # noqa: PLC0415
        from wijkwerken import dossier as eigen  # noqa: PLC0415
        from wijkwerken.afschrift import ALLE as eigen_afschrift  # noqa: PLC0415
        from wijkwerken.controles import alle as eigen_controles  # noqa: PLC0415
        from wijkwerken.hulp import ALLE as eigen_hulp  # noqa: PLC0415
        from wijkwerken.hulpzaken import ALLE as hulp_bij_zaken  # noqa: PLC0415
        from wijkwerken.samenvoegregels import EIGEN as samenvoegregels  # noqa: PLC0415
        from wijkwerken.start import COACHING, EINDE  # noqa: PLC0415
        from wijkwerken.startcontinuiteit import CONTINUITEIT  # noqa: PLC0415
        from wijkwerken.startkwaliteit import KWALITEIT  # noqa: PLC0415
        from wijkwerken.startmaand import UREN  # noqa: PLC0415

        dossier.tabs.meld_aan("wijk-werken", eigen.TAB, volgorde=148)
        dossier.bronnen.meld_aan("wijk-werken", eigen.BRON, volgorde=48)
        startblokken.meld_aan("wijk-werken einde", EINDE, volgorde=32)
        startblokken.meld_aan("wijk-werken coaching", COACHING, volgorde=33)
        delen.meld_aan("wijk-werken: gebruikers en zitdagen", demozaken.laad, volgorde=130)
        delen.meld_aan("wijk-werken: wijk-werkers en planning", demo.laad, volgorde=131)
        delen.meld_aan("wijk-werken: uren en maanden", demomaanden.laad, volgorde=132)
        for nummer, (naam, pagina) in enumerate((*eigen_hulp, *hulp_bij_zaken)):
            hulp.meld_aan(naam, pagina, volgorde=60 + nummer)
        for nummer, onderdeel in enumerate(eigen_afschrift):
            onderdelen.meld_aan(onderdeel.titel, onderdeel, volgorde=1801 + nummer)
        startblokken.meld_aan("wijkwerken-kwaliteit", KWALITEIT, volgorde=32)
        startblokken.meld_aan("wijkwerken-uren", UREN, volgorde=33)
        startblokken.meld_aan("wijkwerken-continuiteit", CONTINUITEIT, volgorde=34)
        for naam, controle in eigen_controles():
            controles.meld_aan(naam, controle, volgorde=85)
        meld_schermen_aan("wijkwerken.urls")
        samenvoegen.meld_aan(samenvoegregels, volgorde=400)
        planners = frozenset({Rol.WIJKWERKCONSULENT, Rol.COORDINATOR})
        menu.meld_aan("wijkwerken", Menupunt("Wijk-werken", "wijkwerken:planning", planners), volgorde=35)
