"""PyTorch at its leanest: steps written out without autograd, updates in place, a frozen script for predictions."""
import functools

from bench import LOGISTIC_REGRESSIONS, PERCEPTRONS, POOL, RATE, SHARED_PERCEPTRONS, answer, in_turn
from peer_torch import perceptron_module  # Before PyTorch itself: it says how that one's threads wait.

import torch

torch.set_grad_enabled(False)


def perceptron(rule, batch, width, dtype):
    dtype = getattr(torch, dtype)
    weights = [(torch.rand(a, b, dtype=dtype) * 2 - 1) * (6 / a) ** 0.5 for a, b in zip(width, width[1:])]
    biases = [torch.zeros(b, dtype=dtype) for b in width[1:]]
    last = len(weights) - 1
    draw = in_turn(
        [
            (torch.rand(batch, width[0], dtype=dtype), torch.eye(width[-1], dtype=dtype)[torch.randint(0, width[-1], (batch,))])
            for _ in range(POOL)
        ]
    )

    def step():
        x, t = draw()
        values = [x]
        for i, (w, b) in enumerate(zip(weights, biases)):
            z = torch.addmm(b, values[-1], w)
            values.append(z.relu_() if i < last else z)
        logarithms = torch.log_softmax(values[-1], 1)
        cost = -(logarithms * t).sum() / batch
        dz = logarithms.exp_().sub_(t)
        for i in range(last, -1, -1):
            below = torch.mm(dz, weights[i].t()).mul_(values[i] > 0) if i else None
            weights[i].addmm_(values[i].t(), dz, alpha=-RATE / batch)
            biases[i].add_(dz.sum(0), alpha=-RATE / batch)
            dz = below
        return cost

    return step


def predict():
    model = torch.nn.Sequential(perceptron_module(784, 128, 10), torch.nn.Softmax(1)).eval()
    script = torch.jit.freeze(torch.jit.script(model))
    draw = in_turn([torch.rand(1, 784) for _ in range(POOL)])
    return lambda: script(draw())


def logistic_regression(batch, inputs, l2):
    w, b = torch.rand(inputs) * 0.2 - 0.1, torch.zeros(1)
    draw = in_turn([(torch.rand(batch, inputs), torch.randint(0, 2, (batch,)).float()) for _ in range(POOL)])

    def step():
        x, t = draw()
        z = torch.addmv(b, x, w)
        cost = torch.nn.functional.binary_cross_entropy_with_logits(z, t)
        dz = z.sigmoid_().sub_(t)
        if l2:
            cost += l2 / 2 * torch.dot(w, w)
        w.addmv_(x.t(), dz, beta=1 - RATE * l2, alpha=-RATE / batch)
        b.sub_(dz.sum(), alpha=RATE / batch)
        return cost

    return step


def small():
    w1, b1, w2, b2 = torch.randn(2, 8), torch.zeros(8), torch.randn(8, 1) / 3, torch.zeros(1)
    draw = in_turn([(torch.rand(4, 2), torch.rand(4, 1)) for _ in range(POOL)])

    def step():
        x, t = draw()
        h = torch.addmm(b1, x, w1).tanh_()
        dz = torch.addmm(b2, h, w2).sub_(t)
        cost = (dz * dz).mean() / 2
        dh = torch.mm(dz, w2.t()).mul_(1 - h * h)
        w2.addmm_(h.t(), dz, alpha=-RATE / 4)
        b2.sub_(dz.sum(0), alpha=RATE / 4)
        w1.addmm_(x.t(), dh, alpha=-RATE / 4)
        b1.sub_(dh.sum(0), alpha=RATE / 4)
        return cost

    return step


answer(
    "PyTorch by hand",
    torch.__version__,
    {
        "mlp-784-128-10/predict/b1": predict,
        **{name: functools.partial(perceptron, *of) for name, of in PERCEPTRONS.items() if of[0] == "sgd"},
        **{name: functools.partial(perceptron, *of) for name, of in SHARED_PERCEPTRONS.items()},
        **{name: functools.partial(logistic_regression, *of) for name, of in LOGISTIC_REGRESSIONS.items()},
        "mlp-2-8-1/sgd-step/b4": small,
    },
)
