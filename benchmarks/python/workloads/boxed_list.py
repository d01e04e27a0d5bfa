"""A list of a million integers, echoed."""

from harness.echo import measure_echo


def measure(scale):
    return measure_echo(scale, list(range(scale.of(10_000, 1_000_000))))
