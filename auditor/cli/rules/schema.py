"""``auditor rules schema``: the JSON Schema of a pack's files."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.language import tell
from auditor.cli.options import Lang, LangOption, PackPath


class Kind(StrEnum):
    """Which files a schema is for."""

    RULE = "rule"
    TEST = "test"
    PACK = "pack"
    VOCABULARY = "vocabulary"


def write_schema(
    path: PackPath = None,
    kind: Annotated[Kind, typer.Option("--kind", help=tell("schema_kind"))] = Kind.RULE,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE|FOLDER", help=tell("schema_out"))] = None,
    lang: LangOption = Lang.ZH,
) -> int:
    """Write a schema, or all of them into a folder. The pack's rules may have mistakes: they are being written."""
    from auditor.errors import InvalidPack
    from auditor.findings.schemas import schemas
    from auditor.marked import Reporter
    from auditor.reporting.whole import written_whole
    from auditor.rulebook.pack import DEFAULT_PACK, find_pack, read_pack

    reporter = Reporter()
    pack = read_pack(find_pack(path or DEFAULT_PACK), reporter)
    if pack is None:
        raise InvalidPack(reporter.problems)
    found = schemas(pack, lang)
    chosen = f"{kind}.schema.json"
    targets = {out / name: text for name, text in found.items()} if out and out.is_dir() else {out: found[chosen]}
    for target, text in targets.items():
        with written_whole(target) as stream:
            stream.write(text)
    return 0
