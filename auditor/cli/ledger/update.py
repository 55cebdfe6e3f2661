"""``auditor ledger update OLD.xlsx NEW_RUN.json``: the ledger people work in, brought up to date with a new run."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption


def update_ledger(
    old: Annotated[Path, typer.Argument(metavar="OLD.xlsx", help=tell("ledger_old"), show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW_RUN.json", help=tell("ledger_new"), show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", metavar="PATH", help=tell("ledger_out"))] = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Keep what people typed, move what is no longer found to 待复核, add what is new, and say what was done."""
    from auditor.reporting.records import load_run
    from auditor.reporting.whole import WholeFile
    from auditor.reporting.workbook.ledger import Ledger, told, update

    run = load_run(new)
    ledger = Ledger(old)
    changes = update(ledger, run)
    file = WholeFile(out or old, binary=True)
    try:
        ledger.book.save(file.stream)
    except BaseException:
        file.abort()
        raise
    file.commit()
    for line in told(changes, lang):
        print(line)
    return 0
