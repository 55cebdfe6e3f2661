"""A contest: the same files read by several readers in one run, with speed and how much each got right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from auditor.reading.radicals import fold_radicals

Texts = Mapping[str, str]
"""The text that a document shows at each of its places, named as `auditor` names them."""
Reader = Callable[[Path], Texts]


@dataclass(frozen=True, slots=True)
class Contest:
    """Files of one format with the texts they show, and who reads them; the first reader is ours.

    ``unit`` is what speed counts; ``units`` how many of them all files hold together.
    """

    format: str
    files: Sequence[Path]
    shown: Sequence[Texts]
    readers: Mapping[str, Reader]
    unit: str
    units: int


class Measure(NamedTuple):
    """What one reader took: units a second in each run, and the share of the texts that it got right."""

    format: str
    reader: str
    unit: str
    rates: Sequence[float]
    right: float

    @property
    def rate(self) -> float:
        """The usual rate."""
        return median(self.rates)


def measure(contest: Contest, runs: int) -> Iterator[Measure]:
    """Let the readers read side by side, ``runs`` times, after one round that is not timed."""
    right = {name: _share(contest, reader) for name, reader in contest.readers.items()}
    rates: dict[str, list[float]] = {name: [] for name in contest.readers}
    for _ in range(runs):
        for name, reader in contest.readers.items():
            start = perf_counter()
            for file in contest.files:
                reader(file)
            rates[name].append(contest.units / (perf_counter() - start))
    for name in contest.readers:
        yield Measure(contest.format, name, contest.unit, rates[name], right[name])


def _share(contest: Contest, reader: Reader) -> float:
    """Give the share of texts that are at their place, white space and radicals that look like ideographs aside."""
    wanted = equal = 0
    for file, shown in zip(contest.files, contest.shown, strict=True):
        found = reader(file)
        wanted += len(shown)
        equal += sum(_bare(found.get(place, "")) == _bare(text) for place, text in shown.items())
    return equal / wanted


def _bare(text: str) -> str:
    return fold_radicals("".join(text.split()))
