"""The network that says how likely a candidate is a mention."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from thinc.api import (
    HashEmbed,
    Linear,
    Logistic,
    Maxout,
    Model,
    Ragged,
    chain,
    reduce_mean,
    with_array,
)
from thinc.types import Floats2d, Ints1d, Ints2d

from vraagbaak.tagging.features import Ids

Network = Model[Ragged, Floats2d]

_ROWS = 20_000
_WIDTH = 32
_HIDDEN = 32


def make_network() -> Network:
    """A network that knows nothing yet; its features are hashed into a table of fixed size."""
    embed = cast(Model[Floats2d, Floats2d], HashEmbed(_WIDTH, _ROWS, seed=1))
    return chain(
        with_array(embed),
        reduce_mean(),
        Maxout(_HIDDEN, _WIDTH, nP=2),
        Linear(1, _HIDDEN),
        Logistic(),
    )


def pack(rows: Sequence[Ids]) -> Ragged:
    """The features of some candidates as the network takes them."""
    lengths = np.asarray([len(row) for row in rows], dtype="i")
    return Ragged(cast(Ints2d, np.concatenate(rows)), cast(Ints1d, lengths))


def likelihoods(network: Network, rows: Sequence[Ids]) -> NDArray[np.float32]:
    """For each candidate how likely it is a mention, between 0 and 1."""
    return cast(NDArray[np.float32], network.predict(pack(rows))[:, 0])
