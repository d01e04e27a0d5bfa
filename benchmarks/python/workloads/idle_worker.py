"""An idle worker that has run a task: its resident memory."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor


def measure(scale):
    return {method: resident(method) for method in ("fork", "spawn")}


def resident(method):
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as executor:
        worker = executor.submit(os.getpid).result()
        with open(f"/proc/{worker}/status", encoding="ascii") as status:
            return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
