"""A form that is written in any format and read back is the same form, each value where it was printed."""

from random import Random

import pytest
from hypothesis import given

from tests.corpus import FormData
from tests.corpus.strategies import randoms, valid_forms
from tests.printing.layouts import PRINTERS
from tests.printing.page import printed
from tests.printing.written import WRITERS
from tests.roundtrip.audit import Auditor
from tests.roundtrip.pages import astray, losses, unlike

READ = ("txt",)
KNOWN = ("huaian", "ministries-2022")


@pytest.mark.parametrize("suffix", READ)
@pytest.mark.parametrize("layout", KNOWN)
@given(data=valid_forms(), rng=randoms)
def test_what_is_written_is_read(auditor: Auditor, layout: str, suffix: str, data: FormData, rng: Random) -> None:
    """Every value comes back with exactly its digits, from the cell it stands in, and nothing is lost or invented."""
    pages = [PRINTERS[layout](data, rng)]
    written = WRITERS[suffix](pages, rng)
    forms = auditor.read_file(written.content, suffix)
    wanted = printed(pages)
    assert len(forms) == len(wanted)
    for number, (one, form) in enumerate(zip(wanted, forms, strict=True)):
        assert unlike(one, form, spaces=suffix != "pdf") == []
        assert astray(one, number, written.spots, form) == []
        assert losses(form) == []
