"""A pack's register of documents: what its rules may rest on."""

from dataclasses import dataclass
from typing import Final

from auditor.marked import Mapping, Value
from auditor.rulebook.leaves import LeafReader
from auditor.rulebook.periods import Years, read_date, read_in_force
from auditor.rulebook.rule import LANGUAGES, Texts

KEYS: Final = ("title", "number", "issued", "in_force", "verified")
NEEDED: Final = ("title", "verified")


@dataclass(frozen=True, slots=True)
class Document:
    """An entry of the register; dates as printed, empty where unknown, and the ``years`` in which it is in force."""

    id: str
    title: Texts
    number: str
    issued: str
    in_force: str
    years: Years
    verified: bool


def read_documents(value: Value | None, reader: LeafReader) -> dict[str, Document]:
    """Read the register, by id; mistakes are noted."""
    return {name: _document(name, item, reader) for name, item in reader.pairs(value)}


def _document(name: str, item: Value, reader: LeafReader) -> Document:
    """Read an entry; a wrong one is noted and kept by its name, so that rules may rest on it."""
    if not isinstance(item, Mapping) or not reader.closed(item, KEYS, NEEDED):
        reader.expect_mapping(item, KEYS)
        item = Mapping()
    in_force, years = read_in_force(item.get("in_force"), reader)
    return Document(
        name,
        read_title(item.get("title"), reader),
        reader.text(item.get("number")),
        read_date(item.get("issued"), reader),
        in_force,
        years,
        verified=reader.choice(item.get("verified"), ("true", "false")) == "true",
    )


def read_title(value: Value | None, reader: LeafReader) -> Texts:
    """Read the title of a document or pack, by language; one text serves for both."""
    if isinstance(value, Mapping) and reader.closed(value, LANGUAGES, ("zh",)):
        return {lang: reader.text(value.get(lang, value["zh"])) for lang in LANGUAGES}
    return dict.fromkeys(LANGUAGES, "" if isinstance(value, Mapping) else reader.text(value))
