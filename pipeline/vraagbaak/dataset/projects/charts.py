"""A chart of what municipalities got: amounts by year and municipality, each kind by itself."""

import io
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from vraagbaak.dataset.projects.project_list import KINDS, Listed, ProjectList, count_once
from vraagbaak.errors import WrongUsage

# Okabe and Ito: told apart by the colour-blind too; what is left over is grey.
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
_GREY = "#B0B0B0"
_TITLES = {
    "requested": "Gevraagd",
    "granted": "Toegekend",
    "paid": "Betaald",
    "estimate": "Geraamd",
    "total": "Totaal, waarvan is niet gezegd",
    "": "Soort bedrag niet gezegd",
}
_NO_MUNICIPALITY = "geen gemeente"
_PANEL = 3.4  # inches high
_WIDE = 9.0

_Bars = Mapping[str, Mapping[int, Decimal]]


def draw_amounts(found: ProjectList, title: str, style: str) -> bytes:
    """Draw the amounts by year of the question, a panel for each kind, municipalities stacked.

    A project that is in several answers is drawn once, in its first year.

    Args:
        found: the list; what has no amount or date is not drawn, which the note says.
        title: what stands above it.
        style: ``svg`` or ``png``.

    Raises:
        WrongUsage: there is nothing to draw.
    """
    panels = [(kind, bars) for kind in KINDS if (bars := _bars(found.rows, kind))]
    if not panels:
        raise WrongUsage(
            "no project of the list has an amount and a date: there is nothing to draw"
        )
    years = sorted({year for _, bars in panels for amounts in bars.values() for year in amounts})
    span = range(years[0], years[-1] + 1)
    names = _order(panels)
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "vraagbaak"}):
        figure = Figure(figsize=(_WIDE, 1.4 + _PANEL * len(panels)), layout="constrained")
        figure.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold")
        axes = figure.subplots(len(panels), 1, squeeze=False, sharex=True)
        for axis, (kind, bars) in zip(axes[:, 0], panels, strict=True):
            _draw_panel(axis, kind, bars, names, span)
        if len(names) > 1:
            handles, labels = axes[0, 0].get_legend_handles_labels()
            figure.legend(handles, labels, loc="outside right upper", frameon=False)
        note = textwrap.fill(_note(found), 110)
        figure.supxlabel(note, x=0.01, ha="left", fontsize=8, color="#444444")
        return _saved(figure, title, style)


def _bars(rows: Sequence[Listed], kind: str) -> _Bars:
    """The amounts of a kind by municipality and year."""
    bars: defaultdict[str, defaultdict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in count_once(rows, kind):
        if row.asked_on is not None and row.amounts[kind] > 0:
            bars[row.municipality or _NO_MUNICIPALITY][row.asked_on.year] += row.amounts[kind]
    return bars


def _order(panels: Sequence[tuple[str, _Bars]]) -> tuple[str, ...]:
    """The municipalities, the largest first; those that have no colour come last, as one."""
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for _, bars in panels:
        for name, amounts in bars.items():
            totals[name] += sum(amounts.values())
    names = sorted(totals, key=lambda name: (-totals[name], name))
    if len(names) <= len(_COLOURS):
        return tuple(names)
    kept = names[: len(_COLOURS) - 1]
    return (*kept, f"{len(names) - len(kept)} andere gemeenten")


def _draw_panel(axis: Axes, kind: str, bars: _Bars, names: Sequence[str], span: range) -> None:
    heights = [0.0] * len(span)
    for name, colour in zip(names, _colours(names), strict=True):
        values = [float(amount) for amount in _by_year(bars, name, names, span)]
        axis.bar(span, values, 0.7, heights, label=name, color=colour, edgecolor="white")
        heights = [low + value for low, value in zip(heights, values, strict=True)]
    for year, height in zip(span, heights, strict=True):
        if height:
            axis.annotate(
                short_euro(height), (year, height), (0, 3), textcoords="offset points", ha="center"
            )
    axis.set_title(f"{_TITLES[kind]} (euro)", loc="left", fontsize=11)
    axis.set_xticks(list(span))
    axis.tick_params(axis="x", labelbottom=True, length=0)
    axis.set_ylim(0, max(heights) * 1.12)
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short_euro(value)))
    axis.grid(axis="y", color="#DDDDDD")
    axis.set_axisbelow(True)
    axis.spines[["top", "right", "left"]].set_visible(False)


def _colours(names: Sequence[str]) -> Iterator[str]:
    for name, colour in zip(names, _COLOURS, strict=False):
        yield _GREY if name == _NO_MUNICIPALITY or _is_rest(name, names) else colour


def _is_rest(name: str, names: Sequence[str]) -> bool:
    return len(names) == len(_COLOURS) and name == names[-1] and name.endswith(" andere gemeenten")


def _by_year(bars: _Bars, name: str, names: Sequence[str], span: range) -> list[Decimal]:
    """The amounts of a municipality, or of all that have no name of their own, by year."""
    if _is_rest(name, names):
        others = [amounts for other, amounts in bars.items() if other not in names]
    else:
        others = [bars.get(name, {})]
    return [sum((amounts.get(year, Decimal(0)) for amounts in others), Decimal(0)) for year in span]


def short_euro(value: float) -> str:
    """An amount in few signs, as the Dutch write it.

    >>> short_euro(1_250_000), short_euro(412_500), short_euro(950), short_euro(0)
    ('1,25 mln.', '412.500', '950', '0')
    """
    if abs(value) >= 1_000_000:
        millions = f"{value / 1_000_000:.2f}".rstrip("0").rstrip(".")
        return f"{millions.replace('.', ',')} mln."
    return f"{value:,.0f}".replace(",", ".")


def _note(found: ProjectList) -> str:
    words = [
        "Bron: antwoorden op schriftelijke vragen, Vlaams Parlement.",
        "Het jaar is dat van de vraag.",
    ]
    if found.without_amount:
        words.append(f"Niet getekend: projecten zonder bedrag ({found.without_amount}).")
    repeated = sum(one.repeated for one in found.sums if one.municipality is None)
    if repeated:
        words.append(f"Wat op meer dan één plaats staat, telt één keer ({repeated} dubbel).")
    return " ".join(words)


def _saved(figure: Figure, title: str, style: str) -> bytes:
    buffer = io.BytesIO()
    metadata = {"Title": title, **({"Date": None} if style == "svg" else {})}
    figure.savefig(buffer, format=style, dpi=150, metadata=metadata)
    return buffer.getvalue()
