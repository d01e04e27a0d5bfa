"""The first result of a program that has done nothing before, from the constructor of its pool; an interpreter for each sample."""

import statistics
import subprocess
import sys

PROGRAM = """
import multiprocessing, sys, time
from concurrent.futures import ProcessPoolExecutor
from harness.scale import add_one
if __name__ == "__main__":
    start = time.perf_counter()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(sys.argv[1])) as executor:
        result = executor.submit(add_one, 1).result()
        print(result, time.perf_counter() - start)
"""


def measure(scale):
    return {method: first_result(scale, method) for method in ("fork", "spawn")}


def first_result(scale, method):
    seconds = []
    for _ in range(scale.of(1, 4, 12)):
        run = subprocess.run(
            [sys.executable, "-B", "-c", PROGRAM, method], capture_output=True, check=True, text=True, cwd=sys.path[0]
        )
        result, time = run.stdout.split()
        if result != "2":
            raise AssertionError(f"the result is {result}")
        seconds.append(float(time))
    return statistics.median(seconds[1:] or seconds)
