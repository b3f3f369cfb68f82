from django.urls import URLPattern

app_name = "werkpunten"
urlpatterns: list[URLPattern] = []
