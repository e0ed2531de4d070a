"""scikit-learn's MLPClassifier: predict_proba, and a step as one of those that a call of partial_fit takes through its data."""
import functools
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier

from bench import PERCEPTRONS, POOL, RATE, answer, in_turn

STEPS = 25
random = np.random.default_rng(1)


def classifier(rule, batch, width, dtype, steps=STEPS):
    x = random.random((steps * batch, width[0])).astype(dtype)
    # Every class occurs, or there would be fewer outputs.
    t = np.arange(steps * batch) % width[-1]
    model = MLPClassifier(
        width[1:-1],
        solver="adam" if rule == "adam" else "sgd",
        momentum=0.9 if rule == "momentum" else 0,
        nesterovs_momentum=False,
        learning_rate_init=RATE,
        alpha=0,
        batch_size=batch,
        shuffle=False,
    )
    return model.partial_fit(x, t, classes=np.arange(width[-1])), x, t


def perceptron(*of):
    model, x, t = classifier(*of)

    def fit():
        model.partial_fit(x, t)
        return model.loss_

    return fit, STEPS


def predict():
    model, _, _ = classifier("sgd", 64, (784, 128, 10), "float32", steps=1)
    draw = in_turn([random.random((1, 784)).astype("float32") for _ in range(POOL)])
    return lambda: model.predict_proba(draw())


warnings.filterwarnings("ignore")
answer(
    "scikit-learn",
    sklearn.__version__,
    {
        "mlp-784-128-10/predict/b1": predict,
        **{name: functools.partial(perceptron, *of) for name, of in PERCEPTRONS.items() if len(of[2]) > 2},
    },
)
