"""Predicts Python listings with the package that the page has.

Each line of the input is a listing, in JSON. Each line of the output is what it prints: a list of
lines, each after its time in microseconds, and at the end what kept it from running to its end.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "python"))

import coroscope

OUTPUT = 0


def printed(text):
    run = coroscope.predict(text)
    lines = []
    for at in range(0, len(run.rows), 6):
        kind, _, at_us, a, b, _ = run.rows[at : at + 6]
        if kind == coroscope.Kind.LOGGED and b == OUTPUT:
            lines.append(f"{at_us} {run.texts[a]}")
    if run.end is not coroscope.End.COMPLETED:
        lines.append(f"{run.end.name} {run.failure}")
    return lines + [note.text for note in run.notes]


def main():
    for line in sys.stdin:
        print(json.dumps(printed(json.loads(line))))


main()
