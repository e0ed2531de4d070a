"""Writes metrics.json: small tables of predictions and what scikit-learn says of them (Debian: apt install python3-sklearn).

Run it in its own folder: python3 metrics.py. Equal versions write equal bytes; metrics.json names the version that wrote it.
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn import calibration, metrics

BINS = 10
rng = np.random.default_rng(20240229)


def listed(values):
    return np.asarray(values).tolist()


def expected_calibration_error(probabilities, happened):
    """Bins (a, b]; scikit-learn has the bins, but not their sum."""
    edges = np.arange(1, BINS) / BINS
    bins = np.searchsorted(edges, probabilities, side="left")
    return sum(abs(happened[bins == b].mean() - probabilities[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))


def binary(probabilities, labels):
    share, mean = calibration.calibration_curve(labels, probabilities, n_bins=BINS)
    return {
        "probabilities": listed(probabilities),
        "labels": listed(labels),
        "rocAuc": metrics.roc_auc_score(labels, probabilities),
        "averagePrecision": metrics.average_precision_score(labels, probabilities),
        "logLoss": metrics.log_loss(labels, probabilities),
        "binShares": listed(share),
        "binMeans": listed(mean),
        "calibrationError": expected_calibration_error(probabilities, labels),
    }


def classes(probabilities, labels, decided, count):
    every = list(range(count))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(labels, decided, labels=every, zero_division=0)
    macro = metrics.precision_recall_fscore_support(labels, decided, average="macro", zero_division=0)
    weighted = metrics.precision_recall_fscore_support(labels, decided, average="weighted", zero_division=0)
    return {
        "probabilities": listed(probabilities),
        "labels": listed(labels),
        "decided": listed(decided),
        "confusion": listed(metrics.confusion_matrix(labels, decided, labels=every)),
        "accuracy": metrics.accuracy_score(labels, decided),
        "errorRate": metrics.zero_one_loss(labels, decided),
        "precision": listed(precision),
        "recall": listed(recall),
        "f1": listed(f1),
        "support": listed(support),
        "macro": [float(v) for v in macro[:3]],
        "weighted": [float(v) for v in weighted[:3]],
        "logLoss": metrics.log_loss(labels, probabilities, labels=every),
        "calibrationError": expected_calibration_error(probabilities.max(axis=1), (probabilities.argmax(axis=1) == labels).astype(float)),
    }


def softmax(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def regression(predicted, targets):
    return {
        "outputCount": 1 if targets.ndim == 1 else targets.shape[1],
        "predicted": listed(predicted.ravel()),
        "targets": listed(targets.ravel()),
        "meanSquared": metrics.mean_squared_error(targets, predicted),
        "meanAbsolute": metrics.mean_absolute_error(targets, predicted),
        "r2": metrics.r2_score(targets, predicted),
    }


def main():
    warnings.simplefilter("ignore")
    labels = (rng.random(40) < 0.4).astype(int)
    scores = np.clip(0.25 * labels + rng.random(40) * 0.75, 0, 1)
    rounded = np.round(scores, 1)
    certain = np.where(rng.random(40) < 0.2, np.where(rng.random(40) < 0.8, labels, 1 - labels), scores)

    four = rng.integers(0, 4, 50)
    logits = rng.normal(size=(50, 4)) + 1.5 * np.eye(4)[four]
    probabilities = softmax(logits)
    decided = probabilities.argmax(axis=1)
    # Class 1 is never decided, class 2 neither occurs nor is decided, class 3 never occurs.
    odd_labels = np.array([0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0])
    odd_decided = np.array([0, 3, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0])
    odd = softmax(3 * np.eye(4)[odd_decided])

    targets = rng.normal(size=30)
    many = rng.normal(size=(20, 3)) * [1, 10, 0.1] + [0, 100, -5]
    tables = {
        "binary": {
            "untied": binary(scores, labels),
            "tied": binary(rounded, labels),
            "certain": binary(certain, labels),
            "all scores equal": binary(np.full(10, 0.5), np.array([0, 1] * 5)),
        },
        "classes": {
            "four": classes(probabilities, four, decided, 4),
            "empty classes": classes(odd, odd_labels, odd_decided, 4),
            "one class only": classes(softmax(np.outer(np.ones(5), [2.0, 0.0])), np.zeros(5, int), np.zeros(5, int), 2),
        },
        "regression": {
            "one output": regression(targets + 0.3 * rng.normal(size=30), targets),
            "three outputs": regression(many + rng.normal(size=(20, 3)), many),
            "far from zero": regression(1e7 + targets + 0.1 * rng.normal(size=30), 1e7 + targets),
            "worse than the mean": regression(-targets, targets),
            "constant, wrong": regression(targets, np.full(30, 2.0)),
            "constant, right": regression(np.full(30, 2.0), np.full(30, 2.0)),
        },
    }
    with open("metrics.json", "w", encoding="utf-8", newline="\n") as file:
        sections = [f'"scikitLearn": "{sklearn.__version__}"']
        for section, cases in tables.items():
            rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(case, allow_nan=False)}" for name, case in cases.items())
            sections.append(f"{json.dumps(section)}: {{\n{rows}\n}}")
        file.write("{\n" + ",\n".join(sections) + "\n}\n")


if __name__ == "__main__":
    main()
