"""One function over some inputs: in a loop, and by map over 2 workers."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

from .scale import check, median_time


def measure_speed_up(scale, function, inputs):
    times = scale.of(1, 3, 5)
    expected = sum(map(function, inputs))
    alone = median_time(0, times, lambda: check("the sum", expected, sum(map(function, inputs))))
    with ProcessPoolExecutor(2) as executor:
        by_executor = median_time(1, times, lambda: check("the sum", expected, sum(executor.map(function, inputs))))
    with Pool(2) as pool:
        by_pool = median_time(1, times, lambda: check("the sum", expected, sum(pool.map(function, inputs))))
    return {
        "executor": by_executor,
        "pool": by_pool,
        "executor-speed-up": alone / by_executor,
        "pool-speed-up": alone / by_pool,
    }
