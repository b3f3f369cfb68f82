"""The lists of wijk-werken, as tabs above each of them."""

from django.urls import reverse

from kern.kader import Getoond

TABS = (
    ("Planning", "wijkwerken:planning"),
    ("Wijk-werkers", "wijkwerken:wijkwerker-list"),
    ("Opdrachten", "wijkwerken:opdracht-list"),
    ("Buurtbeheer", "wijkwerken:cluster-list"),
    ("Continuïteit", "wijkwerken:continuiteit"),
    ("Gebruikers", "wijkwerken:gebruiker-list"),
    ("Werkplekken", "wijkwerken:werkplek-list"),
    ("Zitdagen", "wijkwerken:zitdag-list"),
    ("Vraag", "wijkwerken:vraag-list"),
    ("Noden", "wijkwerken:nood-list"),
    ("Maanden", "wijkwerken:maand-list"),
    ("Kwaliteit", "wijkwerken:kwaliteit-list"),
    ("Activiteiten", "wijkwerken:activiteit-list"),
    ("Cijfers", "rapportage:rapport-wijkwerken"),
)


def tabs(hier: str) -> list[Getoond]:
    return [Getoond(titel, reverse(naam), naam == hier) for titel, naam in TABS]
