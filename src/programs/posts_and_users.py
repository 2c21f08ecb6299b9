import asyncio

POSTS_LATENCY_MS, POSTS = 2000, ["Bread at home", "A night walk", "Old bridges"]
USERS_LATENCY_MS, USERS = 1000, ["Mira", "Jonas", "Lin"]


async def fetch(what, items, latency_ms):
    print(f"asking for {what}")
    await asyncio.sleep(latency_ms / 1000)
    print(f"{what}: {', '.join(items)}")
    return items


def show_results(lists):
    for nth, items in enumerate(lists, start=1):
        print(f"result {nth}: {', '.join(items)}")


async def sequential():
    posts = await fetch("posts", POSTS, POSTS_LATENCY_MS)
    users = await fetch("users", USERS, USERS_LATENCY_MS)
    show_results([posts, users])


async def concurrent():
    lists = await asyncio.gather(
        fetch("posts", POSTS, POSTS_LATENCY_MS),
        fetch("users", USERS, USERS_LATENCY_MS),
    )
    show_results(lists)


asyncio.run(concurrent())
