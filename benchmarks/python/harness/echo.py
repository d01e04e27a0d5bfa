"""One large value, to a worker and back."""

import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

from .scale import check


def same(value):
    return value


def measure_echo(scale, value):
    """The median time of an echo, which is compared with the value outside of the time; one for warm-up."""
    figures = {}
    with ProcessPoolExecutor(1) as executor:
        figures["executor"] = median_echo(scale, value, lambda: executor.submit(same, value).result())
    with Pool(1) as pool:
        figures["pool"] = median_echo(scale, value, lambda: pool.apply(same, (value,)))
    return figures


def median_echo(scale, value, call):
    seconds = []
    for _ in range(scale.of(1, 3, 8)):
        start = time.perf_counter()
        answer = call()
        seconds.append(time.perf_counter() - start)
        check("that the echo equals the value", True, answer == value)
    return statistics.median(seconds[1:] or seconds)
