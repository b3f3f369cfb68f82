from django.urls import URLPattern

app_name = "toegang"
urlpatterns: list[URLPattern] = []
