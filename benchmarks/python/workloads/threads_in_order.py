"""x + 1, submitted task by task to 2 threads, results waited for one by one."""

from .threads_as_they_come import rate


def measure(scale):
    return {"executor": rate(scale, iter)}
