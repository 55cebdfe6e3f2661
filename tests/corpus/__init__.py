"""A generator of realistic forms for tests and benchmarks, deterministic: the same seed gives the same bytes.

* `valid_form` makes the data of a form in which no rule of error severity finds anything: sums add up, half-year plans
  lie within the year's, the execution rate is the plan rounded, all preset rows are there.
* `print_form` prints it in the text layout of Huai'an with the harmless damage of the real text (`Damage`).
* `FAULTS` is the table of faults that can be put into a form, each with the findings it must raise.
* `corpus` and `write_corpus` make many forms, ``python -m tests.corpus --forms 10000 --out x.txt`` from a shell.
* `tests.corpus.strategies` offers the same as hypothesis strategies.
"""

from .data import FormData, LineData, RowData, TargetData, amount
from .faults import ERROR_FAULTS, FAULTS, WARNING_FAULTS, Expected, Fault
from .printing import Damage, print_form
from .valid import valid_form
from .writing import CorpusForm, corpus, expected_path, write_corpus

__all__ = [
    "ERROR_FAULTS",
    "FAULTS",
    "WARNING_FAULTS",
    "CorpusForm",
    "Damage",
    "Expected",
    "Fault",
    "FormData",
    "LineData",
    "RowData",
    "TargetData",
    "amount",
    "corpus",
    "expected_path",
    "print_form",
    "valid_form",
    "write_corpus",
]
