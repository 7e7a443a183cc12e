"""Pack `training`: a compiled model from a file trains without shuffling; history, rates, and the model afterwards. tf.keras 2.15 (legacy optimizers).

A new case gives name, start (a full .h5 in the pack's folder), data and labels (keys), epochs, batch_size and further arguments of fit.
"""
import pathlib

import tensorflow as tf

import pack


def record(case, arrays, folder=pack.GOLDENS):
    model = tf.keras.models.load_model(pathlib.Path(folder) / case["start"])
    rates = []

    class Rates(tf.keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            rates.append(float(tf.keras.backend.get_value(self.model.optimizer.lr)))

    fit = dict(case.get("fit", {}))
    callbacks = [getattr(tf.keras.callbacks, c["class_name"])(**c["config"]) for c in case.get("callbacks", [])]
    for key in ("sample_weight", "validation_data"):
        if isinstance(fit.get(key), str):
            fit[key] = arrays[fit[key]]
        elif isinstance(fit.get(key), list):
            fit[key] = tuple(arrays[k] for k in fit[key])
    if "class_weight" in fit:
        fit["class_weight"] = {int(k): v for k, v in fit["class_weight"].items()}
    history = model.fit(arrays[case["data"]], arrays[case["labels"]], epochs=case["epochs"], batch_size=case["batch_size"],
                        shuffle=False, verbose=0, callbacks=[Rates()] + callbacks, **fit)
    model.save(pathlib.Path(folder) / f"files/{case['name']}_end.h5")
    return {"history": history.history, "lr_at_epoch_begin": rates, "epochs_run": len(history.epoch), "end": f"files/{case['name']}_end.h5"}


if __name__ == "__main__":
    pack.run("training", record, (tf,), tolerance=1e-3)
