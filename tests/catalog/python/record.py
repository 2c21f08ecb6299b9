"""Records Python listings with the package that the page has, on a virtual clock.

Each line of the input is a listing, in JSON. Each line of the output is its record: rows, texts and
names of files, as the package's README describes them, and after how long it ended.
"""

import io
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
sys.path.insert(0, str(REPOSITORY / "python"))

import coroscope
from coroscope.listing.generators import Generators


def fetch(url, timeout):
    """The site's data without a network, which a listing has not in the page."""
    file = REPOSITORY / "www/data" / url.rsplit("/", 1)[1]
    if not file.exists():
        raise urllib.error.HTTPError(url, 404, "Not Found", None, None)
    return io.BytesIO(file.read_bytes())


def say_who_resumes():
    """A record has no place for the line that resumes a generator: here its polls begin on it."""
    enter = Generators._enter

    def enter_from(self, frame, lane):
        enter(self, frame, lane)
        caller, rows = frame.f_back, self._recorder.rows
        if caller is not None:
            rows._all[-1] = self._recorder.sites.of(caller.f_code.co_filename, caller.f_lineno)

    Generators._enter = enter_from


def main():
    urllib.request.urlopen = fetch
    say_who_resumes()
    for line in sys.stdin:
        run = coroscope.predict(json.loads(line))
        rows = list(run.rows)
        print(json.dumps({"rows": rows, "texts": run.texts, "files": run.files, "us": run.total_us}))


main()
