"""x + 1 by map on 2 workers, 1,000 elements in a task."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

from harness.scale import add_one
from .tiny_map import rate


def measure(scale):
    tasks = scale.of(2_500, 200_000)
    with ProcessPoolExecutor(2) as executor:
        by_executor = rate(scale, tasks, lambda items: executor.map(add_one, items, chunksize=1_000))
    with Pool(2) as pool:
        by_pool = rate(scale, tasks, lambda items: pool.map(add_one, items, chunksize=1_000))
    return {"executor": by_executor, "pool": by_pool}
