"""Packs `console` (tf.keras 2.15) and `notebook_text` (TF 2.3.1: `python console.py notebook_text`): what summary(), fit, evaluate and predict print.

A case is a function of its name below; one more function is one more case. All are run one after the other, for layers are numbered on. Numbers of
training and the clock's are put aside when a text is compared, and a recorded one that differs in nothing else stays.
"""
import contextlib
import inspect
import io
import json
import os
import re
import sys
import tempfile

import numpy as np
import tensorflow as tf

import pack

keras, L = tf.keras, tf.keras.layers
SHAPE = (28, 28, 1)


def printed(function):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        function()
    return text.getvalue()


class Console:
    """The pack console, in the order of its cases."""

    def summary_dense(self):
        keras.Sequential([L.Dense(64, "relu", input_shape=(784,)), L.Dense(10, "softmax")]).summary()

    def summary_conv(self):
        keras.Sequential([L.Conv2D(8, 3, activation="relu", input_shape=SHAPE), L.MaxPooling2D(), L.Conv2D(16, 3, activation="relu"), L.MaxPooling2D(), L.Flatten(),
                          L.Dense(16, "relu"), L.Dense(10, "softmax")]).summary()

    def summary_functional(self):
        image = keras.Input(SHAPE, name="image")
        both = L.Concatenate()([L.Conv2D(6, 3, padding="same", activation="relu")(image), L.Conv2D(6, 5, padding="same", activation="relu")(image)])
        pooled = L.GlobalAveragePooling2D()(L.Add()([both, L.Conv2D(12, 1)(both)]))
        keras.Model(image, L.Dense(10, "softmax", name="digit")(pooled), name="two_towers").summary()

    def summary_nested(self):
        base = keras.Sequential([L.Conv2D(4, 3, input_shape=SHAPE), L.MaxPooling2D()], name="base")
        base.trainable = False
        keras.Sequential([base, L.Flatten(), L.Dense(10)]).summary()

    def model(self):
        """320 rows of two kinds that are told apart soon: 8 batches to learn from, 10 to look at."""
        if not hasattr(self, "learner"):
            keras.utils.set_random_seed(4)
            draw = np.random.RandomState(4)
            self.y = np.eye(2, dtype="float32")[np.arange(320) % 2]
            self.x = (draw.normal(size=(320, 6)) * .1 + self.y[:, :1] * 2 - 1).astype("float32")
            self.learner = keras.Sequential([L.Dense(8, "relu", input_shape=(6,)), L.Dense(2, "softmax")])
            self.learner.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
        return self.learner

    def fit(self, verbose, **given):
        self.model().fit(self.x, self.y, epochs=given.pop("epochs", 2), validation_split=.2, verbose=verbose, **given)

    def fit_verbose1(self):
        self.fit(1)

    def evaluate_verbose1(self):
        self.model().evaluate(self.x, self.y, verbose=1)

    def predict_verbose1(self):
        self.model().predict(self.x, verbose=1)

    def fit_verbose2(self):
        self.fit(2)

    def evaluate_verbose2(self):
        self.model().evaluate(self.x, self.y, verbose=2)

    def predict_verbose2(self):
        self.model().predict(self.x, verbose=2)

    def callbacks_verbose(self):
        """Each callback has its word by the second epoch: what is watched by 2 cannot get better by as much."""
        cb, watched = keras.callbacks, {"monitor": "accuracy", "mode": "max", "min_delta": 2, "patience": 1, "verbose": 1}
        with tempfile.TemporaryDirectory() as folder:
            saved = cb.ModelCheckpoint(os.path.join(folder, "c.h5"), save_best_only=True, verbose=1)
            slower = cb.LearningRateScheduler(lambda epoch, rate: rate * .9, verbose=1)
            self.fit(0, epochs=5, callbacks=[slower, cb.ReduceLROnPlateau(**watched), saved, cb.EarlyStopping(**watched)])
        self.folder = folder


