"""One printer for each layout: from the data of a form to its page."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.corpus import FormData
from tests.printing.page import Page

from . import huaian

Printer = Callable[[FormData, Random], Page]

PRINTERS: Final[dict[str, Printer]] = {
    "huaian": huaian.print_page,
}
