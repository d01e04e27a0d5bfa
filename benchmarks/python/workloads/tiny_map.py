"""x + 1 by map on 2 workers, without options. Fewer tasks in the short run of the executor: the rate is the same."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

from harness.scale import add_one, check, median_time


def measure(scale):
    with ProcessPoolExecutor(2) as executor:
        by_executor = rate(scale, scale.of(200, 5_000, 200_000), lambda items: executor.map(add_one, items))
    with Pool(2) as pool:
        by_pool = rate(scale, scale.of(200, 200_000), lambda items: pool.map(add_one, items))
    return {"executor": by_executor, "pool": by_pool}


def rate(scale, tasks, map_items):
    def map_all():
        check("the sum", tasks * (tasks + 1) // 2, sum(map_items(range(tasks))))

    return tasks / median_time(scale.of(0, 1), scale.of(1, 3), map_all)
