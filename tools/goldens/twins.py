"""Pack `twins`: the same models by TF-Keras 2.15 ("tf") and Keras 3.15 with PyTorch ("k3"): what they learn, and the trees of their files.

    python twins.py                              # the models of the installed one, made again from their configurations
    python twins.py --model SCRIPT.py --write    # adds a model, named after the script, which gives `model` (compiled), `x` and `y` (lists of arrays)

The recipe of a recorded model is its `to_json` and `compile_config`. Its start weights are seeded: number n of those that are trained or averaged is
drawn by RandomState((7 * 1000003 + crc32(repr(("twins", NAME, "weight", n)))) mod 2^31): uniform(.5, 1.5) for gamma, moving_variance and scale, uniform(-.1, .1)
for other vectors, else uniform(-1, 1) * sqrt(3 / product of all axes but the last). Then two epochs, 8 rows a batch, no shuffling; .keras is saved first,
for .h5 takes the optimizer out of Keras 3's settings.
"""
import argparse
import copy
import gzip
import json
import os
import pathlib
import runpy
import sys
import tempfile
import zipfile
import zlib

import h5py
import keras
import numpy as np

import pack

BY = "k3" if int(keras.__version__.split(".")[0]) >= 3 else "tf"
FILE = pack.GOLDENS / "twins.json.gz"
# Addresses of objects, lengths of the texts that hold them, and paths, which a model made of its configuration names by other parents.
VARYING = ("shared_object_id", "size", "path")


def seeded(name, number, weight, shape):
    random = np.random.RandomState((7 * 1000003 + zlib.crc32(repr(("twins", name, "weight", number)).encode())) % 2 ** 31)
    last = weight.split("/")[-1].split(":")[0]
    if last in ("gamma", "moving_variance", "scale"):
        return random.uniform(.5, 1.5, shape).astype("float32")
    if len(shape) < 2:
        return random.uniform(-.1, .1, shape).astype("float32")
    return (random.uniform(-1, 1, shape) * np.sqrt(3 / np.prod(shape[:-1]))).astype("float32")


def described(model):
    """The model's weights in order; `seeded` numbers those that the recipe draws."""
    found, number = [], 0
    for weight in model.weights:
        dtype = weight.dtype if isinstance(weight.dtype, str) else weight.dtype.name
        entry = {"name": weight.name, **({"path": weight.path} if BY == "k3" else {}), "shape": list(weight.shape), "dtype": dtype, "trainable": bool(weight.trainable)}
        adapted = weight.name.split(":")[0].split("/")[-1] in ("mean", "variance", "count")
        drawn = "float" in dtype and not adapted
        found.append({**entry, "seeded": number if drawn else None})
        number += drawn
    return found


def kind_of(attribute):
    """How an attribute is typed: texts by length, letters and padding."""
    typed = attribute.get_type()
    if not isinstance(typed, h5py.h5t.TypeStringID):
        return typed.dtype.str
    pads = {h5py.h5t.STR_NULLTERM: "nullterm", h5py.h5t.STR_NULLPAD: "nullpad", h5py.h5t.STR_SPACEPAD: "spacepad"}
    made = {"string": "variable" if typed.is_variable_str() else "fixed", "cset": "utf-8" if typed.get_cset() == h5py.h5t.CSET_UTF8 else "ascii", "pad": pads[typed.get_strpad()]}
    return made if typed.is_variable_str() else {**made, "length": typed.get_size()}


def text(value):
    return value.decode() if isinstance(value, bytes) else [text(v) for v in value.tolist()] if isinstance(value, np.ndarray) else pack.plain(value)


def attributes(item):
    made = {}
    for name in item.attrs:
        attribute = h5py.h5a.open(item.id, name.encode())
        value = text(item.attrs[name])
        entry = {"type": kind_of(attribute), "space": "scalar" if attribute.shape == () else list(attribute.shape)}
        made[name] = {**entry, **({"json": json.loads(value)} if name in ("model_config", "training_config") else {"value": value})}
    return {"attributes": made} if made else {}


