"""Every error the program raises on purpose.

AuditorError                 base: a wording key and its details, rendered in the user's language
├── UsageError               an option or argument is wrong                              exit code 2
│   ├── OutputError          an output cannot be written                                 exit code 2
│   └── EngineMissing        the durable-rules C extension is not installed              exit code 2
├── UnreadableDocument       a document could not be read; the batch goes on             exit code 3
│   └── PartlyUnread         parts of it could not; its other forms were given before    exit code 3
├── EngineFault              the engine failed or disagreed on one form                  exit code 3
└── InvalidFile              a file that steers the run: all its problems at once       exit code 4
    ├── InvalidPack          rule, pack, vocabulary, layout                             exit code 4
    └── InvalidExemptions    waivers, baseline, the findings a baseline is made of      exit code 4
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from auditor.wording import knows, say

TRACEBACK: Final = "AUDITOR_TRACEBACK"
"""The environment variable with which a developer sees where a fault of the program is."""
NOTHING_NEAR: Final = "—"
"""What stands for the nearest spelling where none is near."""


def _sentence(lang: str, key: str, details: Mapping[str, object]) -> str:
    """Fill a sentence; the nearest spelling is told only where there is one, and a type in words too."""
    filled = dict(details)
    if "nearest" in filled:
        filled["near"] = say(lang, "pack.near", **filled) if filled["nearest"] not in ("", NOTHING_NEAR) else ""
    if "expected" in filled:
        kinds = str(filled["expected"]).split(" | ")
        filled["expected"] = " | ".join(_in_words(lang, kind) for kind in kinds)
    return say(lang, key, **filled)


def _in_words(lang: str, kind: str) -> str:
    """Give a type of the rule language with its meaning; anything else as it is."""
    key = f"pack.kind_{kind}"
    return say(lang, key) if knows(key) else kind


class AuditorError(Exception):
    """Base of all errors meant for the user; ``key`` names the sentence in `auditor.wording`."""

    exit_code: ClassVar[int] = 2

    def __init__(self, key: str, /, **details: object) -> None:
        """Keep the sentence's key and the data that fill it; no prose is made before it is shown."""
        super().__init__(key, details)
        self.key = key
        self.details = details

    def render(self, lang: str = "zh") -> str:
        """Give the sentence in the language asked for (``zh`` or ``en``)."""
        return _sentence(lang, self.key, self.details)

    def __str__(self) -> str:
        """Give the Chinese sentence."""
        return self.render("zh")


class UsageError(AuditorError):
    """An option, argument or name given on the command line is wrong."""


class OutputError(UsageError):
    """An output cannot be written where it was asked for."""


class EngineMissing(UsageError):
    """The C extension ``durable_rules_engine`` cannot be imported."""


class UnreadableDocument(AuditorError):
    """A document, or a part of it, could not be read as a form; the rest of the batch goes on."""

    exit_code = 3


class PartlyUnread(UnreadableDocument):
    """Parts of a document could not be read; it is raised after all that could."""


class EngineFault(AuditorError):
    """The engine failed on one form, or the two evaluators disagreed; the form is not judged."""

    exit_code = 3


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a pack file: where it is (1-based line and column), what is wrong and what is allowed."""

    file: str
    line: int
    column: int
    key: str
    details: tuple[tuple[str, str], ...] = field(default=())

    def render(self, lang: str = "zh") -> str:
        """Give ``file:line:column: sentence``."""
        return f"{self.file}:{self.line}:{self.column}: {_sentence(lang, self.key, dict(self.details))}"


class InvalidFile(AuditorError):
    """A file that steers the run has mistakes; ``problems`` holds all of them in file order."""

    exit_code = 4

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, sorted and without repeats."""
        super().__init__("pack.invalid", count=len(problems))
        self.problems = sorted(set(problems))

    def render(self, lang: str = "zh") -> str:
        """Give one line per problem."""
        return "\n".join(problem.render(lang) for problem in self.problems)


class InvalidPack(InvalidFile):
    """A rule, pack, vocabulary or layout file has mistakes."""


class InvalidExemptions(InvalidFile):
    """A waiver file, a baseline, or the findings that a baseline should be made of, have mistakes."""
