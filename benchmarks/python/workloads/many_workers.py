"""32 workers, from the constructor until each of them runs a task."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from harness.scale import check

barrier = None


def keep(shared):
    global barrier
    barrier = shared


def meet(_):
    barrier.wait()
    return 1


def measure(scale):
    workers = scale.of(2, 32)
    return {method: ready(workers, method) for method in ("fork", "spawn")}


def ready(workers, method):
    context = multiprocessing.get_context(method)
    start = time.perf_counter()
    shared = context.Barrier(workers)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=keep, initargs=(shared,)) as executor:
        check("the visits", workers, sum(executor.map(meet, range(workers))))
        return time.perf_counter() - start
