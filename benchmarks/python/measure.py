"""Measures workloads in CPython, one after the other, and prints a line of JSON for each: measure.py [--scale SCALE] WORKLOAD..."""

import argparse
import importlib
import json
import pathlib

from harness.scale import SCALES, Scale


def main():
    folder = pathlib.Path(__file__).parent / "workloads"
    known = sorted(path.stem.replace("_", "-") for path in folder.glob("*.py") if path.stem != "__init__")
    parser = argparse.ArgumentParser(description="Measures workloads in CPython.")
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help="their names; all if none is given")
    parser.add_argument("--scale", choices=SCALES, default="short")
    arguments = parser.parse_args()
    for name in arguments.workloads or known:
        if name not in known:
            parser.error(f"no workload '{name}'; there are {', '.join(known)}")
        workload = importlib.import_module("workloads." + name.replace("-", "_"))
        figures = workload.measure(Scale(arguments.scale))
        print(json.dumps({"workload": name, "figures": figures}), flush=True)


if __name__ == "__main__":
    main()
