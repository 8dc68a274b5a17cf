"""``vraagbaak tag``: municipalities and amounts in any Dutch text, line by line."""

import datetime as dt
import json
import sys
from typing import Any

import click

from vraagbaak.cli.options import model_option
from vraagbaak.cli.streams import print_json
from vraagbaak.errors import WrongUsage


@click.command(
    "tag",
    epilog="""\b
Example:
  echo '{"id": 1, "text": "Gent kreeg 1,5 miljoen euro.", "on": "2021-06-03"}' | vraagbaak tag
""",
)
@model_option
def tag_command(model: str | None) -> None:
    """Tag texts: JSON lines in, JSON lines out.

    Each line of stdin is {"id", "text", "on"}; "on" is the date that the NIS codes are for
    (today's codes without it). Each line of stdout gives the municipalities and amounts of that
    text, with offsets in characters.
    """
    from vraagbaak.tagging.language import load_nlp
    from vraagbaak.tagging.mentions import tag_texts

    nlp = load_nlp(model)
    for number, line in enumerate(sys.stdin.buffer if sys.stdin else (), start=1):
        if not line.strip():
            continue
        entry = _entry(line, number)
        tags = tag_texts(nlp, [entry["text"]], entry["on"])[0]
        print_json(
            {
                "id": entry["id"],
                "municipalities": [
                    {"start": m.start, "end": m.end, "text": m.text, "nis_code": m.nis_code}
                    for m in tags.municipalities
                ],
                "amounts": [
                    {
                        "start": a.start,
                        "end": a.end,
                        "text": a.text,
                        "min": f"{a.minimum:.2f}",
                        "max": f"{a.maximum:.2f}",
                        "currency": a.currency,
                    }
                    for a in tags.amounts
                ],
            }
        )


def _entry(line: bytes, number: int) -> dict[str, Any]:
    """One line of input; the date as a date."""
    try:
        entry = json.loads(line)
        on = entry.get("on")
        date = dt.date.fromisoformat(on) if on else dt.datetime.now(dt.UTC).date()
        text = entry.get("text")
    except (ValueError, AttributeError, TypeError) as error:
        raise WrongUsage(
            f'line {number} of stdin is not {{"id", "text", "on"}} as JSON: {error}'
        ) from error
    if not isinstance(text, str):
        raise WrongUsage(f'line {number} of stdin has no "text", or one that is no string')
    return {"id": entry.get("id"), "text": text, "on": date}
