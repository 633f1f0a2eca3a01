"""The direction of imports is part of the design; pyproject.toml has the contracts."""

from importlinter.cli import lint_imports


def test_every_import_runs_in_the_agreed_direction(capsys):
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out
