"""Pack `callbacks`: what a callback decides, prints and writes when it is handed scripted logs; the progress bar's text. tf.keras 2.15.

A new case gives name, class_name, settings (the constructor's arguments) and logs (one dictionary an epoch). Before epoch e the single
weight of the model is e + 1, so that a restored weight tells its epoch.
"""
import contextlib
import inspect
import io
import os
import tempfile

import numpy as np
import tensorflow as tf

import pack


def arguments(cls, settings):
    names = set(inspect.signature(cls.__init__).parameters)
    return {k: pack.number(v) for k, v in settings.items() if k in names}


def record(case, arrays):
    if case["name"].startswith("progbar_"):
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            bar = tf.keras.utils.Progbar(**case["kwargs"])
            for current, values in case["updates"]:
                bar.update(current, values)
        return {"printed": text.getvalue()}
    if "logs" not in case:
        return None
    cls = getattr(tf.keras.callbacks, case["class_name"])
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, use_bias=False, input_shape=(1,))])
    model.compile(optimizer=tf.keras.optimizers.legacy.SGD(0.1), loss="mse")
    model.stop_training = False
    text, epochs, home = io.StringIO(), [], os.getcwd()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(text):
        os.chdir(folder)
        try:
            settings = arguments(cls, case["settings"])
            if case["class_name"] == "LearningRateScheduler":
                settings["schedule"] = (lambda epoch, lr: lr * 0.5) if case["name"].endswith("two_args") else (lambda epoch: 0.1 * 0.9 ** epoch)
            callback = cls(**settings)
            callback.set_model(model)
            callback.set_params({"verbose": 1, "epochs": len(case["logs"]), "steps": 1})
            callback.on_train_begin()
            for epoch, logs in enumerate(case["logs"]):
                model.set_weights([np.full((1, 1), epoch + 1.0, "float32")])
                rate = lambda: float(tf.keras.backend.get_value(model.optimizer.lr))
                entry, given = {"lr_before": rate()}, {k: pack.number(v) for k, v in logs.items()}
                callback.on_epoch_begin(epoch)
                entry["lr_after_begin"] = rate()
                callback.on_epoch_end(epoch, given)
                entry.update({"lr_after": rate(), "stop": model.stop_training, "weight": float(model.get_weights()[0][0, 0]), "logs_after": given})
                epochs.append(entry)
                if model.stop_training:
                    break
            callback.on_train_end()
            files = {f: open(f, encoding="utf-8").read() if f.endswith((".log", ".csv")) else "" for f in sorted(os.listdir("."))}
        finally:
            os.chdir(home)
    results = {"epochs": epochs, "final_weight": float(model.get_weights()[0][0, 0]), "printed": text.getvalue()}
    if "files" in case:
        results["files"] = files
    return results


if __name__ == "__main__":
    pack.run("callbacks", record, (tf,), tolerance=1e-6)
