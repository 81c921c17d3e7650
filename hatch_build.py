"""Trains the understanding when the project is built, so that it ships ready; also for an editable install."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MAKERS = ("nlu.build", "nlu.build_language")  # side by side: each takes some ten seconds of a core
MADE = ("understanding.npz", "language.npz")


class TrainHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is of no concern here
    """Writes the model files beside `nlu`'s modules and puts them in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # Any: hatchling's own table
        """Train, whatever the `version` of the wheel, standard or editable."""
        folder = Path(self.root) / "nlu"
        commands = [(sys.executable, "-m", module, str(folder)) for module in MAKERS]
        making = [subprocess.Popen(command, cwd=self.root) for command in commands]  # noqa: S603  # our own modules
        ended = [made.wait() for made in making]
        if any(ended):
            raise RuntimeError("the understanding could not be trained, see above")
        for name in MADE:
            build_data["force_include"][str(folder / name)] = f"nlu/{name}"
