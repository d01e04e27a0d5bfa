"""Futures whose tasks wait for the only worker, which is busy: the memory for each. Fewer than in Java: each costs the same."""

import multiprocessing
import threading
import tracemalloc
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from harness.scale import add_one, check

event = None


def keep(shared):
    global event
    event = shared


def wait():
    event.wait()


def measure(scale):
    count = scale.of(200, 30_000, 300_000)
    by_threads = threading.Event()
    by_processes = multiprocessing.Event()
    with ThreadPoolExecutor(1) as executor:
        executor.submit(by_threads.wait)
        threads = pending(executor, count, by_threads)
    with ProcessPoolExecutor(1, initializer=keep, initargs=(by_processes,)) as executor:
        executor.submit(wait)
        processes = pending(executor, count, by_processes)
    return {"threads": threads, "processes": processes}


def pending(executor, count, release):
    tracemalloc.start()
    futures = [None] * count
    before, _ = tracemalloc.get_traced_memory()
    for i in range(count):
        futures[i] = executor.submit(add_one, i)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    release.set()
    check("the sum", count * (count + 1) // 2, sum(future.result() for future in futures))
    return (after - before) / count
