"""Fonts whose codes a map inside the PDF itself explains, which pdfminer leaves unread.

pdfminer knows the maps of Adobe by name; to a font that brings its own it gives an empty one, and
every word set in it is lost. Programs that stamp a document bring such fonts.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pdfminer.cmapdb import CMap, CMapParser
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSKeyword


class FontReader(PDFResourceManager):
    """pdfminer's keeper of fonts, which also reads the maps that fonts bring."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font that an object of the PDF describes."""
        font = super().get_font(objid, spec)
        encoding = spec.get("Encoding")
        if isinstance(font, PDFCIDFont) and isinstance(encoding, PDFStream):
            known = font.cmap
            if isinstance(known, CMap) and not known.code2cid:
                font.cmap = _CodeMap()
                _Parser(font.cmap, BytesIO(encoding.get_data())).run()
        return font


class _CodeMap(CMap):
    """A map from the bytes of a code to the number of a character."""

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        """Add a code; the parser calls it by what it means in a map to Unicode."""
        *path, last = code
        at: dict[int, object] = self.code2cid
        for byte in path:
            step = at.setdefault(byte, {})
            if not isinstance(step, dict):
                return
            at = step
        at[last] = cid


class _Parser(CMapParser):
    """pdfminer's parser, which takes the two parts of a single code for one another."""

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        """Take what stands before a keyword."""
        if token is self.KEYWORD_ENDCIDCHAR:
            objects = [found for _, found in self.popall()]
            for code, cid in zip(objects[::2], objects[1::2], strict=False):
                if isinstance(code, bytes) and code and isinstance(cid, int):
                    self.cmap.add_cid2unichr(cid, code)
            return
        super().do_keyword(pos, token)
