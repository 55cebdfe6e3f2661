"""The table of all faults: at least one for every rule of error severity, and some two dozen warnings and notes."""

from typing import Final

from .error_faults import ERROR_FAULTS
from .fault import Expected, Fault
from .warning_faults import WARNING_FAULTS

__all__ = ["ERROR_FAULTS", "FAULTS", "WARNING_FAULTS", "Expected", "Fault"]

FAULTS: Final[tuple[Fault, ...]] = (*ERROR_FAULTS, *WARNING_FAULTS)
