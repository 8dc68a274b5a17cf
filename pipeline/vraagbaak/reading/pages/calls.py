"""The functions of pdfium that are called for every word and path, with plain addresses.

ctypes spends longer on the typed pointers of the library's own bindings than pdfium does on its
answer. Here each handle is an ``int`` (0 or None: there is none), and so is the
address that a result is written to.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_HANDLE, _INT, _OUT = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p


def address(pointer: Any) -> int:
    """The address that a typed pointer of the bindings holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function under a signature of integers.

    None of them takes long enough to let go of the interpreter's lock for it, which costs more.
    """
    call: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address(function))
    return call


char_box = _plain(raw.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _OUT)
char_matrix = _plain(raw.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _OUT)
char_origin = _plain(raw.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _OUT, _OUT)
char_object = _plain(raw.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)

object_font = _plain(raw.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
object_font_size = _plain(raw.FPDFTextObj_GetFontSize, _INT, _HANDLE, _OUT)
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, _INT, _HANDLE, _OUT)

object_kind = _plain(raw.FPDFPageObj_GetType, _INT, _HANDLE)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, _INT, _HANDLE, _OUT, _OUT, _OUT, _OUT)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, _INT, _HANDLE, _OUT, _OUT, _OUT, _OUT)
draw_mode = _plain(raw.FPDFPath_GetDrawMode, _INT, _HANDLE, _OUT, _OUT)
segment_count = _plain(raw.FPDFPath_CountSegments, _INT, _HANDLE)

page_object_count = _plain(raw.FPDFPage_CountObjects, _INT, _HANDLE)
page_object = _plain(raw.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
form_object_count = _plain(raw.FPDFFormObj_CountObjects, _INT, _HANDLE)
form_object = _plain(raw.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
