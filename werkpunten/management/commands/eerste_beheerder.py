from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from kern.opdracht import Opdracht
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from toegang.services import keuzelink


class Command(Opdracht):
    help = (
        "Maakt de eerste beheerder en de organisatie, en toont een link om één keer een wachtwoord te kiezen. "
        "Voor een beheerder die al bestaat toont het enkel een nieuwe link."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="e-mailadres waarmee de beheerder zich aanmeldt")
        parser.add_argument(
            "--organisatie", required=True, metavar="NAAM", help="de werkgever, bijvoorbeeld Stad Gent"
        )
        soorten = ", ".join(Organisatie.Soort.values)
        parser.add_argument("--soort", default=Organisatie.Soort.STAD, metavar="SOORT", help=f"{soorten} (stad)")
        parser.add_argument("--voornaam", default="Eerste", help="voornaam van de beheerder")
        parser.add_argument("--achternaam", default="Beheerder", help="achternaam van de beheerder")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            medewerker = self._medewerker(options)
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from fout
        self.stdout.write(f"Kies binnen drie dagen een wachtwoord voor {medewerker.email}:\n{keuzelink(medewerker)}")

    def _medewerker(self, options: dict[str, Any]) -> Medewerker:
        email = options["email"].strip().lower()
        if bestaand := Medewerker.objects.filter(email__iexact=email).first():
            if not bestaand.is_active:
                raise ValidationError(f"{email} is uit dienst.")
            if Rol.BEHEERDER not in bestaand.rollen:
                raise ValidationError(f"{email} is al het account van iemand die geen beheerder is.")
            return bestaand
        medewerker = Medewerker(
            email=email,
            voornaam=options["voornaam"],
            achternaam=options["achternaam"],
            organisatie=self._organisatie(options["organisatie"].strip(), options["soort"]),
        )
        medewerker.set_unusable_password()
        medewerker.full_clean()
        medewerker.save()
        medewerker.aanstellingen.create(rol=Rol.BEHEERDER)
        return medewerker

    def _organisatie(self, naam: str, soort: str) -> Organisatie:
        if bestaand := Organisatie.objects.filter(naam__iexact=naam).first():
            return bestaand
        organisatie = Organisatie(naam=naam, soort=soort)
        organisatie.full_clean()
        organisatie.save()
        return organisatie
