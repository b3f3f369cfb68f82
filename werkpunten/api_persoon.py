"""One person over the API: read, and change what the data tab changes, with its forms and its words."""

from copy import copy
from http import HTTPStatus
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from kern.inzage import Aard, markeer
from toegang.api import MedewerkerVerzoek
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.api import NaamregelSerializer
from werkpunten.models import Werkzoekende
from werkpunten.persoonforms import RIJEN, Rij
from werkpunten.wijzigingen import sinds_versie

TE_WIJZIGEN = (
    *("voornaam", "achternaam", "geslacht", "nationaliteit", "opleiding", "contacttaal", "moedertaal", "tolk"),
    *("telefoon", "bel_mag", "email", "mail_mag", "voorkeur_kanaal", "voorkeur_plaats", "drempel_regulier"),
    *("vdab_nummer", "vdab_traject", "contactstatus", "contactstatus_sinds", "beschermd"),
)
GEEN_VELD = "Dit veld bestaat niet of is hier niet te wijzigen."
GEEN_WAARDE = "Geef één waarde: een tekst, een getal of niets (null)."
GEEN_JA_OF_NEE = "Geef true (ja) of false (nee)."
NIET_VOOR_JOU = "Enkel een coördinator van het werkpunt kan dit wijzigen."
VERSIE_NODIG = 'Zet in If-Match de versie die je las, bv. If-Match: "7". Zo overschrijf je niets van een collega.'


class WerkzoekendeSerializer(NaamregelSerializer):
    dossiernummer = serializers.CharField(read_only=True)

    class Meta:
        model = Werkzoekende
        fields = (
            *NaamregelSerializer.Meta.fields,
            *("dossiernummer", "versie", "geboortedatum", "geboorte_precisie"),
            *TE_WIJZIGEN[2:],
        )


class WerkzoekendeWijzigen(serializers.ModelSerializer[Werkzoekende]):
    """What may be sent, for the document of the API; the forms of the data tab judge it."""

    geboren = serializers.CharField(max_length=20, required=False, allow_blank=True, help_text="04/03/1991 of 1991")

    class Meta:
        model = Werkzoekende
        fields = ("geboren", *TE_WIJZIGEN)


class WijzigingSerializer(serializers.Serializer[Any]):
    wie = serializers.CharField()
    wanneer = serializers.DateTimeField(source="moment")
    wat = serializers.CharField()
    oud = serializers.CharField()
    nieuw = serializers.CharField()


class VerlopenSerializer(serializers.Serializer[Any]):
    """The answer 412: what changed since the version that was read."""

    fouten = serializers.ListField(child=serializers.CharField())
    versie = serializers.IntegerField()
    wijzigingen = WijzigingSerializer(many=True)


class Verlopen(exceptions.APIException):
    """Somebody else changed the file since it was read."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "verlopen"

    def __init__(self, persoon: Werkzoekende, gelezen: int | None, *, lezer: Medewerker) -> None:
        super().__init__()
        sindsdien = sinds_versie(persoon, gelezen, lezer=lezer) if gelezen else []
        wie = " en ".join(sorted({wijziging.wie for wijziging in sindsdien if wijziging.wie})) or "Iemand anders"
        self.detail: Any = {
            "fouten": [f"{wie} wijzigde dit dossier ondertussen. Lees het opnieuw en kies."],
            "versie": persoon.versie,
            "wijzigingen": WijzigingSerializer(sindsdien, many=True).data,
        }


class VersieNodig(exceptions.APIException):
    """A change without the version it starts from."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "versie_nodig"
    default_detail = VERSIE_NODIG


