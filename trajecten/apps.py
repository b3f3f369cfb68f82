from django.apps import AppConfig

from kern.kader import Menupunt, gebruikersmenu, menu
from kern.start import startblokken
from toegang.rollen import BEGELEIDERS, Rol
from toegang.schermen import meld_schermen_aan


class TrajectenConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "trajecten"
    verbose_name = "Trajecten"

    def ready(self) -> None:
        from kern.hulp import hulp  # noqa: PLC0415
        from partners.services.teams import trekkers, volgers  # noqa: PLC0415
        from trajecten import afschrift, agenda, demoprojecten, meegeven  # noqa: PLC0415
        from trajecten import dossier as eigen  # noqa: PLC0415
        from trajecten.demo import laad, laad_trajecten  # noqa: PLC0415
        from trajecten.demogroepen import laad as laad_activiteiten  # noqa: PLC0415
        from trajecten.demowerk import laad as laad_werk  # noqa: PLC0415
        from trajecten.hulp import ALLE as eigen_hulp  # noqa: PLC0415 - models are only ready now
        from trajecten.inburgering import in_les  # noqa: PLC0415
        from trajecten.plan import volg_beslissing  # noqa: PLC0415
        from trajecten.samenvoegregels import EIGEN as samenvoegregels  # noqa: PLC0415
        from trajecten.start import OVERDRACHTEN, RESULTATEN, TE_LANG, VERTROKKEN, WAARNEMINGEN  # noqa: PLC0415
        from trajecten.trekkers import in_team  # noqa: PLC0415
        from werkpunten import bijgaven, dossier  # noqa: PLC0415
        from werkpunten import samenvoegregels as samenvoegen  # noqa: PLC0415
        from werkpunten.afschrift import onderdelen  # noqa: PLC0415
        from werkpunten.agendabronnen import agendabronnen, persoonsbronnen  # noqa: PLC0415
        from werkpunten.demo.laden import delen  # noqa: PLC0415

        meld_schermen_aan("trajecten.urls")
        bijgaven.bijgaven.meld_aan("traject", meegeven.BIJGAVE)
        samenvoegen.meld_aan(samenvoegregels, volgorde=300)
        volgers.meld_aan("stappen", volg_beslissing)
        trekkers.meld_aan("trajecten", in_team)
        delen.meld_aan("trajecten", laad_trajecten)
        delen.meld_aan("activiteiten", laad_activiteiten, volgorde=120)
        delen.meld_aan("werk en stages", laad_werk, volgorde=121)
        delen.meld_aan("afwezigheden", laad)
        delen.meld_aan("projecten", demoprojecten.laad)
        onderdelen.meld_aan(afschrift.OVERDRACHTEN.titel, afschrift.OVERDRACHTEN, volgorde=1901)
        for nummer, onderdeel in enumerate((*afschrift.TRAJECTEN, *afschrift.PLANNEN, *afschrift.ACTIVITEITEN)):
            onderdelen.meld_aan(onderdeel.titel, onderdeel, volgorde=1701 + nummer)
        agendabronnen.meld_aan("sessies", agenda.sessies, volgorde=30)
        persoonsbronnen.meld_aan("sessies", agenda.op_lijst)
        persoonsbronnen.meld_aan("lessen", in_les)
        dossier.tabs.meld_aan("activiteiten", eigen.ACTIVITEITEN, volgorde=145)
        dossier.bronnen.meld_aan("activiteiten", eigen.DEELNAMES, volgorde=46)
        dossier.bronnen.meld_aan("werk", eigen.WERK, volgorde=47)
        dossier.tabs.meld_aan("trajecten", eigen.TAB, volgorde=140)
        dossier.bronnen.meld_aan("trajecten", eigen.BRON, volgorde=45)
        startblokken.meld_aan("resultaten", RESULTATEN, volgorde=31)
        startblokken.meld_aan("overdrachten", OVERDRACHTEN, volgorde=5)
        startblokken.meld_aan("waarnemingen", WAARNEMINGEN, volgorde=22)
        startblokken.meld_aan("vertrokken", VERTROKKEN, volgorde=6)
        begeleiders = frozenset({Rol.CONSULENT, Rol.COORDINATOR})
        menu.meld_aan("caseload", Menupunt("Caseload", "trajecten:caseload-list", begeleiders), volgorde=20)
        groepen = Menupunt("Activiteiten", "trajecten:sessie-list", frozenset(BEGELEIDERS))
        menu.meld_aan("activiteiten", groepen, volgorde=25)
        menu.meld_aan("team", Menupunt("Team", "trajecten:caseload-team", frozenset({Rol.COORDINATOR})), volgorde=30)
        gebruikersmenu.meld_aan("afwezig", Menupunt("Afwezigheden", "trajecten:afwezigheid-list", begeleiders))
        startblokken.meld_aan("te-lang", TE_LANG, volgorde=30)
        for nummer, (naam, pagina) in enumerate(eigen_hulp):
            hulp.meld_aan(naam, pagina, volgorde=20 + nummer)
