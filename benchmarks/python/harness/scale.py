"""How large the workloads are, how often each is repeated, and what they all use."""

import statistics
import time

SCALES = ("smoke", "short", "full")


class Scale:
    def __init__(self, name):
        self.name = name

    def of(self, smoke, short, full=None):
        """A size for this scale; the last one is that of short, where none is given for full."""
        return {"smoke": smoke, "short": short, "full": short if full is None else full}[self.name]


def check(what, expected, actual):
    """A figure counts only where the result was right."""
    if expected != actual:
        raise AssertionError(f"{what} should be {expected}, but is {actual}")


def times(warm_up, count, once):
    """Calls once() without looking, then with a clock; the seconds of each."""
    for _ in range(warm_up):
        once()
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        once()
        seconds.append(time.perf_counter() - start)
    return seconds


def median_time(warm_up, count, once):
    return statistics.median(times(warm_up, count, once))


def percentile(seconds, percent):
    ordered = sorted(seconds)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def add_one(x):
    return x + 1
