"""64 MiB of bytes: to a worker as an argument, and back from one as a result. The receiver looks at a byte of each page."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool

from harness.scale import check, median_time

PAGE = 4096
made = b""


def make(length):
    """What a worker answers with is made once, so that making it is not measured."""
    global made
    if len(made) != length:
        value = bytearray(length)
        value[::PAGE] = bytes(i % 127 for i in range(len(value[::PAGE])))
        made = bytes(value)
    return made


def total(value):
    return len(value) + sum(value[::PAGE])


def measure(scale):
    length = scale.of(1 << 20, 64 << 20)
    warm_up, times = scale.of(0, 1), scale.of(1, 3, 7)
    argument = bytes(make(length))
    expected = total(argument)
    figures = {}

    def note(name, call):
        there = median_time(warm_up, times, lambda: check("the sum there", expected, call(total, argument)))
        back = median_time(warm_up, times, lambda: check("the sum here", expected, total(call(make, length))))
        figures[name + "-argument"] = length / there
        figures[name + "-result"] = length / back

    with ProcessPoolExecutor(1) as executor:
        note("executor", lambda function, value: executor.submit(function, value).result())
    with Pool(1) as pool:
        note("pool", lambda function, value: pool.apply(function, (value,)))
    return figures
