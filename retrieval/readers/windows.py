"""The output of a question-answering model for a text, and how long texts are cut for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

LONGEST = 384  # word pieces of a question with a text, as in training; longer texts are read in windows
STRIDE = 96  # word pieces that neighbouring windows share
LONGEST_QUESTION = 128  # word pieces; what is over is not read

Floats: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The output of a model for a part of a text."""

    text: int  # the number of the text
    spans: npt.NDArray[np.int64]  # characters of the text that each piece covers, shape (pieces, 2)
    starts: Floats  # logit that the answer begins at each piece, less the logit of no answer, shape (pieces,)
    ends: Floats  # likewise, of its ending there