class WerkzoekendeDetail(APIView):
    toegang = frozenset(BEGELEIDERS)

    @extend_schema(
        description="Eén persoon bij wie je betrokken bent. De kop ETag zegt de versie, om te wijzigen.",
        responses=WerkzoekendeSerializer,
    )
    def get(self, request: MedewerkerVerzoek, **kwargs: Any) -> Response:
        zichtbaar = Werkzoekende.objects.zichtbaar_voor(request.user).met_naamregel()
        markeer(Aard.INZAGE)
        return _antwoord(get_object_or_404(zichtbaar, uuid=kwargs["uuid"]))

    @extend_schema(
        description="Wijzig enkele gegevens. Enkel wat je meestuurt, verandert; null of een lege tekst maakt leeg. De "
        "regels en de meldingen zijn die van het scherm. Is het dossier gewijzigd sinds je het las, dan "
        "verandert er niets en zegt het antwoord (412) wie wat wijzigde.",
        parameters=[
            OpenApiParameter(
                "If-Match", str, OpenApiParameter.HEADER, required=True, description='De ETag die je las, bv. "7".'
            )
        ],
        request=WerkzoekendeWijzigen(partial=True),
        responses={
            200: WerkzoekendeSerializer,
            400: OpenApiResponse(description="Per veld wat er niet klopt."),
            412: VerlopenSerializer,
            428: OpenApiResponse(description="If-Match ontbreekt."),
        },
    )
    @transaction.atomic
    def patch(self, request: MedewerkerVerzoek, **kwargs: Any) -> Response:
        mensen = Werkzoekende.objects.bewerkbaar_voor(request.user).met_naamregel()
        persoon = get_object_or_404(mensen.select_for_update(of=("self",), no_key=True), uuid=kwargs["uuid"])
        markeer(Aard.INZAGE)
        _bewaak_versie(request, persoon)
        if not isinstance(request.data, dict):
            raise exceptions.ParseError
        _wijzig(persoon, request.data, door=request.user)
        return _antwoord(mensen.get(pk=persoon.pk))


def _antwoord(persoon: Werkzoekende) -> Response:
    return Response(WerkzoekendeSerializer(persoon).data, headers={"ETag": f'"{persoon.versie}"'})


def _bewaak_versie(request: MedewerkerVerzoek, persoon: Werkzoekende) -> None:
    gelezen = parse_etags(request.headers.get("If-Match", ""))
    if not gelezen or gelezen == ["*"]:
        raise VersieNodig
    if f'"{persoon.versie}"' not in gelezen:
        nummer = gelezen[0].strip('"')
        raise Verlopen(persoon, int(nummer) if nummer.isdecimal() and len(nummer) < 10 else None, lezer=request.user)


def _wijzig(persoon: Werkzoekende, invoer: dict[str, Any], *, door: Medewerker) -> None:
    """Put in what was sent with the forms of the rows it belongs to: all of it, or nothing with every reason."""
    per_veld = {veld: rij for rij in RIJEN.values() for veld in rij.form.base_fields if veld != "gezien"}
    bezwaren = {veld: _bezwaar(veld, per_veld.get(veld), waarde, door) for veld, waarde in invoer.items()}
    fouten = {_te_schrijven(veld): [bezwaar] for veld, bezwaar in bezwaren.items() if bezwaar}
    rijen = dict.fromkeys(per_veld[veld] for veld, bezwaar in bezwaren.items() if not bezwaar)
    forms_ = [_ingevuld(rij, persoon, invoer) for rij in rijen]
    for form in forms_:
        fouten |= {veld: [str(fout) for fout in lijst] for veld, lijst in form.errors.items()}
    if fouten:
        raise exceptions.ValidationError(fouten)
    for form in forms_:
        form.save(commit=False)
    persoon.save()


def _te_schrijven(naam: str) -> str:
    """A name that was sent, as an answer can hold it: JSON may ask for half of a pair of characters."""
    return naam.encode("utf-8", "replace").decode()


def _bezwaar(veld: str, rij: Rij | None, waarde: Any, door: Medewerker) -> str:
    if rij is None:
        return GEEN_VELD
    if not rij.mag(door):
        return NIET_VOOR_JOU
    if isinstance(rij.form.base_fields[veld], forms.BooleanField):
        return "" if waarde is None or isinstance(waarde, bool) else GEEN_JA_OF_NEE
    return "" if waarde is None or isinstance(waarde, str | int | float) else GEEN_WAARDE


def _ingevuld(rij: Rij, persoon: Werkzoekende, invoer: dict[str, Any]) -> Any:
    """The form of a row as if somebody had it on screen and typed only what was sent."""
    op_scherm = rij.form(instance=copy(persoon))
    waarden = {veld: op_scherm[veld].value() for veld in op_scherm.fields}
    gestuurd = QueryDict(mutable=True)
    for veld, waarde in (waarden | {v: w for v, w in invoer.items() if v in waarden}).items():
        tekst = _als_getypt(op_scherm.fields[veld], waarde)
        if tekst is not None:
            gestuurd[veld] = tekst
    return rij.form(gestuurd, instance=persoon)


def _als_getypt(veld: forms.Field, waarde: Any) -> str | None:
    """None: a box that is not ticked."""
    if isinstance(veld, forms.BooleanField):
        return "on" if veld.to_python(waarde) else None
    return "" if waarde is None else str(waarde)


urlpatterns = [path("werkzoekenden/<uuid:uuid>/", WerkzoekendeDetail.as_view(), name="werkzoekende-detail")]
