"""The name of a form that stays the same from run to run: year, unit and project, never a line or a value."""

from collections import Counter

from auditor.forms.model import Form


class Identities:
    """Names the forms of one stream; it counts, so that the second form of the same name becomes ``…#2``."""

    def __init__(self) -> None:
        """Begin a stream."""
        self._seen: Counter[str] = Counter()

    def of(self, form: Form) -> str:
        """Give ``{year}-{implementing unit or department}-{project name}`` without white space.

        A part that is not printed is left out, a project name that is not printed is ``？``; only a form that names
        neither project nor unit goes by its source and position (from 1).
        """
        project = form.texts.get("project_name")
        unit = form.texts.get("implementing_unit") or form.texts.get("department")
        if project is None and unit is None:
            name = f"{form.source}-{form.position + 1}"
        else:
            name = "-".join(str(part) for part in (form.year, unit, project or "？") if part is not None)
        name = "".join(name.split())
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}#{self._seen[name]}"
