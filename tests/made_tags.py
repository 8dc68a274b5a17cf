"""The structure tree of a tagged PDF, for the pages that tests print: tables, rows and cells."""

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference
from reportlab.pdfgen.canvas import Canvas


class Tags:
    """The marked content of a document and what it is a cell of."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.counts: dict[str, int] = {}
        self.tables: list[dict[tuple[int, int], PDFDictionary]] = []
        self.parents: dict[str, list[PDFObjectReference]] = {}

    def begin_table(self) -> None:
        """Let the cells that follow be those of another table."""
        self.tables.append({})

    def begin_cell(self, row: int, column: int, spans: tuple[int, int], *, head: bool) -> None:
        """Mark what follows as a cell, or the rest of one that a page broke."""
        document = self.canvas._doc
        page = document.thisPageRef()
        number = self.counts.get(page.name, 0)
        self.counts[page.name] = number + 1
        name = "TH" if head else "TD"
        cells = self.tables[-1]
        if (row, column) not in cells:
            kids = PDFArray([])
            cell = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(name), "K": kids})
            cell["A"] = PDFDictionary(
                {"O": PDFName("Table"), "RowSpan": spans[0], "ColSpan": spans[1]}
            )
            cells[row, column] = cell
        cell = cells[row, column]
        mark = PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": number})
        cell.dict["K"].sequence.append(mark)
        self.parents.setdefault(page.name, []).append(document.Reference(cell))
        self.canvas._code.append(f"/{name} <</MCID {number}>> BDC")

    def end_cell(self) -> None:
        """End the marked content."""
        self.canvas._code.append("EMC")

    def write(self) -> None:
        """Put the tree in the document, once all its pages are there."""
        document = self.canvas._doc
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        reference = document.Reference(root)
        tables = [self._table(cells, reference) for cells in self.tables]
        root["K"] = PDFArray(tables)
        numbers = []
        for index, (name, cells) in enumerate(self.parents.items()):
            page = document.idToObject[name]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = index
            numbers += [index, PDFArray(cells)]
        root["ParentTree"] = PDFDictionary({"Nums": PDFArray(numbers)})
        document.Catalog.StructTreeRoot = reference
        document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "MarkInfo"]
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _table(
        self, cells: dict[tuple[int, int], PDFDictionary], root: PDFObjectReference
    ) -> PDFObjectReference:
        document = self.canvas._doc
        table = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName("Table"), "P": root})
        reference = document.Reference(table)
        rows = []
        for row in sorted({row for row, _ in cells}):
            line = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName("TR")})
            line["P"] = reference
            own = document.Reference(line)
            held = [cells[key] for key in sorted(cells) if key[0] == row]
            for cell in held:
                cell["P"] = own
            line["K"] = PDFArray([document.Reference(cell) for cell in held])
            rows.append(own)
        table["K"] = PDFArray(rows)
        return reference
