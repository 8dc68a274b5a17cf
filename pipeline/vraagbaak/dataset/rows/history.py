"""The history of the questions, written anew from the facts that stand in the dataset."""

import sqlite3

from vraagbaak.dataset.database import insert_rows, transaction
from vraagbaak.dataset.rows.deadline_rows import deadline_rows
from vraagbaak.dataset.rows.event_rows import write_events


def replace_history(connection: sqlite3.Connection) -> None:
    """Write deadlines and events anew; to be called when documents and sources are in."""
    with transaction(connection):
        connection.execute("DELETE FROM deadlines")
        connection.execute("DELETE FROM events")
        insert_rows(connection, deadline_rows(connection))
        write_events(connection)
