"""The findings of a form do not depend on the format it comes in, nor on the order of the documents of a batch."""

import zipfile
from dataclasses import asdict
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from auditor import api
from auditor.findings.finding import COLUMNS, Finding, order
from tests.corpus import FAULTS, Fault, FormData, corpus
from tests.corpus.strategies import randoms, seeds, valid_forms
from tests.printing.layouts import PRINTERS
from tests.printing.page import Page
from tests.printing.written import PLAIN
from tests.roundtrip.audit import Auditor, key
from tests.roundtrip.test_formats import EXAMPLES, READ, TITLED

OTHERS = [suffix for suffix in READ if suffix != "txt"]
OF_THE_PLACE = {"source", "page", "line", "cell", "excerpt"}
FORMS = 8
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A batch has nothing to shrink but its seed."""

Told = list[dict[str, object]]


def told(findings: list[Finding], *, spaces: bool = True) -> Told:
    """Give what findings say, whatever the document they point into."""
    names = [name for name in COLUMNS if name not in OF_THE_PLACE]
    rows = [{name: asdict(item)[name] for name in names} for item in sorted(findings, key=order)]
    if not spaces:
        rows = [{name: "".join(str(value).split()) for name, value in row.items()} for row in rows]
    return sorted(rows, key=str)


def judged(auditor: Auditor, pages: list[Page], suffix: str, rng: Random) -> list[Finding]:
    """Write pages in a format, read them back, and give the findings."""
    content = PLAIN[suffix](pages, rng).content
    return [item for form in auditor.read_file(content, suffix) for item in auditor.evaluation.evaluate(form).findings]


@pytest.mark.parametrize("suffix", OTHERS)
@pytest.mark.parametrize("layout", TITLED)
@settings(max_examples=EXAMPLES)
@given(data=valid_forms(), rng=randoms, fault=st.sampled_from(FAULTS))
def test_a_form_in_two_formats(
    auditor: Auditor, layout: str, suffix: str, data: FormData, rng: Random, fault: Fault
) -> None:
    """A form with a fault has the findings of its text, word for word, in any other format.

    A form that names neither project nor unit is left out: it has nothing but its document to be known by.
    """
    faulty, expected = fault.into(data, rng)
    assume(expected and faulty.texts["project_name"])
    page = PRINTERS[layout](faulty, rng)
    spaces = suffix != "pdf"  # print keeps no blanks at the end of a line
    text, other = (judged(auditor, [page], kind, rng) for kind in ("txt", suffix))
    if layout == "huaian":
        assert all(any(wanted.fits(*key(item)) for item in text) for wanted in expected)
    assert told(other, spaces=spaces) == told(text, spaces=spaces)


@settings(max_examples=4, phases=UNSHRUNK)
@given(seed=seeds, rng=randoms)
def test_a_batch_in_any_order_and_format(tmp_path_factory: pytest.TempPathFactory, seed: int, rng: Random) -> None:
    """The findings of a batch are the same in whatever order and formats its documents come, ids and all.

    A form without a project name is left out: it has nothing but its place to be known by.
    """
    forms = [form.data for form in corpus(FORMS, seed, fault_share=0.5) if form.data.texts["project_name"]]
    pages = [PRINTERS["huaian"](form, rng) for form in forms]
    folders = [tmp_path_factory.mktemp("batch") for _ in range(2)]
    for number, page in enumerate(pages):
        (folders[0] / f"{number}.txt").write_bytes(PLAIN["txt"]([page], rng).content)
    _scatter(pages, folders[1], rng)
    plain, scattered = (api.audit(folder, engine="plain") for folder in folders)
    assert [str(error) for error in scattered.tally.unreadable] == []
    assert told(scattered.findings, spaces=False) == told(plain.findings, spaces=False)
    assert plain.findings


def _scatter(pages: list[Page], folder: Path, rng: Random) -> None:
    """Write pages in any order, one or two a document, each document in a format of its own, some of them zipped."""
    left = rng.sample(pages, len(pages))
    packed = folder / "附件.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        while left:
            size = rng.choice((1, 2))
            taken, left = left[:size], left[size:]
            suffix = rng.choice(READ)
            name, content = f"{rng.randrange(10**6)}.{suffix}", PLAIN[suffix](taken, rng).content
            if rng.random() < 0.4:
                archive.writestr(f"各单位/{name}", content)
            else:
                (folder / name).write_bytes(content)
        archive.writestr("说明/", b"")
    if len(archive.namelist()) == 1:
        packed.unlink()
