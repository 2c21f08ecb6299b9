"""`python -m coroscope`."""

import sys

from .home.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
