"""64 MB as an array of doubles, echoed: to a worker, and back. The rate counts the bytes twice."""

from array import array

from harness.echo import measure_echo


def measure(scale):
    length = scale.of(1 << 17, 8_000_000)
    figures = measure_echo(scale, array("d", (i / 8.0 for i in range(length))))
    return figures | {name + "-rate": 2 * 8 * length / seconds for name, seconds in figures.items()}
