"""Help with the screens of this app."""

from kern.hulp import Hulp
from toegang.rollen import Rol

BEHEER = Hulp(
    "Beheer",
    "Hier beheer je accounts, werkpunten, openingsuren en keuzelijsten. Dossiers zie je hier niet.",
    (
        "Maak bij Medewerkers een account. De medewerker krijgt een mail om een wachtwoord te kiezen.",
        "Geef bij Aanstellingen een rol en een werkpunt, met een begindatum. Zonder aanstelling ziet niemand iets.",
        "Gaat iemand weg? Meld die medewerker uit dienst: aanmelden kan dan meteen niet meer.",
        "Pas openingsuren aan met een nieuwe regel die vanaf een dag geldt. De oude blijft zo bewaard.",
    ),
    ("admin:",),
    (),
    (
        (
            "Iets verwijderen lukt niet",
            "Wat gebruikt is, blijft bewaard. Geef het een einddatum, dan kan niemand het nog kiezen.",
        ),
    ),
    frozenset({Rol.BEHEERDER}),
)
ACCOUNT = Hulp(
    "Aanmelden en wachtwoord",
    "Je meldt je aan met je e-mailadres en je wachtwoord. Op een gedeelde computer wissel je snel van gebruiker.",
    (
        "Klik rechtsboven op je naam en kies Afmelden of Wissel van gebruiker.",
        "Kies Wachtwoord wijzigen om een ander wachtwoord in te stellen. Gebruik minstens twaalf tekens.",
        "Wachtwoord vergeten? Klik op het aanmeldscherm op Wachtwoord vergeten.",
    ),
    ("account_", "toegang:"),
    (),
    (
        (
            "Ik werd afgemeld terwijl ik typte",
            "Meld je opnieuw aan. Wat je typte staat er nog en je kan het daarna bewaren.",
        ),
    ),
)
ALLE = (("beheer", BEHEER), ("aanmelden", ACCOUNT))
