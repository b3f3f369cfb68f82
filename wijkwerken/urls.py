from django.urls import path

from wijkwerken.views import activiteiten, gebruikers, kwaliteit, noden, planning, werkplekken, zitdagen

app_name = "wijkwerken"
urlpatterns = [
    path("wijkwerken/", planning.planning, name="planning"),
    path("wijkwerken/gebruikers/", gebruikers.gebruiker_list, name="gebruiker-list"),
    path("wijkwerken/gebruikers/exporteer/", gebruikers.gebruiker_export, name="gebruiker-exporteer"),
    path("wijkwerken/gebruikers/nieuw/", gebruikers.gebruiker_create, name="gebruiker-create"),
    path("wijkwerken/gebruikers/<uuid:sleutel>/", gebruikers.gebruiker_detail, name="gebruiker-detail"),
    path("wijkwerken/gebruikers/<uuid:sleutel>/wijzigen/", gebruikers.gebruiker_update, name="gebruiker-update"),
    path("wijkwerken/overeenkomsten/<int:pk>/einde/", gebruikers.overeenkomst_einde, name="overeenkomst-einde"),
    path("wijkwerken/werkplekken/", werkplekken.werkplek_list, name="werkplek-list"),
    path("wijkwerken/werkplekken/nieuw/", werkplekken.werkplek_form, name="werkplek-create"),
    path("wijkwerken/werkplekken/<uuid:sleutel>/", werkplekken.werkplek_detail, name="werkplek-detail"),
    path("wijkwerken/werkplekken/<uuid:sleutel>/wijzigen/", werkplekken.werkplek_form, name="werkplek-update"),
    path("wijkwerken/werkplekstappen/<uuid:sleutel>/terug/", werkplekken.stap_terug, name="stap-terug"),
    path("wijkwerken/activiteiten/", activiteiten.activiteit_list, name="activiteit-list"),
    path("wijkwerken/activiteiten/<slug:slug>/", activiteiten.activiteit_update, name="activiteit-update"),
    path("wijkwerken/kwaliteit/", kwaliteit.kwaliteit_list, name="kwaliteit-list"),
    path(
        "wijkwerken/toewijzingen/<uuid:sleutel>/kwaliteit/",
        kwaliteit.toewijzing_kwaliteit,
        name="toewijzing-kwaliteit",
    ),
    path("wijkwerken/klachten/<uuid:sleutel>/", kwaliteit.klacht_detail, name="klacht-detail"),
    path("wijkwerken/incidenten/<uuid:sleutel>/gemeld/", kwaliteit.incident_gemeld, name="incident-gemeld"),
    path("wijkwerken/zitdagen/", zitdagen.zitdag_list, name="zitdag-list"),
    path("wijkwerken/zitdagen/nieuw/", zitdagen.zitdag_form, name="zitdag-create"),
    path("wijkwerken/zitdagen/dekking/", zitdagen.zitdag_dekking, name="zitdag-dekking"),
    path("wijkwerken/zitdagen/<uuid:sleutel>/", zitdagen.zitdag_detail, name="zitdag-detail"),
    path("wijkwerken/zitdagen/<uuid:sleutel>/wijzigen/", zitdagen.zitdag_form, name="zitdag-update"),
    path("wijkwerken/zitdagen/<uuid:sleutel>/toch/", zitdagen.zitdag_toch, name="zitdag-toch"),
    path("wijkwerken/noden/", noden.nood_list, name="nood-list"),
    path("wijkwerken/noden/nieuw/", noden.nood_form, name="nood-create"),
    path("wijkwerken/noden/<uuid:sleutel>/", noden.nood_form, name="nood-update"),
    path("wijkwerken/vraag/", noden.vraag_list, name="vraag-list"),
    path("wijkwerken/vraag/<slug:slug>/opleiding/", noden.vraag_opleiding, name="vraag-opleiding"),
]

SCHERMEN = {
    "wijkwerken:planning": "Wijk-werken: planning van de week",
    "wijkwerken:gebruiker-list": "Wijk-werken: gebruikers",
    "wijkwerken:gebruiker-exporteer": "Wijk-werken: gebruikers als bestand",
    "wijkwerken:gebruiker-create": "Wijk-werken: gebruiker inschrijven",
    "wijkwerken:gebruiker-detail": "Wijk-werken: gebruiker",
    "wijkwerken:gebruiker-update": "Wijk-werken: gebruiker wijzigen",
    "wijkwerken:overeenkomst-einde": "Wijk-werken: overeenkomst beëindigen",
    "wijkwerken:werkplek-list": "Wijk-werken: werkplekken",
    "wijkwerken:werkplek-create": "Wijk-werken: werkplek toevoegen",
    "wijkwerken:werkplek-detail": "Wijk-werken: werkplek",
    "wijkwerken:werkplek-update": "Wijk-werken: werkplek wijzigen",
    "wijkwerken:kwaliteit-list": "Wijk-werken: kwaliteit",
    "wijkwerken:toewijzing-kwaliteit": "Wijk-werken: kwaliteit van een opdracht",
    "wijkwerken:klacht-detail": "Wijk-werken: klacht",
    "wijkwerken:incident-gemeld": "Wijk-werken: incident gemeld",
    "wijkwerken:vraag-list": "Wijk-werken: vraag en aanbod",
    "wijkwerken:vraag-opleiding": "Wijk-werken: opleiding plannen",
    "wijkwerken:stap-terug": "Wijk-werken: stap van een werkplek terugnemen",
}
"""What the read log calls these addresses."""
