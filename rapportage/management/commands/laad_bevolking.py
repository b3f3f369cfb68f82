from rapportage.bevolking import BEVOLKING
from rapportage.management.inlezen import Inleesopdracht


class Command(Inleesopdracht):
    soort = BEVOLKING
    help = (
        "Leest het aantal inwoners per wijk en jaar uit een CSV- of XLSX-bestand, één getal per rij: daaruit volgt\n"
        "het bereik per 1.000 inwoners. Zonder --uitvoeren is het een proef. Eén rij met een fout en er wordt niets\n"
        "bewaard. Een getal dat er al stond, wordt vervangen; hetzelfde bestand nog eens inlezen verandert niets."
    )
