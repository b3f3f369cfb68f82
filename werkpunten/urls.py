from django.urls import path

from werkpunten.views import keuze

app_name = "werkpunten"
urlpatterns = [
    path("werkpunt-keuze/", keuze.werkpunt_keuze, name="werkpunt-keuze"),
]
