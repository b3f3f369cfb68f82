from rapportage.historiek import VROEGERE_TELLINGEN
from rapportage.management.inlezen import Inleesopdracht


class Command(Inleesopdracht):
    soort = VROEGERE_TELLINGEN
    help = (
        "Leest cijfers van voor de eigen registratie uit een CSV- of XLSX-bestand, één getal per rij. Zonder\n"
        "--uitvoeren is het een proef. Eén rij met een fout en er wordt niets bewaard. Een getal dat er al stond,\n"
        "wordt vervangen; hetzelfde bestand nog eens inlezen verandert niets."
    )
