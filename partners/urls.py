from django.urls import path

from partners.views import aanmeldingen, antwoord, doorverwijzingen, gids, partnerbalie, post, webhooks, wizard

app_name = "partners"
urlpatterns = [
    path("partners/", gids.gids_list, name="gids-list"),
    path("partners/nieuw/", gids.partner_create, name="partner-create"),
    path("partners/<int:pk>/", gids.partner_detail, name="partner-detail"),
    path("partners/<int:pk>/wijzigen/", gids.partner_update, name="partner-update"),
    path("partners/<int:pk>/stand/", gids.partner_stand, name="partner-stand"),
    path("partners/<int:pk>/aanbod/", gids.aanbod_create, name="aanbod-create"),
    path("partners/<int:pk>/webhook/", webhooks.webhook_detail, name="webhook-detail"),
    path("partners/<int:pk>/webhook/berichten/", webhooks.bezorging_list, name="bezorging-list"),
    path("webhookberichten/<int:pk>/opnieuw/", webhooks.bezorging_opnieuw, name="bezorging-opnieuw"),
    path("aanbod/<int:pk>/", gids.aanbod_detail, name="aanbod-detail"),
    path("aanbod/<int:pk>/wijzigen/", gids.aanbod_update, name="aanbod-update"),
    path("werkzoekenden/<uuid:uuid>/doorverwijzingen/", doorverwijzingen.dossier, name="dossier"),
    path("werkzoekenden/<uuid:uuid>/doorverwijzen/", wizard.begin, name="doorverwijzing-begin"),
    path("doorverwijzingen/", doorverwijzingen.doorverwijzing_list, name="doorverwijzing-list"),
    path("doorverwijzingen/<uuid:uuid>/", doorverwijzingen.doorverwijzing_detail, name="doorverwijzing-detail"),
    path("doorverwijzingen/<uuid:uuid>/weg/", doorverwijzingen.concept_weg, name="concept-weg"),
    path("doorverwijzingen/<uuid:uuid>/stap/<slug:stap>/", wizard.stap, name="doorverwijzing-stap"),
    path("toestemmingen/<int:pk>/intrekken/", doorverwijzingen.toestemming_intrekken, name="toestemming-intrekken"),
    path("toestemmingen/<int:pk>/bewijs/", doorverwijzingen.toestemming_bewijs, name="toestemming-bewijs"),
    path("partnerbalie/", partnerbalie.partnerbalie_list, name="partnerbalie-list"),
    path("partnerbalie/<uuid:uuid>/", partnerbalie.partnerbalie_detail, name="partnerbalie-detail"),
    path("partnerbalie/aanmelden/", aanmeldingen.partner_aanmelding, name="partner-aanmelding"),
    path("aanmeldingen/", aanmeldingen.aanmelding_list, name="aanmelding-list"),
    path("aanmeldingen/nieuw/", aanmeldingen.aanmelding_create, name="aanmelding-create"),
    path("aanmeldingen/<uuid:uuid>/", aanmeldingen.aanmelding_detail, name="aanmelding-detail"),
    path("aanmeldingen/<uuid:uuid>/ontvangstbewijs.pdf", aanmeldingen.aanmelding_bewijs, name="aanmelding-bewijs"),
    path("antwoord/<str:token>/", antwoord.antwoord, name="antwoord"),
    path("post/", post.demo_post, name="demo-post"),
]

SCHERMEN = {
    "partners:dossier": "Dossier: doorverwijzingen",
    "partners:doorverwijzing-list": "Doorverwijzingen",
    "partners:doorverwijzing-detail": "Doorverwijzing",
    "partners:doorverwijzing-begin": "Doorverwijzing beginnen",
    "partners:doorverwijzing-stap": "Doorverwijzing invullen",
    "partners:toestemming-bewijs": "Bewijs van toestemming",
    "partners:toestemming-intrekken": "Toestemming intrekken",
    "partners:concept-weg": "Doorverwijzing: concept weg",
    "partners:partnerbalie-list": "Partnerbalie",
    "partners:partnerbalie-detail": "Partnerbalie: doorverwijzing",
    "partners:partner-aanmelding": "Partnerbalie: iemand aanmelden",
    "partners:aanmelding-list": "Aanmeldingen",
    "partners:aanmelding-create": "Iemand aanmelden",
    "partners:aanmelding-detail": "Aanmelding",
    "partners:aanmelding-bewijs": "Ontvangstbewijs van een aanmelding",
    "api:doorverwijzing-list": "API: doorverwijzingen naar een partner",
    "api:doorverwijzing-afgesloten": "API: afgesloten doorverwijzingen",
    "api:doorverwijzing-detail": "API: doorverwijzing naar een partner",
    "api:doorverwijzing-stap": "API: antwoord van een partner",
    "api:doorverwijzing-vraag": "API: vraag van een partner",
}
"""What the read log calls these addresses."""
