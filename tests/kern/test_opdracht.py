"""What a management command says when it is called wrongly: one Dutch line, and an exit that is not zero."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from django.db import connection, transaction

import manage
from kern.opdracht import Opdracht

EIGEN = (
    "bereik",
    "controleer",
    "demodata",
    "eerste_beheerder",
    "herbereken_inzage",
    "herbouw_maandbereik",
    "importeer",
    "token",
)


@pytest.mark.parametrize(
    ("opdracht", "regel"),
    [
        ("token", "Dit ontbreekt nog: EMAIL."),
        ("eerste_beheerder a@b.test", "Dit ontbreekt nog: --organisatie."),
        ("demodata --werkzoekenden", "--werkzoekenden: schrijf er een waarde achter."),
        ("demodata --werk 3", "--werk kan meer dan één ding zijn: --werkzoekenden, --werkpunten."),
        ("bereik --publiceer=ja", "--publiceer: 'ja' hoort er niet bij."),
        ("controleer --verbosity 9", "-v/--verbosity: 9 kan niet."),
        *((f"{naam} a --onzin", "Onbekend: ") for naam in EIGEN if naam != "eerste_beheerder"),
    ],
)
def test_wrong_arguments_are_one_dutch_line(capsys: pytest.CaptureFixture[str], opdracht: str, regel: str):
    with pytest.raises(SystemExit) as einde:
        execute_from_command_line(["manage.py", *opdracht.split()])
    uit, fout = capsys.readouterr()
    assert (einde.value.code, uit, fout.count("\n")) == (1, "", 1)
    assert fout.startswith(regel)
    assert fout.endswith(" Zie --help.\n")


@pytest.mark.parametrize(
    ("opdracht", "regel"),
    [
        ("qqqq", "qqqq is geen opdracht. Zie manage.py help.\n"),
        ("demodat", "demodat is geen opdracht. Bedoel je demodata? Zie manage.py help.\n"),
    ],
)
def test_unknown_command_is_one_dutch_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, opdracht: str, regel: str
):
    monkeypatch.setattr("sys.argv", ["manage.py", opdracht])
    with pytest.raises(SystemExit) as einde:
        manage.main()
    assert (einde.value.code, capsys.readouterr()) == (1, ("", regel))


@pytest.mark.parametrize(
    ("fout", "regel", "code"),
    [(CommandError("Er is geen X."), "Er is geen X.\n", 1), (KeyboardInterrupt(), "Afgebroken.\n", 130)],
)
def test_what_goes_wrong_stands_alone_on_its_line(
    capsys: pytest.CaptureFixture[str], fout: BaseException, regel: str, code: int
):
    class Mislukt(Opdracht):
        def handle(self, *args: Any, **options: Any) -> None:
            raise fout

    with pytest.raises(SystemExit) as einde:
        Mislukt().run_from_argv(["manage.py", "mislukt", "--skip-checks"])
    assert (einde.value.code, capsys.readouterr().err) == (code, regel)


@pytest.mark.parametrize("naam", EIGEN)
def test_help_is_in_dutch(capsys: pytest.CaptureFixture[str], naam: str):
    with pytest.raises(SystemExit) as einde:
        execute_from_command_line(["manage.py", naam, "--help"])
    uitleg = capsys.readouterr().out
    assert einde.value.code == 0
    assert uitleg.startswith(f"gebruik: manage.py {naam} [opties]")
    engels = ("usage", "options", "positional", "arguments", "show ", "output", "path to")
    assert [woord for woord in engels if woord in uitleg] == []


@pytest.mark.parametrize(
    "opdracht",
    [("token", "a@b.test"), ("bereik", "--van", "2026-01-01", "--tot", "2026-01-31"), ("controleer",)],
)
def test_database_without_tables_is_one_line(db: None, opdracht: tuple[str, ...]):
    with connection.cursor() as cursor:
        cursor.execute("set local search_path to pg_catalog")
    with pytest.raises(CommandError) as fout, transaction.atomic():
        call_command(*opdracht)
    assert str(fout.value) == "De tabellen zijn er nog niet. Voer eerst uit: manage.py migrate."


def test_format_and_place_are_looked_at_before_anything_is_counted(tmp_path: Path):
    """Without access to the database: nothing was asked of it."""
    periode = ["--van", "2026-01-01", "--tot", "2026-01-31"]
    with pytest.raises(CommandError, match=r"^--formaat is .+, niet 'doc'\.$"):
        call_command("bereik", *periode, "--formaat", "doc")
    for pad in (tmp_path / "geen" / "uit.json", tmp_path):
        with pytest.raises(CommandError, match=r"^Kan niet schrijven naar .+ niet van jou\.$"):
            call_command("bereik", *periode, "--uit", str(pad))


def test_ctrl_c_is_one_line(monkeypatch: pytest.MonkeyPatch):
    def onderbroken(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rapportage.management.commands.bereik.Command.handle", onderbroken)
    with pytest.raises(CommandError, match=r"^Afgebroken\.$") as fout:
        call_command("bereik")
    assert fout.value.returncode == 130
