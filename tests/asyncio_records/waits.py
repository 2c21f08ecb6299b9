import asyncio


async def wait(how):
    await how()


async def notified(condition):
    async with condition:
        await condition.wait()


async def main():
    lock, condition, event = asyncio.Lock(), asyncio.Condition(), asyncio.Event()
    permits, queue, barrier = asyncio.Semaphore(1), asyncio.Queue(), asyncio.Barrier(2)
    future = asyncio.get_running_loop().create_future()
    jobs = asyncio.Queue()
    jobs.put_nowait("job")
    await lock.acquire()
    await permits.acquire()
    async with asyncio.TaskGroup() as group:
        for how in (lock.acquire, event.wait, permits.acquire, queue.get, barrier.wait, jobs.join):
            group.create_task(wait(how))
        group.create_task(notified(condition))
        waiting = group.create_task(asyncio.wait([future]))
        await asyncio.sleep(1)
        lock.release()
        event.set()
        permits.release()
        queue.put_nowait("thing")
        await barrier.wait()
        jobs.get_nowait()
        jobs.task_done()
        async with condition:
            condition.notify()
        future.set_result(1)
        await asyncio.wait([waiting], return_when=asyncio.FIRST_COMPLETED)


asyncio.run(main())
