"""A document → its forms, one after another, or one clear reason why there are none."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from auditor.errors import PartlyUnread, UnreadableDocument
from auditor.forms.model import Form
from auditor.forms.vocabulary import Vocabulary
from auditor.reading import formats
from auditor.reading.assembly import Assembler
from auditor.reading.grid import Row
from auditor.reading.guard import guarded
from auditor.reading.identity import Identities
from auditor.reading.layout import Layout
from auditor.reading.scanning.mending import mended
from auditor.reading.segments import Segmenter
from auditor.reading.source import DEFAULT_LIMITS, Limits, Source

_LABELS_NAMED: Final = 6
"""Most missing labels named in a message."""


def read_document(
    path: Path,
    source: str,
    layouts: Sequence[Layout],
    vocabulary: Vocabulary,
    identities: Identities | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Form]:
    """Give the forms of a file lazily, in printed order; ``source`` names it in places and messages.

    ``identities`` names the forms of a whole batch; without it they are named within this document.

    Raises `UnreadableDocument` when the file cannot be read or holds no form of these
    layouts (at the end). What could be read of a damaged form is given with its `Damage`.
    """

    def is_known(sample: str) -> bool:
        return any(layout.labels.occur_in(sample) for layout in layouts)

    def is_label(text: str) -> bool:
        known = vocabulary.level1_of(text) or vocabulary.level2_of(text)
        return known is not None or any(layout.labels[text] is not None or layout.is_title(text) for layout in layouts)

    rows = formats.rows(Source(path, source, is_known, limits, is_label))
    return guarded(read_rows(rows, source, layouts, vocabulary, identities, limits), source, "form")


def read_rows(
    rows: Iterable[Row],
    source: str,
    layouts: Sequence[Layout],
    vocabulary: Vocabulary,
    identities: Identities | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Form]:
    """Give the forms in the rows of a grid, whatever its format (see `read_document`)."""
    segmenter = Segmenter(layouts, source, limits.form_rows)
    assembler = Assembler(vocabulary, source)
    identities = identities or Identities()
    empty = True
    unread: list[PartlyUnread] = []
    for segment in segmenter.cut(mended(_to_the_end(rows, unread), layouts, vocabulary)):
        empty = False
        form = assembler.assemble(segment)
        form.form_id = identities.of(form)
        yield form
    if unread:
        raise unread[0]
    if empty:
        raise _no_form(segmenter, source)


def _to_the_end(rows: Iterable[Row], unread: list[PartlyUnread]) -> Iterator[Row]:
    """Give the rows; keep the error that parts are missing, so that the last form is given first."""
    try:
        yield from rows
    except PartlyUnread as error:
        unread.append(error)


def _no_form(segmenter: Segmenter, source: str) -> UnreadableDocument:
    """Tell why no form was found: nothing printed, nothing like a form, or a form of another layout."""
    if segmenter.is_blank:
        return UnreadableDocument("reading.blank", source=source)
    found = {layout.name: segmenter.found_labels[layout.name] & layout.expected.keys() for layout in segmenter.layouts}
    nearest = max(segmenter.layouts, key=lambda layout: len(found[layout.name]), default=None)
    if nearest is None or not any(label.kind == "field" for label in found[nearest.name]):
        return UnreadableDocument("reading.no_form", source=source)
    missing = [text for label, text in nearest.expected.items() if label not in found[nearest.name]]
    return UnreadableDocument(
        "reading.other_layout",
        source=source,
        layout=nearest.name,
        found=len(found[nearest.name]),
        of=len(found[nearest.name]) + len(missing),
        missing=("、".join(missing[:_LABELS_NAMED]) or "—") + ("…" if len(missing) > _LABELS_NAMED else ""),
    )
