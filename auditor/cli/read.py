"""``auditor read``: what was read, with the place of every value."""

import sys

from auditor.cli.options import Inputs, Lang, LangOption, OnePack, Output


def read(inputs: Inputs, pack: OnePack = None, out: Output = None, lang: LangOption = Lang.ZH) -> int:
    """Read documents and write what was read as JSON; on standard output without ``--out``."""
    from auditor.batch.discovery import discover
    from auditor.batch.reading import read_all
    from auditor.reporting.json_forms import JsonForms, open_json
    from auditor.rulebook.pack import DEFAULT_PACK, load_pack

    chosen = load_pack(pack or DEFAULT_PACK)
    documents, unreadable = discover(inputs)
    target = None if out is None else open_json(out)
    try:
        forms = JsonForms(sys.stdout if target is None else target.stream, lang)
        for form in read_all(documents, chosen, unreadable):
            forms.write(form)
        forms.finish(unreadable)
        if target is not None:
            target.commit()
            target = None
    finally:
        if target is not None:
            target.abort()
    for error in unreadable:
        print(error.render(lang), file=sys.stderr)
    return 3 if unreadable else 0
