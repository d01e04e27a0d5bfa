"""x + 1 over many elements with 1,000 in flight, which Executor.map of this version has no option for, so by hand; fewer elements."""

from collections import deque
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from harness.scale import add_one, check, median_time

BUFFER = 1_000


def measure(scale):
    with ThreadPoolExecutor(2) as executor:
        threads = rate(executor, scale, scale.of(2_000, 50_000, 500_000))
    with ProcessPoolExecutor(2) as executor:
        processes = rate(executor, scale, scale.of(2_000, 15_000, 150_000))
    return {"threads": threads, "processes": processes}


def rate(executor, scale, elements):
    return elements / median_time(0, scale.of(1, 1), lambda: map_all(executor, elements))


def map_all(executor, elements):
    futures = deque()
    total = 0
    for i in range(elements):
        if len(futures) == BUFFER:
            total += futures.popleft().result()
        futures.append(executor.submit(add_one, i))
    check("the sum", elements * (elements + 1) // 2, total + sum(future.result() for future in futures))
