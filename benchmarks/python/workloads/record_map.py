"""A dict of 100,000 strings to dataclass instances, echoed."""

from dataclasses import dataclass

from harness.echo import measure_echo


@dataclass
class Entry:
    id: int
    name: str
    score: float


def measure(scale):
    size = scale.of(1_000, 100_000)
    return measure_echo(scale, {f"key-{i}": Entry(i, f"name-{i}", i / 4.0) for i in range(size)})
