"""Hypothesis profiles: `default` is the same on every run and quick, `soak` is random and long.

`make soak`, or `--hypothesis-profile=soak`. A test that wants another number of examples than the profile
says how many by `tests.strategies.aantal`, so that `soak` multiplies it.
"""

from hypothesis import HealthCheck, settings

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
