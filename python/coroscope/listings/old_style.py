"""As it was written before `asyncio.run`: the loop is fetched, used and closed by hand."""

import asyncio
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


async def tick(word, delay):
    await asyncio.sleep(delay)
    print(word)


loop = asyncio.get_event_loop()
loop.call_later(0.03, print, "a callback")
loop.run_until_complete(asyncio.wait([loop.create_task(tick("tick", 0.01)),
                                      loop.create_task(tick("tock", 0.02))]))
loop.run_until_complete(tick("done", 0.02))
loop.close()
