# SPDX-License-Identifier: Apache-2.0
"""Measures Sockscope beside other tools, on the same sockets and in turns, and writes what came of it.

It belongs to ./benchmark at the root, which has put the programs into a folder of its build, and says where that is. That
folder keeps each work's result; the other one gets results.json, README.md and plot.svg.
"""

import argparse
import contextlib
import dataclasses
import html
import json
import math
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import time

# Processes, then what each holds: TCP, UDP, UNIX sockets and files.
BIG = ("200", "250", "1", "2", "13")
TYPICAL = ("200", "9", "1", "2", "50")
NAMESPACES = ("namespaces", "100", "500", "0", "0", "0")
TEN_THOUSAND = ("40", "250", "1", "2", "13")
HUNDRED_THOUSAND = ("400", "250", "1", "2", "13")
FREE_PORT = "28901"
SMALL_PROCESS = ("1", "9", "1", "2", "3")


@dataclasses.dataclass(frozen=True)
class Limit:
    """What Sockscope's median may be at most, as a multiple of another's."""

    against: str
    factor: float
    work: str = ""  # the other's, if it is not the same


@dataclasses.dataclass(frozen=True)
class Work:
    name: str
    title: str
    workloads: tuple  # of the program, in this order
    question: tuple
    peers: tuple
    limits: tuple
    method: str = ""  # of Sockscope; "" for the best that is open
    rounds_factor: int = 1


WORKS = (
    Work("machine", "Whole machine, 50,000 sockets", (BIG,), ("machine",),
         ("bare", "psutil", "oshi", "ss", "netstat2", "reader"),
         (Limit("psutil", 1 / 12), Limit("oshi", 1 / 8), Limit("ss", 1 / 11), Limit("bare", 2))),
    Work("machine-without-bpf", "Whole machine, 50,000 sockets, without BPF", (BIG,), ("machine",),
         ("psutil", "netstat2"), (Limit("psutil", 1 / 5.5), Limit("netstat2", 1 / 2.5)), "sock_diag"),
    Work("typical", "Whole machine, 2,000 sockets of 200 processes", (TYPICAL,), ("machine",),
         ("psutil", "oshi", "ss", "netstat2", "reader"), (Limit("psutil", 1 / 16),), rounds_factor=3),
    Work("typical-without-bpf", "The same, without BPF", (TYPICAL,), ("machine",),
         ("psutil",), (Limit("psutil", 1 / 3),), "sock_diag", 3),
    Work("process", "One process of 9 sockets among 50,000", (BIG, SMALL_PROCESS), ("process", "PID"),
         ("psutil",), (Limit("psutil", 1 / 800),), rounds_factor=2),
    Work("process-without-bpf", "The same, without BPF", (BIG, SMALL_PROCESS), ("process", "PID"),
         ("psutil",), (Limit("psutil", 1 / 2.8),), "sock_diag"),
    Work("self", "The own process, 20 sockets, among 50,000", (BIG,), ("self",),
         ("psutil",), (Limit("psutil", 1 / 500),), rounds_factor=2),
    Work("port-first", "Who listens on a port, the first process walked, without BPF",
         (("single", FREE_PORT, "5"), BIG), ("port", FREE_PORT),
         ("psutil",), (Limit("psutil", 1 / 400),), "sock_diag", 2),
    Work("port-middle", "The same, a process in the middle",
         (("100",) + BIG[1:], ("single", FREE_PORT, "5"), ("100",) + BIG[1:]), ("port", FREE_PORT),
         ("psutil",), (Limit("psutil", 1 / 5),), "sock_diag"),
    Work("namespaces", "100 network namespaces of 500 sockets", (NAMESPACES,), ("machine",),
         (), (Limit("psutil", 1 / 3, "machine"),)),
    # In turns with others here, too: asked at once again, the kernel's data of 10,000 sockets is still in the processor's
    # caches, and that of 100,000 is not.
    Work("ten-thousand", "Whole machine, 10,000 sockets", (TEN_THOUSAND,), ("machine",),
         ("bare", "psutil"), (), rounds_factor=3),
    Work("hundred-thousand", "Whole machine, 100,000 sockets", (HUNDRED_THOUSAND,), ("machine",),
         ("bare", "psutil"), (Limit("sockscope", 10 * 1.15, "ten-thousand"),)),
    Work("cold", "./sockscope --port PORT, the whole process", (("single", FREE_PORT, "5"),), ("cold", FREE_PORT),
         ("java -version",), (Limit("java -version", 4),)),
)

WARM_UP_SECONDS = 4
WARM_UP_CALLS = 4  # at least


