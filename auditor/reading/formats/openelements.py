"""Which elements of a web page are open, and what they do to the text inside: hide it, strike it, change its font.

End tags may be missing, doubled or crossed. A cell, a table or a caption is a wall: no end tag of anything inside it
closes what is outside. Every tag takes the same time however broken the page is.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from auditor.reading.formats.symbolfonts import is_symbol_font

WALLS: Final = frozenset({"table", "tr", "td", "th", "caption", "thead", "tbody", "tfoot", "template"})
_QUIET: Final = frozenset({
    "script", "style", "template", "noscript", "title", "rt", "rp", "button", "datalist", "svg", "math", "canvas", "audio",
    "video", "xml", "noframes", "noembed",
})  # fmt: skip
"""Elements whose text is no content of the page."""
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_STRUCK: Final = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_KEPT: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_FONT: Final = re.compile(r"""font-family\s*:\s*["']?([^;,"']+)""", re.IGNORECASE)
_HEIGHT: Final = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What the open elements do to a text: ``hidden`` is not shown and told, ``quiet`` is no content at all."""

    hidden: bool = False
    quiet: bool = False
    deleted: bool = False
    kept: bool = False
    font: str | None = None
    height: str | None = None
    doubts: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Scope:
    """The elements open inside one wall."""

    wall: str
    look: Look
    open: list[tuple[str, Look]] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)


class OpenElements:
    """The elements that are open at one point of a page."""

    def __init__(self) -> None:
        """Begin outside of everything."""
        self._scopes = [_Scope("", Look())]

    @property
    def look(self) -> Look:
        """What all open elements do together."""
        scope = self._scopes[-1]
        return scope.open[-1][1] if scope.open else scope.look

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        look = _changed(self.look, tag, attributes)
        if tag in WALLS:
            self._scopes.append(_Scope(tag, look))
            return
        scope = self._scopes[-1]
        if tag in ("p", "li", "option") and scope.open and scope.open[-1][0] == tag:
            self.end(tag)
            look = _changed(self.look, tag, attributes)
        scope.open.append((tag, look))
        scope.count[tag] += 1

    def end(self, tag: str) -> Look | None:
        """Close the innermost element of this name and all inside it; give the look it had, None where none is open.

        Nothing is closed beyond the nearest wall.
        """
        if tag in WALLS:
            return self._end_wall(tag)
        scope = self._scopes[-1]
        look = None
        while scope.count[tag]:
            ended, look = scope.open.pop()
            scope.count[ended] -= 1
            if ended == tag:
                break
        return look

    def _end_wall(self, tag: str) -> Look | None:
        """Close a wall with the walls inside it, but none outside of the innermost table."""
        for at in range(len(self._scopes) - 1, 0, -1):
            scope = self._scopes[at]
            if scope.wall == tag:
                del self._scopes[at:]
                return scope.look
            if scope.wall == "template" or (scope.wall == "table" and tag != "template"):
                break
        return None


def _changed(look: Look, tag: str, attributes: Mapping[str, str]) -> Look:
    """Give the look inside an element."""
    style = attributes.get("style", "")
    if tag in _QUIET:
        return replace(look, quiet=True)
    if style:
        look = _styled(look, style)
    if "hidden" in attributes:
        look = replace(look, hidden=True)
    if tag in ("pre", "textarea"):
        look = replace(look, kept=True)
    elif tag in ("sup", "sub"):
        look = replace(look, height="super" if tag == "sup" else "sub")
    elif tag in ("s", "strike"):
        look = replace(look, doubts=look.doubts | {"struck_text"})
    elif tag == "del":
        look = replace(look, deleted=True)
    elif tag == "ins" and "datetime" in attributes:  # without a time it is only underlined
        look = replace(look, doubts=look.doubts | {"tracked_change"})
    elif tag == "font" and "face" in attributes:
        look = replace(look, font=attributes["face"] if is_symbol_font(attributes["face"]) else None)
    return look


def _styled(look: Look, style: str) -> Look:
    if _HIDING.search(style):
        look = replace(look, hidden=True)
    if _STRUCK.search(style):
        look = replace(look, doubts=look.doubts | {"struck_text"})
    if _KEPT.search(style):
        look = replace(look, kept=True)
    if font := _FONT.search(style):
        look = replace(look, font=font[1] if is_symbol_font(font[1]) else None)
    if height := _HEIGHT.search(style):
        look = replace(look, height=height[1].lower())
    return look
