"""The tags and texts of a web page, one after another, cut as browsers cut them and in linear time.

The standard `html.parser` takes time that grows with the square of a page's size where tags, comments or quotes are not
closed: 60 KB of ``<a `` took it 20 seconds. Source of the rules: the tokenization chapter of the HTML standard.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

_TAG: Final = re.compile(r"(/?)([a-zA-Z][^\s/>]*)")
_GAP: Final = re.compile(r"[\s/]*")
_NAME: Final = re.compile(r"[^\s/>][^\s/>=]*")
_EQUALS: Final = re.compile(r"\s*=\s*")
_BARE: Final = re.compile(r"[^\s>]*")
_RAW: Final = {
    tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE)
    for tag in ("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title")
}
"""Elements in which no tag counts but their own end, and that end."""
_TEXTUAL: Final = ("textarea", "title", "xmp")
"""Those whose text is content."""


class Tag(NamedTuple):
    """A tag: its name and attributes in small letters; the first of attributes written twice counts."""

    name: str
    attributes: dict[str, str]
    ends: bool = False
    """``</name>``."""
    closed: bool = False
    """``<name/>``."""


def tokens(text: str) -> Iterator[Tag | str]:
    """Give the tags and the texts between them, character references resolved; comments are left out."""
    reader = _Reader(text)
    while (token := reader.next()) is not None:
        yield token


class _Reader:
    """A place in a page."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._last_quote = {quote: text.rfind(quote) for quote in "\"'"}
        self._raw = ""

    def next(self) -> Tag | str | None:
        """Give the next token; an empty text for what says nothing, None at the end."""
        text, start = self._text, self._at
        if start >= len(text):
            return None
        if self._raw:
            return self._raw_text()
        if text[start] != "<":
            end = text.find("<", start + 1)
            return self._taken(start, len(text) if end < 0 else end)
        found = _TAG.match(text, start + 1)
        if found is not None:
            return self._tag(found)
        if text.startswith("<!--", start):
            short = text.startswith((">", "->"), start + 4)
            return self._passed(text.find(">", start) + 1 if short else text.find("-->", start + 4) + 3, 3)
        if text.startswith(("<!", "<?", "</"), start):
            return self._passed(text.find(">", start) + 1, 1)
        end = text.find("<", start + 1)
        return self._taken(start, len(text) if end < 0 else end)

    def _taken(self, start: int, end: int) -> str:
        self._at = end
        return unescape(self._text[start:end])

    def _passed(self, end: int, length: int) -> str:
        """Pass over what ends there; what does not end (-1 and its length) takes all the rest of the page."""
        self._at = len(self._text) if end < length else end
        return ""

    def _raw_text(self) -> str:
        """Give the content of an element in which no tag counts."""
        tag, self._raw = self._raw, ""
        found = _RAW[tag].search(self._text, self._at)
        text = self._taken(self._at, len(self._text) if found is None else found.start())
        return text if tag in _TEXTUAL else ""

    def _tag(self, found: re.Match[str]) -> Tag | str:
        """Give the tag whose name was found; one that does not end takes all the rest of the page."""
        text, at = self._text, found.end()
        attributes: dict[str, str] = {}
        while not text.startswith(">", at):
            gap = _GAP.match(text, at)
            at = gap.end() if gap else at
            if at >= len(text):
                self._at = at
                return ""
            if text[at] != ">":
                at = self._attribute(at, attributes)
        name, ends = found[2].lower(), bool(found[1])
        closed = not ends and text[at - 1] == "/"
        self._at = at + 1
        if name in _RAW and not ends and not closed:
            self._raw = name
        return Tag(name, attributes, ends, closed)

    def _attribute(self, at: int, attributes: dict[str, str]) -> int:
        """Take the attribute that begins there; give where it ends."""
        text = self._text
        found = _NAME.match(text, at)
        name = found[0].lower() if found else ""
        at = found.end() if found else at + 1
        equals = _EQUALS.match(text, at)
        value = ""
        if equals is not None:
            at = equals.end()
            quote = text[at : at + 1]
            if quote in self._last_quote and self._last_quote[quote] > at:
                end = text.index(quote, at + 1)
                value, at = text[at + 1 : end], end + 1
            else:
                bare = _BARE.match(text, at)
                value, at = (bare[0], bare.end()) if bare else ("", at)
        attributes.setdefault(name, unescape(value))
        return at
