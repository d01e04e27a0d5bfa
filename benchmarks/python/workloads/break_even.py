"""The shortest task for which map without options on 2 workers reaches 80 % of the speed-up of a Pool with one chunk per worker."""

import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import Pool

from harness.scale import check, median_time


def burn(steps, seed):
    x = seed
    for _ in range(steps):
        x = x * 6364136223846793005 + 1442695040888963407 & 0xFFFFFFFFFFFFFFFF
    return x


def measure(scale):
    total = scale.of(0.004, 0.15, 1.0)
    times = scale.of(1, 2, 5)
    steps_per_second = 200_000 / min(timed(200_000) for _ in range(5))
    with ProcessPoolExecutor(2) as executor, Pool(2) as pool:
        work = tasks(steps_per_second, 0.005, total)
        best = speed_up(times, work, lambda function, seeds: pool.map(function, seeds, chunksize=-(-len(seeds) // 2)))
        last, last_speed_up, length = None, None, 0.005
        while length > 1e-5:
            work = tasks(steps_per_second, length, total)
            reached = speed_up(times, work, executor.map)
            if reached < 0.8 * best:
                reached = max(reached, speed_up(times, work, executor.map))
            if reached < 0.8 * best or scale.name == "smoke":
                if last is not None:
                    length += (0.8 * best - reached) / (last_speed_up - reached) * (last - length)
                return {"executor": length}
            last, last_speed_up, length = length, reached, length * 0.75
    return {"executor": last}


def timed(steps):
    start = time.perf_counter()
    burn(steps, 1)
    return time.perf_counter() - start


def tasks(steps_per_second, length, total):
    return max(1, round(steps_per_second * length)), list(range(max(4, round(total / length))))


def speed_up(times, work, run):
    steps, seeds = work
    function = partial(burn, steps)
    expected = sum(map(function, seeds))
    alone = median_time(0, times, lambda: check("the sum", expected, sum(map(function, seeds))))
    return alone / median_time(1, times, lambda: check("the sum", expected, sum(run(function, seeds))))