class NotebookText:
    """The summaries of the reference notebook's models, numbered as there."""

    def model_dense(self):
        keras.Sequential([L.Dense(64, "relu", input_shape=(784,)), L.Dense(10, "softmax")]).summary()

    def model_conv_base(self):
        self.conv = keras.Sequential()
        for layer in (L.Conv2D(32, 3, activation="relu", input_shape=SHAPE), L.MaxPooling2D(), L.Conv2D(64, 3, activation="relu"), L.MaxPooling2D(), L.Conv2D(64, 3, activation="relu")):
            self.conv.add(layer)
        self.conv.summary()

    def model_conv(self):
        for layer in (L.Flatten(), L.Dense(64, "relu"), L.Dense(10, "softmax")):
            self.conv.add(layer)
        self.conv.summary()

    def deep(self):
        layers = []
        for filters in (64, 128):
            layers += [L.Conv2D(filters, 3, activation="relu", **({} if layers else {"input_shape": SHAPE})), L.Conv2D(filters, 3, activation="relu")]
            layers += [L.BatchNormalization(), L.MaxPooling2D(), L.Dropout(.05)]
        layers += [L.Conv2D(128, 3, activation="relu"), L.Flatten(), L.Dropout(.125), L.Dense(64, "relu"), L.Dropout(.25), L.Dense(10, "softmax")]
        return keras.Sequential(layers)

    def model_conv2(self):
        self.deep().summary()
        self.deep()  # the one that augmented pictures train, which shows no summary

    def model_vgg(self):
        self.base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
        self.base.summary()

    def model_transfer(self):
        self.transfer = keras.Sequential([self.base, L.Flatten(), L.Dropout(.125), L.Dense(64, "relu"), L.Dropout(.25), L.Dense(10, "softmax")])
        self.transfer.summary()

    def model_transfer_frozen(self):
        self.base.trainable = False
        self.transfer.summary()


def cases(kind):
    """Texts by case, made in the order in which the functions stand. Those of one argument that print are cases."""
    keras.backend.clear_session()
    made, texts = kind(), {}
    for name, function in vars(kind).items():
        if len(inspect.signature(function).parameters) == 1 and name not in ("model", "deep") if inspect.isfunction(function) else False:
            texts[name] = printed(getattr(made, name))
    if hasattr(made, "folder"):
        texts = {name: text.replace(made.folder, "/tmp") for name, text in texts.items()}
    return texts


def still(text):
    """A text without what training and the clock make of it: of a bar its last state, and no figures."""
    text = "\n".join(line.split("\r")[-1] for line in text.replace("\b", "").split("\n"))
    return re.sub(r"\d+(\.\d+)?(e-?\d+)?(ms|us|s)\b|(?<=: )\d+\.\d+(e-?\d+)?|(?<=from )\d+\.\d+(e-?\d+)?|(?<=to )\d+\.\d+(e-?\d+)?", "#", text)


def main():
    name = next((a for a in sys.argv[1:] if not a.startswith("-")), "console")
    file = pack.GOLDENS / f"{name}.json"
    content, wrong = json.loads(file.read_text(encoding="utf-8")), 0
    recorded = {c["name"]: c["text"] for c in content["cases"]} if name == "console" else dict(content)
    for case, text in cases(Console if name == "console" else NotebookText).items():
        old = recorded.get(case)
        same = old == text or old is not None and not case.startswith(("summary", "model")) and still(old) == still(text)
        print(f"{case}: {'as recorded' if same else 'another text'}")
        if not same:
            wrong += 1
            print(text)
            recorded[case] = text
    if "--write" in sys.argv:
        if name == "console":
            content.update({"made_with": {**content["made_with"], **pack.made_with(tf)}, "cases": [{"name": n, "text": t} for n, t in recorded.items()]})
        else:
            content = recorded
        file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(wrong > 0 and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
