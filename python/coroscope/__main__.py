"""`python -m coroscope`, and the script `coroscope`."""

import sys

from .home.command import main


def script() -> None:
    """Does what the command line asks for, and ends with its exit code."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    script()
