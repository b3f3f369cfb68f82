"""Reports that are frozen, who hears of them, and numbers from before our own."""

from rapportage.models.abonnementen import Abonnement, Rapportbericht
from rapportage.models.historiek import VroegereTelling
from rapportage.models.kaarten import Bevolking, Wijkkaart
from rapportage.models.rapporten import (
    FOUTCODE,
    LEASE,
    MEESTE_POGINGEN,
    Bereikrapport,
    Drempelwaarde,
    Maandbereik,
    Rapportopdracht,
    binnen_bereik,
    mag_lezen,
    ziet_exact,
)

__all__ = [
    "FOUTCODE",
    "LEASE",
    "MEESTE_POGINGEN",
    "Abonnement",
    "Bereikrapport",
    "Bevolking",
    "Drempelwaarde",
    "Maandbereik",
    "Rapportbericht",
    "Rapportopdracht",
    "VroegereTelling",
    "Wijkkaart",
    "binnen_bereik",
    "mag_lezen",
    "ziet_exact",
]
