"""Who may see somebody's file, in the words of people: why, since when, until when, and how it ends."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from werkpunten.models import Betrokkenheid

Reden = Betrokkenheid.Reden
WAAROM = {
    Reden.CONTACT: "De persoon kwam er langs of werd er gezien.",
    Reden.BEGELEIDING: "Begeleidt de persoon.",
    Reden.OUD_BEGELEIDER: "Begeleidde de persoon tot voor kort.",
    Reden.VERANTWOORD: "Gaf een reden",
    Reden.DOORVERWIJZING: "Kreeg een doorverwijzing. Ziet niet het dossier, enkel wat de persoon toestond.",
    Reden.WAARNEMING: "Neemt waar voor wie begeleidt, tijdens een afwezigheid.",
    Reden.WIJKWERK: "Organiseert het wijk-werken van de persoon: de wijk-werkconsulenten.",
    Reden.CASUSTEAM: "Zit in het casusteam. Ziet enkel wat de persoon toestond en wat het team noteert.",
}
COLLEGA_BEGELEIDT = "Een collega begeleidt de persoon hier."
EINDE = {
    Reden.CONTACT: "Vanzelf. Na elk nieuw contact telt de termijn opnieuw.",
    Reden.BEGELEIDING: "Als de begeleiding stopt. Wie begeleidde, leest dan nog 30 dagen mee.",
    Reden.OUD_BEGELEIDER: "Vanzelf.",
    Reden.VERANTWOORD: "Vanzelf. De coördinator leest de reden en kan ernaar vragen.",
    Reden.DOORVERWIJZING: "Als de persoon de toestemming intrekt: dan meteen. Anders met de doorverwijzing.",
    Reden.WAARNEMING: "Vanzelf, na de laatste dag van de afwezigheid.",
    Reden.WIJKWERK: "Zestig dagen nadat het wijk-werken stopt: dan zijn de laatste uren verwerkt.",
    Reden.CASUSTEAM: "Als de persoon de toestemming intrekt: dan meteen. Anders met het team.",
}
LINK = {
    Reden.BEGELEIDING: ("Begeleiding", "werkpunten:werkzoekende-begeleiding"),
    **dict.fromkeys(Betrokkenheid.ZONDER_DOSSIER, ("Toestemmingen", "partners:dossier")),
}
"""Where it is ended, by the name of the address: a higher app has its own."""


@dataclass(frozen=True)
class Inzage:
    """One line of who may see the file; ``tot`` None: for as long as it lasts."""

    wie: str
    waarom: str
    einde: str
    sinds: datetime
    tot: datetime | None
    alleen_lezen: bool
    link: tuple[str, str] | None

    @property
    def is_voorbij(self) -> bool:
        return self.tot is not None and self.tot <= timezone.now()


def in_woorden(rij: Betrokkenheid) -> Inzage:
    reden = Reden(rij.reden)
    waarom = COLLEGA_BEGELEIDT if reden == Reden.BEGELEIDING and rij.medewerker is None else WAAROM[reden]
    return Inzage(
        _wie(rij),
        f"{waarom.rstrip('.')}: “{rij.toelichting}”" if rij.toelichting else waarom,
        EINDE[reden],
        rij.van,
        rij.tot,
        rij.alleen_lezen,
        LINK.get(reden),
    )


def _wie(rij: Betrokkenheid) -> str:
    if rij.medewerker is not None:
        return f"{rij.medewerker}, {rij.medewerker.organisatie}"
    return f"Iedereen van {rij.werkpunt}" if rij.werkpunt else str(rij.organisatie)
