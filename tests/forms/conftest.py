"""The shipped vocabulary and the seed material for the tests of `auditor.forms`."""

from pathlib import Path

import pytest
import yaml

from auditor.forms.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Give the vocabulary of the standard pack, read with every scalar as text."""
    files = sorted((ROOT / "rules/standard/vocabulary").glob("*.yaml"))
    return Vocabulary.from_mappings(
        [yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for file in files]
    )
