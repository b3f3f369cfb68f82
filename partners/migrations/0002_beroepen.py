"""Occupations to choose from: hand-picked, with the unit group of ISCO-08 they belong to."""

from django.db import migrations
from django.utils.text import slugify

SINDS = "1990-01-01"

# sector, ISCO-08, name, other words for it
BEROEPEN = """
schoonmaak | 9111 | Huishoudhulp | poetshulp, poetsvrouw, dienstencheques, poetsen bij mensen thuis
schoonmaak | 9112 | Schoonmaker in gebouwen | poetsen, kantoren, scholen, kuisen, facility
schoonmaak | 9112 | Kamermedewerker in een hotel | kamermeisje, housekeeping, hotel
schoonmaak | 9121 | Strijker | strijkatelier, strijken
schoonmaak | 9122 | Autopoetser | carwash, auto wassen
schoonmaak | 9123 | Glazenwasser | ramen, vensters wassen
schoonmaak | 8157 | Medewerker in een wasserij | wassen, linnen
schoonmaak | 9611 | Afvalophaler | vuilniswagen, huisvuil
schoonmaak | 9612 | Sorteerder van afval | recyclage, recyclagepark, sorteren
schoonmaak | 9613 | Straatveger | openbare netheid, stad
logistiek | 4321 | Magazijnmedewerker | orderpicker, stock, depot, scannen
logistiek | 8344 | Heftruckchauffeur | heftruck, reachtruck, vorklift
logistiek | 9321 | Inpakker | verpakken, inpakken, dozen
logistiek | 9333 | Lader en losser | laden, lossen, haven, verhuizer, verhuizen
logistiek | 9334 | Rekkenvuller | rekken, aanvullen, supermarkt
logistiek | 8322 | Bestelwagenchauffeur | pakjes, koerier, chauffeur, rijbewijs B, taxi
logistiek | 8332 | Vrachtwagenchauffeur | camion, chauffeur, rijbewijs C
logistiek | 8331 | Buschauffeur | bus, tram, rijbewijs D
logistiek | 9331 | Fietskoerier | fiets, maaltijden brengen
logistiek | 4412 | Postbode | post, brieven
horeca | 9412 | Keukenhulp | keuken, koude keuken, groenten snijden
horeca | 9412 | Afwasser | afwas, vaat
horeca | 9411 | Medewerker fastfood | hamburgers, frituur, snackbar
horeca | 5120 | Kok | koken, chef, restaurant, grootkeuken
horeca | 5131 | Zaalmedewerker | kelner, serveerster, opdienen, restaurant, café, bar
horeca | 5246 | Medewerker in een cafetaria | broodjes, buffet, catering
horeca | 7512 | Bakker | brood, gebak, bakkerij
horeca | 7511 | Slager | beenhouwer, vlees
bouw | 9313 | Hulparbeider in de bouw | bouw, werf, handlanger
bouw | 9312 | Wegenwerker | wegen, riolering, stratenmaker
bouw | 7112 | Metselaar | muren, stenen
bouw | 7131 | Schilder | schilderen, verven
bouw | 7121 | Dakwerker | dak, pannen
bouw | 7123 | Stukadoor | pleisteren, plakker
bouw | 7122 | Vloerder | tegels, tegelzetter, parket
bouw | 7126 | Loodgieter | sanitair, verwarming
bouw | 7115 | Schrijnwerker | hout, timmerman, ramen en deuren
bouw | 7411 | Elektricien | elektriciteit, kabels, zonnepanelen
zorg | 5321 | Zorgkundige | woonzorgcentrum, rusthuis, ziekenhuis, verzorgen
zorg | 5322 | Verzorgende aan huis | thuiszorg, gezinszorg, ouderen
zorg | 5329 | Logistiek medewerker in de zorg | ziekenhuis, woonzorgcentrum, maaltijden, bedden
zorg | 3221 | Verpleegkundige | verpleger, basisverpleegkundige, HBO5
zorg | 5311 | Begeleider in de kinderopvang | kinderen, crèche, onthaalouder
zorg | 5312 | Toezichter in een school | middagtoezicht, busbegeleider, kleuters
groen | 9214 | Groenarbeider | tuin, park, gras maaien, onkruid
groen | 6113 | Tuinaanlegger | tuinman, hovenier, planten
groen | 9211 | Plukker | fruit, groenten, serre, seizoen, oogst
winkel | 5223 | Winkelbediende | verkoper, winkel, kleding
winkel | 5230 | Kassamedewerker | kassa, supermarkt
winkel | 5211 | Marktverkoper | markt, kraam
winkel | 5141 | Kapper | haar, salon, barbier
industrie | 9329 | Productiemedewerker | fabriek, lopende band, productie, arbeider
industrie | 8160 | Operator in de voeding | voedingsbedrijf, machine, fabriek
industrie | 8219 | Assembleerder | assemblage, monteren, in elkaar zetten
industrie | 7223 | Machineoperator metaal | CNC, draaien, frezen
industrie | 7212 | Lasser | lassen, MIG, TIG
industrie | 8153 | Stikker | naaien, naaister, textiel, kleding
techniek | 7231 | Autotechnieker | garage, mecanicien, banden
techniek | 7234 | Fietshersteller | fietsen, fietsenmaker
techniek | 7233 | Onderhoudstechnieker | machines, herstellen, mechanica
techniek | 9622 | Klusjesman | klussen, onderhoud, huisbewaarder
diensten | 4110 | Administratief medewerker | kantoor, bediende, secretariaat
diensten | 4226 | Onthaalmedewerker | receptie, onthaal, telefoon
diensten | 4132 | Medewerker gegevensinvoer | computer, typen, data
diensten | 5414 | Bewakingsagent | security, bewaking, toezicht
diensten | 5153 | Conciërge | gebouw, school, beheerder
"""


def vul(apps, schema_editor):
    Beroep = apps.get_model("partners", "Beroep")
    for regel in BEROEPEN.strip().splitlines():
        sector, isco, naam, woorden = (deel.strip() for deel in regel.split("|"))
        Beroep.objects.create(
            slug=slugify(naam), naam=naam, isco=isco, sector=sector, zoekwoorden=woorden.split(", "), geldig_van=SINDS
        )


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]
    operations = [migrations.RunPython(vul, migrations.RunPython.noop)]
