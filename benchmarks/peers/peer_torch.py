"""PyTorch as its users write it: modules, autograd and torch.optim; predictions without autograd."""
import functools
import os

# Where PyTorch's own threads are OpenMP's and its products are OpenBLAS's, the first ones spin on the cores that the second ones
# need, and a step of two threads takes five times as long.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch
from torch import nn
from torch.nn import functional

from bench import LOGISTIC_REGRESSIONS, PERCEPTRONS, POOL, RATE, SHARED_PERCEPTRONS, answer, in_turn, threads

torch.set_num_threads(threads())
torch.set_num_interop_threads(1)
torch.manual_seed(1)


def perceptron_module(*width, activation=nn.ReLU, dtype=torch.float32):
    parts = []
    for a, b in zip(width, width[1:]):
        parts += [nn.Linear(a, b, dtype=dtype), activation()]
    return nn.Sequential(*parts[:-1])


def step_of(model, batches, loss, optimizer):
    draw = in_turn(batches)

    def step():
        x, t = draw()
        optimizer.zero_grad(set_to_none=True)
        cost = loss(model(x), t)
        cost.backward()
        optimizer.step()
        return cost.detach()

    return step


def perceptron(rule, batch, width, dtype):
    dtype = getattr(torch, dtype)
    model = perceptron_module(*width, dtype=dtype)
    batches = [(torch.rand(batch, width[0], dtype=dtype), torch.randint(0, width[-1], (batch,))) for _ in range(POOL)]
    optimizer = (
        torch.optim.Adam(model.parameters(), lr=RATE)
        if rule == "adam"
        else torch.optim.SGD(model.parameters(), lr=RATE, momentum=0.9 if rule == "momentum" else 0)
    )
    return step_of(model, batches, functional.cross_entropy, optimizer)


def predict():
    model = nn.Sequential(perceptron_module(784, 128, 10), nn.Softmax(1)).eval()
    draw = in_turn([torch.rand(1, 784) for _ in range(POOL)])
    torch.set_grad_enabled(False)
    return lambda: model(draw())


def logistic_regression(batch, inputs, l2):
    model = nn.Linear(inputs, 1)
    batches = [(torch.rand(batch, inputs), torch.randint(0, 2, (batch, 1)).float()) for _ in range(POOL)]
    groups = [{"params": [model.weight], "weight_decay": l2}, {"params": [model.bias]}]
    return step_of(model, batches, functional.binary_cross_entropy_with_logits, torch.optim.SGD(groups, lr=RATE))


def small():
    model = perceptron_module(2, 8, 1, activation=nn.Tanh)
    batches = [(torch.rand(4, 2), torch.rand(4, 1)) for _ in range(POOL)]
    return step_of(model, batches, functional.mse_loss, torch.optim.SGD(model.parameters(), lr=RATE))


def elementwise(function):
    x = torch.rand(4096) * 16 - 8
    out = torch.empty_like(x)
    torch.set_grad_enabled(False)
    return lambda: function(x, out=out)


if __name__ == "__main__":
    answer(
        "PyTorch",
        torch.__version__,
        {
            "mlp-784-128-10/predict/b1": predict,
            **{name: functools.partial(perceptron, *of) for name, of in PERCEPTRONS.items()},
            **{name: functools.partial(perceptron, *of) for name, of in SHARED_PERCEPTRONS.items()},
            **{name: functools.partial(logistic_regression, *of) for name, of in LOGISTIC_REGRESSIONS.items()},
            "mlp-2-8-1/sgd-step/b4": small,
            "exp/4096": lambda: elementwise(torch.exp),
            "logistic/4096": lambda: elementwise(torch.sigmoid),
            "tanh/4096": lambda: elementwise(torch.tanh),
        },
    )
