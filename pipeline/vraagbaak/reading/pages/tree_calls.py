"""The functions of pdfium that walk a structure tree, with plain addresses as ``calls`` has them.

They are called some ten times for every cell. Each handle is an ``int`` (0 or None: there is none).
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_HANDLE, _INT, _OUT = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_LONG, _NAME = ctypes.c_ulong, ctypes.c_char_p


def address_of(pointer: Any) -> int:
    """The address that a typed pointer of the bindings holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function under a signature of integers."""
    call: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))
    return call


char_object = _plain(raw.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
marked_content = _plain(raw.FPDFPageObj_GetMarkedContentID, _INT, _HANDLE)
tree_child_count = _plain(raw.FPDF_StructTree_CountChildren, _INT, _HANDLE)
tree_child = _plain(raw.FPDF_StructTree_GetChildAtIndex, _HANDLE, _HANDLE, _INT)
child_count = _plain(raw.FPDF_StructElement_CountChildren, _INT, _HANDLE)
child = _plain(raw.FPDF_StructElement_GetChildAtIndex, _HANDLE, _HANDLE, _INT)
child_mark = _plain(raw.FPDF_StructElement_GetChildMarkedContentID, _INT, _HANDLE, _INT)
element_type = _plain(raw.FPDF_StructElement_GetType, _LONG, _HANDLE, _OUT, _LONG)
attribute_count = _plain(raw.FPDF_StructElement_GetAttributeCount, _INT, _HANDLE)
attribute = _plain(raw.FPDF_StructElement_GetAttributeAtIndex, _HANDLE, _HANDLE, _INT)
attribute_value = _plain(raw.FPDF_StructElement_Attr_GetValue, _HANDLE, _HANDLE, _NAME)
value_number = _plain(raw.FPDF_StructElement_Attr_GetNumberValue, _INT, _HANDLE, _OUT)
