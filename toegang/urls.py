"""Signing in. The names of allauth's views are allauth's own; its other addresses (sign-up …) do not exist here."""

from django.urls import include, path, re_path

from toegang import views

eigen = [
    path("aanmelden/venster/", views.venster, name="venster"),
    path("aanmelden/verder/", views.verder, name="verder"),
    path("aanmelden/account-vergeten/", views.vergeet_account, name="vergeet-account"),
]

urlpatterns = [
    path("aanmelden/", views.aanmelden, name="account_login"),
    path("afmelden/", views.afmelden, name="account_logout"),
    path("wachtwoord/wijzigen/", views.wachtwoord_wijzigen, name="account_change_password"),
    path("wachtwoord/vergeten/", views.wachtwoord_vergeten, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", views.wachtwoord_gevraagd, name="account_reset_password_done"),
    path("wachtwoord/kiezen/klaar/", views.wachtwoord_gekozen, name="account_reset_password_from_key_done"),
    re_path(
        r"^wachtwoord/kiezen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.wachtwoord_kiezen,
        name="account_reset_password_from_key",
    ),
    path("", include((eigen, "toegang"))),
]
