"""Packs of Python texts: `semantics` (tf.keras 2.15) and `console231` (TF 2.3.1): `python scripts.py semantics`.

Each case holds its own program (`python`); it runs as it stands, with the names that the pack's `about` lists, and what it notes with rec, add,
weights, changed, fails and says becomes `results`; of console231 also what it prints.
"""
import builtins
import contextlib
import functools
import gzip
import io
import json
import os
import sys
import tempfile
import time
import warnings

import numpy as np
import tensorflow as tf

import pack

keras = tf.keras


def names_of(case, arrays, results):
    """What a program finds."""
    def keep(value):
        if isinstance(value, tf.Variable) or tf.is_tensor(value):
            value = value.numpy()
        if isinstance(value, np.ndarray) and value.ndim > 0:
            return {"array": arrays.put(f"{case['name']}/{len(arrays)}", value)}
        if isinstance(value, dict):
            return {str(k): keep(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [keep(v) for v in value]
        return value.item() if isinstance(value, np.generic) else value

    def rec(key, value):
        results[key] = keep(value)

    def add(key, value):
        results.setdefault(key, []).append(keep(value))

    def weights(key, model):
        results[key] = [{"name": w.name, "value": keep(w.numpy())} for w in model.weights]

    def changed(model, before):
        return [bool((a != b).any()) for a, b in zip(model.get_weights(), before)]

    def fails(key, function):
        text = io.StringIO()
        try:
            with contextlib.redirect_stdout(text):
                value = function()
            results[key] = {"raises": None, "value": keep(value) if isinstance(value, (int, float, str, list, dict, np.ndarray)) else None}
        except Exception as error:  # the kind is what is recorded
            results[key] = {"raises": type(error).__name__, "message": str(error)}
        if text.getvalue():
            results[key]["printed"] = text.getvalue()

    def says(key, function):
        text = io.StringIO()
        with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(text):
            warnings.simplefilter("always")
            try:
                results[key] = {"value": keep(function())}
            except Exception as error:
                results[key] = {"raises": type(error).__name__, "message": str(error)}
        results[key].update({"printed": text.getvalue(), "warnings": [str(w.message) for w in warned]})

    def start(key, model):
        model.set_weights([arrays[w["array"]] for w in case["start"][key]])

    def dense(compile=True):
        given = case.get("params", {})
        model = keras.Sequential([keras.layers.Dense(given["units"], activation="relu", input_shape=(given["dim"],)), keras.layers.Dense(given["classes"], activation="softmax")])
        if compile:
            model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
        return model

    def fake_clock(step):
        now = [1000.0]

        def tick():
            now[0] += step
            return now[0]

        time.time = tick

    names = dict(np=np, tf=tf, keras=keras, functools=functools, json=json, os=os, L=keras.layers, K=keras.backend, R=keras.regularizers, cb=keras.callbacks,
                 rec=rec, add=add, weights=weights, changed=changed, fails=fails, says=says, start=start, dense=dense, fake_clock=fake_clock,
                 O=getattr(keras.optimizers, "legacy", keras.optimizers), N=keras.optimizers, files=str(pack.GOLDENS / "files"))
    names.update(case.get("params", {}))
    names.update({k: arrays[v] for k, v in case.get("data", {}).items()})
    return names


def record(case, arrays):
    keras.backend.clear_session()
    results, text, home, clock = {}, io.StringIO(), os.getcwd(), time.time
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            names = names_of(case, arrays, results)
            names["work"] = folder
            program = builtins.compile(case["python"], case["name"], "exec")
            with contextlib.redirect_stdout(text):
                exec(program, names)
        finally:
            os.chdir(home)
            time.time = clock
    if "stdout" not in case:
        return {"results": results}
    return {"stdout": text.getvalue(), **({"results": results} if results else {})} if case.get("exact_times") else {"results": results}


if __name__ == "__main__":
    name = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "semantics"
    packed = pack.GOLDENS / f"{name}.json.gz"
    if packed.exists():
        packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
    pack.run(name, record, (tf,), tolerance=1e-4)
