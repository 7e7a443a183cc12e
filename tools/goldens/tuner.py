"""Pack `tuner`: the trials of KerasTuner's oracles for a seed, with an objective that is computed from the values. KerasTuner 1.4.7, no training.

The objective stands in the pack ("objective"). The names of the runs say oracle, space and seed: random_space_42, hyperband_30_7, grid_space. Of some
runs the oracle's own files stand in the folder `tuner`. Bayesian runs follow scikit-learn's version (1.5).
"""
import json
import math
import pathlib
import shutil
import sys
import tempfile

import keras_tuner as kt

import pack

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "KerasDigits.Tuner.Tests" / "Goldens"


def score(values):
    total = 0.0
    for name in sorted(n for n in values if not n.startswith("tuner/")):
        value = values[name]
        total += (sum(map(ord, value)) % 17) / 17 if isinstance(value, str) else math.sin(3.1 * value + len(name))
    return total + 0.01 * values.get("tuner/epochs", 1)


def space():
    hp = kt.HyperParameters()
    hp.Int("units", 64, 512, step=32)
    hp.Choice("dense_activation", ["relu", "sigmoid"], default="relu")
    hp.Float("dropout", 0.0, 0.5, step=0.1, default=0.3)
    hp.Choice("learning_rate", [1e-1, 1e-2, 1e-3, 1e-4])
    return hp


def cont():
    hp = kt.HyperParameters()
    hp.Float("a", -1.0, 1.0)
    hp.Float("lr", 1e-4, 1e-1, sampling="log")
    hp.Int("n", 1, 64, sampling="log")
    hp.Boolean("flag")
    return hp


def cond():
    hp = kt.HyperParameters()
    kind = hp.Choice("kind", ["conv", "dense"])
    with hp.conditional_scope("kind", ["conv"]):
        hp.Int("filters", 8, 64, step=8)
        hp.Choice("kernel", [1, 3, 5])
    hp.Fixed("fixed", 3)
    with hp.conditional_scope("kind", ["dense"]):
        hp.Int("width", 16, 256, step=16)
    return hp


def oracle(name):
    goal = kt.Objective("score", "max")
    parts = name.split("_")
    seed = int(parts[-1]) if parts[-1].isdigit() else None
    if parts[0] == "random":
        return kt.oracles.RandomSearchOracle(goal, max_trials=25, seed=seed, hyperparameters={"space": space, "cont": cont, "cond": cond}[parts[1]]())
    if parts[0] == "hyperband":
        return kt.oracles.HyperbandOracle(goal, max_epochs=int(parts[1]), factor=4 if "f4" in parts else 3, hyperband_iterations=2 if "x2" in parts else 1,
                                          seed=seed, hyperparameters=space() if parts[1] == "30" else cont())
    if parts[0] == "bayes":
        return kt.oracles.BayesianOptimizationOracle(goal, max_trials=14, seed=seed, hyperparameters=cont())
    return kt.oracles.GridSearchOracle(goal, max_trials=None, hyperparameters=cond())


def run(name, keep=False):
    made, trials = oracle(name), []
    with tempfile.TemporaryDirectory() as folder:
        made._set_project_dir(folder, "p")
        while True:
            trial = made.create_trial("tuner0")
            if trial.status != "RUNNING":
                break
            values = dict(trial.hyperparameters.values)
            made.update_trial(trial.trial_id, {"score": score(values)})
            trial.status = "COMPLETED"
            made.end_trial(trial)
            trials.append({"id": trial.trial_id, "values": values, "score": score(values), "status": "COMPLETED"})
        kept = FOLDER / "tuner" / name / "p"
        if keep and kept.exists():
            for file in pathlib.Path(folder, "p").rglob("*.json"):
                target = kept / file.relative_to(pathlib.Path(folder, "p"))
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
    return trials


if __name__ == "__main__":
    file, wrong = FOLDER / "tuner.json", 0
    content = json.loads(file.read_text(encoding="utf-8"))
    for entry in content["runs"]:
        trials = pack.plain(run(entry["name"], "--write" in sys.argv))
        old, new = ([t["values"] for t in made] for made in (entry["trials"], trials))
        same = pack.difference({"": old}, {"": new}, {}, {}, 1e-4 if "bayes" in entry["name"] else 0) is None
        wrong += not same
        print(f"{entry['name']}: {'as recorded' if same else 'other trials'}")
        if "--write" in sys.argv:
            entry["trials"] = trials
    if "--write" in sys.argv:
        file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if wrong and "--write" not in sys.argv else 0)
