from django.apps import AppConfig


class RapportageConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "rapportage"
    verbose_name = "Rapportage"

    def ready(self) -> None:
        from kern.hulp import hulp  # noqa: PLC0415
        from kern.kader import Menupunt, gebruikersmenu, menu  # noqa: PLC0415
        from kern.opdracht import controles  # noqa: PLC0415
        from rapportage.controles import alle  # noqa: PLC0415 - models are only ready now
        from rapportage.demo import laad  # noqa: PLC0415 - models are only ready now
        from rapportage.hulp import ALLE as eigen_hulp  # noqa: PLC0415 - models are only ready now
        from toegang.rollen import Rol  # noqa: PLC0415
        from toegang.schermen import meld_schermen_aan  # noqa: PLC0415
        from werkpunten.demo.laden import delen  # noqa: PLC0415

        rollen = frozenset({Rol.MANAGER, Rol.COORDINATOR})
        menu.meld_aan("rapporten", Menupunt("Rapporten", "rapportage:rapport-list", rollen), volgorde=60)
        menu.meld_aan("projecten", Menupunt("Projecten", "rapportage:project-list", rollen), volgorde=65)
        delers = frozenset({Rol.MANAGER, Rol.PARTNERMEDEWERKER, Rol.BEHEERDER})
        menu.meld_aan("documenten", Menupunt("Documenten", "rapportage:document-list", delers), volgorde=92)
        met_volle_balk = Menupunt("Documenten", "rapportage:document-list", frozenset({Rol.COORDINATOR}))
        gebruikersmenu.meld_aan("documenten", met_volle_balk)
        meld_schermen_aan("rapportage.urls")
        delen.meld_aan("documenten en verslagen", laad, volgorde=130)
        for naam, controle in alle():
            controles.meld_aan(naam, controle, volgorde=90)
        for nummer, (naam, pagina) in enumerate(eigen_hulp):
            hulp.meld_aan(naam, pagina, volgorde=60 + nummer)
