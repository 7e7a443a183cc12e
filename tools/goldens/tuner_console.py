"""Packs `tuner_console_1.4.7` and `tuner_console_1.0.1`, and `tuner-projects`: what a Hyperband search prints and the project that it leaves.

KerasTuner 1.4.7 (tf.keras 2.15) or 1.0.1 (`kerastuner`, TF 2.3.1): the version that is installed. Figures of training, times and ids are put aside when
texts are compared. `--write` writes the texts and the project's files without the weights.
"""
import contextlib
import io
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

import numpy as np
import tensorflow as tf

try:
    import keras_tuner as kt
except ImportError:
    import kerastuner as kt

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "KerasDigits.Tuner.Tests" / "Goldens"
keras, L = tf.keras, tf.keras.layers


def build(hp):
    model = keras.Sequential([L.Dense(hp.Int("units", 8, 32, step=8, default=8), hp.Choice("dense_activation", ["relu", "sigmoid"], default="relu"), input_shape=(6,)),
                              L.Dropout(hp.Float("dropout", 0., .5, step=.1, default=.3)), L.Dense(2, "softmax")])
    model.compile(keras.optimizers.Adam(hp.Choice("learning_rate", [1e-1, 1e-2, 1e-3, 1e-4])), "categorical_crossentropy", metrics=["accuracy"])
    return model


def tuner():
    return kt.Hyperband(build, objective="val_accuracy", max_epochs=3, executions_per_trial=2, directory="hyperband", project_name="MNIST", seed=1)


def printed(function):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        function()
    return text.getvalue()


def search():
    """Texts by what was called, in a folder of its own: 64 rows to learn from, 64 to look at."""
    draw = np.random.RandomState(1)
    x = draw.normal(size=(128, 6)).astype("float32")
    y, made = np.eye(2, dtype="float32")[(x[:, 0] > 0).astype(int)], tuner()
    texts = {"search_space_summary": printed(made.search_space_summary),
             "search": printed(lambda: made.search(x[:64], y[:64], epochs=3, validation_data=(x[64:], y[64:]), verbose=2)),
             "results_summary": printed(made.results_summary), "results_summary_2": printed(lambda: made.results_summary(2)), "reload": printed(tuner),
             "oracle_summary": printed(lambda: made.oracle.get_best_trials(1)[0].summary())}
    files = sorted(os.path.join(root, n).replace(os.sep, "/")[2:] for root, _, names in os.walk(".") for n in names)
    return {**texts, "files": files}


def still(value):
    """A text as its lines without figures of training, times, ids and what the search has drawn; what one line repeats counts once."""
    if isinstance(value, list):
        return sorted({re.sub(r"trial_[0-9a-f]{4,32}", "trial", v) for v in value if "checkpoint" not in v})
    value = re.sub(r"[0-9a-f]{32}|(?<![.\d])\d{4}\b", "ID", value)
    value = re.sub(r"\b(relu|sigmoid)\b", "act", value)
    lines = [re.sub(r"\d+(\.\d+)?(e-\d+)?(ms|us|s)?|\bNone\b", "#", line) for line in value.split("\n") if not re.match(r"\d+/\d+ - ", line)]
    return sorted({re.sub(r"\s+", " ", line) for line in lines})


def main():
    name, wrong = f"tuner_console_{kt.__version__}", 0
    file = FOLDER / f"{name}.json"
    content = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"kerastuner": kt.__version__, "space": "", "text": {}}
    with tempfile.TemporaryDirectory() as folder:
        home = os.getcwd()
        os.chdir(folder)
        try:
            made = search()
        finally:
            os.chdir(home)
        for key, value in made.items():
            old = content["text"].get(key)
            same = old is not None and still(old) == still(value)
            print(f"{key}: {'as recorded' if same else 'another text'}")
            if not same:
                wrong += 1
                print(*sorted(set(still(value)) ^ set(still(old or ""))), sep="\n   ")
        if "--write" in sys.argv:
            content["text"] = made
            file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            target = FOLDER / "tuner-projects" / f"hyperband-{kt.__version__}"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(os.path.join(folder, "hyperband", "MNIST"), target, ignore=shutil.ignore_patterns("checkpoint*"))
    return int(wrong > 0 and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
