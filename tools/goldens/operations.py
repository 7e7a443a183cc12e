"""Records Keras 3's operations in models: for each function of keras.ops, and for calls with options, the model's configuration, its inputs and outputs.

    KERAS_BACKEND=numpy python tools/goldens/operations.py --write tests/KerasDigits.Tests/Goldens/operations.json.gz

The version that is installed is recorded beside those that the file holds already. Without --write the file's cases of that version are compared.
"""
import argparse
import gzip
import json
import os

os.environ.setdefault("KERAS_BACKEND", "numpy")
import keras
import numpy as np
from keras import ops

BY_HAND = {
    "reshape": lambda t: ops.reshape(t, (-1, 15)), "transpose": lambda t: ops.transpose(t, (0, 2, 1)), "sum": lambda t: ops.sum(t, axis=1), "mean": lambda t: ops.mean(t, axis=-1, keepdims=True),
    "max": lambda t: ops.max(t, axis=(1, 2)), "item": lambda t: t[:, 1:, :2], "item_new": lambda t: t[:, None], "item_last": lambda t: t[:, -1], "item_rest": lambda t: t[..., 0], "item_step": lambda t: t[:, ::2],
    "split": lambda t: ops.split(t, [1, 2], axis=1), "stack": lambda t: ops.stack([t, t * 2], axis=1), "pad": lambda t: ops.pad(t, [[0, 0], [1, 2], [0, 0]], constant_values=1.5), "repeat": lambda t: ops.repeat(t, 2, axis=1),
    "where": lambda t: ops.where(t > 0, t, 0.5), "one_hot": lambda t: ops.one_hot(ops.cast(ops.abs(t), "int32"), 4), "top_k": lambda t: ops.top_k(t, 2), "einsum": lambda t: ops.einsum("abc,abd->acd", t, t),
    "tensordot": lambda t: ops.tensordot(t, t, axes=[[1, 2], [1, 2]]), "tensordot_one": lambda t: ops.tensordot(t, t, axes=[[2], [2]]), "full_like": lambda t: ops.full_like(t, 2.5), "quantile": lambda t: ops.quantile(t, 0.3, axis=1),
    "quantiles": lambda t: ops.quantile(t, [0.25, 0.5], axis=2), "slice": lambda t: ops.slice(t, (0, 1, 0), (4, 2, 3)), "take": lambda t: ops.take(t, [0, 2], axis=1), "rot90": lambda t: ops.rot90(t, k=1, axes=(1, 2)),
    "divide_no_nan": lambda t: ops.divide_no_nan(t, ops.relu(t)), "bitwise_and": lambda t: ops.bitwise_and(ops.cast(t * 8, "int32"), 5), "left_shift": lambda t: ops.left_shift(ops.cast(ops.abs(t) * 8, "int32"), 2),
    "percentile": lambda t: ops.percentile(t, 30, axis=1), "nansum": lambda t: ops.nansum(ops.sqrt(t), axis=1), "nanmax": lambda t: ops.nanmax(ops.sqrt(t), axis=1, keepdims=True), "trapezoid": lambda t: ops.trapezoid(t, dx=0.5, axis=1),
    "softmax": lambda t: ops.softmax(t, axis=1), "reverse_operators": lambda t: (1 - t) / (5 + t) + 2 ** t, "constants": lambda t: t * np.arange(5, dtype="float32") + ops.ones((3, 5)), "clip": lambda t: ops.clip(t, -0.5, 0.5),
}


def cases():
    """Models by the names of their cases; what Keras itself refuses is left out."""
    for name in sorted(n for n in dir(ops) if callable(getattr(ops, n)) and not isinstance(getattr(ops, n), type) and not n.startswith("_")):
        function = getattr(ops, name)
        yield name + "/1", lambda t, f=function: f(t), 1
        yield name + "/2", lambda s, t, f=function: f(s, t), 2
    for name, function in BY_HAND.items():
        yield name + "/by hand", function, 1


def record(build, count, draws):
    inputs = [(draws.randint(-128, 128, (4, 3, 5)) / 64).astype("float32") for _ in range(count)]
    keras.backend.clear_session()
    try:
        symbolic = [keras.Input(x.shape[1:]) for x in inputs]
        model = keras.Model(symbolic, build(*symbolic))
        given = model.predict(inputs, verbose=0)
        outputs = [np.asarray(y) for y in (given if isinstance(given, (list, tuple)) else [given])]
        text = model.to_json()
    except Exception:  # an operation that does not take such tensors
        return None
    if any(y.dtype.kind not in "fiub" or y.ndim == 0 or y.shape[0] != 4 or not np.isfinite(y).all() for y in outputs):
        return None
    plain = lambda x: {"shape": list(x.shape), "values": [float(np.float32(v)) for v in x.reshape(-1)]}
    return {"config": text, "inputs": [plain(x) for x in inputs], "outputs": [plain(y) for y in outputs]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", nargs="?", default="tests/KerasDigits.Tests/Goldens/operations.json.gz")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pack = json.load(gzip.open(arguments.pack, "rt")) if os.path.exists(arguments.pack) else {}
    draws, made = np.random.RandomState(11), {}
    for name, build, count in cases():
        if case := record(build, count, draws):
            made[name] = case
    if not arguments.write:
        known = pack.get(keras.__version__, {})
        print(f"{len(known)} recorded, {sum(made.get(n, {}).get('outputs') == c['outputs'] for n, c in known.items())} equal")
        return
    # A later version repeats only what an earlier one lacks.
    pack.pop(keras.__version__, None)
    earlier = {name for version in pack.values() for name in version}
    pack[keras.__version__] = {name: case for name, case in made.items() if name not in earlier}
    with gzip.GzipFile(arguments.pack, "wb", mtime=0) as file:
        file.write(json.dumps(pack).encode())
    print({version: len(c) for version, c in pack.items()})


if __name__ == "__main__":
    main()
