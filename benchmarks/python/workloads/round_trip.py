"""One task on one worker, and its result; then the next, at once or after a pause."""

import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

from harness.scale import add_one, check, percentile

PAUSE = 0.002


def measure(scale):
    figures = {}
    with ProcessPoolExecutor(1) as executor:
        note(figures, "executor", scale, lambda x: executor.submit(add_one, x).result())
    with Pool(1) as pool:
        note(figures, "pool", scale, lambda x: pool.apply(add_one, (x,)))
    return figures


def note(figures, name, scale, trip):
    trips(trip, scale.of(5, 1_000), 0)
    straight = trips(trip, scale.of(20, 5_000, 50_000), 0)
    paced = trips(trip, scale.of(10, 300, 2_000), PAUSE)
    figures[name] = statistics.median(straight)
    figures[name + "-p99"] = percentile(straight, 99)
    figures[name + "-paced"] = statistics.median(paced)
    figures[name + "-paced-p99"] = percentile(paced, 99)


def trips(trip, count, pause):
    seconds = []
    for i in range(count):
        if pause:
            time.sleep(pause)
        start = time.perf_counter()
        result = trip(i)
        seconds.append(time.perf_counter() - start)
        check("the result", i + 1, result)
    return seconds
