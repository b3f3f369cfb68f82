from django.urls import path

from werkpunten.views import afspraken, agenda, agendabestand, balie, keuze, taken, werkzoekenden

app_name = "werkpunten"
urlpatterns = [
    path("werkpunt-keuze/", keuze.werkpunt_keuze, name="werkpunt-keuze"),
    path("balie/", balie.balie, name="balie"),
    path("balie/zoek/", balie.zoek, name="balie-zoek"),
    path("balie/persoon/", balie.persoon, name="balie-persoon"),
    path("balie/lijkt-op/", balie.lijkt_op, name="balie-lijkt-op"),
    path("balie/<uuid:sleutel>/ongedaan/", balie.ongedaan, name="balie-ongedaan"),
    path("werkzoekenden/<uuid:uuid>/", werkzoekenden.detail, name="werkzoekende-detail"),
    path("werkzoekenden/<uuid:uuid>/gegevens/", werkzoekenden.gegevens, name="werkzoekende-gegevens"),
    path("werkzoekenden/<uuid:uuid>/toegang/", werkzoekenden.toegang, name="werkzoekende-toegang"),
    path("werkzoekenden/<uuid:uuid>/taken/", taken.van_dossier, name="werkzoekende-taken"),
    path("werkzoekenden/<uuid:uuid>/afspraak/", afspraken.create, name="afspraak-create"),
    path("werkzoekenden/<uuid:uuid>/openen/", werkzoekenden.openen, name="werkzoekende-openen"),
    path("agenda/", agenda.dag, name="agenda-dag"),
    path("agenda/week/", agenda.week, name="agenda-week"),
    path("agenda/vrij/", agenda.vrij, name="agenda-vrij"),
    path("agenda/nieuw/", afspraken.nieuw, name="afspraak-nieuw"),
    path("agenda/abonnement/", agendabestand.abonnement, name="agenda-abonnement"),
    path("agenda/abonnement/<slug:geheim>.ics", agendabestand.stroom, name="agenda-stroom"),
    path("afspraken/<uuid:sleutel>/", afspraken.detail, name="afspraak-detail"),
    path("afspraken/<uuid:sleutel>/status/", afspraken.status, name="afspraak-status"),
    path("afspraken/<uuid:sleutel>/afzeggen/", afspraken.afzeggen, name="afspraak-afzeggen"),
    path("afspraken/<uuid:sleutel>/afspraak.ics", agendabestand.bestand, name="afspraak-ics"),
    path("taken/", taken.lijst, name="taak-list"),
    path("taken/<uuid:sleutel>/", taken.update, name="taak-update"),
    path("taken/<uuid:sleutel>/status/", taken.status, name="taak-status"),
]

SCHERMEN = {
    "werkpunten:balie": "Balie",
    "werkpunten:balie-zoek": "Balie: iemand zoeken",
    "werkpunten:balie-persoon": "Balie: iemand kiezen",
    "werkpunten:balie-lijkt-op": "Balie: lijkt op iemand",
    "werkpunten:balie-ongedaan": "Balie: bezoek ongedaan maken",
    "werkpunten:werkzoekende-detail": "Dossier: tijdlijn",
    "werkpunten:werkzoekende-gegevens": "Dossier: gegevens",
    "werkpunten:werkzoekende-toegang": "Dossier: toegang",
    "werkpunten:werkzoekende-openen": "Dossier openen met een reden",
    "api:werkzoekende-zoek": "API: iemand zoeken",
    "api:werkzoekende-detail": "API: persoon",
    "api:werkzoekende-contactmomenten": "API: contacten van een persoon",
    "api:contactmoment-create": "API: contact bewaren",
}
"""What the read log calls these addresses; a test asks for every one that shows people."""
