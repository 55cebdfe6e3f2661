"""What these tests all need: the shipped pack, and a judge of its rules."""

import pytest

from auditor.findings.evaluation import Evaluation
from auditor.rulebook.pack import Pack, load_pack
from tests.roundtrip.audit import Auditor


@pytest.fixture(scope="session")
def pack() -> Pack:
    """Give the shipped pack."""
    return load_pack()


@pytest.fixture(scope="session")
def auditor(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Auditor:
    """Give the reader and judge of the shipped pack; the plain evaluator, which the engine tests hold to the other."""
    return Auditor(pack, Evaluation(pack, engine="plain"), tmp_path_factory.mktemp("roundtrip"))
