"""One ticket, three buyers. First in, first out, all goes well; in another order it does not."""

import asyncio

tickets = 1


async def buy(name, thinks):
    global tickets
    for _ in range(thinks):
        await asyncio.sleep(0)
    if tickets > 0:
        await asyncio.sleep(0)  # The purse is in the other pocket.
        tickets -= 1
        print(name, "has bought the ticket")
    assert tickets >= 0, "sold twice"


async def main():
    await asyncio.gather(buy("ada", 0), buy("bob", 2), buy("cyd", 3))


asyncio.run(main())
