"""One printer for each layout: from the data of a form to its page."""

from collections.abc import Callable
from random import Random
from typing import Final

from tests.corpus import FormData
from tests.printing.layouts import (
    central2015,
    chongqing,
    daqing,
    ezhou,
    guangxi,
    huaian,
    ministries,
    ningxiang,
    shanghai,
    sichuan,
)
from tests.printing.page import Page

Printer = Callable[[FormData, Random], Page]

PRINTERS: Final[dict[str, Printer]] = {
    "huaian": huaian.print_page,
    "ministries-2022": ministries.print_page,
    "central-2015": central2015.print_page,
    "shanghai": shanghai.print_page,
    "hubei-ezhou": ezhou.print_page,
    "sichuan-list": sichuan.print_page,
    "chongqing-fengjie": chongqing.print_page,
    "hunan-ningxiang": ningxiang.print_page,
    "guangxi": guangxi.print_page,
    "heilongjiang-daqing": daqing.print_page,
}
