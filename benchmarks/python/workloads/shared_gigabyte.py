"""1 GiB of shared memory, handed to a worker that has not seen it before, which reads the last byte."""

import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.shared_memory import SharedMemory

from harness.scale import check


def last_byte(name):
    memory = SharedMemory(name)
    value = memory.buf[-1]
    memory.close()
    return value


def measure(scale):
    seconds = []
    allocate_some()  # before the worker is forked, so that both have one tracker of what is to be cleaned up
    with ProcessPoolExecutor(1) as executor:
        executor.submit(allocate_some).result()
        for _ in range(scale.of(1, 5, 15)):
            memory = SharedMemory(create=True, size=scale.of(1 << 20, 1 << 30))
            memory.buf[-1] = 7
            for _ in range(scale.of(1, 200)):  # both processes are awake, as in the Java program
                executor.submit(int).result()
            for _ in range(scale.of(1, 50)):
                hand_tiny(executor)
            start = time.perf_counter()
            value = executor.submit(last_byte, memory.name).result()
            seconds.append(time.perf_counter() - start)
            check("the last byte", 7, value)
            memory.close()
            memory.unlink()
    return {"executor": statistics.median(seconds)}


def allocate_some():
    memory = SharedMemory(create=True, size=4096)
    memory.close()
    memory.unlink()


def hand_tiny(executor):
    memory = SharedMemory(create=True, size=4096)
    executor.submit(last_byte, memory.name).result()
    memory.close()
    memory.unlink()
