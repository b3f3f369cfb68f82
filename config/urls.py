"""Every address of the product."""

from allauth.account.views import LoginView, LogoutView
from django.contrib import admin
from django.urls import include, path

from toegang.voor import openbaar

urlpatterns = [
    path("", include("kern.urls")),
    path("", include("toegang.urls")),
    path("aanmelden/", openbaar(LoginView.as_view()), name="account_login"),
    path("afmelden/", openbaar(LogoutView.as_view()), name="account_logout"),
    path("", include("werkpunten.urls")),
    path("beheer/", admin.site.urls),
]
