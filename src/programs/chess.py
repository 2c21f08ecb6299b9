import asyncio
import time

GAMES, MOVES = 24, 30
MASTER_THINKS_MS, OPPONENTS_THINK_MS = 5000, 55_000
TIME_SCALE = 1000


async def play(game):
    for _ in range(MOVES):
        # This blocks, as it should: there is one master.
        time.sleep(MASTER_THINKS_MS / 1000 / TIME_SCALE)
        await asyncio.sleep(OPPONENTS_THINK_MS / 1000 / TIME_SCALE)
    print(f"game {game} is over")


async def one_game_at_a_time():
    for game in range(1, GAMES + 1):
        await play(game)


async def all_at_once():
    await asyncio.gather(*(play(game) for game in range(1, GAMES + 1)))


asyncio.run(all_at_once())
