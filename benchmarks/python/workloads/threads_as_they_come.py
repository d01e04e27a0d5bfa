"""x + 1, submitted task by task to 2 threads, results taken as they come. Fewer tasks than in Java: the rate is the same."""

from concurrent.futures import ThreadPoolExecutor, as_completed

from harness.scale import add_one, check, median_time


def measure(scale):
    return {"executor": rate(scale, as_completed)}


def rate(scale, order):
    tasks = scale.of(200, 20_000, 500_000)
    with ThreadPoolExecutor(2) as executor:
        def submit_all():
            futures = [executor.submit(add_one, i) for i in range(tasks)]
            check("the sum", tasks * (tasks + 1) // 2, sum(future.result() for future in order(futures)))

        return tasks / median_time(scale.of(0, 1), scale.of(1, 3), submit_all)
