"""Names of persons, as forms write them: which cells hold them, and which names stand in a cell or behind a word for a role.

A cell that names a person may hold several, with titles, offices and telephone numbers between them. A name is *plain*
where it cannot be much else; a name that is also a word (文明, 高峰), or does not begin with a usual family name, is not:
outside the cell that names it, it is one only where something says so.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
GAP: Final = " \t\r\n\u00a0\u3000\u2000-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
"""Blanks, breaks and invisible marks: characters of one name may stand apart or hide such marks between them."""
_LISTS: Final = json.loads((Path(__file__).parent / "persons.json").read_text(encoding="utf-8"))
_SINGLE: Final = frozenset("".join(_LISTS["family_names"]))
DOUBLE_NAMES: Final = tuple(_LISTS["double_family_names"].split())
"""Family names of two characters."""
_WORDS: Final = frozenset(" ".join(_LISTS["words"]).split())
"""Words of the forms that read like names; beside these, every office and place is told by its last character."""
_OFFICE: Final = re.compile(r"(?:[^科]{2,}科|[处室局部办院站校所队组厅委司镇乡村]|公司|中心|学校|医院|街道|社区)\Z")
_BEHIND_OFFICE: Final = re.compile(
    rf"[{HAN}]{{1,}}(?:[科处室局部办院站校所队组厅委司镇乡村]|公司|中心|街道|社区)(?P<name>[{HAN}]{{2,4}})\Z"
)
ROLES: Final = (
    r"(?:项目|单位|部门|科室|主要|总|第一)?(?:负责人|责任人)|联系人|联络人|联系人员|经办人(?:员)?|填报人|填表人|制表人|编制人|编报人|审核人|复核人|审批人|申报人"
    r"|申请人|法定代表人|法人代表|主管领导|分管领导|收款人|受助人|领款人|受益人|报账员|户主|監護人|监护人|承办人|牵头人|负责同志"
)
_REACHED: Final = r"(?:联系|联络|办公)?(?:电话|手机|方式)(?:号码)?"
_LABEL: Final = re.compile(rf"(?:{ROLES})(?:姓名|签字|签名|签章|职务)?(?:[/／、及和]?{_REACHED})?\Z")
TITLES: Final = (
    "同志|先生|女士|老师|教授|医生|主任|处长|科长|局长|股长|书记|校长|院长|所长|站长|经理|总监|部长|队长|组长|镇长|乡长|区长|县长"
    "|市长|村长|馆长|园长|会计|出纳|主管|主席|会长|秘书长|调研员|专员|干事|助理|总工|厅长|秘书"
)
_NO_NAME: Final = re.compile(
    rf"(?:{ROLES})(?:姓名)?|{_REACHED}|姓名|职务|牵头|总负责|主要负责|负责|(?:常务)?副?(?:{TITLES})|座机|传真|邮箱|暂无|待定|不详|以下|空白"
)
_BETWEEN: Final = re.compile(rf"[^{HAN}{GAP}·•・]+")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_JOINED: Final = re.compile(r"[和及与、]")
_NAMED: Final = re.compile(rf"(?:{ROLES})(?:姓名)?[{GAP}]*(?:[:：]|为)(?P<names>[^,，。；;:：\n]{{1,40}})")
_SHORTEST_OF_TWO: Final = 5
_LONGEST: Final = 4
_ISLAND: Final = re.compile(rf"[{HAN}]{{1,12}}(?:[·•・][{HAN}]{{1,12}})+\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name without blanks; ``is_plain`` where it is a name wherever it stands."""

    text: str
    is_plain: bool


def is_person_label(label: str) -> bool:
    """Tell whether a printed label (or heading of a column) asks for persons."""
    return bool(_LABEL.search("".join(label.split()).strip("：:*＊")))


def names_in_cell(text: str) -> Iterator[Name]:
    """Give the names in a cell that names persons, such as 项目负责人/联系电话."""
    tokens = [token for piece in _BETWEEN.split(_INVISIBLE.sub("", text)) for token in _tokens(piece)]
    found = [name for token in tokens for name in _names(token)]
    yield from found
    alone = [token for token in tokens if _may_be_one(token)]
    if not found and len(alone) == 1:  # a family name of the rarest, or a given name
        yield Name(alone[0], is_plain=False)


def names_in_text(text: str) -> Iterator[Name]:
    """Give the names behind a word for a role in any text: 联系人：李丽, 受助人姓名：赵小明、钱多多."""
    for found in _NAMED.finditer(text):
        yield from names_in_cell_strictly(found["names"])


def names_in_cell_strictly(text: str) -> Iterator[Name]:
    """Give only names that begin with a family name: what stands behind a colon may be anything."""
    for piece in _BETWEEN.split(_INVISIBLE.sub("", text)):
        for token in _tokens(piece):
            yield from _names(token)


def begins_with_family_name(text: str) -> bool:
    """Tell whether a text begins with a usual family name and goes on with a given name of one or two characters."""
    given = len(text) - (2 if text.startswith(DOUBLE_NAMES) else 1)
    return given in (1, 2) and (text[:1] in _SINGLE or text.startswith(DOUBLE_NAMES))


def _tokens(piece: str) -> list[str]:
    """Split a piece at blanks and titles; a name whose characters stand apart is one."""
    tokens: list[str] = []
    is_open = False  # the last token may go on with the next part
    for part in piece.split():
        is_word = part == "等" or _NO_NAME.fullmatch(part)
        if tokens and not is_word and is_open and len(tokens[-1]) + len(part) <= _LONGEST:
            tokens[-1] += part
            is_open = len(part) == 1
        else:
            tokens += [token for token in _NO_NAME.split(part) if token]
            is_open = bool(tokens) and (tokens[-1] in _SINGLE or tokens[-1] in DOUBLE_NAMES)
    return [token.removesuffix("等人").removesuffix("等") for token in tokens]


def _names(token: str) -> Iterator[Name]:
    """Give the names of one token: itself, what follows an office, or both of two that are joined."""
    if _ISLAND.fullmatch(token):
        yield Name(token, is_plain=True)
        return
    behind = _BEHIND_OFFICE.fullmatch(token)
    if begins_with_family_name(token) and not _is_office(token):
        yield Name(token, is_plain=token not in _WORDS)
    elif behind is not None and begins_with_family_name(behind["name"]):
        yield Name(behind["name"], is_plain=behind["name"] not in _WORDS)
    elif len(token) >= _SHORTEST_OF_TWO and _JOINED.search(token):
        parts = _JOINED.split(token)
        if all(begins_with_family_name(part) for part in parts):
            yield from (Name(part, is_plain=part not in _WORDS) for part in parts)


def _may_be_one(token: str) -> bool:
    return 1 < len(token) <= _LONGEST and not _is_office(token) and token not in _WORDS


def _is_office(token: str) -> bool:
    return len(token) > 2 and bool(_OFFICE.search(token))  # noqa: PLR2004 - no office has two characters
