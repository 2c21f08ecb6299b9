import asyncio
import json
import urllib.error
import urllib.request

# The site, as `cargo xtask serve` serves it.
BASE = "http://127.0.0.1:8080/"
GARDEN, SKY, HARBOUR = True, True, True
STORIES = 5
GARDEN_LATENCY_MS, SKY_LATENCY_MS, HARBOUR_LATENCY_MS = 800, 1200, 400
TIME_LIMIT_MS = 3000
MISSING_FEED, MALFORMED_FEED, SLOW_FEED = "none", "none", "none"


def feeds():
    all_feeds = [
        ("garden", GARDEN, GARDEN_LATENCY_MS),
        ("sky", SKY, SKY_LATENCY_MS),
        ("harbour", HARBOUR, HARBOUR_LATENCY_MS),
    ]
    for name, is_on, latency_ms in all_feeds:
        if is_on:
            file = {MALFORMED_FEED: "broken", MISSING_FEED: "missing"}
            slow_ms = 2 * TIME_LIMIT_MS if SLOW_FEED == name else latency_ms
            yield name, f"{BASE}data/{file.get(name, name)}.json", slow_ms


def download(url):
    with urllib.request.urlopen(url, timeout=TIME_LIMIT_MS / 1000) as answer:
        return answer.read()


async def fetch(url, latency_ms):
    await asyncio.sleep(latency_ms / 1000)
    # A thread of its own waits for the answer. It cannot be aborted, only left alone.
    return json.loads(await asyncio.to_thread(download, url))


async def show(name, url, latency_ms):
    try:
        # If something blocks the loop for so long that a sleep within and the limit are over
        # together, Python's limit wins, and Rust's sleep, because it was over in time.
        # With a limit of 0, feeds without any latency fail first: whoever only
        # sleeps for 0 is ready already, and others are woken one turn later.
        async with asyncio.timeout(TIME_LIMIT_MS / 1000):
            stories = await fetch(url, latency_ms)
    except TimeoutError:
        print(f"FAILED: {name}: no answer within {int(TIME_LIMIT_MS)} ms")
    except urllib.error.HTTPError as error:
        print(f"FAILED: {name}: the server knows no such file ({error.code})")
    except json.JSONDecodeError as error:
        print(f"FAILED: {name}: this is no list of stories: {error.msg}")
    else:
        stories.sort(key=lambda story: story["score"], reverse=True)
        for story in stories[:STORIES]:
            print(f"{story['score']} {story['title']} ({story['url']})")
        print(f"DONE: {name}")


async def sequential():
    for feed in feeds():
        await show(*feed)


async def concurrent():
    await asyncio.gather(*(show(*feed) for feed in feeds()))


asyncio.run(concurrent())
