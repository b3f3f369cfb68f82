from wijkwerken.inleespersonen import Wijkwerkerlezer
from wijkwerken.management.inlezen import Inleesopdracht


class Command(Inleesopdracht):
    lezer = Wijkwerkerlezer
