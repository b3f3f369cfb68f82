"""Whatever Django or its REST framework says to somebody is Dutch."""

import inspect
from collections.abc import Iterator
from io import BytesIO
from types import ModuleType

import django.contrib.auth.password_validation
import django.core.validators
import django.forms.fields
import django.forms.models
import pytest
import rest_framework.exceptions
import rest_framework.fields
import rest_framework.relations
import rest_framework.serializers
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import override

from toegang.models import Medewerker

MODULES = (
    django.core.validators,
    django.forms.fields,
    django.forms.models,
    rest_framework.exceptions,
    rest_framework.fields,
    rest_framework.relations,
    rest_framework.serializers,
)


def zinnen(module: ModuleType) -> Iterator[object]:
    """What the classes of a module say when something is wrong."""
    for _, klasse in inspect.getmembers(module, inspect.isclass):
        yield from vars(klasse).get("default_error_messages", {}).values()
        yield from (getattr(klasse, naam, None) for naam in ("default_detail", "message"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_sentence_has_a_dutch_one(module: ModuleType):
    engels = []
    for zin in zinnen(module):
        if isinstance(zin, Promise):
            with override("nl"):
                nederlands = str(zin)
            with override("en"):
                engels += [str(zin)] if str(zin) == nederlands != "" else []
    assert engels == []


@pytest.mark.parametrize(
    ("wachtwoord", "zin"),
    [
        ("kort en wel", "Dit wachtwoord is te kort. Neem minstens 12 tekens."),
        ("administrator", "Dit wachtwoord gebruiken veel mensen. Kies andere woorden."),
        ("lieselotte-en-ik", "Het wachtwoord lijkt te veel op je voornaam."),
    ],
)
def test_password_is_refused_in_dutch(wachtwoord: str, zin: str):
    wie = Medewerker(voornaam="Lieselotte", achternaam="Peeters", email="lp@stad.test")
    with pytest.raises(ValidationError) as fout:
        django.contrib.auth.password_validation.validate_password(wachtwoord, wie)
    assert fout.value.messages == [zin]


@pytest.mark.parametrize("pad", ["config/locale/nl/LC_MESSAGES/django", "toegang/locale/nl/LC_MESSAGES/djangojs"])
def test_compiled_catalogue_is_that_of_the_text(pad: str):
    opnieuw, bestand = BytesIO(), settings.BASE_DIR / pad
    with bestand.with_suffix(".po").open("rb") as po:
        write_mo(opnieuw, read_po(po))
    opnieuw.seek(0)
    with bestand.with_suffix(".mo").open("rb") as mo:
        gebruikt, geschreven = ({str(b.id): b.string for b in read_mo(bron) if b.id} for bron in (mo, opnieuw))
    assert gebruikt == geschreven
