"""x + 1 by map on 2 threads; a ThreadPool of multiprocessing puts elements into chunks by itself."""

from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool

from harness.scale import add_one
from .tiny_map import rate


def measure(scale):
    with ThreadPoolExecutor(2) as executor:
        by_executor = rate(scale, scale.of(200, 20_000, 500_000), lambda items: executor.map(add_one, items))
    with ThreadPool(2) as pool:
        by_pool = rate(scale, scale.of(200, 500_000), lambda items: pool.map(add_one, items))
    return {"executor": by_executor, "pool": by_pool}
