"""Records the listings beside it, with the package in `python/` and Python 3.13:

PYTHONPATH=python python3.13 tests/asyncio_records/record.py
"""

import json
from pathlib import Path

import coroscope

# First in, first out, with the choices written down.
USUAL = coroscope.Order(picks=(0,) * 10_000 + (1,))


def record(path, order, name):
    run = coroscope.predict(path.read_text(), path.name, order=order)
    record = {
        "end": run.end,
        "total_us": run.total_us,
        "left_out": run.left_out,
        "picks": run.picks,
        "files": run.files,
        "texts": run.texts,
    }
    rows = [list(run.rows[at : at + 6]) for at in range(0, len(run.rows), 6)]
    head = json.dumps(record, ensure_ascii=False, indent=1).removesuffix("\n}")
    body = ",\n".join(json.dumps(row) for row in rows)
    (path.parent / f"{name}.json").write_text(f'{head},\n "rows": [\n{body}\n]\n}}\n')


for path in sorted(Path(__file__).parent.glob("*.py")):
    if path.name not in ("runs.py", Path(__file__).name):
        record(path, USUAL, path.stem)
        if path.stem in ("blocking", "threads", "waits"):
            record(path, coroscope.Order(seed=3), f"{path.stem}_seed_3")
