"""Workbooks made for tests, and packages with one part changed."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
_START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = "</sheetData></worksheet>"


def make_workbook(rows: Iterable[Iterable[Any]] = (), title: str = "Blad1") -> Workbook:
    """A workbook of one sheet; None is an empty cell."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return workbook


def save(workbook: Workbook, path: Path) -> Path:
    """Save a workbook and give its path."""
    workbook.save(path)
    return path


def write_rows(path: Path, rows: Iterable[Iterable[Any]]) -> Path:
    """Save a workbook of one sheet."""
    return save(make_workbook(rows), path)


def sheet_xml(rows: str) -> bytes:
    """The part of a sheet with these rows, as XML."""
    return f"{_START}{rows}{_END}".encode()


def replace_parts(source: Path, target: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a package again with the content of some parts changed or added."""
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys((*old.namelist(), *parts)):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return target


def read_part(path: Path, part: str) -> bytes:
    """The content of one part of a package."""
    with zipfile.ZipFile(path) as package:
        return package.read(part)
