"""The description of a release for machines: a Data Package, version 2."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from vraagbaak.dataset.schema import Column, ForeignKey, Kind, TableSchema, exported_tables

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "datapackage.json"

_FIELD_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.DECIMAL: "number",
    Kind.MONEY: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.TEXTS: "list",
    Kind.INTEGERS: "list",
}
_LICENCE: dict[str, Json] = {
    "name": "Modellicentie-Gratis-Hergebruik-1.0",
    "title": "Modellicentie Gratis Hergebruik Vlaanderen v1.0",
    "path": "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0",
}
_SOURCE: dict[str, Json] = {
    "title": "Vlaams Parlement",
    "path": "https://www.vlaamsparlement.be",
}
_DESCRIPTION = (
    "Written questions (schriftelijke vragen) of the Flemish Parliament with their sub-questions, "
    "answers, tables, projects, municipalities and amounts of money, read from PDF. Every value "
    "stands beside the words it was read from, with their page and box (in points from the top "
    "left corner of the page). Questions and answers are the parliament's: name the Vlaams "
    "Parlement as the source. The sample documents that come with the project are its own, and "
    "say so."
)


def write_datapackage(folder: Path) -> None:
    """Describe the CSV and Parquet files that stand in the folder, with their size and hash."""
    text = json.dumps(describe(folder), ensure_ascii=False, indent=2)
    (folder / NAME).write_text(f"{text}\n", encoding="utf-8")


def describe(folder: Path) -> dict[str, Json]:
    """The description of the CSV and Parquet files that stand in the folder."""
    return {
        "$schema": PROFILE,
        "name": "vraagbaak",
        "title": "Written questions of the Flemish Parliament",
        "description": _DESCRIPTION,
        "licenses": [_LICENCE],
        "sources": [_SOURCE],
        "resources": [_resource(table, folder) for table in exported_tables()],
    }


def described_files(folder: Path) -> Iterator[tuple[str, int]]:
    """The path and size in bytes of each file that the description in this folder speaks of.

    Raises:
        OSError, ValueError, KeyError: there is none, or it is not one of ours.
    """
    package = json.loads((folder / NAME).read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for file in (resource, resource["parquet"]):
            yield str(file["path"]), int(file["bytes"])


def _resource(table: TableSchema, folder: Path) -> Json:
    """A table as a resource: its CSV file; the Parquet file stands beside it as an extra."""
    return {
        "name": table.name,
        "type": "table",
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.description,
        **_file(folder, f"csv/{table.name}.csv"),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": {
            "fields": [_field(column) for column in table.exported_columns],
            "fieldsMatch": "exact",
            "missingValues": [""],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [_foreign_key(table, key) for key in table.foreign_keys],
        },
        "parquet": _file(folder, f"parquet/{table.name}.parquet"),
    }


def _file(folder: Path, path: str) -> dict[str, Json]:
    """What tells whether a file is the one meant; its path is relative to the description."""
    file = folder / path
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {"path": path, "bytes": file.stat().st_size, "hash": f"sha256:{digest}"}


def _field(column: Column) -> Json:
    field: dict[str, Json] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.kind],
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.kind in (Kind.TEXTS, Kind.INTEGERS):
        field["itemType"] = "string" if column.kind is Kind.TEXTS else "integer"
    constraints: dict[str, Json] = {}
    # The empty field of CSV is null to its readers, also where the text is known to be empty.
    if not column.nullable and not column.blank:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = [str(choice) for choice in column.choices]
    if constraints:
        field["constraints"] = constraints
    return field


def _foreign_key(table: TableSchema, key: ForeignKey) -> Json:
    (target,) = (other for other in exported_tables() if other.name == key.table)
    reference: dict[str, Json] = {"fields": list(target.primary_key)}
    if target is not table:
        reference["resource"] = key.table
    return {"fields": [key.column], "reference": reference}
