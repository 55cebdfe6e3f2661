"""The outputs of a run, opened before any work, put in place together at its end, or thrown away."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from auditor.reporting.output import Output, RunEnd, RunHead


class OpenOutputs:
    """The outputs of a run: opened before any work, put in place together at its end, or thrown away."""

    def __init__(self, paths: Sequence[Path], inputs: Sequence[Path], lang: str) -> None:
        """Open an output for each path; without any, findings go to the terminal. Raises `OutputError`."""
        import sys

        from auditor.reporting.outputs import open_outputs
        from auditor.reporting.terminal import FindingsList, console_for

        self.console = console_for(sys.stdout)
        self.opened: list[Output] = list(open_outputs(paths, inputs))
        if not paths:
            self.opened.append(FindingsList(self.console, lang))
        self._done = False

    def __enter__(self) -> Self:
        """Give the outputs themselves."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Throw away what was not put in place."""
        if not self._done:
            for output in self.opened:
                output.abort()

    @property
    def form_takers(self) -> "list[Output]":
        """Give the outputs that show forms."""
        return [output for output in self.opened if output.wants_forms]

    @property
    def want_forms(self) -> bool:
        """Tell whether any output shows forms."""
        return bool(self.form_takers)

    def begin(self, head: "Callable[[], RunHead]") -> None:
        """Tell the outputs that ask for it how the run begins; hashing all inputs is spared where none does."""
        from auditor.reporting.output import Output

        asking = [output for output in self.opened if type(output).begin is not Output.begin]
        if asking:
            known = head()
            for output in asking:
                output.begin(known)

    def end(self, end: "RunEnd") -> None:
        """Write what is known at the end, and put every output in its place."""
        for output in self.opened:
            output.end(end)
        for output in self.opened:
            output.commit()
        self._done = True
