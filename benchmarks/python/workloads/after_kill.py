"""The next result after kill -9 of the only worker. An executor is broken for good, so a new one is made; that is what users do."""

import os
import signal
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from harness.scale import add_one, check


def measure(scale):
    seconds = []
    executor = ProcessPoolExecutor(1)
    for i in range(scale.of(1, 6, 16)):
        worker = executor.submit(os.getpid).result()
        start = time.perf_counter()
        os.kill(worker, signal.SIGKILL)
        executor, result = next_result(executor, i)
        seconds.append(time.perf_counter() - start)
        check("the result", i + 1, result)
    executor.shutdown()
    return {"executor": statistics.median(seconds[1:] or seconds)}


def next_result(executor, x):
    while True:
        try:
            return executor, executor.submit(add_one, x).result()
        except BrokenProcessPool:
            executor.shutdown()
            executor = ProcessPoolExecutor(1)
