from django.apps import AppConfig
from django.conf import settings

from kern.kader import Menupunt, gebruikersmenu, menu


class PartnersConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "partners"
    verbose_name = "Partners"

    def ready(self) -> None:
        from kern.hulp import hulp  # noqa: PLC0415
        from kern.opdracht import controles  # noqa: PLC0415
        from kern.start import startblokken  # noqa: PLC0415
        from partners import afschrift as eigen_afschrift  # noqa: PLC0415 - models are only ready now
        from partners import agenda  # noqa: PLC0415 - models are only ready now
        from partners import controles as eigen_controles  # noqa: PLC0415
        from partners import dossier as eigen  # noqa: PLC0415
        from partners.demo.laden import laad  # noqa: PLC0415
        from partners.hulp import ALLE as eigen_hulp  # noqa: PLC0415
        from partners.samenvoegregels import EIGEN as samenvoegregels  # noqa: PLC0415
        from partners.services.samenvoegen import reken_zicht_na  # noqa: PLC0415
        from partners.start import CASUSTEAMS  # noqa: PLC0415
        from partners.views.doorverwijzingen import aantal_nieuws  # noqa: PLC0415
        from partners.views.partnerbalie import aantal_nieuw  # noqa: PLC0415
        from toegang.rollen import BEGELEIDERS, OPENERS, Rol  # noqa: PLC0415
        from toegang.schermen import meld_schermen_aan  # noqa: PLC0415
        from werkpunten import afschrift, dossier  # noqa: PLC0415
        from werkpunten import samenvoegregels as samenvoegen  # noqa: PLC0415
        from werkpunten.agendabronnen import agendabronnen  # noqa: PLC0415
        from werkpunten.demo.laden import delen  # noqa: PLC0415

        meld_schermen_aan("partners.urls")
        samenvoegen.meld_aan(samenvoegregels, volgorde=200)
        samenvoegen.narekenaars.meld_aan("partners", reken_zicht_na)
        menu.meld_aan(
            "doorverwijzingen",
            Menupunt("Doorverwijzingen", "partners:doorverwijzing-list", frozenset(BEGELEIDERS), aantal_nieuws),
            volgorde=45,
        )
        menu.meld_aan(
            "partnerbalie",
            Menupunt("Partnerbalie", "partners:partnerbalie-list", frozenset({Rol.PARTNERMEDEWERKER}), aantal_nieuw),
            volgorde=46,
        )
        menu.meld_aan(
            "casusteams",
            Menupunt("Casusteams", "partners:casusteam-list", frozenset({Rol.PARTNERMEDEWERKER})),
            volgorde=47,
        )
        agendabronnen.meld_aan("casusteams", agenda.overleggen, volgorde=20)
        startblokken.meld_aan("casusteams", CASUSTEAMS, volgorde=23)
        menu.meld_aan("werkgevers", Menupunt("Werkgevers", "partners:werkgever-list", frozenset(OPENERS)), volgorde=48)
        menu.meld_aan("gids", Menupunt("Partners", "partners:gids-list"), volgorde=50)
        if settings.MAIL_TE_LEZEN:
            gebruikersmenu.meld_aan("post", Menupunt("Verstuurde mails", "partners:demo-post"))
        dossier.tabs.meld_aan("doorverwijzingen", eigen.TAB, volgorde=150)
        dossier.tabs.meld_aan("werk", eigen.WERK, volgorde=140)
        dossier.bronnen.meld_aan("voordrachten", eigen.VOORDRACHTEN, volgorde=51)
        dossier.drempelhulp.meld_aan("doorverwijzingen", eigen.hulp)
        dossier.bronnen.meld_aan("doorverwijzingen", eigen.BRON, volgorde=50)
        dossier.bronnen.meld_aan("casusteam", eigen.TEAMBRON, volgorde=55)
        for nummer, onderdeel in enumerate(eigen_afschrift.ALLE):
            afschrift.onderdelen.meld_aan(onderdeel.titel, onderdeel, volgorde=1401 + nummer)
        delen.meld_aan("partners", laad)
        for nummer, (naam, pagina) in enumerate(eigen_hulp):
            hulp.meld_aan(naam, pagina, volgorde=50 + nummer)
        for naam, controle in eigen_controles.alle():
            controles.meld_aan(naam, controle, volgorde=50)
