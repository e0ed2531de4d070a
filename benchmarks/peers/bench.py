"""What the peers in Python share: the clock, and how they are called (bench.h says it for those in C)."""
import itertools
import json
import math
import statistics
import sys
import time

POOL = 16
RATE = 1e-6  # So small that parameters stay what they are for millions of steps, as in our own workloads.
SAMPLES = 201
FEW_SAMPLES = 5
SAMPLE_NS = 1.2e6
WARM_UP_NS = 1e8
ENOUGH_NS = 4e8

# Workload: rule, batch, widths, element type.
PERCEPTRONS = {
    "mlp-784-128-10/sgd-step/b64": ("sgd", 64, (784, 128, 10), "float32"),
    "softmax-784-10/sgd-step/b64": ("sgd", 64, (784, 10), "float32"),
    "mlp-784-512-512-10/sgd-step/b128": ("sgd", 128, (784, 512, 512, 10), "float32"),
    "mlp-784-512-512-10/momentum-step/b128": ("momentum", 128, (784, 512, 512, 10), "float32"),
    "mlp-784-512-512-10/adam-step/b128": ("adam", 128, (784, 512, 512, 10), "float32"),
    "mlp-784-128-10-double/sgd-step/b64": ("sgd", 64, (784, 128, 10), "float64"),
    "mlp-17-33-5/sgd-step/b7": ("sgd", 7, (17, 33, 5), "float32"),
    "mlp-100-50-3/sgd-step/b33": ("sgd", 33, (100, 50, 3), "float32"),
    "mlp-64-64-64-64/sgd-step/b256": ("sgd", 256, (64, 64, 64, 64), "float32"),
    "mlp-784-512-512-10/sgd-step/b256": ("sgd", 256, (784, 512, 512, 10), "float32"),
    "mlp-784-128-10/sgd-step/b256": ("sgd", 256, (784, 128, 10), "float32"),
}

TWO_THREADS = "/2-threads"

# The same, for those who can divide a step between threads.
SHARED_PERCEPTRONS = {
    name + TWO_THREADS: PERCEPTRONS[name] for name in ("mlp-784-512-512-10/sgd-step/b256", "mlp-784-128-10/sgd-step/b256")
}

# Workload: batch, inputs, L2.
LOGISTIC_REGRESSIONS = {
    "logistic-30/sgd-step/b64": (64, 30, 1e-3),
    "logistic-1000/sgd-step/b64": (64, 1000, 0.0),
    "logistic-1000/sgd-step/b1": (1, 1000, 0.0),
}


def in_turn(batches):
    """A function that gives one batch after the other, for ever."""
    return itertools.cycle(batches).__next__


def threads():
    """Those of the workload that this process is asked for."""
    return 2 if sys.argv[-1].endswith(TWO_THREADS) else 1


def time_of(call, calls):
    rounds = range(calls)
    start = time.perf_counter_ns()
    for _ in rounds:
        result = call()
    return time.perf_counter_ns() - start, result


def measure(workload, peer, call, steps_a_call=1):
    """The median of 201 samples of as many calls as fill 1.2 ms, after a tenth of a second of warming up. Of calls that are
    long themselves there are fewer samples. call returns the cost, or outputs; steps_a_call divides the time."""
    calls = spent = 0
    while spent < WARM_UP_NS:
        spent += time_of(call, 1)[0]
        calls += 1
    calls = math.ceil(SAMPLE_NS * calls / spent)
    samples = []
    spent = 0
    while len(samples) < SAMPLES and (len(samples) < FEW_SAMPLES or spent < ENOUGH_NS):
        elapsed, result = time_of(call, calls)
        samples.append(elapsed / calls / steps_a_call)
        spent += elapsed
    result = float(result.reshape(-1)[0] if hasattr(result, "reshape") else result)
    if not math.isfinite(result):
        sys.exit(f"{peer}, {workload}: the results are not finite")
    times = dict(median_ns=round(statistics.median(samples), 3), min_ns=round(min(samples), 3))
    print(json.dumps(dict(workload=workload, peer=peer, **times, cost=result)), flush=True)


def answer(peer, version, workloads):
    """workloads: name to a function that sets it up and returns the call, or the call and its steps."""
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name == "list":
        print(version, *workloads, sep="\n")
    elif name in workloads:
        made = workloads[name]()
        call, steps = made if isinstance(made, tuple) else (made, 1)
        measure(name, peer, call, steps)
    else:
        sys.exit(f"usage: {sys.argv[0]} list | WORKLOAD")