class Peer:
    """A program that answers a line with milliseconds and a number of rows."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        if self.process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{command[0]} does not begin")

    def ask(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        milliseconds, rows = self.process.stdout.readline().split()
        return float(milliseconds), int(rows)

    def warm_up(self):
        end = time.monotonic() + WARM_UP_SECONDS
        calls = 0
        while calls < WARM_UP_CALLS or time.monotonic() < end:
            self.ask()
            calls += 1

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Command:
    """A program that is started for each answer, whose whole run counts."""

    def __init__(self, command):
        self.command = command

    def ask(self):
        before = time.perf_counter()
        output = subprocess.run(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True).stdout
        return (time.perf_counter() - before) * 1e3, output.count(b"\n")

    def warm_up(self):
        self.ask()
        self.ask()

    def close(self):
        pass


@contextlib.contextmanager
def sockets(build, workloads):
    """Starts the workloads, and yields the pid of the process that was started last."""
    programs = []
    pid = None
    try:
        for arguments in workloads:
            program = subprocess.Popen([build / "workload", *arguments], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
            programs.append(program)
            for line in program.stdout:
                if line == "ready\n":
                    break
                pid = int(line)
            else:
                raise RuntimeError("the workload could not be started")
        yield pid
    finally:
        for program in programs:
            program.stdin.close()
            program.wait()


class Programs:
    """The commands of what is compared, of those that are there."""

    def __init__(self, build):
        self.build = build
        self.root = pathlib.Path(__file__).resolve().parents[4]
        with open(build / "programs.json", encoding="utf-8") as file:
            self.found = json.load(file)

    def missing(self):
        return {name: found["why"] for name, found in self.found.items() if "why" in found}

    def java(self, method):
        options = [f"-Dsockscope.method={method}"] if method else []
        return [self.found["java"]["path"], *options, "-cp", self.found["java"]["classpath"],
                "org.sockscope.benchmarks.Peer"]

    def start(self, name, work, question):
        if question[0] == "cold":
            commands = {"sockscope": [self.root / "sockscope", "--port", question[1]],
                        "java -version": [self.found["java"]["path"], "-version"]}
            return Command(commands[name])
        if name == "sockscope":
            return Peer([*self.java(work.method), name, *question])
        if name in ("oshi", "reader"):
            return Peer([*self.java(""), name])
        if name in self.missing():
            return None
        path = self.found[name]["path"]
        if name == "psutil":
            return Peer([path, pathlib.Path(__file__).with_name("psutil_peer.py"), *question])
        return Command([path, "-tuanp"]) if name == "ss" else Peer([path])


def measure(build, programs, work, rounds):
    with sockets(build, work.workloads) as pid:
        question = tuple(str(pid) if word == "PID" else word for word in work.question)
        peers = {}
        try:
            for name in ("sockscope", *work.peers):
                peer = programs.start(name, work, question)
                if peer is not None:
                    peers[name] = peer
                    peer.warm_up()
            samples = {name: [] for name in peers}
            rows = {}
            for _ in range(rounds * work.rounds_factor):
                for name, peer in peers.items():
                    milliseconds, rows[name] = peer.ask()
                    samples[name].append(milliseconds)
        finally:
            for peer in peers.values():
                peer.close()
    return {name: {"median_ms": statistics.median(times), "rows": rows[name], "samples_ms": times}
            for name, times in samples.items()}


def first_line(path, prefix=""):
    with contextlib.suppress(OSError), open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(prefix):
                return line[len(prefix):].strip(" \t:\n")
    return "unknown"


def machine(programs, load):
    java = subprocess.run([programs.found["java"]["path"], "-version"], stderr=subprocess.PIPE, text=True, check=True)
    return {
        "processor": first_line("/proc/cpuinfo", "model name"),
        "processors": len(os.sched_getaffinity(0)),
        "memory": first_line("/proc/meminfo", "MemTotal"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "java": java.stderr.splitlines()[-1],
        "python": platform.python_version(),
        "load before": load,
    }


def verdicts(work, results):
    """For each limit: against whom, the factor that it is and the one that is allowed; None where it can't be told."""
    own = results.get(work.name, {}).get("sockscope")
    for limit in work.limits:
        other = results.get(limit.work or work.name, {}).get(limit.against)
        factor = own["median_ms"] / other["median_ms"] if own and other else None
        yield limit, factor


def as_ratio(factor):
    return f"{factor:.2f}×" if factor >= 1 else f"1/{1 / factor:.1f}"


