"""What the worker of a page asks of Python: `open` gives it one function for all requests.

Only numbers and texts cross the border to JavaScript, so that no object of one side is kept by the
other when the memory is put back.
"""

import asyncio
import gc
import math
import sys
from json import dumps, loads

import coroscope

# The first run imports some of Python's library, so this one comes before the memory is kept.
_FIRST = """
import asyncio

async def main():
    async with asyncio.timeout(1):
        await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
    print("ready")

asyncio.run(main())
"""
# The time between two words of orders that were tried, ms: from one to the other, and in between so many
# times as long as it takes to say them.
_INTERVALS = 150, 1000
_SPARING = 5
_CLOSED = ("js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "coroscope_page")


class PageHost(coroscope.Host):
    """What a run may ask of the worker."""

    def __init__(self, block, set_now, send):
        self.block = block
        self.set_now = set_now
        self._send = send

    def publish(self, part):
        """Hands over where the rows lie: the worker copies them before it returns."""
        address, numbers = part.rows.buffer_info()
        self._send(address, numbers, dumps(part.texts))


class Closed:
    """Finds none of the modules that lead to JavaScript."""

    def find_spec(self, name, path=None, target=None):
        """Nothing, or an error as for any module that is not there."""
        if name.partition(".")[0] in _CLOSED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def open(block, set_now, send, now, tried):
    """Returns what does a request, as JSON, and returns its result, as JSON."""
    host = PageHost(block, set_now, send)

    def order(request):
        order = request.get("order") or {}
        return coroscope.Order(order.get("seed"), tuple(order.get("picks", ())))

    def options(request):
        names = {"file", "capacity"} & request.keys()
        return {name: request[name] for name in names} | {"order": order(request), "host": host}

    def predict(request):
        run = coroscope.predict(request["text"], **options(request))
        host.publish(coroscope.Part(run.rows, run.texts))
        return _ended(run)

    def measure(request):
        return _ended(coroscope.measure(request["text"], **options(request)))

    def explore(request):
        text, file = request["text"], request.get("file", "listing.py")
        began = said = now()
        patience = request.get("patience") or math.inf
        pause, longest = _INTERVALS
        with coroscope.Explorer(text, file, request["runs"], host=host) as explorer:
            while explorer.try_next() and now() - began < patience:
                if now() - said < pause:
                    continue
                said = now()
                tried(dumps(coroscope.plain(explorer.tried())))
                took, said = now() - said, now()
                pause = min(max(pause, _SPARING * took), longest)
            return coroscope.plain(explorer.tried())

    def parameters(request):
        return coroscope.plain(coroscope.parameters(request["text"]))

    def check(request):
        return coroscope.plain(coroscope.check(request["text"], request.get("file", "listing.py")))

    kinds = {one.__name__: one for one in (predict, measure, explore, parameters, check)}

    def work(text):
        request = loads(text)
        try:
            result = kinds[request["type"]](request)
        except SyntaxError as error:
            return dumps({"refused": str(error)})
        except Exception as error:
            return dumps({"refused": f"{type(error).__name__}: {error}"})
        return dumps({"result": result})

    _close()
    gc.collect()
    gc.freeze()
    return work


def prepare():
    """What can be done before somebody opens it, and is then part of the memory that is kept."""
    coroscope.plain(coroscope.predict(_FIRST))
    gc.collect()
    gc.freeze()


def _ended(run):
    ended = coroscope.plain(run)
    del ended["rows"], ended["texts"]
    return ended


def _close():
    """Takes away the ways to JavaScript, and Pyodide's own event loop."""
    for name in list(sys.modules):
        if name.partition(".")[0] in _CLOSED:
            del sys.modules[name]
    sys.meta_path[:] = [
        finder
        for finder in sys.meta_path
        if type(finder).__module__.partition(".")[0] not in _CLOSED
    ]
    sys.meta_path.insert(0, Closed())
    asyncio.events._event_loop_policy = None
    asyncio.events._set_running_loop(None)
