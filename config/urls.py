"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

handler400 = "config.fouten.onbegrepen"
handler404 = "config.fouten.niet_gevonden"
handler500 = "config.fouten.mislukt"
urlpatterns = [
    path("", include("kern.urls")),
    path("", include("toegang.urls")),
    path("", include("werkpunten.urls")),
    path("", include("rapportage.urls")),
    path("", include("wijkwerken.urls")),
    path("", include("trajecten.urls")),
    path("", include("partners.urls")),
    path("api/v1/", include("config.api")),
    path("beheer/", admin.site.urls),
]
