"""Pack `gaussian_process`: what scikit-learn and SciPy make of points, with the settings of KerasTuner's BayesianOptimization. scikit-learn 1.2.1, SciPy 1.10.1.

A case gives name, seed, alpha, d (numbers a point), points and scores, and `at`, where it predicts; the rest is what is recorded. `python
gaussian_process.py` compares, `--new cases.json` adds cases, `--write` writes.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import scipy.optimize
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern

FILE = pathlib.Path(__file__).resolve().parents[2] / "tests" / "KerasDigits.Tuner.Tests" / "Goldens" / "gaussian_process.json"
BETA, STARTS = 2.6, 50


def record(case):
    size = case["d"]
    process = GaussianProcessRegressor(Matern(nu=2.5), n_restarts_optimizer=20, normalize_y=True, alpha=case["alpha"], random_state=case["seed"])
    process.fit(np.reshape(case["points"], (-1, size)), np.array(case["scores"]))
    mean, std = process.predict(np.reshape(case["at"], (-1, size)), return_std=True)

    def bound(x):
        mu, sigma = process.predict(np.reshape(x, (1, -1)), return_std=True)
        return (mu - BETA * sigma)[0]

    best = None
    for start in np.random.RandomState(case["seed"]).uniform(0, 1, (STARTS, size)):
        found = scipy.optimize.minimize(bound, start, bounds=[(0, 1)] * size, method="L-BFGS-B")
        if best is None or found.fun < best.fun:
            best = found
    return {"length_scale": float(process.kernel_.length_scale), "log_likelihood": float(process.log_marginal_likelihood_value_), "mean": mean.tolist(), "std": std.tolist(),
            "acquisition": float(best.fun), "acquisition_at": best.x.tolist()}


def main():
    warnings.simplefilter("ignore")  # that a length scale lies at its bound is what a case is about
    cases, wrong = json.loads(FILE.read_text(encoding="utf-8")), 0
    if "--new" in sys.argv:
        cases += json.loads(pathlib.Path(sys.argv[sys.argv.index("--new") + 1]).read_text(encoding="utf-8"))
    for case in cases:
        made = record(case)
        off = {k: float(np.max(np.abs(np.array(v) - np.array(case.get(k, np.nan))))) for k, v in made.items() if k not in ("acquisition_at", "length_scale")}
        same = all(v <= 1e-5 for v in off.values())
        print(f"{case['name']}: {'as recorded' if same else off}")
        wrong += not same
        case.update(made)
    if "--write" in sys.argv:
        FILE.write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")
    return int(wrong > 0 and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
