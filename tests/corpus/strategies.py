"""The generator as hypothesis strategies; a failing form shrinks to few lines, few rows and little damage."""

from random import Random

from hypothesis import strategies as st

from .data import FormData
from .indicators import MOST_OWN_ROWS
from .printing import Damage
from .valid import MOST_LINES, valid_form

seeds = st.integers(0, 2**32 - 1)
damages = st.frozensets(st.sampled_from(Damage))


@st.composite
def valid_forms(draw: st.DrawFn) -> FormData:
    """Give valid forms."""
    lines = draw(st.integers(1, MOST_LINES))
    rows = draw(st.integers(1, MOST_OWN_ROWS))
    return valid_form(Random(draw(seeds)), lines=lines, least_rows=rows)


randoms = seeds.map(Random)
