"""``auditor rules lint``: every mistake of a pack at once."""

from auditor.cli.options import Lang, LangOption, PackPath


def lint(path: PackPath = None, lang: LangOption = Lang.ZH) -> int:
    """Tell every mistake of a pack, with its file, line and column."""
    from auditor.errors import InvalidPack
    from auditor.findings.lint import lint_pack
    from auditor.rulebook.pack import DEFAULT_PACK, find_pack
    from auditor.wording import say

    folder = find_pack(path or DEFAULT_PACK)
    problems, rules = lint_pack(folder)
    if problems:
        raise InvalidPack(problems)
    print(say(lang, "cli.lint_clean", pack=folder.name, rules=rules))
    return 0
