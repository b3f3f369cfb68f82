from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from kern.opdracht import Opdracht
from toegang.models import ApiSleutel, Medewerker


class Command(Opdracht):
    help = "Maakt (of vernieuwt) de API-sleutel van een medewerker en toont hem één keer. De vorige sleutel vervalt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="e-mailadres van de medewerker")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        medewerker = Medewerker.objects.filter(email__iexact=email.strip()).first()
        if medewerker is None:
            raise CommandError(f"Er is geen medewerker met e-mailadres {email}.")
        if not medewerker.is_active:
            raise CommandError(f"{medewerker.email} is uit dienst en krijgt geen sleutel.")
        self.stdout.write(ApiSleutel.vernieuw(medewerker))
