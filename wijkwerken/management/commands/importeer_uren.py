from wijkwerken.inleespersonen import Urenlezer
from wijkwerken.management.inlezen import Inleesopdracht


class Command(Inleesopdracht):
    lezer = Urenlezer
