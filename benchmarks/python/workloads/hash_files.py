"""SHA-256 of 256 MiB in 64 files, which are in the machine's cache."""

import hashlib
import os
import random
import tempfile

from harness.speed_up import measure_speed_up

FILES = 64


def measure(scale):
    content = bytearray(random.Random(1).randbytes(scale.of(64 << 10, 4 << 20)))
    with tempfile.TemporaryDirectory(prefix="futures-benchmarks-") as folder:
        files = []
        for i in range(FILES):
            content[0] = i
            files.append(os.path.join(folder, f"file-{i}"))
            with open(files[-1], "wb") as file:
                file.write(content)
        return measure_speed_up(scale, first_bytes_of_hash, files)


def first_bytes_of_hash(path):
    with open(path, "rb") as file:
        return int.from_bytes(hashlib.file_digest(file, "sha256").digest()[:8], "big")
