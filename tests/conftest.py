"""Hypothesis profiles: `default` is the same on every run and quick, `soak` is random and long.

`make soak`, or `--hypothesis-profile=soak`. A test that wants another number of examples than the profile
says how many by `tests.strategies.aantal`, so that `soak` multiplies it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ios_cli.text import use_language
from tests.run_ios import AS_OF, InProcess

# Slow examples are slow because the oracle is: that is no news.
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile(
    "default",
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=UNHURRIED,
)
settings.register_profile(
    "soak", max_examples=3000, deadline=None, database=None, print_blob=True, suppress_health_check=UNHURRIED
)
settings.load_profile("default")


@pytest.fixture
def ios(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[InProcess]:
    """The command line in this process: English, on the day of the samples, in an empty folder."""
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", AS_OF)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    yield InProcess(capsys)
    use_language("en")
