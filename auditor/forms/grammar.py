"""The grammar of printed values, compiled once from a vocabulary's operators, units and words.

Both regular expressions work on folded text (`numbers.fold`). Every repetition is bounded or over disjoint alternatives
and the numeral is anchored by look-behinds, so that matching stays linear on hostile text.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from auditor.forms.bounds import FRACTION, read_bounds
from auditor.forms.numbers import CHINESE_DIGITS, MULTIPLIERS, fold
from auditor.forms.sections import OperatorWords, Sections

QUALITY_WORD_LIMIT: Final = 16  # characters; a longer value is a sentence, not a grade

_CJK: Final = "\u4e00-\u9fff"
_CHINESE: Final = f"{CHINESE_DIGITS}{MULTIPLIERS}"
_RANGE: Final = r"(?:[-—–~]{1,2}|至|到)"
# Multipliers and Chinese digits are taken as late as possible, so that 万元 is found as a unit before 万 is a number.
_ARABIC: Final = r"[0-9]{1,60}(?:\.[0-9]{1,60})?"
_MIXED: Final = rf"{_ARABIC}(?:[{MULTIPLIERS}]{{1,2}}?(?:[0-9]{{1,9}}[{MULTIPLIERS}]){{0,2}}?)??"
_WORD: Final = f"[{CHINESE_DIGITS}十拾](?:[{_CHINESE}]{{0,20}}?(?:点[{_CHINESE}]{{1,6}}?)?)"
NUMERAL: Final = rf"(?:{FRACTION}|[-+]?{_MIXED}|{_WORD})"


class Match(NamedTuple):
    """The parts of one quantity: ``lower`` (and ``upper`` of a range), unit, comparison sign, approximate or not."""

    lower: Decimal
    upper: Decimal | None
    unit: str | None
    operator: str | None
    approximate: bool


class Grammar:
    """Compiled expressions of one vocabulary, and how to read what they match."""

    def __init__(self, sections: Sections, known_units: tuple[str, ...]) -> None:
        """Compile the cell grammar, the running-text grammar and the quality words."""
        self._signs = _signs(sections.operators)
        self.symbols = frozenset(word for word in self._signs if not re.search(f"[{_CJK}]", word))
        self.cell = re.compile(_cell_pattern(sections, known_units))
        self.running = re.compile(_running_pattern(sections, known_units))
        lists = sections.words
        self._grades = re.compile(_quality_pattern(lists))
        self._schedule = re.compile(any_of(lists.get("schedule", ())))
        self.lead = re.compile(f"(?:{any_of(_before(sections.operators, in_cell=True))})?")

    def is_schedule(self, text: str) -> bool:
        """Tell whether a value only says that it follows the calendar: 序时进度, 按计划完成."""
        return len(text) <= QUALITY_WORD_LIMIT and self._schedule.search(text) is not None

    def is_quality_word(self, text: str) -> bool:
        """Tell whether a value is made of known grades, vague words and words of degree only."""
        return len(text) <= QUALITY_WORD_LIMIT and self._grades.fullmatch(text) is not None

    def stands_alone(self, match: re.Match[str]) -> bool:
        """Tell whether a match of running text is a quantity without a unit: ≥90, 八成; 2 or 不少于3 are not."""
        return match["before"] in self.symbols or (
            not match["high"] and re.fullmatch(FRACTION, match["low"]) is not None
        )

    def sign(self, word: str) -> str | None:
        """Give the comparison sign a spelling stands for."""
        return self._signs.get(word)

    def read(self, match: re.Match[str]) -> Match | None:
        """Read what one of the two expressions matched; None when its parts contradict each other."""
        parts = match.groupdict()
        signs = {self._signs[word] for word in (parts["before"], parts["after"]) if word}
        operator = _agreed(signs)
        if signs and operator is None:
            return None
        printed_unit = (parts["unit"] or parts["free"] or "").replace(" ", "")
        numbers = read_bounds(parts["low"], parts["high"], parts["low_unit"] or "", printed_unit)
        if numbers is None:
            return None
        low, high, unit = numbers
        approximate = any(parts[name] for name in ("about", "nearly", "more", "roughly"))
        return Match(low, high, unit or None, operator, approximate)


def _agreed(signs: set[str]) -> str | None:
    """Give the sign that all printed operators agree on: 超过90%以上 is ≥; ≤ with 以上 agrees on nothing."""
    if len(signs) <= 1:
        return next(iter(signs), None)
    return {frozenset("≥>"): "≥", frozenset("≤<"): "≤"}.get(frozenset(signs))


def _signs(operators: Mapping[str, OperatorWords]) -> dict[str, str]:
    return {
        fold(word): sign for sign, words in operators.items() for word in (*words.before, *words.in_cell, *words.after)
    }


def any_of(words: Iterable[str]) -> str:
    """Give an alternation of literal words, the longest first; of none, an expression that never matches."""
    ordered = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or "(?!)"


def _before(operators: Mapping[str, OperatorWords], *, in_cell: bool) -> list[str]:
    return [word for words in operators.values() for word in (*words.before, *(words.in_cell if in_cell else ()))]


def _after(operators: Mapping[str, OperatorWords]) -> list[str]:
    return [word for words in operators.values() for word in words.after]


def _unit_pattern(known_units: tuple[str, ...], look_alikes: tuple[str, ...]) -> str:
    """Give an alternation of the known units (longest first), each refusing the words that merely begin like it."""
    alternatives = []
    refused: dict[str, list[str]] = {}
    for word in look_alikes:  # 个人才 is refused by 个人 only: 5个人才项目 still counts 个
        for unit in (unit for unit in known_units if word.startswith(unit)):
            refused.setdefault(unit, []).append(word[len(unit) :])
            break
    for unit in known_units:
        tails = refused.get(unit, [])
        alternatives.append(re.escape(fold(unit)) + (f"(?!{any_of(tails)})" if tails else ""))
    return "|".join(alternatives) or "(?!)"


def _parts(sections: Sections, known_units: tuple[str, ...], *, in_cell: bool) -> dict[str, str]:
    about = sections.approximate
    known = _unit_pattern(known_units, sections.unit_look_alikes)
    return {
        "before": any_of(_before(sections.operators, in_cell=in_cell)),
        "after": any_of(_after(sections.operators)),
        "about": any_of(about.before),
        "more": any_of(about.digits),
        "roughly": any_of(about.after),
        "unit": f"(?:{known})(?:/[{_CJK}·]{{1,4}})?",
    }


def _cell_pattern(sections: Sections, known_units: tuple[str, ...]) -> str:
    """Match a whole target cell without blanks: sign, number or range, unit, the thing counted, notes, suffixes."""
    p = _parts(sections, known_units, in_cell=True)
    free = rf"(?!{p['after']}|{p['roughly']}|{p['more']}|{_RANGE}|[{_CHINESE}])[{_CJK}A-Za-z²³°℃℉Ω·/]{{1,6}}?"
    counted = f"(?:(?!{p['after']}|{p['roughly']}|{p['more']}|[{_CHINESE}至到])[{_CJK}]){{0,8}}?"
    note = r"(?:\([^()]*\))?"
    return (
        rf"(?P<about>{p['about']})?(?P<before>{p['before']})?(?P<nearly>{p['about']})?"
        rf"(?P<low>{NUMERAL})(?P<more>{p['more']})?"
        rf"(?:(?P<low_unit>{p['unit']})?{_RANGE}(?P<high>{NUMERAL})(?:{p['more']})?)?"
        rf"(?:(?P<unit>{p['unit']}){counted}|(?P<free>{free}))??"
        rf"{note}(?P<roughly>{p['roughly']})?(?P<after>{p['after']})?{note}"
    )


def _running_pattern(sections: Sections, known_units: tuple[str, ...]) -> str:
    """Match, in running text, something to skip (group ``skip``) or a quantity; `Grammar.stands_alone` sorts numbers out."""
    p = _parts(sections, known_units, in_cell=False)
    gap = " {0,2}"
    number = rf"(?:(?<![0-9A-Za-z.,])[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,6}}(?![0-9])(?:\.[0-9]{{1,9}})?|{NUMERAL})"
    span = rf"(?:{gap}(?P<low_unit>{p['unit']})?{gap}{_RANGE}{gap}(?P<high>{number})(?:{gap}(?:{p['more']}))?)?"
    no_unit = rf"(?![0-9.{_CHINESE}])(?P<free>(?!))?"
    # The first look-ahead only saves time: most characters of a text can begin nothing.
    return (
        rf"(?=[0-9A-Za-z+{_CHINESE}{_first_letters(sections)}])(?:(?P<skip>{_skipped(sections.words)})"
        rf"|(?:(?P<before>{p['before']}){gap})?(?:(?P<about>{p['about']}){gap})?(?P<nearly>(?!))?"
        rf"(?<![0-9A-Za-z.{_CHINESE}])(?P<low>{number})(?:{gap}(?P<more>{p['more']}))?{span}"
        rf"(?:{gap}(?P<unit>{p['unit']})|{no_unit})(?:{gap}(?P<roughly>{p['roughly']}))?(?:{gap}(?P<after>{p['after']}))?)"
    )


def _first_letters(sections: Sections) -> str:
    """Give what operators, approximations and the things to skip may begin with, for a character class."""
    words = [*_before(sections.operators, in_cell=False), *sections.approximate.before]
    words += sections.words.get("not_quantities", ())
    return "".join(sorted({re.escape(fold(word)[0]) for word in words if word} | set("《“〔\\[(第同每某另任这那唯逐")))


def _skipped(words: Mapping[str, tuple[str, ...]]) -> str:
    """Match what looks like a quantity and is none: years, dates, ordinals, document numbers, titles, names, ratios."""
    year, number = "(?:19|20)[0-9]{2}", f"[0-9{_CHINESE}]{{1,10}}"
    return "|".join(
        (
            "《[^》《]{1,80}》",
            "“[^”“0-9]{1,40}”",
            rf"[〔\[(]{year}[〕\])] {{0,2}}(?:第 {{0,2}})?(?:[0-9]{{1,6}} {{0,2}}号)?",
            f"{year} {{0,2}}[-—~至./] {{0,2}}[0-9]{{1,4}}(?:[-./][0-9]{{1,2}})?(?:学年|年度?|月)?",
            f"(?<![0-9]){year} {{0,2}}(?:学年|年度?)(?: {{0,2}}[0-9]{{1,2}} {{0,2}}月(?: {{0,2}}[0-9]{{1,2}} {{0,2}}日)?)?",
            "(?<![0-9.])[0-9]{1,2}(?: {0,2}[-—~至] {0,2}[0-9]{1,2})? {0,2}月(?: {0,2}[0-9]{1,2} {0,2}[日号])?",
            "(?<![0-9.])[0-9]{1,2} {0,2}日(?!内|以内)",
            f"(?<![{_CHINESE}])[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?",
            f"第 {{0,2}}{number}",
            "[A-Za-z][A-Za-z.-]{0,9}[0-9]{1,10}(?:[.-][0-9]{1,9})?",
            "[0-9]{1,9} {0,2}: {0,2}[0-9]{1,9}",
            "[0-9]{1,9}号",
            f"一[{_CJK}]{{1,2}}一[{_CJK}]",
            "[同每某另任这那唯逐]一",
            any_of(words.get("not_quantities", ())),
        )
    )


def _quality_pattern(words: Mapping[str, tuple[str, ...]]) -> str:
    """Match values made of grades, changes and degrees, at least one of them more than a degree."""
    core = any_of([word for name in ("graded_ok", "vague", "change_verbs") for word in words.get(name, ())])
    degree = any_of(words.get("degrees", ()))
    return f"(?=.*(?:{core}))(?:{core}|{degree}|[、,和且及])+"
