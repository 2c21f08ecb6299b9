import asyncio

COROUTINES, DELAY_MS = 10_000, 100


# workers: multiprocessing.Pool, in which each process runs a share of them with asyncio.run.
async def coroutines():
    tasks = [asyncio.create_task(asyncio.sleep(DELAY_MS / 1000)) for _ in range(COROUTINES)]
    await asyncio.gather(*tasks)
    print(f"worker 1: {COROUTINES} coroutines slept")


asyncio.run(coroutines())
