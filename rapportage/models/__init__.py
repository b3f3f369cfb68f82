"""Reports that are frozen, who hears of them, and numbers from before our own."""

from rapportage.models.abonnementen import Abonnement, Rapportbericht
from rapportage.models.documenten import Document, Documentversie, Ophaling, Verhaal, projecten_van
from rapportage.models.herzieningen import Herziening
from rapportage.models.historiek import VroegereTelling
from rapportage.models.kaarten import Bevolking, Wijkkaart
from rapportage.models.maandbereik import Maandbereik
from rapportage.models.rapporten import (
    FOUTCODE,
    LEASE,
    MEESTE_POGINGEN,
    Bereikrapport,
    Drempelwaarde,
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
    "Document",
    "Documentversie",
    "Drempelwaarde",
    "Herziening",
    "Maandbereik",
    "Ophaling",
    "Rapportbericht",
    "Rapportopdracht",
    "Verhaal",
    "VroegereTelling",
    "Wijkkaart",
    "binnen_bereik",
    "mag_lezen",
    "projecten_van",
    "ziet_exact",
]
