"""What several tests share: the folder of shared material and the made documents."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared material beside the checkout; without it a test skips, but in CI it fails."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        message = f"the shared material is missing: {folder}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
