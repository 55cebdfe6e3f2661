"""XML as a stream of events: no tree is built, nothing outside the part is opened, no entity is declared."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from auditor.errors import UnreadableDocument
from auditor.reading.source import Source


def parse(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
    source: Source,
) -> None:
    """Give the elements and texts of an XML part to the three handlers.

    Raises `UnreadableDocument` where the XML is broken, declares a document type (with entities of its own), or where a
    handler meets a value that is none (`ValueError`, `LookupError`).
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters

    def refuse(*_declaration: object) -> None:
        raise UnreadableDocument("reading.xml_doctype", source=source.name)

    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableDocument("reading.xml_broken", source=source.name, reason=str(error)) from None
