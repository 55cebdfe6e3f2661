"""``auditor read``: what was read, with the place of every value."""

import sys
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Inputs, Lang, LangOption, LimitOptions, OnePack, Output, Profile, limits_from


def read(
    inputs: Inputs,
    pack: OnePack = None,
    out: Output = None,
    profile: Annotated[Profile | None, typer.Option("--profile", help=tell("read_profile"))] = None,
    limit: LimitOptions = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Read documents and write what was read as JSON; on standard output without ``--out``."""
    from auditor.batch.discovery import discover
    from auditor.batch.reading import read_all
    from auditor.reporting.input_lines import passed_over_lines
    from auditor.reporting.json_forms import JsonForms, open_json
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    chosen = load_pack(pack or DEFAULT_PACK)
    limits = limits_from(limit)
    found = discover(inputs, limits=limits)
    unreadable = found.unreadable
    target = None if out is None else open_json(out)
    try:
        forms = JsonForms(sys.stdout if target is None else target.stream, lang, profile)
        for form in read_all(found.documents, chosen, unreadable, limits):
            forms.write(form)
        forms.finish(unreadable)
        if target is not None:
            target.commit()
            target = None
    finally:
        if target is not None:
            target.abort()
    for error in forms.shown(unreadable):
        print(error.render(lang), file=sys.stderr)
    passed_over = [forms.shown_path(source) for source in found.passed_over]
    for line in passed_over_lines(passed_over, lang):
        print(line, file=sys.stderr)
    return 3 if unreadable else 0
