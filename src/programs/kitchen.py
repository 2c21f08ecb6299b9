import asyncio
import time

DISHES, PREPARE_MS, COOK_MS = 6, 100, 1500


async def make(dish):
    print(f"dish {dish} is being prepared")
    time.sleep(PREPARE_MS / 1000)
    print(f"dish {dish} cooks")
    await asyncio.sleep(COOK_MS / 1000)
    print(f"dish {dish} is served")


async def one_cook_one_dish_at_a_time():
    for dish in range(1, DISHES + 1):
        await make(dish)


async def one_cook_many_pots():
    await asyncio.gather(*(make(dish) for dish in range(1, DISHES + 1)))


# many_cooks: busy work needs several processes to overlap, because threads of
# Python take turns. Let a concurrent.futures.ProcessPoolExecutor run several
# event loops, and await them with loop.run_in_executor.

asyncio.run(one_cook_many_pots())
