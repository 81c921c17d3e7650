"""Trains the understanding when the project is built, so that it ships ready; also for an editable install."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TrainHook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is of no concern here
    """Writes the model files beside `nlu`'s modules and puts them in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # Any: hatchling's own table
        """Train, whatever the `version` of the wheel, standard or editable."""
        sys.path.insert(0, self.root)
        try:
            from nlu import build, build_language  # only now is the source tree on the path
        finally:
            sys.path.remove(self.root)
        folder = Path(self.root) / "nlu"
        for file in (build.build(folder), build_language.build(folder)):
            build_data["force_include"][str(file)] = f"nlu/{file.name}"
