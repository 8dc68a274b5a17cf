"""Makes files that attack whoever reads them: ``python tests/made_hostile.py FOLDER``.

Every file is written by hand out of PDF's own parts, so that it is wrong in one way only. Bombs are
small on disk: a block of deflate that decodes to a mebibyte is repeated.
"""

import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

_MEGABYTE = 2**20
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_TEXT = b"BT /F1 11 Tf 72 720 Td (Schriftelijke vraag) Tj ET"


def stream(data: bytes, words: bytes = b"") -> bytes:
    """A stream object of some data, its length right."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), words, data)


def pdf(*objects: bytes, root: int = 1, words: bytes = b"", head: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of objects numbered from 1, with a table of where they stand."""
    data, places = bytearray(head), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        data += b"%010d 00000 n \n" % place
    size = len(objects) + 1
    data += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, root, words)
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % start)


def page(
    content: bytes = stream(_TEXT),
    *more: bytes,
    box: bytes = b"/MediaBox [0 0 595 842]",
    resources: bytes = b"",
    words: bytes = b"",
) -> bytes:
    """A file of one page: 1 catalogue, 2 page tree, 3 page, 4 its content, 5 a font, then more."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R %s"
        b" /Resources << /Font << /F1 5 0 R >> %s >> >>" % (box, words, resources),
        content,
        _FONT,
        *more,
    )


def tagged_page(*elements: bytes, marked: bytes) -> bytes:
    """A file of one page whose structure tree is 6 and these; ``marked`` are those with content."""
    content = b"/TD << /MCID 0 >> BDC " + _TEXT + b" EMC"
    root = b"<< /Type /StructTreeRoot /K [7 0 R] /ParentTree << /Nums [0 [%s]] >> >>" % marked
    made = page(stream(content), root, *elements, words=b"/StructParents 0")
    tagged = b"/Pages 2 0 R /StructTreeRoot 6 0 R /MarkInfo << /Marked true >>"
    return made.replace(b"/Pages 2 0 R", tagged)


def _references(first: int, count: int) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in range(first, first + count))


def bomb(megabytes: int, fill: bytes = b" ") -> bytes:
    """Deflated data that decodes to so many mebibytes of one letter."""
    packer = zlib.compressobj(9)
    first = packer.compress(fill * _MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(fill * _MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * (megabytes - 1) + b"\x03\x00" + b"\0\0\0\0"


_FLATE = b"/Filter /FlateDecode"


def _many_pages(count: int, contents: bytes = stream(_TEXT)) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        contents,
        _FONT,
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
            b" /Resources << /Font << /F1 4 0 R >> >> >>"
        ]
        * count,
    )


def _form(content: bytes, inner: int) -> bytes:
    return stream(
        content,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        b" /Resources << /XObject << /X %d 0 R >> >>" % inner,
    )


def _forms(depth: int, times: int, last: int | None = None) -> bytes:
    """Forms in forms: each draws the next so many times; ``last`` is what the deepest draws."""
    first = 6
    forms = [_form(b"/X Do " * times, number + 1) for number in range(first, first + depth - 1)]
    deepest = stream(_TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    forms.append(deepest if last is None else _form(b"/X Do", last))
    return page(stream(b"/X Do"), *forms, resources=b"/XObject << /X 6 0 R >>")


def _image(width: int, height: int, data: bytes) -> bytes:
    picture = stream(
        data,
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Filter /FlateDecode" % (width, height),
    )
    return page(
        stream(b"500 0 0 700 50 50 cm /X Do"), picture, resources=b"/XObject << /X 6 0 R >>"
    )


def _unicode_map(lines: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    mapping = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" + lines + b"\nendcmap"
    )
    return _with_font(font, mapping)


def _with_font(font: bytes, mapping: bytes) -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(_TEXT),
        font,
        stream(mapping),
    )


def _tree(kids: bytes, count: bytes, *more: bytes) -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %s >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(_TEXT),
        _FONT,
        *more,
    )


def _deep_tree(depth: int) -> bytes:
    nodes = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (number - 1, number + 1)
        for number in range(6, 6 + depth)
    ]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (5 + depth)
    return _tree(b"6 0 R", b"1", *nodes, leaf)


def _flipped(seed: int) -> bytes:
    """A sound file, one byte in fifty of it another."""
    data = bytearray(_many_pages(3))
    state = seed
    for index in range(20, len(data)):
        state = (state * 1_103_515_245 + 12_345) % 2**31
        if state % 50 == 0:
            data[index] = state // 50 % 256
    return bytes(data)


def _cut(share: float) -> bytes:
    data = _many_pages(20)
    return data[: int(len(data) * share)]


def _encrypted(words: bytes) -> bytes:
    return page().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt " + words + b" /ID [<00> <00>]")


def _nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return page(words=b"/Nested " + opening * depth + closing * depth)


def _prev_is_itself() -> bytes:
    data = page()
    start = data.rindex(b"\nxref\n") + 1
    return data.replace(b"/Size 6", b"/Size 6 /Prev %d" % start)


_CUTS = (1, 10, 50, 90, 99)  # hundredths that are left of a file
_Make = Callable[[], bytes]

FILES: dict[str, _Make] = {
    "bomb-content": lambda: page(stream(bomb(1024), _FLATE)),
    "bomb-content-of-operators": lambda: page(stream(bomb(64, b"q "), _FLATE)),
    "bomb-of-a-bomb": lambda: page(
        stream(zlib.compress(bomb(1024)), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "bomb-image": lambda: _image(32_768, 32_768, bomb(1024, b"\0")),
    "bomb-image-of-one-pixel": lambda: _image(1, 1, bomb(1024, b"\0")),
    "bomb-unicode-map": lambda: _with_font(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>", b"x"
    ).replace(stream(b"x"), stream(bomb(1024), _FLATE)),
    "bomb-object-stream": lambda: page(
        stream(_TEXT), stream(bomb(1024), b"/Type /ObjStm /N 1000000 /First 10 " + _FLATE)
    ),
    "fifty-filters": lambda: page(
        stream(b"61" * 50_000 + b">", b"/Filter [" + b"/ASCIIHexDecode " * 50 + b"]")
    ),
    "forms-nested-3000": lambda: _forms(3000, 1),
    "forms-ten-to-the-tenth": lambda: _forms(10, 10),
    "form-in-itself": lambda: _forms(1, 1, last=6),
    "forms-in-a-circle": lambda: _forms(3, 1, last=6),
    "content-is-the-page": lambda: page().replace(b"/Contents 4 0 R", b"/Contents 3 0 R"),
    "object-is-itself": lambda: page(b"4 0 R"),
    "length-is-itself": lambda: page(b"<< /Length 4 0 R >>\nstream\n" + _TEXT + b"\nendstream"),
    "content-100000-times": lambda: page().replace(
        b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * 100_000 + b"]"
    ),
    "tree-in-a-circle": lambda: _tree(b"2 0 R", b"1"),
    "tree-in-a-wide-circle": lambda: _tree(
        b"6 0 R", b"5", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 5 >>"
    ),
    "tree-5000-deep": lambda: _deep_tree(5000),
    "tree-counts-two-billion": lambda: _tree(b"3 0 R", b"2147483647"),
    "tree-counts-below-zero": lambda: _tree(b"3 0 R", b"-7"),
    "tree-of-one-page-5000-times": lambda: _tree(b"3 0 R " * 5000, b"5000"),
    "pages-1200": lambda: _many_pages(1200),
    "pages-20000": lambda: _many_pages(20_000),
    "unicode-map-of-4g": lambda: _unicode_map(
        b"1 beginbfrange\n<00000000> <FFFFFFFF> <0000>\nendbfrange"
    ),
    "unicode-map-of-a-million-lines": lambda: _unicode_map(
        b"1000000 beginbfchar\n" + b"<41> <0041>\n" * 1_000_000 + b"endbfchar"
    ),
    "unicode-map-to-long-texts": lambda: _unicode_map(
        b"60 beginbfchar\n"
        + b"".join(b"<%02X> <%s>\n" % (letter, b"0041" * 20_000) for letter in range(60, 120))
        + b"endbfchar"
    ),
    "operators-a-million": lambda: page(stream(b"0 g\n" * 1_000_000)),
    "texts-300000": lambda: page(stream(b"BT /F1 9 Tf 9 9 Td (ja) Tj ET\n" * 300_000)),
    "paths-a-million": lambda: page(stream(b"9 9 m 99 9 l S\n" * 1_000_000)),
    "path-of-a-million-parts": lambda: page(stream(b"9 9 m " + b"99 9 l " * 1_000_000 + b"S")),
    "rectangles-200000": lambda: page(
        stream(b"".join(b"%d %d 20 9 re S\n" % (i % 590, i % 840) for i in range(200_000)))
    ),
    "saved-and-never-restored": lambda: page(stream(b"q " * 500_000)),
    "clips-100000": lambda: page(stream(b"0 0 500 800 re W n\n" * 100_000 + _TEXT)),
    "one-line-of-a-million-letters": lambda: page(
        stream(b"BT /F1 1 Tf 9 9 Td (" + b"a" * 1_000_000 + b") Tj ET")
    ),
    "word-of-150000-letters": lambda: page(
        stream(b"BT /F1 1 Tf 9 9 Td (" + b"a" * 150_000 + b") Tj ET")
    ),
    "numbers-without-end": lambda: page(
        stream(b"BT /F1 1 Tf 9 9 Td (" + b"1.234." * 25_000 + b" euro) Tj ET")
    ),
    "arrays-100000-deep": lambda: _nested(b"[", b"]", 100_000),
    "dictionaries-100000-deep": lambda: _nested(b"<< /A ", b">>", 100_000),
    "strings-never-closed": lambda: page(stream(b"BT (" * 200_000)),
    "box-is-missing": lambda: page(box=b""),
    "box-is-empty": lambda: page(box=b"/MediaBox [0 0 0 0]"),
    "box-is-absurd": lambda: page(box=b"/MediaBox [0 0 1e30 1e30]"),
    "box-is-turned-around": lambda: page(box=b"/MediaBox [595 842 0 0]"),
    "box-is-words": lambda: page(box=b"/MediaBox [(a) (b) null true]"),
    "box-is-itself": lambda: page(stream(_TEXT), b"6 0 R", box=b"/MediaBox 6 0 R"),
    "rotated-by-45": lambda: page(words=b"/Rotate 45"),
    "rotated-by-a-billion": lambda: page(words=b"/Rotate 1000000090"),
    "unit-of-a-billion": lambda: page(words=b"/UserUnit 1000000000"),
    "font-size-is-absurd": lambda: page(stream(b"BT /F1 1e30 Tf 1e30 0 0 1e30 0 0 Tm (ja) Tj ET")),
    "font-is-missing": lambda: page(stream(b"BT /Geen 9 Tf 9 9 Td (ja) Tj ET")),
    "matrix-is-zero": lambda: page(stream(b"0 0 0 0 0 0 cm " + _TEXT)),
    "junk-before-the-header": lambda: b"HTTP/1.1 200 OK\r\n" * 50 + page(),
    "ten-megabytes-of-junk": lambda: b"\0" * 10 * _MEGABYTE + page(),
    "junk-after-the-end": lambda: page() + b"<html>" * 200_000,
    "html": lambda: b"<!DOCTYPE html><html><body>Pagina niet gevonden</body></html>",
    "nothing": lambda: b"",
    "zeros": lambda: bytes(5 * _MEGABYTE),
    "header-alone": lambda: b"%PDF-1.7\n",
    "a-zip": lambda: b"PK\x03\x04" + bytes(1000),
    "picture-alone": lambda: _image(100, 100, zlib.compress(b"\x80" * 10_000)),
    "table-of-places-in-a-circle": lambda: page().replace(b"/Size 6", b"/Size 6 /Prev 9"),
    "table-of-places-points-at-itself": _prev_is_itself,
    "table-of-places-is-far-away": lambda: page().replace(
        b"startxref\n", b"startxref\n99999999999"
    ),
    "table-of-places-is-huge": lambda: page().replace(b"xref\n0 6", b"xref\n0 4294967295"),
    "length-is-negative": lambda: page(b"<< /Length -5 >>\nstream\n" + _TEXT + b"\nendstream"),
    "length-is-huge": lambda: page(b"<< /Length 9999999999 >>\nstream\n" + _TEXT + b"\nendstream"),
    "outline-in-a-circle": lambda: page(
        stream(_TEXT), b"<< /First 7 0 R /Last 7 0 R >>", b"<< /Next 7 0 R /Parent 6 0 R >>"
    ).replace(b"/Pages 2 0 R", b"/Pages 2 0 R /Outlines 6 0 R"),
    "notes-50000": lambda: page(
        words=b"/Annots [" + b"<< /Subtype /Text /Rect [0 0 9 9] >> " * 50_000 + b"]"
    ),
    "tags-in-a-circle": lambda: tagged_page(
        b"<< /S /Table /P 8 0 R /K [8 0 R 9 0 R 7 0 R] >>",
        b"<< /S /TR /P 7 0 R /K [7 0 R 9 0 R 8 0 R] >>",
        b"<< /S /TD /P 8 0 R /K [0 7 0 R 9 0 R] >>",
        marked=b"9 0 R",
    ),
    "tags-100000": lambda: tagged_page(
        b"<< /S /Table /P 6 0 R /K [%s] >>" % _references(8, 250),
        *(b"<< /S /TR /P 7 0 R /K [%s] >>" % _references(258 + 400 * i, 400) for i in range(250)),
        *(b"<< /S /TD /P %d 0 R /K 0 >>" % (8 + i // 400) for i in range(100_000)),
        marked=_references(258, 100_000),
    ),
    "tags-100000-in-a-row": lambda: tagged_page(
        b"<< /S /Table /P 6 0 R /K [8 0 R] >>",
        b"<< /S /TR /P 7 0 R /K [%s] >>" % _references(9, 100_000),
        *(b"<< /S /TD /P 8 0 R /K 0 >>" for _ in range(100_000)),
        marked=_references(9, 100_000),
    ),
    "tags-3000-deep": lambda: tagged_page(
        *(b"<< /S /Div /P %d 0 R /K [%d 0 R] >>" % (7 + i - 1, 7 + i + 1) for i in range(3000)),
        b"<< /S /Table /P 3006 0 R /K 0 >>",
        marked=b"3007 0 R",
    ),
    "a-name-of-a-megabyte": lambda: page(words=b"/" + b"N" * _MEGABYTE + b" 1"),
    "locked-with-nonsense": lambda: _encrypted(b"<< /Filter /Standard /V 99 /R 99 >>"),
    "locked-with-a-password": lambda: _encrypted(
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <%s> /U <%s> >>"
        % (b"00" * 32, b"11" * 32)
    ),
    "starts-a-program": lambda: page().replace(
        b"/Pages 2 0 R", b"/Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >>"
    ),
    **{f"flipped-{seed}": (lambda seed=seed: _flipped(seed)) for seed in range(1, 9)},
    **{f"cut-at-{share:02}": (lambda share=share: _cut(share / 100)) for share in _CUTS},
}
"""What each file does, and how it is made."""


def write_hostile(folder: Path) -> Iterator[Path]:
    """Write all files to a folder, each under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(make())
        yield path


if __name__ == "__main__":
    for written in write_hostile(Path(sys.argv[1])):
        sys.stdout.write(f"{written} {written.stat().st_size}\n")
