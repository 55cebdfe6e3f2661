"""Level labels of the indicator table: which word is one, and what filling down says in each row.

Merged cells lose their place in extraction, so two readings are kept side by side: plain fill-down of what is printed,
and the contract's reading: standard indicators by the catalogue, all others by the label on their row or the nearest
above.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from auditor.forms.memo import Memo
from auditor.forms.model import Place
from auditor.forms.sections import StandardIndicator
from auditor.forms.vocabulary import Vocabulary
from auditor.reading.grid import Cell
from auditor.reading.labels import fold
from auditor.reading.layout import Layout

_LONGEST_WORD: Final = 24
"""A longer text is no level label."""
_SHARE: Final = re.compile(r"[(（][0-9０-９\s.%％分—–~～至-]+[)）]\s*分?$|[0-9０-９][0-9０-９\s.—–~～至-]*分$")
"""Points behind a label: 成本指标(0-20)分, 产出指标（50分）, 效益指标20-30分."""


class LevelWord(NamedTuple):
    """The canonical level-1 and level-2 names a word may stand for; ``plain`` when it is spelt just so."""

    level1: str | None
    level2: str | None
    plain: bool


class LevelColumns(NamedTuple):
    """The columns of level 2 and of the names, as the table's header has them."""

    level2: int | None = None
    name: int | None = None


class LevelWords:
    """Looks words up for one layout and vocabulary; kept for a whole document, for the words repeat in every form."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        """Look up in this vocabulary, with the labels of this layout first."""
        self._classes = Classes(layout, vocabulary)
        self._level1 = {fold(word): name for word, name in self._classes.level1.items()}
        own = (word for words in layout.level2.values() for word in words)
        self._level2 = {fold(word): _level2_name(word, vocabulary) for word in own}
        self._vocabulary = vocabulary
        self._words: Memo[LevelWord | None] = Memo(self._look_up)

    def level1_for(self, level2: str) -> str | None:
        """Give the level 1 that a level 2 belongs to, None when it is not known."""
        return self._classes.level1_for(level2)

    def is_own(self, level2: str | None) -> bool:
        """Tell whether the layout itself says where a level 2 belongs, wherever it is printed."""
        return level2 is not None and self._classes.is_own(level2)

    def word(self, text: str) -> LevelWord | None:
        """Give what a text says as a level label, None when it is none."""
        return self._words[text]

    def split(self, cells: Sequence[Cell], places: LevelColumns) -> tuple[Cell | None, Cell | None, int]:
        """Give the level-1 label, the level-2 label and the number of cells they take at the row's beginning.

        A word that is merely a variant of a label is a name where names stand.
        """
        level1: Cell | None = None
        level2: Cell | None = None
        for position, cell in enumerate(cells):
            word = self._words[cell.text]
            if word is None or (cell.column == places.name and not word.plain):
                return level1, level2, position
            if word.level1 and not level1 and not level2 and self._is_level1(word, cells[position:], places):
                level1 = cell
            elif word.level2 and not level2:
                level2 = cell
            else:
                return level1, level2, position
        return level1, level2, len(cells)

    def level1(self, cell: Cell | None) -> str | None:
        """Give the canonical level-1 name of a label cell."""
        word = self._words[cell.text] if cell else None
        return word.level1 if word else None

    def level2(self, cell: Cell | None) -> str | None:
        """Give the canonical level-2 name of a label cell."""
        word = self._words[cell.text] if cell else None
        return word.level2 if word else None

    def _is_level1(self, word: LevelWord, cells: Sequence[Cell], places: LevelColumns) -> bool:
        """Decide on words of both levels, such as 成本指标.

        It is level 1 where a level 2 follows, or where the layout has it among its level 1 and it does not stand in
        the column of level 2.
        """
        if not word.level2:
            return True
        after = self._words[cells[1].text] if len(cells) > 1 else None
        if after is not None and after.level2 is not None and cells[1].column != places.name:
            return True
        return _bare(cells[0].text) in self._level1 and cells[0].column != places.level2

    def _look_up(self, text: str) -> LevelWord | None:
        if len(text) > _LONGEST_WORD:
            return None
        bare, word = _bare(text), _SHARE.sub("", text)
        level1 = self._level1.get(bare) or self._vocabulary.level1_of(word)
        level2 = self._level2.get(bare) or self._vocabulary.level2_of(word)
        if level1 is None and level2 is None:
            return None
        return LevelWord(level1, level2, bare in (level1, level2) or bare in self._level1 or bare in self._level2)


class Classes:
    """The level-1 names of one layout, and which of them a level 2 belongs to."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        """Take the layout's own words first; ``level1`` gives the name that each of its level-1 words goes by."""
        self.level1 = _level1_names(layout, vocabulary)
        self._known = vocabulary.level1_for
        self._names = frozenset(self.level1.values())
        self._own = {
            _level2_name(word, vocabulary): self.level1.get(level1) or vocabulary.level1_of(level1) or level1
            for level1, words in layout.level2.items()
            for word in words
        }

    def level1_for(self, level2: str) -> str | None:
        """Give the level 1 that a level 2 belongs to; None when it is not known, or none that this layout has."""
        if level2 in self._own:
            return self._own[level2]
        usual = self._known(level2)
        return usual if not self._names or usual in self._names else None

    def is_own(self, level2: str) -> bool:
        """Tell whether the layout itself says where a level 2 belongs, wherever it is printed."""
        return level2 in self._own


