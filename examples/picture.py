"""Draws the picture in the README: the terminal summary of the example, as ``examples/summary.svg``.

Run it from the top of the repository: ``python examples/picture.py``.
"""

import io
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from auditor.batch.discovery import discover
from auditor.batch.run import Batch
from auditor.batch.selection import chosen_rules, sleeping_rules
from auditor.findings.evaluation import Evaluation
from auditor.reporting.summary import Summary
from auditor.reporting.terminal import print_summary
from auditor.rulebook.pack import load_pack

HERE = Path(__file__).parent
EXAMPLE = HERE / "huaian-2024.txt"
PICTURE = HERE / "summary.svg"
FRAME = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def draw() -> str:
    """Audit the example and give the summary as SVG: the same text for the same forms and rules."""
    pack = load_pack()
    chosen = chosen_rules([pack])
    evaluation = Evaluation(pack, rules=chosen[0])
    summary = Summary(30, sleeping_rules([pack], chosen))
    batch = Batch([evaluation], summary.add)
    batch.audit(discover([str(EXAMPLE)]))
    batch.deliver([summary])
    console = Console(
        file=io.StringIO(), width=100, record=True, highlight=False, force_terminal=True, color_system="truecolor"
    )
    print_summary(console, summary, batch.account(), batch.tally, [Path("findings.csv")], "zh")
    title = "auditor audit examples/huaian-2024.txt --out findings.csv"
    return console.export_svg(title=title, theme=MONOKAI, code_format=FRAME, unique_id="summary")


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
