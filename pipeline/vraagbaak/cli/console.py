"""The terminal, for what a person reads."""

from rich.console import Console


class _Console(Console):
    """A console that leaves it to the command what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        """Say so: rich would end the process, with the exit code of a fault of ours."""
        raise BrokenPipeError


def open_console(width: int | None = None) -> Console:
    """A console on stdout that colours nothing by itself; None is as wide as the terminal."""
    return _Console(highlight=False, width=width)
