from django.apps import AppConfig


class WerkpuntenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "werkpunten"
    verbose_name = "Werkpunten en lijsten"

    def ready(self) -> None:
        from kern.hulp import hulp  # noqa: PLC0415
        from kern.kader import Menupunt, keuzebronnen, menu  # noqa: PLC0415
        from kern.opdracht import controles  # noqa: PLC0415
        from kern.start import startblokken  # noqa: PLC0415
        from toegang.rollen import BEGELEIDERS, rolbronnen  # noqa: PLC0415 - models are only ready now
        from toegang.schermen import meld_schermen_aan  # noqa: PLC0415
        from werkpunten import afschrift, afschriftdelen, agendabronnen, dossier, samenvoegregels, start  # noqa: PLC0415
        from werkpunten import controles as eigen_controles  # noqa: PLC0415
        from werkpunten.hulp import ALLE as eigen_hulp  # noqa: PLC0415 - models are only ready now
        from werkpunten.keuze import keuze  # noqa: PLC0415
        from werkpunten.models import rollen_uit_aanstellingen  # noqa: PLC0415

        meld_schermen_aan("werkpunten.urls")
        rolbronnen.meld_aan("aanstellingen", rollen_uit_aanstellingen)
        keuzebronnen.meld_aan("werkpunt", keuze)
        menu.meld_aan("balie", Menupunt("Balie", "werkpunten:balie", frozenset(BEGELEIDERS)), volgorde=10)
        menu.meld_aan("agenda", Menupunt("Agenda", "werkpunten:agenda-dag", frozenset(BEGELEIDERS)), volgorde=15)
        menu.meld_aan("outreach", Menupunt("Outreach", "werkpunten:outreach", frozenset(BEGELEIDERS)), volgorde=18)
        dossier.bronnen.meld_aan("contacten", dossier.CONTACTEN, volgorde=10)
        dossier.bronnen.meld_aan("afspraken", dossier.AFSPRAKEN, volgorde=20)
        dossier.bronnen.meld_aan("taken", dossier.TAKEN, volgorde=30)
        dossier.bronnen.meld_aan("papieren", dossier.ONTVANGSTEN, volgorde=35)
        dossier.bronnen.meld_aan("intakes", dossier.INTAKES, volgorde=40)
        agendabronnen.agendabronnen.meld_aan("rondes", agendabronnen.rondes, volgorde=10)
        startblokken.meld_aan("afspraken", start.AFSPRAKEN, volgorde=10)
        startblokken.meld_aan("taken", start.TAKEN, volgorde=20)
        startblokken.meld_aan("wachtrij", start.WACHTRIJ, volgorde=25)
        for volgorde, tab in enumerate(dossier.EIGEN_TABS):
            dossier.tabs.meld_aan(tab.url_naam, tab, volgorde=volgorde * 100)
        for volgorde, onderdeel in enumerate(afschriftdelen.ALLE):
            afschrift.onderdelen.meld_aan(onderdeel.titel, onderdeel, volgorde=volgorde * 100)
        for naam, controle in eigen_controles.alle():
            controles.meld_aan(naam, controle, volgorde=10)
        samenvoegregels.meld_aan(samenvoegregels.EIGEN, volgorde=100)
        for nummer, (naam, pagina) in enumerate(eigen_hulp):
            hulp.meld_aan(naam, pagina, volgorde=10 + nummer)
