"""x + 1, submitted task by task to 2 workers, results taken as they come. Fewer tasks in the short run: the rate is the same."""

from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import Pool

from harness.scale import add_one, check, median_time


def measure(scale):
    tasks = scale.of(200, 5_000, 200_000)
    warm_up = scale.of(0, 1)
    times = scale.of(1, 3)
    total = tasks * (tasks + 1) // 2

    with ProcessPoolExecutor(2) as executor:
        def submit_all():
            futures = [executor.submit(add_one, i) for i in range(tasks)]
            check("the sum", total, sum(future.result() for future in as_completed(futures)))

        by_executor = median_time(warm_up, times, submit_all)

    with Pool(2) as pool:
        def apply_all():
            results = [pool.apply_async(add_one, (i,)) for i in range(tasks)]
            check("the sum", total, sum(result.get() for result in results))

        by_pool = median_time(warm_up, times, apply_all)

    return {"executor": tasks / by_executor, "pool": tasks / by_pool}
