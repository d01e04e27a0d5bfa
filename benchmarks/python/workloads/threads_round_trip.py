"""One task and its result on threads, then the next: trips per second."""

from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool

from harness.scale import add_one, check, median_time


def measure(scale):
    with ThreadPoolExecutor(2) as executor:
        by_executor = rate(scale, lambda x: executor.submit(add_one, x).result())
    with ThreadPool(2) as pool:
        by_pool = rate(scale, lambda x: pool.apply(add_one, (x,)))
    return {"executor": by_executor, "pool": by_pool}


def rate(scale, trip):
    trips = scale.of(20, 5_000, 50_000)

    def there_and_back():
        check("the sum", trips * (trips + 1) // 2, sum(trip(i) for i in range(trips)))

    return trips / median_time(scale.of(0, 1), scale.of(1, 3), there_and_back)
