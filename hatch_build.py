"""Trains the understanding and compiles the terms when the project is built; also for an editable install."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MAKERS = (
    ("nlu.build", "nlu"),
    ("nlu.build_language", "nlu"),
    ("bot.language.plain.build", "data/plain"),
)  # side by side
MADE = ("nlu/understanding.npz", "nlu/language.npz")  # the terms are packed with the rest of `data`


class TrainHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is of no concern here
    """Writes the model files beside `nlu`'s modules and puts them in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # Any: hatchling's own table
        """Train, whatever the `version` of the wheel, standard or editable."""
        root = Path(self.root)
        commands = [(sys.executable, "-m", module, str(root / folder)) for module, folder in MAKERS]
        making = [subprocess.Popen(command, cwd=self.root) for command in commands]  # noqa: S603  # our own modules
        ended = [made.wait() for made in making]
        if any(ended):
            raise RuntimeError("the understanding or the terms could not be made, see above")
        for made in MADE:
            build_data["force_include"][str(root / made)] = made
