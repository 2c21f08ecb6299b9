import asyncio

PAGES, DELAY_MS, LIMIT = 6, 200, 2


async def download(page):
    print(f"Downloading page {page}")
    await asyncio.sleep(DELAY_MS / 1000)
    print(f"Downloaded page {page}")


async def sequential():
    for page in range(1, PAGES + 1):
        await download(page)


async def concurrent():
    await asyncio.gather(*(download(page) for page in range(1, PAGES + 1)))


async def download_with_permit(permits, page):
    async with permits:
        await download(page)


async def limited():
    permits = asyncio.Semaphore(LIMIT)
    pages = range(1, PAGES + 1)
    await asyncio.gather(*(download_with_permit(permits, page) for page in pages))


asyncio.run(concurrent())