def _level1_names(layout: Layout, vocabulary: Vocabulary) -> dict[str, str]:
    """Give the name that each level-1 word of a layout goes by: the usual one, else the word itself.

    Words that differ by more than 指标 never mean the same in one form: where 投入 and 过程 stand in it, 投入 is not the
    usual 过程, for which other forms print it.
    """
    usual = {word: vocabulary.level1_of(word) or word for word in layout.level1}
    owners: dict[str, str] = {}
    for word in sorted(layout.level1, key=lambda word: _stem(word) != _stem(usual[word])):
        owners.setdefault(usual[word], _stem(word))
    first = {_stem(word): word for word in reversed(layout.level1)}
    return {word: name if owners[name] == _stem(word) else first[_stem(word)] for word, name in usual.items()}


def _level2_name(word: str, vocabulary: Vocabulary) -> str:
    """Give the usual name of a level-2 word of a layout, else the word itself: 满意度 is 服务对象满意度 where it is level 2."""
    return vocabulary.level2_of(word) or vocabulary.level2_of(f"{word}指标") or word


def _stem(word: str) -> str:
    return fold(word).removesuffix("指标")


def _bare(text: str) -> str:
    return fold(_SHARE.sub("", text))


class Reading(NamedTuple):
    """The levels of one indicator row, and where the labels that say so stand (None: the catalogue says so)."""

    level1: str | None
    level2: str | None
    read_level1: str | None
    read_level2: str | None
    place1: Place | None
    place2: Place | None


class FillDown:
    """Carries the labels down the rows of one indicator table."""

    def __init__(self, words: LevelWords) -> None:
        """Begin above the first row; ``place2`` is where the last level-2 label stands."""
        self._words = words
        self._level1: str | None = None
        self._level2: str | None = None
        self._place1: Place | None = None
        self.place2: Place | None = None
        self._in_force: str | None = None

    def take_level1(self, level1: str | None, place: Place) -> None:
        """Note a level-1 label printed on the row."""
        self._level1, self._place1 = level1, place
        # 满意度指标 alone on a row ends the 社会效益 above it: a level 2 of another level 1 does not reach down here.
        if self._in_force and self._words.level1_for(self._in_force) != level1:
            self._in_force = None

    def take_level2(self, level2: str | None, place: Place) -> None:
        """Note a level-2 label printed on the row, after its level 1."""
        self._level2 = self._in_force = level2
        self.place2 = place

    def reading(self, standard: StandardIndicator | None) -> Reading:
        """Give the levels of the row whose labels were just taken."""
        level1: str | None
        level2: str | None
        if standard is not None:
            level1, level2 = standard.level1, standard.level2
        else:
            level2 = self._in_force
            level1 = (self._words.level1_for(level2) if level2 else None) or self._level1
        place2 = self.place2 if level2 == self._level2 else None
        place1 = self._place1 if level1 == self._level1 else place2
        return Reading(level1, level2, self._level1, self._level2, place1, place2)
