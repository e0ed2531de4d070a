"""NumPy with preallocated buffers wherever an operation takes them."""
import functools

import numpy as np

from bench import LOGISTIC_REGRESSIONS, PERCEPTRONS, POOL, RATE, answer, in_turn

random = np.random.default_rng(1)


def uniform(low, high, *shape, dtype="float32"):
    return random.uniform(low, high, shape).astype(dtype)


def layers(width, dtype):
    weights = [uniform(-((6 / a) ** 0.5), (6 / a) ** 0.5, a, b, dtype=dtype) for a, b in zip(width, width[1:])]
    return weights, [np.zeros(b, dtype) for b in width[1:]]


def softmax(z):
    np.subtract(z, z.max(1, keepdims=True), out=z)
    np.exp(z, out=z)
    total = z.sum(1, keepdims=True)
    np.divide(z, total, out=z)


class Rule:
    """θ ← θ − what the rule makes of the gradient, over all parameters."""

    def __init__(self, name, parameters):
        self.name, self.parameters, self.steps = name, parameters, 0
        self.first = [np.zeros_like(p) for p in parameters]
        self.second = [np.zeros_like(p) for p in parameters]
        self.scratch = [np.empty_like(p) for p in parameters]

    def apply(self, i, gradient):
        theta, m, v, s = self.parameters[i], self.first[i], self.second[i], self.scratch[i]
        rate = theta.dtype.type(RATE)
        if self.name == "sgd":
            np.multiply(gradient, rate, out=s)
        elif self.name == "momentum":
            np.multiply(m, theta.dtype.type(0.9), out=m)
            np.add(m, gradient, out=m)
            np.multiply(m, rate, out=s)
        else:
            root = (1 - 0.999**self.steps) ** 0.5
            np.multiply(m, theta.dtype.type(0.9), out=m)
            np.multiply(gradient, theta.dtype.type(0.1), out=s)
            np.add(m, s, out=m)
            np.multiply(v, theta.dtype.type(0.999), out=v)
            np.multiply(gradient, gradient, out=s)
            np.multiply(s, theta.dtype.type(0.001), out=s)
            np.add(v, s, out=v)
            np.sqrt(v, out=s)
            np.add(s, theta.dtype.type(1e-8 * root), out=s)
            np.divide(m, s, out=s)
            np.multiply(s, theta.dtype.type(RATE * root / (1 - 0.9**self.steps)), out=s)
        np.subtract(theta, s, out=theta)


def perceptron(rule, batch, width, dtype):
    weights, biases = layers(width, dtype)
    last = len(weights) - 1
    update = Rule(rule, [*weights, *biases])
    one_hot = np.eye(width[-1], dtype=dtype)
    draw = in_turn(
        [(uniform(0, 1, batch, width[0], dtype=dtype), one_hot[random.integers(0, width[-1], batch)]) for _ in range(POOL)]
    )
    values = [None, *[np.empty((batch, b), dtype) for b in width[1:]]]
    adjoints = [None, *[np.empty((batch, b), dtype) for b in width[1:]]]
    gradients = [np.empty_like(w) for w in weights]
    scale = np.dtype(dtype).type(1 / batch)

    def step():
        values[0], target = draw()
        update.steps += 1
        for i, (w, b) in enumerate(zip(weights, biases)):
            z = values[i + 1]
            np.matmul(values[i], w, out=z)
            np.add(z, b, out=z)
            if i < last:
                np.maximum(z, 0, out=z)
        probability, dz = values[-1], adjoints[-1]
        softmax(probability)
        cost = -np.log((probability * target).sum(1)).mean()
        np.subtract(probability, target, out=dz)
        np.multiply(dz, scale, out=dz)
        for i in range(last, -1, -1):
            dz = adjoints[i + 1]
            if i:
                np.matmul(dz, weights[i].T, out=adjoints[i])
                np.multiply(adjoints[i], values[i] > 0, out=adjoints[i])
            np.matmul(values[i].T, dz, out=gradients[i])
            update.apply(i, gradients[i])
            update.apply(last + 1 + i, dz.sum(0))
        return cost

    return step


def predict():
    (w1, w2), (b1, b2) = layers((784, 128, 10), "float32")
    draw = in_turn([uniform(0, 1, 1, 784) for _ in range(POOL)])
    h, y = np.empty((1, 128), "float32"), np.empty((1, 10), "float32")

    def call():
        np.matmul(draw(), w1, out=h)
        np.add(h, b1, out=h)
        np.maximum(h, 0, out=h)
        np.matmul(h, w2, out=y)
        np.add(y, b2, out=y)
        softmax(y)
        return y

    return call


def logistic_regression(batch, inputs, l2):
    w, b = uniform(-0.1, 0.1, inputs), np.float32(0)
    draw = in_turn([(uniform(0, 1, batch, inputs), random.integers(0, 2, batch).astype("float32")) for _ in range(POOL)])
    z, gradient, rate = np.empty(batch, "float32"), np.empty(inputs, "float32"), np.float32(RATE)
    scale, decay = np.float32(RATE / batch), np.float32(1 - RATE * l2)

    def step():
        nonlocal b
        x, t = draw()
        np.matmul(x, w, out=z)
        np.add(z, b, out=z)
        cost = (np.logaddexp(0, z) - t * z).mean()
        if l2:
            cost += l2 / 2 * (w @ w)
            np.multiply(w, decay, out=w)
        np.negative(z, out=z)
        np.exp(z, out=z)
        np.add(z, 1, out=z)
        np.divide(1, z, out=z)
        np.subtract(z, t, out=z)
        np.multiply(z, scale, out=z)
        np.matmul(z, x, out=gradient)
        np.subtract(w, gradient, out=w)
        b -= z.sum()
        return cost

    return step


def small():
    (w1, w2), (b1, b2) = layers((2, 8, 1), "float32")
    draw = in_turn([(uniform(0, 1, 4, 2), uniform(0, 1, 4, 1)) for _ in range(POOL)])
    scale = np.float32(RATE / 4)

    def step():
        nonlocal w1, b1, w2, b2
        x, t = draw()
        h = np.tanh(x @ w1 + b1)
        error = h @ w2 + b2 - t
        dz = scale * error
        dh = (dz @ w2.T) * (1 - h * h)
        w2 -= h.T @ dz
        b2 -= dz.sum(0)
        w1 -= x.T @ dh
        b1 -= dh.sum(0)
        return (error * error).sum() / 8

    return step


def logistic(x, out):
    np.negative(x, out=out)
    np.exp(out, out=out)
    np.add(out, 1, out=out)
    np.divide(1, out, out=out)


def elementwise(function):
    x = uniform(-8, 8, 4096)
    out = np.empty_like(x)

    def call():
        function(x, out=out)
        return out

    return call


answer(
    "NumPy",
    np.__version__,
    {
        "mlp-784-128-10/predict/b1": predict,
        **{name: functools.partial(perceptron, *of) for name, of in PERCEPTRONS.items()},
        **{name: functools.partial(logistic_regression, *of) for name, of in LOGISTIC_REGRESSIONS.items()},
        "mlp-2-8-1/sgd-step/b4": small,
        "exp/4096": lambda: elementwise(np.exp),
        "logistic/4096": lambda: elementwise(logistic),
        "tanh/4096": lambda: elementwise(np.tanh),
    },
)
