"""The pack ops: lines of keras.ops and what Keras 3 gives for them: `KERAS_BACKEND=numpy python ops.py` (any backend that has the function).

A case is a list of `lines`, each an expression over the arrays that `data` names; `python` is the program of them that the tests replay.
"""
import keras
import numpy as np

import pack


def keep(value, arrays, key):
    if isinstance(value, (list, tuple)):
        return [keep(v, arrays, f"{key}/{i}") for i, v in enumerate(value)]
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    value = np.asarray(keras.ops.convert_to_numpy(value))
    value = value.astype("float64" if value.dtype.kind == "f" else "int64" if value.dtype.kind in "iu" else value.dtype)
    return {"array": arrays.put(key, value)} if value.ndim else value.item()


def record(case, arrays):
    def names():  # anew for each line: the NumPy backend writes updates into what it is given
        return {"ops": keras.ops, "np": np, **{name: arrays[key].copy() for name, key in case["data"].items()}}

    results = {}
    for i, line in enumerate(case["lines"]):
        results[line] = keep(eval(line, names()), arrays, f"{case['name']}/{i}")
    program = "\n".join(["ops = keras.ops"] + [f"{name} = ops.convert_to_tensor({name})" for name in case["data"]] + [f"rec({line!r}, {line})" for line in case["lines"]])
    return {"python": program, "results": results}


if __name__ == "__main__":
    pack.main("ops", record, modules=[keras])
