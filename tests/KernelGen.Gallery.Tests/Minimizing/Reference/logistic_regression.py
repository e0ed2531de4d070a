"""Prints the least costs that LbfgsReferenceTests.cs expects, as scikit-learn finds them (Debian: apt install python3-sklearn).

python3 logistic_regression.py FOLDER, the folder of breast_cancer.csv and digits.csv.gz.

LogisticRegression minimises C * sum of losses + |w|^2 / 2 without the biases. Divided by C * n, C = 1, that is
mean loss + |w|^2 / (2 * n): our cost with L2 = 1 / n.
"""
import os
import sys

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression


def least_cost(inputs, labels):
    model = LogisticRegression(C=1, solver="newton-cg", tol=1e-7, max_iter=10000).fit(inputs, labels)
    scores = model.decision_function(inputs)
    if scores.ndim == 1:
        losses = np.logaddexp(0, np.where(labels == 1, -scores, scores))
    else:
        losses = np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(labels)), labels]
    return losses.mean() + (model.coef_ ** 2).sum() / 2 / len(labels), model.score(inputs, labels)


def main(folder):
    print("scikit-learn", sklearn.__version__)
    tumours = np.loadtxt(os.path.join(folder, "breast_cancer.csv"), delimiter=",", skiprows=1)
    inputs = (tumours[:, :-1] - tumours[:, :-1].mean(axis=0)) / tumours[:, :-1].std(axis=0)
    print("breast_cancer, standardised: cost %.12f, accuracy %.6f" % least_cost(inputs, tumours[:, -1].astype(int)))
    digits = np.loadtxt(os.path.join(folder, "digits.csv.gz"), delimiter=",")
    print("digits / 16: cost %.12f, accuracy %.6f" % least_cost(digits[:, :-1] / 16, digits[:, -1].astype(int)))


if __name__ == "__main__":
    main(sys.argv[1])
