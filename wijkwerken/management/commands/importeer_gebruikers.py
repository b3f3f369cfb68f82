from wijkwerken.inleesgebruikers import Gebruikerslezer
from wijkwerken.management.inlezen import Inleesopdracht


class Command(Inleesopdracht):
    lezer = Gebruikerslezer