def write_markdown(path, facts):
    results = facts["results"]
    lines = ["<!-- SPDX-License-Identifier: Apache-2.0 -->", "# Sockscope beside other tools", "",
             "Written by `./benchmark`. Medians of rounds in turns, each in a process that goes on, warmed up; `ss` and"
             " the cold start are whole runs. The rows of a tool need not be as many as those of another: some leave"
             " out holders, or sockets without one.", ""]
    for key, value in facts["machine"].items():
        lines.append(f"- {key}: {value}")
    for name, why in facts["missing"].items():
        lines.append(f"- {name} is not here: {why}")
    lines += ["", "![Times](plot.svg)", "", "| work | tool | ms | rows | Sockscope against it | must be at most |",
              "|---|---|---|---|---|---|"]
    for work in WORKS:
        if work.name not in results:
            continue
        limits = {(limit.against, limit.work): limit for limit in work.limits}
        own = results[work.name]["sockscope"]
        for name, result in results[work.name].items():
            limit = limits.get((name, ""))
            ratio = own["median_ms"] / result["median_ms"]
            lines.append(f"| {work.title} | {name} | {result['median_ms']:.3f} | {result['rows']} |"
                         f" {'' if name == 'sockscope' else as_ratio(ratio)} |"
                         f" {as_ratio(limit.factor) if limit else ''} |")
        for limit, factor in verdicts(work, results):
            if limit.work and factor is not None:
                lines.append(f"| {work.title} | {limit.against}, as above: {limit.work} | | |"
                             f" {as_ratio(factor)} | {as_ratio(limit.factor)} |")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_plot(path, results):
    """Bars on a logarithmic scale, from a hundredth of a millisecond on."""
    bars = [(work.title if name == "sockscope" else "", name, result["median_ms"])
            for work in WORKS if work.name in results for name, result in results[work.name].items()]
    left, width, height = 420, 460, 18
    decades = 6

    def length(milliseconds):
        return max(1.0, width * (math.log10(max(milliseconds, 0.01)) + 2) / decades)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 120}" height="{height * (len(bars) + 2)}"'
             ' font-family="sans-serif" font-size="11">',
             "<!-- SPDX-License-Identifier: Apache-2.0 -->"]
    for decade in range(decades + 1):
        x = left + width * decade / decades
        parts.append(f'<line x1="{x}" y1="{height}" x2="{x}" y2="{height * (len(bars) + 1)}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="12" text-anchor="middle">{10 ** (decade - 2):g} ms</text>')
    for index, (title, name, milliseconds) in enumerate(bars):
        y = height * (index + 1)
        colour = "#2a6f97" if name == "sockscope" else "#c9ada7"
        parts.append(f'<text x="4" y="{y + 13}">{html.escape(title)}</text>')
        parts.append(f'<text x="{left - 6}" y="{y + 13}" text-anchor="end">{html.escape(name)}</text>')
        parts.append(f'<rect x="{left}" y="{y + 3}" width="{length(milliseconds):.1f}" height="{height - 6}"'
                     f' fill="{colour}"/>')
        parts.append(f'<text x="{left + length(milliseconds) + 4:.1f}" y="{y + 13}">{milliseconds:.3g}</text>')
    parts.append("</svg>")
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(
        prog="./benchmark", description="Measures Sockscope beside other tools, and writes docs/performance.")
    parser.add_argument("--rounds", type=int, default=15, help="how often each is asked at least (15)")
    parser.add_argument("--only", action="append", choices=[work.name for work in WORKS],
                        help="measure this alone; may be given more than once")
    parser.add_argument("--again", action="store_true", help="measure what a run has, too, that was broken off")
    # By ./benchmark itself: where everything is, and a first call that only looks at what it was given.
    parser.add_argument("--build", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--output", type=pathlib.Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    if options.build is None:
        return
    load = os.getloadavg()[0]
    programs = Programs(options.build)
    stored = options.build / "results"
    stored.mkdir(exist_ok=True)
    failed = []
    # What a run has that was broken off is taken over; after a whole one, and what is named, is measured anew.
    whole = all((stored / f"{work.name}.json").exists() for work in WORKS)
    again = options.again or options.only or whole
    for work in WORKS:
        file = stored / f"{work.name}.json"
        chosen = not options.only or work.name in options.only
        if not chosen or (file.exists() and not again):
            continue
        print(f"{work.title} ...", flush=True)
        try:
            result = measure(options.build, programs, work, options.rounds)
        except (RuntimeError, ValueError, OSError, subprocess.CalledProcessError) as failure:
            failed.append(f"{work.title}: {failure}")
            print(failed[-1], file=sys.stderr)
            continue
        part = file.with_suffix(".part")
        part.write_text(json.dumps(result), encoding="utf-8")
        part.rename(file)
    results = {work.name: json.loads((stored / f"{work.name}.json").read_text(encoding="utf-8"))
               for work in WORKS if (stored / f"{work.name}.json").exists()}
    facts = {"machine": machine(programs, load), "missing": programs.missing(), "failed": failed, "results": results}
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "results.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    write_markdown(options.output / "README.md", facts)
    write_plot(options.output / "plot.svg", results)
    missed = 0
    for work in WORKS:
        for limit, factor in verdicts(work, results):
            if factor is not None:
                holds = factor <= limit.factor
                missed += not holds
                print(f"{'holds ' if holds else 'MISSED'} {work.title}: {as_ratio(factor)} of {limit.against},"
                      f" at most {as_ratio(limit.factor)}")
    return 1 if missed or failed else 0


if __name__ == "__main__":
    sys.exit(main())