def tree(source):
    """The nodes of an HDF5 file."""
    nodes, places = {}, {}

    def visit(item):
        entry = attributes(item)
        places[item.name] = h5py.h5o.get_info(item.id).addr
        if isinstance(item, h5py.Group):
            entry["group"] = list(item)
        else:
            values = np.asarray(item[()])
            layout = {h5py.h5d.CONTIGUOUS: "contiguous", h5py.h5d.COMPACT: "compact", h5py.h5d.CHUNKED: "chunked"}[item.id.get_create_plist().get_layout()]
            sums = {"sum": float(values.sum(dtype="float64")), "abs": float(np.abs(values).sum(dtype="float64"))} if values.dtype.kind == "f" else {}
            sums.update({"value": values.item()} if values.ndim == 0 else {})
            entry.update({"shape": list(item.shape), "dtype": item.dtype.str, "layout": layout, **sums})
        nodes[item.name] = entry
        if isinstance(item, h5py.Group):
            for name in item:
                visit(item[name])

    with h5py.File(source, "r") as file:
        visit(file)
        made = {"superblock": file.id.get_create_plist().get_version()[0], "link_creation_order": bool(file.id.get_create_plist().get_link_creation_order())}
    return {**made, "nodes": nodes, "written_order": sorted(places, key=places.get)}


def archive(path, folder):
    """The entries of a .keras file, its JSON texts and the tree of its weights."""
    made = {"entries": []}
    with zipfile.ZipFile(path) as packed:
        for entry in packed.infolist():
            made["entries"].append({"name": entry.filename, "compression": "stored" if entry.compress_type == zipfile.ZIP_STORED else "deflated", "size": entry.file_size})
            if entry.filename.endswith(".json"):
                content = packed.read(entry)
                value = json.loads(content)
                value.pop("date_saved", None)
                made[entry.filename] = value
                made[entry.filename + ":length"] = len(content) if entry.filename != "metadata.json" else 64
            else:
                made[entry.filename] = tree(packed.extract(entry, folder))
    return made


def legacy(model, path):
    """The older form of a weights' file."""
    if BY == "tf":
        model.save_weights(path)
    else:
        from keras.src.legacy.saving import legacy_h5_format
        with h5py.File(path, "w") as file:
            legacy_h5_format.save_weights_to_hdf5_group(file, model)


def files(model, name):
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        place = lambda end: os.path.join(folder, name + end)
        os.mkdir(os.path.join(folder, "legacy"))
        forms = {"keras": lambda: (model.save(place(".keras")), archive(place(".keras"), folder))[1], "h5": lambda: (model.save(place(".h5")), tree(place(".h5")))[1],
                 "weights_h5": lambda: (model.save_weights(place(".weights.h5")), tree(place(".weights.h5")))[1],
                 "legacy_h5": lambda: (legacy(model, os.path.join(folder, "legacy", "w.h5")), tree(os.path.join(folder, "legacy", "w.h5")))[1]}
        for kind, make in forms.items():
            try:
                results[kind] = make()
            except Exception as error:  # Keras itself refuses some forms of some models
                print(f"   no {kind}: {type(error).__name__}: {str(error)[:90]}")
    if results.get("weights_h5") == results.get("keras", {}).get("model.weights.h5"):
        results["weights_h5"] = "the same tree as keras / model.weights.h5"
    return results


def one(values):
    return values[0] if len(values) == 1 else values


