"""The functions of pdfium that are called many times a page, with plain integers as handles.

pypdfium2 makes a pointer object for every handle; without them the walk over a page takes two thirds of the time.
pdfium must not be entered by two threads at once: whoever calls it holds the `LOCK`.
"""

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_double, c_float, c_int, c_size_t, c_uint, c_void_p
from threading import Lock
from typing import Any, Final

import pypdfium2.raw as pdfium

LOCK: Final = Lock()

Call = Callable[..., Any]


def _call(name: str, result: type[Any], *arguments: type[Any]) -> Call:
    address = ctypes.cast(getattr(pdfium, name), c_void_p).value
    if address is None:
        raise ImportError(name)
    return ctypes.CFUNCTYPE(result, *arguments)(address)


count_objects: Final = _call("FPDFPage_CountObjects", c_int, c_void_p)
object_of: Final = _call("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
count_form_objects: Final = _call("FPDFFormObj_CountObjects", c_int, c_void_p)
form_object_of: Final = _call("FPDFFormObj_GetObject", c_void_p, c_void_p, c_int)
type_of: Final = _call("FPDFPageObj_GetType", c_int, c_void_p)
_bounds: Final = _call("FPDFPageObj_GetBounds", c_int, c_void_p, *[c_void_p] * 4)
_matrix: Final = _call("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
_fill_colour: Final = _call("FPDFPageObj_GetFillColor", c_int, c_void_p, *[c_void_p] * 4)
_stroke_colour: Final = _call("FPDFPageObj_GetStrokeColor", c_int, c_void_p, *[c_void_p] * 4)
_draw_mode: Final = _call("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
is_transparent: Final = _call("FPDFPageObj_HasTransparency", c_int, c_void_p)
render_mode: Final = _call("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
count_segments: Final = _call("FPDFPath_CountSegments", c_int, c_void_p)
segment_of: Final = _call("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_type: Final = _call("FPDFPathSegment_GetType", c_int, c_void_p)
segment_closes: Final = _call("FPDFPathSegment_GetClose", c_int, c_void_p)
_segment_point: Final = _call("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
count_chars: Final = _call("FPDFText_CountChars", c_int, c_void_p)
unicode_of: Final = _call("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
loose_box: Final = _call("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
is_generated: Final = _call("FPDFText_IsGenerated", c_int, c_void_p, c_int)
is_unmapped: Final = _call("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
char_angle: Final = _call("FPDFText_GetCharAngle", c_float, c_void_p, c_int)
font_size: Final = _call("FPDFText_GetFontSize", c_double, c_void_p, c_int)
_char_matrix: Final = _call("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
_char_origin: Final = _call("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
text_object: Final = _call("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)

_font: Final = _call("FPDFTextObj_GetFont", c_void_p, c_void_p)
_font_name: Final = _call("FPDFFont_GetBaseFontName", c_size_t, c_void_p, c_char_p, c_size_t)

TEXT: Final = pdfium.FPDF_PAGEOBJ_TEXT
PATH: Final = pdfium.FPDF_PAGEOBJ_PATH
IMAGE: Final = pdfium.FPDF_PAGEOBJ_IMAGE
FORM: Final = pdfium.FPDF_PAGEOBJ_FORM
MOVE: Final = pdfium.FPDF_SEGMENT_MOVETO
CURVE: Final = pdfium.FPDF_SEGMENT_BEZIERTO

_LONGEST_NAME: Final = 256

_floats = (c_float * 6)()
_FLOATS: Final = [ctypes.addressof(_floats) + 4 * place for place in range(6)]
_doubles = (c_double * 2)()
_numbers = (c_uint * 4)()
_NUMBERS: Final = [ctypes.addressof(_numbers) + 4 * place for place in range(4)]


def bounds(handle: int) -> tuple[float, float, float, float]:
    """Give left, bottom, right and top of an object, the width of its strokes included."""
    _bounds(handle, *_FLOATS[:4])
    return _floats[0], _floats[1], _floats[2], _floats[3]


def matrix(handle: int) -> tuple[float, ...]:
    """Give the six numbers of an object's matrix."""
    _matrix(handle, _FLOATS[0])
    return tuple(_floats)


def fill_colour(handle: int) -> tuple[int, ...]:
    """Give red, green, blue and opacity, each 0 to 255; black where the object names none."""
    return tuple(_numbers) if _fill_colour(handle, *_NUMBERS) else (0, 0, 0, 255)


def stroke_colour(handle: int) -> tuple[int, ...]:
    """Give red, green, blue and opacity, each 0 to 255; black where the object names none."""
    return tuple(_numbers) if _stroke_colour(handle, *_NUMBERS) else (0, 0, 0, 255)


def draw_mode(handle: int) -> tuple[bool, bool]:
    """Tell whether a path is filled and whether it is stroked."""
    _draw_mode(handle, _NUMBERS[0], _NUMBERS[1])
    return bool(_numbers[0]), bool(_numbers[1])


def segment_point(handle: int) -> tuple[float, float]:
    """Give the end of a segment, before the path's matrix."""
    _segment_point(handle, _FLOATS[0], _FLOATS[1])
    return _floats[0], _floats[1]


def char_matrix(text_page: int, at: int) -> tuple[float, ...]:
    """Give the six numbers of a character's matrix."""
    _char_matrix(text_page, at, _FLOATS[0])
    return tuple(_floats)


def char_baseline(text_page: int, at: int) -> float:
    """Give the height on the page of the line that a character stands on."""
    start = ctypes.addressof(_doubles)
    _char_origin(text_page, at, start, start + 8)
    return _doubles[1]


def font_name(text: int) -> str:
    """Give the name of a text object's font, empty where there is none."""
    font = _font(text)
    if not font:
        return ""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    _font_name(font, name, _LONGEST_NAME)
    return name.value.decode("utf-8", "replace")
