// Pyodide as npm has it, with all that it loads by itself.

import { loadPyodide } from "./pyodide/pyodide.mjs";

/** Runs a listing as a page does that has Pyodide: what it prints is collected. */
const RUN = `
import contextlib, io
from pyodide.code import eval_code_async
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    # Pyodide's own loop runs already, so that the listing's last line is awaited.
    await eval_code_async(listing.replace("asyncio.run(main())", "await main()"), {})
printed.getvalue()
`;

/** Two tasks that give way to each other, on a loop that is CPython's but for its selector. */
const RESUME = `
import asyncio, time
from asyncio import base_events, events

class Selector:
    def select(self, timeout): return ()
    def close(self): pass

class Loop(base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = Selector()
    def _process_events(self, _): pass

async def give_way(times):
    for _ in range(times):
        await asyncio.sleep(0)

async def main(times):
    began = time.perf_counter()
    await asyncio.gather(give_way(times), give_way(times))
    return (time.perf_counter() - began) / (2 * times) * 1e9

def resumes(times):
    outer = events._get_running_loop()
    events._set_running_loop(None)
    loop = Loop()
    try:
        return loop.run_until_complete(main(times))
    finally:
        loop.close()
        events._set_running_loop(outer)

resumes(100)
resumes(times)
`;

addEventListener("message", async ({ data }) => {
  try {
    const python = await loadPyodide({ indexURL: new URL("pyodide/", import.meta.url).href });
    if (data.listing) {
      python.globals.set("listing", data.listing);
      postMessage({ printed: await python.runPythonAsync(RUN) });
    } else {
      python.globals.set("times", data.resumes);
      postMessage({ ns: python.runPython(RESUME) });
    }
  } catch (error) {
    postMessage({ failed: String(error) });
  }
});
