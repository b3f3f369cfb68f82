from django.urls import path

from partners.views import gids

app_name = "partners"
urlpatterns = [
    path("partners/", gids.gids_list, name="gids-list"),
    path("partners/nieuw/", gids.partner_create, name="partner-create"),
    path("partners/<int:pk>/", gids.partner_detail, name="partner-detail"),
    path("partners/<int:pk>/wijzigen/", gids.partner_update, name="partner-update"),
    path("partners/<int:pk>/stand/", gids.partner_stand, name="partner-stand"),
    path("partners/<int:pk>/aanbod/", gids.aanbod_create, name="aanbod-create"),
    path("aanbod/<int:pk>/", gids.aanbod_detail, name="aanbod-detail"),
    path("aanbod/<int:pk>/wijzigen/", gids.aanbod_update, name="aanbod-update"),
]
