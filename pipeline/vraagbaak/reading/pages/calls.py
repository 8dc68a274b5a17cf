"""The functions of pdfium that are called for every word and path, without conversions.

ctypes spends longer on the typed arguments of the library's own bindings than pdfium does on its
answer. Here a handle and the place that a result is written to are each a ``Pointer``, made once
and given many times; all other arguments are C integers. Nothing checks that at run time (an
``int`` in the place of a pointer loses its upper half): the types below do.
"""

import ctypes
from collections.abc import Callable
from typing import Any, cast

import pypdfium2.raw as raw

Pointer = ctypes.c_void_p


class Handle(Pointer):
    """A handle that stays a pointer when a function returns it (``c_void_p`` itself does not)."""


def pointer(typed: Any) -> Pointer:
    """The same address as a typed pointer of the bindings holds, to be given many times.

    What ``byref`` makes is passed on as it is, where ctypes looks up how to pass a ``c_void_p``.
    """
    address = ctypes.cast(typed, Pointer).value or 0
    return cast("Pointer", ctypes.byref(ctypes.c_char.from_address(address)))


def places(buffer: Any, size: int) -> list[Pointer]:
    """The address of each value of a buffer whose values have a size, in bytes."""
    starts = range(0, ctypes.sizeof(buffer), size)
    return [cast("Pointer", ctypes.byref(buffer, start)) for start in starts]


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function without the types of its arguments, but for those that are no C integers.

    None of them takes long enough to let go of the interpreter's lock for it, which costs more.
    """
    call = ctypes.PYFUNCTYPE(result)(ctypes.cast(function, Pointer).value or 0)
    if arguments:
        call.argtypes = arguments
    return call


_INT, _ADDRESS = ctypes.c_int, ctypes.c_void_p  # an address comes back as an int, or as None
_Get = Callable[[Pointer, Pointer], int]
_GetFour = Callable[[Pointer, Pointer, Pointer, Pointer, Pointer], int]
_GetOfChar = Callable[[Pointer, int, Pointer], int]
_Count = Callable[[Pointer], int]
_Item = Callable[[Pointer, int], Handle]

char_box: _GetOfChar = _plain(raw.FPDFText_GetLooseCharBox, _INT)
char_matrix: _GetOfChar = _plain(raw.FPDFText_GetMatrix, _INT)
char_origin: Callable[[Pointer, int, Pointer, Pointer], int] = _plain(
    raw.FPDFText_GetCharOrigin, _INT
)
char_object: Callable[[Pointer, int], int | None] = _plain(raw.FPDFText_GetTextObject, _ADDRESS)

object_font: Callable[[Pointer], int | None] = _plain(raw.FPDFTextObj_GetFont, _ADDRESS)
object_font_size: _Get = _plain(raw.FPDFTextObj_GetFontSize, _INT)
object_matrix: _Get = _plain(raw.FPDFPageObj_GetMatrix, _INT)

object_kind: _Count = _plain(raw.FPDFPageObj_GetType, _INT)
object_bounds: _GetFour = _plain(raw.FPDFPageObj_GetBounds, _INT)
fill_colour: _GetFour = _plain(raw.FPDFPageObj_GetFillColor, _INT)
draw_mode: Callable[[Pointer, Pointer, Pointer], int] = _plain(raw.FPDFPath_GetDrawMode, _INT)
segment_count: _Count = _plain(raw.FPDFPath_CountSegments, _INT)

page_object_count: _Count = _plain(raw.FPDFPage_CountObjects, _INT)
page_object: _Item = _plain(raw.FPDFPage_GetObject, Handle)
form_object_count: _Count = _plain(raw.FPDFFormObj_CountObjects, _INT)
form_object: _Item = _plain(raw.FPDFFormObj_GetObject, Handle, Pointer, ctypes.c_ulong)
