"""auditor: a rules-engine compliance auditor for Chinese government budget-performance forms.

``auditor.audit("folder")`` audits documents, ``auditor.read_forms`` reads them, ``auditor.load_pack`` loads rules.
They are imported on first use, so that the command line starts fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.api import Audit, audit, load_pack, read_forms

__all__ = ["Audit", "audit", "load_pack", "read_forms"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name in __all__:
        from auditor import api

        return getattr(api, name)
    raise AttributeError(name)
