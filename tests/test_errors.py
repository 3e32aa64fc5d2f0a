"""The catalogue of errors: for each code the smallest dossier that has it, found by folder.

`expected.txt` has a line `LINE CODE` for each finding; their set must be met. The wording is free.
"""

from pathlib import Path

import pytest

from ios_cli.domain.finding import FINDING_NAMES
from ios_cli.io.dossiers import load_dossier
from ios_cli.render.findings import render_findings

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(
    path.parent for path in ERRORS.glob("*/expected.txt") if not (path.parent / "command.txt").exists()
)
# Not of one dossier: a path that is not there, one id in two files, a written IOS, git, what follows
# from other findings.
NOT_OF_ONE_FILE = {"IOS001", "IOS006", "IOS007", "IOS008", "IOS041"}
# Of a roster or presence list: tests/test_rooster.py.
NOT_OF_ONE_FILE |= {"IOS050", "IOS051", "IOS052", "IOS053", "IOS054", "IOS055", "IOS056"}
# Of a capacity file or ios.toml: tests/test_cli_bezetting.py, tests/test_instellingen.py.
NOT_OF_ONE_FILE |= {"IOS042", "IOS043", "IOS044"}


def test_every_code_has_its_dossier() -> None:
    codes = {code for code in FINDING_NAMES if code < "IOS060"} - NOT_OF_ONE_FILE
    assert {case.name for case in CASES} == {f"{code}-{FINDING_NAMES[code]}" for code in codes}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_error(case: Path) -> None:
    loaded = load_dossier((case / "dossier.toml").read_bytes(), "dossier.toml")
    expected = {
        (int(line), code)
        for line, code in map(str.split, (case / "expected.txt").read_text("utf-8").splitlines())
    }
    assert {(f.line, f.code) for f in loaded.findings} == expected
    code = case.name.split("-")[0]
    assert code in {code for _line, code in expected}
    for f in loaded.findings:  # each says what is wrong and what helps
        assert f.message
        assert f.expected or f.hint
        assert not f.message.endswith(".")
    assert render_findings(loaded.findings).startswith("dossier.toml:")
