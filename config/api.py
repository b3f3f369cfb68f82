"""Every address under ``/api/v1/``."""

from django.urls import include, path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView

from toegang.api import MagVolgensToegang
from toegang.rollen import Rol


class SleutelSchema(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the token stands in the OpenAPI document."""

    target_class = "toegang.api.SleutelAuthenticatie"
    name = "sleutel"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


@extend_schema(description="Dit document: OpenAPI 3.")
class Schema(SpectacularAPIView):
    """The OpenAPI 3 document, for whoever has a token."""

    toegang = frozenset(Rol)
    permission_classes = [MagVolgensToegang]


app_name = "api"
urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("", include("werkpunten.api")),
    path("", include("werkpunten.api_agenda")),
    path("", include("werkpunten.api_persoon")),
    path("", include("partners.api")),
    path("", include("partners.api_werk")),
    path("", include("trajecten.api")),
    path("", include("trajecten.api_groepen")),
    path("", include("wijkwerken.api")),
    path("", include("rapportage.api")),
]
