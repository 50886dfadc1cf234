# SPDX-License-Identifier: Apache-2.0
"""Compares what benchmarks allocate with what was committed, and fails where one allocates over 2 % more.

usage: check_allocation.py RESULTS COMMITTED [--write]

RESULTS is what JMH writes with -prof gc -rf json. With --write the committed numbers are replaced by them.
"""

import json
import sys

ALLOWED = 1.02

# Below this many bytes it is JMH's own noise.
NOISE = 256


def measured(path):
    with open(path, encoding="utf-8") as file:
        results = json.load(file)
    numbers = {}
    for result in results:
        name = result["benchmark"].rpartition(".org.sockscope.")[2].split(".benchmarks.")[-1]
        parameters = "".join(f" {key}={value}" for key, value in sorted(result.get("params", {}).items()))
        metrics = result["secondaryMetrics"]
        key = next(key for key in metrics if key.endswith("gc.alloc.rate.norm"))
        numbers[name + parameters] = round(metrics[key]["score"])
    return numbers


def complaints(numbers, committed):
    for name, limit in committed.items():
        if name not in numbers:
            yield f"{name}: there is no such result any more"
        elif numbers[name] > max(limit * ALLOWED, limit + NOISE):
            yield f"{name}: {numbers[name]} bytes, {limit} were committed"
    for name in numbers.keys() - committed.keys():
        yield f"{name}: {numbers[name]} bytes, and nothing was committed"


def main(results, committed_path, *options):
    numbers = measured(results)
    if "--write" in options:
        with open(committed_path, "w", encoding="utf-8") as file:
            json.dump(numbers, file, indent=2, sort_keys=True)
            file.write("\n")
        return 0
    with open(committed_path, encoding="utf-8") as file:
        committed = json.load(file)
    for name, number in sorted(numbers.items()):
        print(f"{name}: {number} bytes, {committed.get(name)} committed")
    found = list(complaints(numbers, committed))
    for complaint in found:
        print(complaint, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
