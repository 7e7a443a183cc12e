"""Packs of files: `saving` (tf.keras 2.15), `keras3` and `keras2v3` (Keras 3.12): `python files.py saving`.

What is recorded is what the library that is installed predicts from the files themselves, so the program also tells whether another version
of Keras reads them alike. New files are made with `--model SCRIPT.py`: a script that gives `model` and `x`; the model is saved in each format.
"""
import pathlib
import runpy
import sys

import keras
import numpy as np

import pack


def record(case, arrays, folder=pack.GOLDENS):
    files = case.get("files") or {"h5": case["full"]}
    results = {}
    for kind, file in files.items():
        if kind not in ("h5", "keras"):
            continue
        model = keras.models.load_model(pathlib.Path(folder) / file)
        made = model.predict(arrays[case["input"]], verbose=0)
        made = made if isinstance(made, list) else [made]
        keys = case.get("outputs") or [case["output"]]
        results = {"outputs" if "outputs" in case else "output": [arrays.put(k, y) for k, y in zip(keys, made)]}
        if "output" in results:
            results["output"] = results["output"][0]
        results["weight_shapes"] = [list(w.shape) for w in model.get_weights()]
    return results or None


def make(name, script, pack_name, folder=pack.GOLDENS):
    """A new case: the script's model, saved in each format that this Keras has."""
    given = runpy.run_path(script)
    model, x = given["model"], np.asarray(given["x"], "float32")
    content, arrays = pack.read(pack_name, folder)
    later = int(keras.__version__.split(".")[0]) >= 3
    files = {"h5": f"files/{name}.h5", "weights.h5": f"files/{name}.weights.h5", "json": f"files/{name}.json", **({"keras": f"files/{name}.keras"} if later else {})}
    for kind, file in files.items():
        target = str(pathlib.Path(folder) / file)
        if kind == "json":
            pathlib.Path(target).write_text(model.to_json(), encoding="utf-8")
        elif kind == "weights.h5":
            model.save_weights(target)
        else:
            model.save(target)
    case = {"name": name, "files": files, "input": arrays.put(f"{name}/x", x), "outputs": [arrays.put(f"{name}/y0", model.predict(x, verbose=0))]}
    content["cases"] = [c for c in content["cases"] if c["name"] != name] + [case]
    pack.write(pack_name, content, arrays, folder)


if __name__ == "__main__":
    name = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "saving"
    if "--model" in sys.argv:
        script = sys.argv[sys.argv.index("--model") + 1]
        make(pathlib.Path(script).stem, script, name)
    else:
        pack.run(name, record, (keras,))
