"""The hypothesis profile of these tests and what they all need: the shipped pack, and a judge of its rules.

``HYPOTHESIS_PROFILE=search`` tries many more, and ever new, examples; the default ``ci`` always tries the same ones.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from auditor.findings.evaluation import Evaluation
from auditor.rulebook.pack import Pack, load_pack
from tests.roundtrip.audit import Auditor

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=40, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def pack() -> Pack:
    """Give the shipped pack."""
    return load_pack()


@pytest.fixture(scope="session")
def auditor(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Auditor:
    """Give the reader and judge of the shipped pack; the plain evaluator, which the engine tests hold to the other."""
    return Auditor(pack, Evaluation(pack, engine="plain"), tmp_path_factory.mktemp("roundtrip"))
