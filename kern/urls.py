from django.urls import path

from kern import views

app_name = "kern"
urlpatterns = [
    path("", views.start, name="start"),
    path("stijl/", views.stijl, name="stijl"),
    path("hulp/", views.hulp, name="hulp"),
    path("hulp/<slug:sleutel>/", views.hulp_detail, name="hulp-detail"),
    path("blijf-aangemeld/", views.verleng, name="verleng"),
]
