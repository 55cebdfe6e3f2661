"""A form that is written in any format and read back is the same form, each value where it was printed."""

from random import Random

import pytest
from hypothesis import given

from tests.corpus import FormData
from tests.corpus.strategies import randoms, valid_forms
from tests.printing.layouts import PRINTERS
from tests.printing.written import WRITERS
from tests.roundtrip.audit import Auditor
from tests.roundtrip.pages import astray, losses, unlike


READ = ("txt",)


@pytest.mark.parametrize("suffix", READ)
@pytest.mark.parametrize("layout", PRINTERS)
@given(data=valid_forms(), rng=randoms)
def test_what_is_written_is_read(auditor: Auditor, layout: str, suffix: str, data: FormData, rng: Random) -> None:
    """Every value comes back with exactly its digits, from the cell it stands in, and nothing is lost or invented."""
    page = PRINTERS[layout](data, rng)
    written = WRITERS[suffix]([page], rng)
    (form,) = auditor.read_file(written.content, suffix)
    assert unlike(page, form, spaces=suffix != "pdf") == []
    assert list(astray(page, written.spots[0], form)) == []
    assert losses(form) == []
