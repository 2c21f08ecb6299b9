"""A fixture for pytest, which finds this by itself: `coroscope_record`."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .home.recording import record

# Only pytest imports this, so it is there; its types may not be.
pytest: Any = importlib.import_module("pytest")


def _recorded(request: Any, tmp_path: Path) -> Iterator[Path]:
    """Records a test to a file in the test's own folder, and gives its path."""
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    path = tmp_path / f"{name}.coroscope"
    with record(str(path)):
        yield path


coroscope_record = pytest.fixture(_recorded, name="coroscope_record")
