"""The image and the compose file, as far as they can be read without an engine."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from config.omgeving import BASE_DIR

COMPOSE: dict[str, Any] = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (BASE_DIR / "Dockerfile").read_text(encoding="utf-8")
DIENSTEN: dict[str, dict[str, Any]] = COMPOSE["services"]
EIGEN = ["web", "worker", "beat", "migratie"]


def gelezen_namen() -> set[str]:
    """The names the product reads from the environment; each may also be given as NAME_FILE."""
    bron = "\n".join(pad.read_text(encoding="utf-8") for pad in (BASE_DIR / "config").glob("*.py"))
    return set(re.findall(r'\b(?:tekst|getal|ja|lijst|geheim|pem)\(\s*"([A-Z_]+)"', bron))


@pytest.mark.parametrize("naam", EIGEN)
def test_every_variable_given_to_our_services_is_read(naam: str) -> None:
    gegeven = {variabele.removesuffix("_FILE") for variabele in DIENSTEN[naam]["environment"]}
    assert gegeven - gelezen_namen() == set()
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VELD_SLEUTEL", "INDEX_SLEUTEL", "OUTREACH_SLEUTEL"} <= gegeven
    assert "ALLOWED_HOSTS" in gegeven


@pytest.mark.parametrize("naam", EIGEN)
def test_every_setting_of_the_manual_reaches_our_services(naam: str) -> None:
    tabel = re.findall(r"^\| (`[A-Z_`, ]+`) \|(.+)", (BASE_DIR / "docs/operations.md").read_text(), re.MULTILINE)
    beschreven = {
        woord for regel in tabel for woord in re.findall(r"`([A-Z]+(?:_[A-Z]+)+|ADRES|MERK)`", "".join(regel))
    }
    gegeven = {variabele.removesuffix("_FILE") for variabele in DIENSTEN[naam]["environment"]}
    van_de_plaats = {"WERKPUNTEN_MODUS", "STATIC_ROOT", "VAR_DIR"}
    assert beschreven - gegeven == van_de_plaats


def test_no_secret_has_a_value_in_the_file() -> None:
    geheim = re.compile("SLEUTEL|SECRET|PASSWORD")
    for naam, dienst in DIENSTEN.items():
        for variabele, waarde in dienst.get("environment", {}).items():
            if geheim.search(variabele):
                assert re.match(r"/run/secrets/|\$\{", waarde), (naam, variabele)
    assert all(set(geheim) == {"file"} for geheim in COMPOSE["secrets"].values())


def test_every_secret_network_and_volume_is_declared() -> None:
    for dienst in DIENSTEN.values():
        bestanden = [
            str(waarde) for waarde in dienst.get("environment", {}).values() if "/run/secrets/" in str(waarde)
        ]
        assert {pad.removeprefix("/run/secrets/") for pad in bestanden} <= set(dienst.get("secrets", []))
        assert set(dienst.get("secrets", [])) <= set(COMPOSE["secrets"])
        assert set(dienst["networks"]) <= set(COMPOSE["networks"])
        assert {volume.split(":")[0] for volume in dienst.get("volumes", [])} <= set(COMPOSE["volumes"])


@pytest.mark.parametrize("naam", sorted(set(DIENSTEN) - {"migratie"}))
def test_every_lasting_service_has_a_health_check_and_comes_back(naam: str) -> None:
    assert set(DIENSTEN[naam]["healthcheck"]) >= {"test", "interval", "timeout", "retries"}
    assert DIENSTEN[naam]["restart"] == "unless-stopped"


@pytest.mark.parametrize("naam", EIGEN)
def test_our_services_wait_for_migrations_and_cannot_gain_rights(naam: str) -> None:
    dienst = DIENSTEN[naam]
    wacht_op = {"databank"} if naam == "migratie" else {"migratie", "broker"}
    assert set(dienst["depends_on"]) == wacht_op
    assert (dienst["read_only"], dienst["cap_drop"]) == (True, ["ALL"])


def test_database_and_broker_cannot_be_reached_from_outside() -> None:
    assert COMPOSE["networks"]["binnen"] == {"internal": True}
    for naam in ("databank", "broker"):
        assert DIENSTEN[naam]["networks"] == ["binnen"]
        assert "ports" not in DIENSTEN[naam]
    assert DIENSTEN["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]


def test_every_image_has_a_version() -> None:
    beelden = [dienst["image"] for dienst in DIENSTEN.values()] + re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert [beeld for beeld in beelden if ":" not in beeld or beeld.endswith(":latest")] == []


def test_the_image_runs_as_an_ordinary_user() -> None:
    stappen = re.findall(r"^(USER|CMD|RUN|COPY) (.+)", DOCKERFILE, re.MULTILINE)
    assert [waarde for stap, waarde in stappen if stap == "USER"] == ["10001"]
    na_gebruiker = stappen[stappen.index(("USER", "10001")) + 1 :]
    assert [stap for stap, _ in na_gebruiker] == ["CMD"]


def test_the_image_leaves_secrets_and_data_out() -> None:
    genegeerd = (BASE_DIR / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".*", "geheimen", "var*"} <= set(genegeerd)


def test_gunicorn_accepts_the_command_of_the_image() -> None:
    [opdracht] = re.findall(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    programma, *argumenten = yaml.safe_load(opdracht)
    uitkomst = subprocess.run([sys.executable, "-m", programma, "--check-config", *argumenten], cwd=BASE_DIR)
    assert uitkomst.returncode == 0


@pytest.mark.parametrize("naam", ["worker", "beat"])
def test_celery_accepts_the_commands_of_the_services(naam: str) -> None:
    programma, *argumenten = DIENSTEN[naam]["command"]
    opdracht = [sys.executable, "-m", programma, *argumenten, "--help"]
    assert subprocess.run(opdracht, cwd=BASE_DIR, stdout=subprocess.DEVNULL).returncode == 0
