"""Reports that are frozen, who hears of them, and numbers from before our own."""

from rapportage.models.historiek import VroegereTelling
from rapportage.models.rapporten import (
    FOUTCODE,
    LEASE,
    MEESTE_POGINGEN,
    Drempelwaarde,
    Maandbereik,
    Bereikrapport,
    Rapportopdracht,
    binnen_bereik,
    mag_lezen,
    ziet_exact,
)

__all__ = [
    "FOUTCODE",
    "LEASE",
    "MEESTE_POGINGEN",
    "Drempelwaarde",
    "Maandbereik",
    "Bereikrapport",
    "Rapportopdracht",
    "VroegereTelling",
    "binnen_bereik",
    "mag_lezen",
    "ziet_exact",
]
