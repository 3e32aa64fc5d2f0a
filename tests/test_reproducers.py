"""Every finding has a smallest reproducer that runs, and gives that finding."""

import re
from pathlib import Path

import pytest

from ios_cli.domain.finding import FINDING_NAMES
from tests.reproducers import NO_REPRODUCER, Reproducer, reproducers
from tests.run_ios import InProcess

ALL = list(reproducers())


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str]) -> InProcess:
    return InProcess(capsys)


def test_every_code_has_one() -> None:
    assert {r.folder.name for r in ALL} == {
        f"{code}-{name}" for code, name in FINDING_NAMES.items() if code not in NO_REPRODUCER
    }
    assert not set(NO_REPRODUCER) - set(FINDING_NAMES)


@pytest.mark.parametrize("reproducer", ALL, ids=[r.folder.name for r in ALL])
def test_it_gives_its_finding(
    reproducer: Reproducer, ios: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reproducer.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IOS_AS_OF", reproducer.as_of)
    result = ios(*reproducer.command)
    assert result.code in (0, 1, 2), result.err
    said = re.findall(r"^(?:\S.*: )?(IOS\d{3}) ([a-z0-9-]+): ", result.out + result.err, re.MULTILINE)
    assert (reproducer.code, FINDING_NAMES[reproducer.code]) in said, result.out + result.err
