"""Records scikit-learn's results: python3 tools/goldens/sklearn_results.py > tests/KerasDigits.Notebook.Tests/Learn/sklearn.json (recorded with 1.2.1, NumPy 1.24.2)."""
import json
import warnings

import numpy as np
from sklearn import metrics as m
from sklearn import model_selection as s
from sklearn import preprocessing as p

warnings.simplefilter("ignore")
X = [[1.5, -2.0, 7.0], [3.25, 0.5, 7.0], [-4.0, 8.0, 7.0], [0.1, 2.0, 7.0], [9.75, 1e-3, 7.0]]
NEW = [[2.0, 3.0, 4.0], [100.0, -50.0, 7.5]]
out = {"X": X, "new": NEW, "scalers": [], "folds": [], "metrics": [], "reports": [], "errors": []}


def lists(a):
    return np.asarray(a, dtype="float64").tolist()


for name, options in [("StandardScaler", {}), ("StandardScaler", {"with_mean": False}), ("StandardScaler", {"with_std": False}),
                      ("MinMaxScaler", {}), ("MinMaxScaler", {"feature_range": [-1, 2], "clip": True})]:
    for dtype in ("float64", "float32"):
        given = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
        scaler = getattr(p, name)(**given).fit(np.array(X, dtype))
        new = scaler.transform(np.array(NEW, dtype))
        out["scalers"].append({"name": name, "options": options, "dtype": dtype, "scaled": lists(scaler.transform(np.array(X, dtype))),
                               "new": lists(new), "back": lists(scaler.inverse_transform(new))})

y = [2, 0, 0, 1, 2, 2, 1, 0, 2, 1, 0, 0, 2, 2, 1, 0, 1, 2, 0, 2, 2, 0, 1]
out["y"] = y
for name in ("KFold", "StratifiedKFold"):
    for n, seed in ((2, None), (5, None), (3, 0), (4, 42), (7, 1)):
        folds = getattr(s, name)(n, shuffle=seed is not None, random_state=seed).split(np.zeros((len(y), 1)), y)
        out["folds"].append({"name": name, "n": n, "seed": seed, "tests": [test.tolist() for _, test in folds]})

rng = np.random.RandomState(3)
three = rng.randint(0, 3, 40)
guess = np.where(rng.rand(40) < 0.6, three, rng.randint(0, 3, 40))
two = rng.randint(0, 2, 40)
guess2 = np.where(rng.rand(40) < 0.7, two, 1 - two)
score = np.round(np.clip(two * 0.4 + rng.rand(40) * 0.6, 0, 1), 2)
proba = rng.rand(40, 3) + 0.05 + np.eye(3)[three] * 0.8
proba /= proba.sum(axis=1, keepdims=True)
weight = np.round(rng.rand(40) + 0.1, 3)
real = rng.randn(20, 2)
fit = real + rng.randn(20, 2) * 0.3
names = np.array(["cat", "dog", "zebra finch"])
data = {"three": three, "guess": guess, "two": two, "guess2": guess2, "score": score, "proba": proba, "weight": weight, "real": real,
        "fit": fit, "real1": real[:, 0], "fit1": fit[:, 0], "weight20": weight[:20], "never": np.zeros(40, int), "texts": names[three], "guessed": names[guess]}
out["data"] = {k: np.asarray(v).tolist() for k, v in data.items()}


def record(name, *args, **options):
    given = {k: data[v] if k == "sample_weight" else v for k, v in options.items()}
    out["metrics"].append({"name": name, "args": args, "options": options, "value": np.asarray(getattr(m, name)(*[data[a] for a in args], **given)).tolist()})


for name in ("precision_score", "recall_score", "f1_score"):
    record(name, "two", "guess2")
    record(name, "two", "guess2", pos_label=0)
    record(name, "two", "never")
    for average in ("macro", "weighted", "micro"):
        record(name, "three", "guess", average=average)
        record(name, "three", "guess", average=average, labels=[2, 0])
        record(name, "three", "never", average=average, zero_division=1)
        record(name, "texts", "guessed", average=average, sample_weight="weight")
for pair in (("three", "guess"), ("texts", "guessed"), ("two", "guess2"), ("three", "never")):
    record("accuracy_score", *pair)
    record("accuracy_score", *pair, sample_weight="weight")
    record("accuracy_score", *pair, normalize=False)
    record("confusion_matrix", *pair)
    record("confusion_matrix", *pair, sample_weight="weight")
    for normalize in ("true", "pred", "all"):
        record("confusion_matrix", *pair, normalize=normalize)
record("confusion_matrix", "three", "guess", labels=[2, 1])
for options in ({}, {"sample_weight": "weight"}):
    record("roc_auc_score", "two", "score", **options)
    record("log_loss", "two", "score", **options)
    record("log_loss", "three", "proba", **options)
    for average in ("macro", "weighted"):
        record("roc_auc_score", "three", "proba", multi_class="ovr", average=average, **options)
for average in ("macro", "weighted"):
    record("roc_auc_score", "three", "proba", multi_class="ovo", average=average)
record("log_loss", "two", "guess2")
record("log_loss", "two", "score", normalize=False)
for name in ("r2_score", "mean_squared_error", "mean_absolute_error"):
    record(name, "real", "fit")
    record(name, "real1", "fit1")
    record(name, "real1", "fit1", sample_weight="weight20")
record("r2_score", "real", "fit", multioutput="variance_weighted")
record("mean_squared_error", "real", "fit", squared=False)

for args, options in ((("three", "guess"), {}), (("two", "guess2"), {}), (("texts", "guessed"), {}), (("texts", "guessed"), {"digits": 4}),
                      (("three", "guess"), {"target_names": ["a", "bb", "a long name of a class"]}), (("three", "guess"), {"labels": [1, 2]}),
                      (("three", "guess"), {"labels": [0, 1, 2, 3]}), (("three", "never"), {}), (("three", "guess"), {"sample_weight": "weight"})):
    given = {k: data[v] if k == "sample_weight" else v for k, v in options.items()}
    out["reports"].append({"args": args, "options": options, "text": m.classification_report(*[data[a] for a in args], **given)})
out["float_report"] = m.classification_report(np.array([0.0, 1, 1, 0]), np.array([0, 1, 0, 0]))


def error(name, call):
    try:
        call()
    except ValueError as e:
        out["errors"].append({"name": name, "text": str(e)})


error("accuracy_continuous", lambda: m.accuracy_score(two, score))
error("precision_multiclass", lambda: m.precision_score(three, guess))
error("precision_texts", lambda: m.precision_score(["no", "yes"], ["no", "no"]))
error("auc_one_class", lambda: m.roc_auc_score([1, 1], [0.5, 0.6]))
error("auc_multiclass", lambda: m.roc_auc_score(three, proba))
error("log_loss_one_class", lambda: m.log_loss([1, 1], [0.5, 0.6]))
error("report_names", lambda: m.classification_report(three, guess, target_names=["a"]))
error("kfold_many", lambda: list(s.KFold(5).split([[1], [2]])))
error("kfold_seed", lambda: s.KFold(5, random_state=1))
error("stratified_few", lambda: list(s.StratifiedKFold(3).split([[1]] * 4, [0, 0, 1, 1])))
error("encoder_unseen", lambda: p.LabelEncoder().fit(["a", "b"]).transform(["a", "z"]))
error("onehot_unseen", lambda: p.OneHotEncoder().fit([["a"], ["b"]]).transform([["z"]]))
print(json.dumps(out, separators=(",", ":")))
