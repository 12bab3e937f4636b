"""Optima of scikit-learn's logistic regression on small seeded data, for tests/learn_golden.rs.

Run by hand, from the root of the repository:
    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    python3 tests/golden/learn/make.py

The rows are whole thousandths, so that both sides read exactly the same numbers. Classes overlap and
differ in size, so that "balanced" class weights matter.
"""

import json
import pathlib

import numpy as np
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

CLASSES, FEATURES = 5, 9
SIZES = [40, 25, 18, 12, 25]


def main():
    rng = np.random.default_rng(20240)
    centres = rng.normal(0, 0.9, (CLASSES, FEATURES))
    labels = np.repeat(np.arange(CLASSES), SIZES)
    spread = np.linspace(0.3, 1.5, FEATURES)
    rows = centres[labels] + rng.normal(0, 1, (len(labels), FEATURES)) * spread + 0.5
    thousandths = np.rint(rows * 1000).astype(int)
    x = thousandths.astype(np.float32) / np.float32(1000)
    x = x.astype(np.float64)

    cases = []
    for c in (0.01, 0.1, 1.0, 10.0, 100.0):
        for weights in (None, "balanced"):
            model = LogisticRegression(C=c, class_weight=weights, solver="lbfgs", tol=1e-10, max_iter=100_000)
            model.fit(x, labels)
            z = model.decision_function(x)
            loss = logsumexp(z, axis=1) - z[np.arange(len(labels)), labels]
            counts = np.bincount(labels)
            s = np.ones(len(labels)) if weights is None else (len(labels) / (CLASSES * counts))[labels]
            cases.append({
                "c": c,
                "balanced": weights is not None,
                "objective": float(c * (s * loss).sum() + 0.5 * (model.coef_ ** 2).sum()),
                "log_loss": float((s * loss).sum() / s.sum()),
                "weights": [round(float(w), 7) for w in model.coef_.ravel()],
                "bias": [round(float(b), 7) for b in model.intercept_ - model.intercept_.mean()],
            })
    data = {
        "features": FEATURES,
        "classes": CLASSES,
        "labels": labels.tolist(),
        "thousandths": thousandths.ravel().tolist(),
        "cases": cases,
    }
    path = pathlib.Path(__file__).with_name("scikit-learn.json")
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
