from django.urls import path

from wijkwerken.views import planning

app_name = "wijkwerken"
urlpatterns = [
    path("wijkwerken/", planning.planning, name="planning"),
]

SCHERMEN = {
    "wijkwerken:planning": "Wijk-werken: planning van de week",
}
"""What the read log calls these addresses."""
