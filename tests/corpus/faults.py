"""The table of all faults: at least one for every rule of error severity, and some two dozen warnings and notes."""

from typing import Final

from .budget_faults import BUDGET_FAULTS
from .fault import Expected, Fault
from .indicator_faults import INDICATOR_FAULTS
from .warning_faults import WARNING_FAULTS

__all__ = ["ERROR_FAULTS", "FAULTS", "WARNING_FAULTS", "Expected", "Fault"]

ERROR_FAULTS: Final = (*BUDGET_FAULTS, *INDICATOR_FAULTS)
FAULTS: Final[tuple[Fault, ...]] = (*ERROR_FAULTS, *WARNING_FAULTS)
