"""The first result of another pool, from the constructor: with processes that are forked, and with ones that are started anew."""

import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor

from harness.scale import add_one, check


def measure(scale):
    return {method: first_result(scale, method) for method in ("fork", "spawn")}


def first_result(scale, method):
    context = multiprocessing.get_context(method)
    seconds = []
    for i in range(scale.of(1, 6, 16)):
        start = time.perf_counter()
        with ProcessPoolExecutor(1, mp_context=context) as executor:
            result = executor.submit(add_one, i).result()
            seconds.append(time.perf_counter() - start)
        check("the result", i + 1, result)
    return statistics.median(seconds[1:] or seconds)
