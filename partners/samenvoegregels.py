"""How what partners keep about people is merged."""

from partners.models import (
    Aanmelding,
    Agendapunt,
    Beroepswens,
    Beschikbaarheid,
    Beslissing,
    Casusteam,
    Doorverwijzing,
    Teamlid,
    Teamoverleg,
    Toestemming,
    Verloop,
    Voordracht,
    Voordrachtstap,
)
from partners.models.toestemming import geldig_nu
from werkpunten.samenvoegregels import Daad, Regel

EIGEN: tuple[Regel, ...] = (
    Regel(
        Doorverwijzing,
        Daad.WEIGER,
        "In beide dossiers staat een doorverwijzing van dezelfde collega klaar. Verstuur of schrap er eerst een.",
        voorop=True,
    ),
    Regel(Verloop),
    Regel(
        Toestemming,
        let_op="In beide dossiers staat een toestemming om te delen. Ze blijven allebei gelden: kijk na of dat klopt.",
        lopend=geldig_nu(),
    ),
    Regel(Aanmelding),
    Regel(Beroepswens, Daad.KIES, "In beide dossiers staan gewenste beroepen. Welke lijst telt?", hele_lijst=True),
    Regel(Beschikbaarheid, Daad.KIES, "In beide dossiers staat wanneer iemand kan werken. Wat telt?"),
    Regel(
        Voordracht,
        Daad.WEIGER,
        "In beide dossiers loopt een voordracht voor dezelfde vacature. Rond er eerst een af.",
    ),
    Regel(Voordrachtstap),
    Regel(Casusteam, Daad.WEIGER, "In beide dossiers loopt een casusteam. Stop er eerst een."),
    Regel(Teamlid),
    Regel(Teamoverleg),
    Regel(Agendapunt),
    Regel(Beslissing),
)
