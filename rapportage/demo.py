"""What partners of a project share in the demonstration: who takes part, what they tell, the report as a document."""

import uuid

from kern.tijd import vandaag
from rapportage import documenten, verhalen
from rapportage.models import Document, Verhaal
from rapportage.projectverslag import verslag
from rapportage.tijdvakken import Tijdvaksoort
from toegang.models import Medewerker, Organisatie
from trajecten.models import Project, Projectpartner
from werkpunten.demo.laden import Vraag

SLUG = "werkpunten"
VERTELD = {
    "coordinator@demo.test": {
        "werkte": "Elke week op dezelfde dag op dezelfde plek staan. Mensen komen terug met een vriend of een zus.",
        "geleerd": "Een afspraak op het werkpunt werkt pas als er iemand meegaat. Dat plannen we nu meteen.",
        "samenwerking": "De partners zien elkaar om de twee weken. Wie iemand doorstuurt, hoort wat ervan komt.",
    },
    "partner@demo.test": {
        "werkte": "Eerst een dag meekoken, dan pas praten over werk.",
        "buurt": "De keuken ligt naast de school. Ouders stappen binnen na het brengen.",
        "ervaring": "Twee begeleiders wonen zelf in de wijk en spreken Turks en Bulgaars.",
    },
}


def laad(vraag: Vraag) -> None:
    """Nothing where the accounts of the demonstration or its project are not."""
    project = Project.objects.filter(slug=SLUG).first()
    wie = {medewerker.email: medewerker for medewerker in Medewerker.objects.filter(email__in=VERTELD)}
    if project is None or len(wie) < len(VERTELD):
        return
    _verbind(project, wie["partner@demo.test"].organisatie)
    tijdvak = Tijdvaksoort.KWARTAAL.van(vandaag()).vorige
    if tijdvak not in verhalen.tijdvakken(project):
        return
    for email, antwoorden in VERTELD.items():
        alle = dict.fromkeys(Verhaal.VELDEN, "") | antwoorden
        verhalen.schrijf(project, tijdvak, alle, gezien=0, door=wie[email])
    document = Document(titel=f"Verslag voor de stuurgroep, {tijdvak.naam}", soort="verslag", project=project)
    papier = verslag(project, tijdvak, wie["partner@demo.test"]).pdf
    documenten.plaats(document, papier, sleutel=uuid.uuid4(), door=wie["coordinator@demo.test"])


def _verbind(project: Project, altijd: Organisatie) -> None:
    """The partners that a project names are the organisations of the directory; ours takes part anyway."""
    for rij in Projectpartner.objects.exclude(naam=""):
        bekend = Organisatie.objects.filter(naam__in=[rij.naam, f"vzw {rij.naam}"]).first()
        if bekend and not Projectpartner.objects.filter(project=rij.project, organisatie=bekend).exists():
            rij.organisatie, rij.naam = bekend, ""
            rij.save()
    Projectpartner.objects.get_or_create(project=project, organisatie=altijd)
