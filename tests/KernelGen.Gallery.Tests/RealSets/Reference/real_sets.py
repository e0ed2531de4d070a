"""Writes real_sets.json: what scikit-learn reaches on the real sets with the Gallery's models (Debian: apt install python3-sklearn).

python3 real_sets.py FOLDER, the folder of the data. It takes a few minutes on one core.

Every set is divided by the seeds 1 to 5 as KernelGen.Data divides it, so both sides learn from the same rows and are tested on the
same rows; the first test rows of every seed stand in the file. Inputs are standardised on the rows to learn from, pixels are divided
by what the blackest has. A cost of ours is mean loss + L2 |w|^2 / 2; a cost of scikit-learn, divided by its C and the number n of
rows, is that with C = 1 / (n L2).
"""
import gzip
import json
import os
import sys
import warnings

import numpy as np
import sklearn
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier

SEEDS = [1, 2, 3, 4, 5]
SHOWN = 8
MASK = (1 << 64) - 1


class RandomSource:
    """KernelGen.Numerics.RandomSource: SplitMix64."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        limit = MASK - MASK % bound
        while (bits := self.next()) >= limit:
            pass
        return bits % bound


def shuffled(count, seed):
    random, rows = RandomSource(seed), list(range(count))
    for i in range(count - 1, 0, -1):
        j = random.below(i + 1)
        rows[i], rows[j] = rows[j], rows[i]
    return rows


def random_split(labels, seed):
    """Split.Random of four fifths."""
    rows = shuffled(len(labels), seed)
    count = round(0.8 * len(labels))
    return rows[:count], rows[count:]


def stratified_split(labels, seed):
    """Split.Stratified of four fifths: every class has its share by largest remainders."""
    rows, chosen = shuffled(len(labels), seed), round(0.8 * len(labels))
    sizes = {int(label): int((labels == label).sum()) for label in np.unique(labels)}
    share = {label: size * chosen // len(rows) for label, size in sizes.items()}
    left = chosen - sum(share.values())
    for label in sorted(sizes, key=lambda label: -(sizes[label] * chosen % len(rows)))[:left]:
        share[label] += 1
    training, test = [], []
    for row in rows:
        share[int(labels[row])] -= 1
        (training if share[int(labels[row])] >= 0 else test).append(row)
    return training, test


def stratified_folds(labels, folds, seed):
    """TrainingExamples.Folds: the rows of a split, put in a random order by the same seed, dealt out class after class."""
    training, test = stratified_split(labels, seed)
    rows = [(training + test)[place] for place in shuffled(len(labels), seed)]
    by_class = sorted(range(len(rows)), key=lambda position: labels[rows[position]])
    fold_of = {position: turn % folds for turn, position in enumerate(by_class)}
    for fold in range(folds):
        parts = [[], []]
        for position, row in enumerate(rows):
            parts[fold_of[position] == fold].append(row)
        yield parts[0], parts[1]


def standardised(inputs, training):
    mean, deviation = inputs[training].mean(axis=0), inputs[training].std(axis=0)
    return (inputs - mean) / np.where(deviation > 0, deviation, 1)


def score(model, inputs, targets, training, test):
    return model.fit(inputs[training], targets[training]).score(inputs[test], targets[test])


def logistic(l2):
    return lambda count, seed: LogisticRegression(C=1 / (count * l2), solver="newton-cg", tol=1e-6, max_iter=10000)


def unregularised(count, seed):
    """Its costs fall without end where classes can be told apart: the tolerance, the default one, ends it."""
    return LogisticRegression(C=1e12, max_iter=10000)


def network(hidden, l2, batch, epochs, rate):
    """Stochastic gradient descent; alpha is divided by the size of the batch."""
    return lambda count, seed: MLPClassifier(
        (hidden,), solver="sgd", alpha=l2 * batch, batch_size=batch, learning_rate_init=rate, momentum=0, nesterovs_momentum=False,
        max_iter=epochs, tol=0, n_iter_no_change=epochs, random_state=seed)


def divided(data, model, split, prepare):
    inputs, targets = data
    for seed in SEEDS:
        training, test = split(targets, seed)
        prepared = prepare(inputs, training)
        yield score(model(len(training), seed), prepared, targets, training, test), test


def folded(data, model, folds):
    inputs, targets = data
    for seed in SEEDS:
        pairs = list(stratified_folds(targets, folds, seed))
        scores = [
            score(model(len(training), seed), standardised(inputs, training), targets, training, test) for training, test in pairs
        ]
        yield float(np.mean(scores)), pairs[0][1]


def first_four_fifths(labels, seed):
    count = len(labels) * 4 // 5
    return list(range(count)), list(range(count, len(labels)))


def table(folder, name, skip=0):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        rows = [line.strip().split(",") for line in list(file)[skip:] if line.strip()]
    inputs = np.array([[float(x) for x in row[:-1]] for row in rows])
    _, labels = np.unique([row[-1] for row in rows], return_inverse=True)
    return inputs, labels


def values(folder, name):
    rows = np.loadtxt(os.path.join(folder, name), delimiter=",")
    return rows[:, :-1], rows[:, -1]


def digits(folder):
    rows = np.loadtxt(os.path.join(folder, "digits.csv.gz"), delimiter=",")
    return rows[:, :-1] / 16, rows[:, -1].astype(int)


def mnist(folder):
    def unzipped(name, header):
        with gzip.open(os.path.join(folder, "mnist", name)) as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)
    images = unzipped("t10k-images-idx3-ubyte.gz", 16).reshape(-1, 784) / 255.0
    return images, unzipped("t10k-labels-idx1-ubyte.gz", 8).astype(int)


def main(folder):
    as_they_are = lambda inputs, training: inputs
    runs = {
        "logistic-4": divided(table(folder, "banknote_authentication.csv"), logistic(1e-4), stratified_split, standardised),
        "logistic-30": folded(table(folder, "breast_cancer.csv", skip=1), logistic(1e-3), 5),
        "softmax-4-3": divided(table(folder, "iris.csv"), unregularised, stratified_split, standardised),
        "softmax-13-3": divided(table(folder, "wine.csv"), logistic(1e-2), stratified_split, standardised),
        "linear-11": divided(values(folder, "winequality-white.csv"), lambda count, seed: LinearRegression(), random_split, standardised),
        "digits-64-128-10": divided(digits(folder), network(128, 1e-4, 16, 60, 0.1), stratified_split, as_they_are),
        "mlp-784-128-10": divided(mnist(folder), network(128, 0, 32, 20, 0.1), first_four_fifths, as_they_are),
    }
    models = {}
    for name, run in runs.items():
        scores, tests = zip(*run)
        models[name] = {"scores": [round(float(s), 6) for s in scores], "firstTestRows": [test[:SHOWN] for test in tests]}
        print(name, *models[name]["scores"], "mean %.4f, standard error %.4f" % (np.mean(scores), np.std(scores, ddof=1) / np.sqrt(len(SEEDS))))
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "real_sets.json")
    with open(path, "w", encoding="utf-8") as file:
        lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(model)}" for name, model in models.items())
        file.write(f'{{\n  "scikit-learn": "{sklearn.__version__}",\n  "seeds": {SEEDS},\n  "models": {{\n{lines}\n  }}\n}}\n')


if __name__ == "__main__":
    # A network ends after its epochs, converged or not; near a minimum a line search gains nothing.
    warnings.simplefilter("ignore")
    main(sys.argv[1])
