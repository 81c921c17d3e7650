"""Makes the shipped model when the project is built."""

import sys
from pathlib import Path

from nlu.embedded import DATA, MODEL
from nlu.examples import read_examples
from nlu.model import save
from nlu.training import train


def build(folder: Path) -> Path:
    """Trains on the shipped examples, writes the model into `folder`, and says where it is."""
    file = folder / MODEL.name
    save(train(read_examples(DATA)), file)
    return file


if __name__ == "__main__":
    build(Path(sys.argv[1]))
