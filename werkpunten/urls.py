from django.urls import path

from werkpunten.views import balie, keuze, werkzoekenden

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
    path("werkzoekenden/<uuid:uuid>/openen/", werkzoekenden.openen, name="werkzoekende-openen"),
]
