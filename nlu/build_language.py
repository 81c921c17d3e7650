"""Makes the language detector's file when the project is built, and is never needed after."""

import io
import lzma
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlu import byte_grams, letter_grams_training
from nlu.byte_grams import ByteGrams
from nlu.language import FILE

# py3langid's names, by script. Egyptian and Moroccan Arabic count as Arabic: people type as they speak.
SCRIPTS: Final = (
    ("en", "so", "it", "es", "fr", "pt", "pl", "tr", "vi", "ro", "lt", "sq"),
    ("ar", "arz", "ary", "ur", "fa", "ps"),
    ("uk", "ru", "bg"),
)
NAMED: Final = {"arz": "ar", "ary": "ar"}
# Log units a string's probability must differ by between two languages of a script; where it occurs in none of
# them, their different floors alone make up to 1.16.
LEAST_DIFFERENCE: Final = 1.5

Arrays = Mapping[str, NDArray[Any]]  # Any: arrays of every type, each checked where it is used


def build(folder: Path) -> Path:
    """Writes the detector's file into `folder`, the same bytes each time, and says where it is."""
    by_bytes = cut(py3langid_model())
    file = folder / FILE
    np.savez(file, allow_pickle=False, **by_bytes, **letter_grams_training.train(ByteGrams.read(by_bytes)))
    return file


def py3langid_model() -> bytes:
    """The model file of the installed py3langid, which is not imported: its `import` alone would load 94 MB."""
    return (files("py3langid") / "data" / "model.npz.xz").read_bytes()


def cut(model: bytes) -> Arrays:
    """The arrays that `ByteGrams.read` takes, of our languages only, from py3langid's model file."""
    with np.load(io.BytesIO(lzma.decompress(model)), allow_pickle=False) as loaded:
        arrays = dict(loaded)
    classes = arrays["classes"].tolist()
    columns = [[classes.index(name) for name in names] for names in SCRIPTS]
    logs = [arrays["ptc"][:, script].astype(np.float32) for script in columns]
    table = np.concatenate([each - each.mean(axis=1, keepdims=True) for each in logs], axis=1)
    differs = np.logical_or.reduce([np.ptp(each, axis=1) > LEAST_DIFFERENCE for each in logs])
    kept = sorted((byte_grams.key(string), row) for row, string in _strings(arrays).items() if differs[row])
    rows = np.array([row for _, row in kept])
    scale = float(np.abs(table).max()) / 127
    return {
        "bytes_languages": np.array([NAMED.get(name, name) for names in SCRIPTS for name in names]),
        "bytes_keys": np.array([key for key, _ in kept], dtype=np.uint64),
        "bytes_weights": np.round(table[rows] / scale).astype(np.int8),
        "bytes_scale": np.array(scale, dtype=np.float32),
        "bytes_prior": np.concatenate([arrays["pc"][script] for script in columns]).astype(np.float32),
    }


def _strings(arrays: Arrays) -> dict[int, bytes]:
    """The string each feature stands for: the shortest that leads to it through the table of states."""
    moves = arrays["nextmove"].reshape(-1, 256)
    output = arrays["out_feat"]
    seen = np.zeros(len(output), dtype=bool)
    seen[0] = True
    strings: dict[int, bytes] = {}
    level = {0: b""}
    while level:
        level = _next(level, moves[arrays["nextmove_row"][list(level)]], seen)
        for state, string in level.items():
            if output[state] >= 0:
                strings.setdefault(int(output[state]), string)
    return strings


def _next(level: Mapping[int, bytes], targets: NDArray[Any], seen: NDArray[np.bool_]) -> dict[int, bytes]:
    """The states one byte on that were not met before. Any: py3langid's own type of integer."""
    found: dict[int, bytes] = {}
    for string, row in zip(level.values(), targets, strict=True):
        for byte in np.flatnonzero(~seen[row]).tolist():
            found.setdefault(int(row[byte]), string + bytes([byte]))
    seen[list(found)] = True
    return found


if __name__ == "__main__":
    build(Path(sys.argv[1]))