def record(name, case, arrays, model=None):
    """The model trained from its seeded weights: entries of the case."""
    if model is None:
        keras.backend.clear_session()
        model = keras.models.model_from_json(case["to_json"])
        model.compile_from_config(copy.deepcopy(case["compile_config"]))
    settings = keras.saving.serialize_keras_object(model.get_compile_config())
    results = {"to_json": model.to_json(), "compile_config": settings, "weights": described(model), "inputs": case["inputs"], "targets": case["targets"]}
    start = model.get_weights()
    for i, weight in enumerate(results["weights"]):
        if weight["seeded"] is not None:
            start[i] = seeded(name, weight["seeded"], weight["name"], tuple(weight["shape"]))
        else:  # what adapt() had learned stands in the pack
            known = next((k for k in (f"{name}/w{i}@{BY}", f"{name}/w{i}") if k in arrays), None)
            start[i] = start[i] if known is None else arrays[known].reshape(start[i].shape).astype(start[i].dtype)
        arrays.put(f"{name}/w{i}@{BY}" if f"{name}/w{i}@{BY}" in arrays else f"{name}/w{i}", np.atleast_1d(start[i]))
    model.set_weights(start)
    x, y = [arrays[k] for k in case["inputs"]], [arrays[k] for k in case["targets"]]
    history = model.fit(one(x), one(y), batch_size=8, epochs=2, shuffle=False, verbose=0).history
    results["history"] = {key: [float(v) for v in values] for key, values in history.items()}
    predictions = model.predict(one(x), batch_size=8, verbose=0)
    for i, value in enumerate(predictions if isinstance(predictions, (list, tuple)) else [predictions]):
        arrays.put(f"{name}/{BY}/y{i}", np.asarray(value, "float32"))
    results.update(files(model, name))
    return results


def bare(value):
    """Without what varies from run to run."""
    if isinstance(value, dict):
        value = {k: json.loads(v) if k == "to_json" else v for k, v in value.items()}
        return {k: bare(v) for k, v in value.items() if k not in VARYING and not k.endswith(":length")}
    return [bare(v) for v in value] if isinstance(value, list) else value


def differences(old, new, place=""):
    """Every place in which two trees differ; sums and losses within 1e-4."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in list(old) + [k for k in new if k not in old]:
            if key not in old or key not in new:
                yield f"{place}{key}: {'has come up' if key not in old else 'is missing'}"
            else:
                yield from differences(old[key], new[key], f"{place}{key}.")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (o, n) in enumerate(zip(old, new)):
            yield from differences(o, n, f"{place}{i}.")
    elif isinstance(old, float) and isinstance(new, (int, float)):
        if abs(old - new) > 1e-4 * max(abs(old), 1e-2):
            yield f"{place[:-1]}: {new} instead of {old}"
    elif old != new:
        yield f"{place[:-1]}: {str(new)[:120]} instead of {str(old)[:120]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--model", metavar="SCRIPT.py")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if BY == "tf":
        import tensorflow as tf
        tf.config.run_functions_eagerly(True)
    content, wrong = json.loads(gzip.decompress(FILE.read_bytes())), 0
    with np.load(str(FILE).replace(".json.gz", ".npz")) as stored:
        arrays = pack.Arrays({key: stored[key] for key in stored.files})
    if options.model:
        given, name = runpy.run_path(options.model), pathlib.Path(options.model).stem
        case = {kind: [arrays.put(f"{name}/{letter}{i}", np.asarray(v, "float32")) for i, v in enumerate(given[key])] for kind, letter, key in (("inputs", "x", "x"), ("targets", "t", "y"))}
        content[BY][name] = pack.plain(record(name, case, arrays, given["model"]))
        print(f"{name}: added to {BY}")
    for name, case in content[BY].items():
        if options.model or options.only not in name:
            continue
        made = pack.Arrays(arrays)
        results = record(name, case, made)
        results = json.loads(json.dumps(pack.plain({k: v for k, v in results.items() if k in case})))
        found = list(differences(bare(case), bare(results)))
        off = [k for k in arrays if k.split("/")[0] == name and k in made and not np.allclose(arrays[k], made[k], rtol=0, atol=1e-5 * max(1, float(np.abs(arrays[k]).max(initial=0))))]
        print(f"{name}: {'as recorded' if not found + off else ''}", *(found + [f'{k}: other values' for k in off])[:8], sep="\n   " if found + off else "")
        wrong += bool(found + off)
        if options.write:
            content[BY][name] = results
            arrays.update({k: v for k, v in made.items() if k in arrays})
    if options.write:
        with gzip.GzipFile(FILE, "wb", mtime=0) as file:
            file.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
        np.savez_compressed(str(FILE).replace(".json.gz", ".npz"), **arrays)
    return int(wrong > 0 and not options.write)


if __name__ == "__main__":
    sys.exit(main())
