"""The five long texts of a generated form: sentences of 20 to 400 characters from the word stock."""

from random import Random

from . import words
from .data import FormData
from .theme import Theme


def narratives(rng: Random, form: FormData, theme: Theme, total: str) -> dict[str, str]:
    """Give the texts of necessity, feasibility, content and the two goals; ``total`` is the budget in 万元."""
    year = form.year or 0
    name = form.texts["project_name"]
    items = "、".join(line.name for line in form.spending[: rng.randint(1, 4)])
    money = rng.choice(("", "", f"{year}年度由财政预算安排{total}万元。", f"按照每年{total}万元列入财政预算。"))
    effects = "，".join(rng.sample(theme.effects, len(theme.effects)))
    return {
        "necessity": f"依据{_documents(rng, year)}要求，为{rng.choice(words.SUBJECTS)}，设立{name}。{_more(rng)}",
        "feasibility": f"{'，'.join(rng.sample(words.READINESS, rng.randint(2, 4)))}，具备实施条件。{_more(rng)}",
        "content": f"主要用于{items}等支出。{money}{_more(rng)}",
        "long_term_goal": f"到{year + rng.randint(1, 4)}年，{effects}，{theme.people}受益面不断扩大。{_more(rng)}",
        "annual_goal": _promises(rng, form, theme),
    }


def _documents(rng: Random, year: int) -> str:
    found = [
        f"《关于{rng.choice(words.SUBJECTS)}的{rng.choice(('意见', '通知', '实施方案'))}》"
        f"（{rng.choice(words.ISSUERS)}〔{year - rng.randint(0, 6)}〕{rng.randint(1, 99)}号）"
        for _ in range(rng.choice((1, 1, 2, 3)))
    ]
    return "".join(found)


def _more(rng: Random) -> str:
    """Give nothing, or a further sentence or two of good intentions."""
    sentences = [
        f"实施中{'，'.join(rng.sample(words.PHRASES, rng.randint(2, 4)))}。"
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))
    ]
    return "".join(sentences)


def _promises(rng: Random, form: FormData, theme: Theme) -> str:
    """Promise what the indicators say, one clause each."""
    clauses = [
        f"{row.level3}达到{row.full_year.value}{row.full_year.unit}以上"
        for row in form.rows
        if row.own and row.full_year and row.full_year.operator == "≥" and row.full_year.value is not None
    ]
    chosen = clauses[: rng.randint(1, 5)] or [f"确保{rng.choice(theme.effects)}"]
    if rng.random() < 0.5:
        return "；".join(chosen) + "。"
    return " ".join(f"{number}.{clause}；" for number, clause in enumerate(chosen, start=1)).removesuffix("；") + "。"
