"""Pack `savedmodels`: SavedModels and checkpoints of TensorFlow, what the models in them give and what one more step makes of them. TF 2.15.

    python savedmodels.py                     # reads every archive again: outputs, steps, reload, tensors, what is said of damaged files
    python savedmodels.py --make NAME --write # makes the case anew (or one more): a function NAME of savedmodels_zoo.py or savedmodels_special.py

A made model does three steps of train_on_batch and is then saved as SavedModel (`model` in the archive) and as weights' checkpoint (`ckpt/w`).
"""
import argparse
import json
import pathlib
import sys
import tarfile
import tempfile
import warnings
import zlib

import numpy as np
import tensorflow as tf

import pack
import savedmodels_special as special
import savedmodels_zoo as zoo

K = tf.keras
FOLDERS = ("savedmodels", "files")


def archive_of(case, folder=pack.GOLDENS):
    name = pathlib.Path(case["archive"]).name
    return next((pathlib.Path(folder) / f / name for f in FOLDERS if (pathlib.Path(folder) / f / name).exists()), pathlib.Path(folder) / FOLDERS[0] / name)


def stored(value, key, arrays, name=None):
    """An entry for an array; kinds that npz or the tests do not hold lie in wider ones."""
    value = np.asarray(value)
    entry = {**({"name": name} if name else {}), "shape": list(value.shape)}
    if value.dtype.kind in "OSU":
        return {**entry, "dtype": "string", "strings": [v.decode() if isinstance(v, bytes) else str(v) for v in value.ravel()]}
    entry["dtype"] = value.dtype.name
    if value.dtype.name in ("float16", "bfloat16"):
        value = value.astype("float32")
    elif value.dtype.name in ("bool", "int8"):
        value = value.astype("uint8" if value.dtype.name == "bool" else "int16")
    elif value.dtype.kind == "c":
        value = np.stack([value.real, value.imag], -1).astype("float64")
    key += "#f64" if entry["dtype"] == "float64" else ""
    arrays.put(key, value)
    return {**entry, "key": key[:-4] if key.endswith("#f64") else key}


def parts(value, prefix):
    """Arrays of a structure with their names: y, y.0, y.a."""
    if isinstance(value, dict):
        return [(f"{prefix}.{k}", value[k]) for k in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [(f"{prefix}.{i}", v) for i, v in enumerate(value)]
    return [(prefix, value)]


def listed(value, prefix, key, arrays):
    return [stored(v.numpy() if tf.is_tensor(v) else v, f"{key}{i}", arrays, name) for i, (name, v) in enumerate(parts(value, prefix))]


def given(entries, arrays):
    """The other way round: what a case's inputs or targets list."""
    values = []
    for entry in entries:
        if "strings" in entry:
            values.append(tf.constant(entry["strings"], shape=entry["shape"]))
        else:
            values.append(tf.constant(arrays[entry["key"] if entry["key"] in arrays else entry["key"] + "#f64"], dtype=entry["dtype"]))
    names = [entry.get("name", "x") for entry in entries]
    if all("." in n and not n.split(".")[1].isdigit() for n in names):
        return {n.split(".")[1]: v for n, v in zip(names, values)}
    return values[0] if names[0].count(".") == 0 else values


def optimizer_variables(model):
    optimizer = getattr(model, "optimizer", None)
    return [] if optimizer is None else list(optimizer.variables() if callable(optimizer.variables) else optimizer.variables)


def step(model, x, y, key, arrays):
    """One more batch: its results, weights and the optimizer's variables."""
    result = model.train_on_batch(x, y, return_dict=True)
    return {"result": {k: str(float(v)) for k, v in result.items()},
            "weights": [stored(w.numpy(), f"{key}/w{i}", arrays) for i, w in enumerate(model.weights)],
            "optimizer": [stored(v.numpy(), f"{key}/o{i}", arrays) for i, v in enumerate(optimizer_variables(model))]}


def outcome(function):
    """What a call gives or raises, and what it warns of."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            value = function()
            made = {"ok": True, **({} if value is None else {"value": value})}
        except Exception as error:
            module = type(error).__module__
            made = {"ok": False, "error": ("" if module == "builtins" else module + ".") + type(error).__name__, "text": str(error)}
    return {**made, **({"warnings": [str(w.message) for w in warned]} if warned else {})}


def graph_keys(graph):
    """Where each variable's tensor lies, by the variable's name."""
    return {a.full_name: a.checkpoint_key for node in graph.nodes for a in node.attributes if a.full_name}


def checkpoint_keys(prefix):
    from tensorflow.core.protobuf import trackable_object_graph_pb2
    graph = trackable_object_graph_pb2.TrackableObjectGraph()
    graph.ParseFromString(tf.train.load_checkpoint(prefix).get_tensor("_CHECKPOINTABLE_OBJECT_GRAPH"))
    return graph_keys(graph)


def tensors(prefix, key, arrays):
    """Every tensor of a checkpoint."""
    reader, made = tf.train.load_checkpoint(prefix), []
    for name, shape in sorted(reader.get_variable_to_shape_map().items()):
        value = reader.get_tensor(name)
        entry = {"key": name, "dtype": reader.get_variable_to_dtype_map()[name].name, "shape": list(shape)}
        if name != "_CHECKPOINTABLE_OBJECT_GRAPH":
            entry["value"] = stored(value, f"{key}/{name}", arrays)
            if entry["dtype"] not in ("string", "bool", "complex64", "complex128"):
                entry.update({"sum": float(np.sum(value, dtype="float64")), "sumsq": float(np.sum(np.square(np.asarray(value, "float64"))))})
        made.append(entry)
    return made


def saved_of(folder):
    """What a SavedModel's file says of itself."""
    from tensorflow.core.protobuf import saved_model_pb2
    content = saved_model_pb2.SavedModel()
    content.ParseFromString((pathlib.Path(folder) / "saved_model.pb").read_bytes())
    graph, kinds, identifiers, variables = content.meta_graphs[0], {}, set(), []
    typed = lambda info: [tf.as_dtype(info.dtype).name if info.dtype else None, [d.size for d in info.tensor_shape.dim] if info.dtype and not info.tensor_shape.unknown_rank else None]
    for node in graph.object_graph_def.nodes:
        kind = node.WhichOneof("kind")
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "user_object":
            identifiers.add(node.user_object.identifier)
        elif kind == "variable":
            v = node.variable
            variables.append([v.name, tf.as_dtype(v.dtype).name, [d.size for d in v.shape.dim], v.trainable])
    signatures = {name: {"inputs": {k: typed(i) for k, i in s.inputs.items()}, "outputs": {k: typed(i) for k, i in s.outputs.items()}, "method": s.method_name}
                  for name, s in graph.signature_def.items()}
    return {"tags": list(graph.meta_info_def.tags), "tensorflow_version": graph.meta_info_def.tensorflow_version, "nodes": len(graph.object_graph_def.nodes), "kinds": kinds,
            "assets": [a.filename for a in graph.asset_file_def], "signatures": signatures, "identifiers": sorted(identifiers), "variables": variables}


def custom(case):
    """A case's own classes, by the names that loading asks for."""
    if "source" not in case:
        return {}
    names = zoo.own_classes(case)
    return {n: names[n] for n in case.get("custom", [])}


def load(case, folder):
    K.backend.clear_session()
    return K.models.load_model(str(folder / case["saved_model"]), custom_objects=custom(case))


def fresh(case, name):
    """The case's model with start weights, to load a checkpoint into."""
    K.backend.clear_session()
    return getattr(zoo, name)(np.random.RandomState(0), case)[0]


def read_model(case, folder, arrays):
    """What the archive gives: outputs, the step after load_model, and the step after load_weights."""
    name, results = case["name"], {}
    x, y = given(case["inputs"], arrays), given(case["step"]["targets"], arrays) if case.get("step") else None
    if "saved_model" in case:
        model = load(case, folder)
        results["outputs"] = listed(model.predict(x, verbose=0) if y is not None else model(x), "y", f"{name}/y", arrays)
        if "saved" in case:
            results["saved"] = saved_of(folder / case["saved_model"])
        if y is not None and "step" in case.get("reload", {}):
            results["reload"] = {"step": step(model, x, y, f"{name}/r", arrays)}
    if "checkpoint" in case and case.get("weights_reload", {}).get("ok") and hasattr(zoo, name):
        model = fresh(case, name)
        model.load_weights(str(folder / case["checkpoint"]))
        results["outputs"] = listed(model.predict(x, verbose=0), "y", f"{name}/y", arrays)
        if y is not None and case["weights_reload"].get("step_difference") == 0:
            results["step"] = step(model, x, y, f"{name}/s", arrays)
    return results


def make_model(name, case, folder, arrays):
    """The case made anew: an archive's folder and what belongs into the case."""
    K.backend.clear_session()
    K.utils.set_random_seed(zlib.crc32(name.encode()) % 2 ** 31)
    model, x, y = getattr(zoo, name)(np.random.RandomState(zlib.crc32(name.encode()) % 2 ** 31), case)
    if case.get("inputs"):
        x, y = given(case["inputs"], arrays), given(case["step"]["targets"], arrays) if case.get("step") else y
    for _ in range(case.get("optimizer", {}).get("iterations", 3) if y is not None and case.get("optimizer", {}) is not None else 0):
        model.train_on_batch(x, y)
    made = {"name": name, "kind": "model", "archive": case.get("archive", f"files/savedmodel_{name}.tar.gz"), "saved_model": "model", "checkpoint": "ckpt/w"}
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        model.save(str(folder / "model"), save_format="tf")
    if warned:
        made["save_warnings"] = [str(w.message) for w in warned]
    model.save_weights(str(folder / "ckpt" / "w"))
    text = outcome(model.to_json)
    made.update({"saved": saved_of(folder / "model"), "json": text.get("value"), "model_class": type(model).__name__, "params": model.count_params(),
                 "layers": [[l.name, type(l).__name__, [w.name for w in l.weights]] for l in model.layers]})
    in_model, in_weights = checkpoint_keys(str(folder / "model" / "variables" / "variables")), checkpoint_keys(str(folder / "ckpt" / "w"))
    described = lambda v, key: {"name": v.name, "saved_key": in_model.get(v.name.split(":")[0]), "checkpoint_key": in_weights.get(v.name.split(":")[0]), **stored(v.numpy(), key, arrays)}
    made["weights"] = [{**described(w, f"{name}/w{i}"), "trainable": w.trainable} for i, w in enumerate(model.weights)]
    made["inputs"] = listed(x, "x", f"{name}/x", arrays)
    made["outputs"] = listed(model.predict(x, verbose=0) if y is not None else model(x), "y", f"{name}/y", arrays)
    optimizer = getattr(model, "optimizer", None)
    made["optimizer"] = None
    if optimizer is not None and y is not None:
        legacy = isinstance(optimizer, K.optimizers.legacy.Optimizer)
        made["optimizer"] = {"class": f"{type(optimizer).__module__}.{type(optimizer).__name__}".replace(".src.", "."), "config": optimizer.get_config(),
                             "generation": "legacy" if legacy else "new", "iterations": int(optimizer.iterations), "learning_rate": float(optimizer.learning_rate),
                             "variables": [described(v, f"{name}/o{i}") for i, v in enumerate(optimizer_variables(model))]}
        made["step"] = {"targets": listed(y, "t", f"{name}/t", arrays), **step(model, x, y, f"{name}/s", arrays)}
        again = outcome(lambda: load(made if "source" not in case else {**made, **{k: case[k] for k in ("source", "custom") if k in case}}, folder))
        if again["ok"]:
            off = [float(np.max(np.abs(np.asarray(a, "float64") - arrays[e["key"]]), initial=0)) for (_, a), e in zip(parts(again["value"].predict(x, verbose=0), "y"), made["outputs"])]
            made["reload"] = {"class": type(again["value"]).__name__, "difference": max(off), "iterations": int(again["value"].optimizer.iterations),
                              "step": step(again["value"], x, y, f"{name}/r", arrays), "ok": True}
        else:
            made["reload"] = again
        other = fresh(case, name)
        told = outcome(lambda: other.load_weights(str(folder / "ckpt" / "w")) and None)
        if told["ok"]:
            off = [float(np.max(np.abs(np.asarray(a, "float64") - arrays[e["key"]]), initial=0)) for (_, a), e in zip(parts(other.predict(x, verbose=0), "y"), made["outputs"])]
            after = step(other, x, y, f"{name}/unused", pack.Arrays())
            same = after["result"] == made["step"]["result"]
            told = {"class": type(other).__name__, "difference": max(off), "iterations": int(other.optimizer.iterations) - 1, "step_difference": 0.0 if same else None, "ok": True}
        made["weights_reload"] = told
    return {**case, **made}


def archived(case, folder):
    with tarfile.open(archive_of(case), "w:gz") as packed:
        for file in sorted(folder.iterdir()):
            packed.add(file, arcname=file.name)


def differences(case, results, old, new):
    """The first place in which a reading differs; a text by its beginning, for versions word theirs."""
    for key, value in results.items():
        if key == "entries":
            for o, n in zip(case["entries"], value):
                if o["ok"] != n["ok"] or o.get("error") != n.get("error") or o.get("text", "")[:40] != n.get("text", "")[:40]:
                    return f"{o['tag']}: {n} instead of {o}"
            continue
        tolerance = 1e-2 if "float16" in case["name"] else 2e-5
        found = pack.difference({key: case.get(key)}, {key: value}, old, new, tolerance)
        if found:
            return found
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--make", metavar="NAME")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    content, arrays = pack.read("savedmodels")
    if options.make:
        case = next((c for c in content["cases"] if c["name"] == options.make), {"name": options.make})
        with tempfile.TemporaryDirectory() as folder:
            folder, tools = pathlib.Path(folder), sys.modules[__name__]
            made = make_model(options.make, case, folder, arrays) if hasattr(zoo, options.make) else special.make(options.make, case, folder, arrays, tools)
            print(json.dumps({k: v for k, v in pack.plain(made).items() if k in ("archive", "outputs", "reload", "weights_reload")})[:2000])
            if options.write:
                archived(made, folder)
                content["cases"] = [c for c in content["cases"] if c["name"] != options.make] + [made]
                pack.write("savedmodels", content, arrays)
        return 0
    wrong = 0
    for case in content["cases"]:
        if options.only not in case["name"]:
            continue
        made = pack.Arrays(arrays)
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(archive_of(case)) as packed:
                packed.extractall(folder)
            tools = sys.modules[__name__]
            results = pack.plain((read_model if case["kind"] == "model" else lambda c, f, a: special.read(c, f, a, tools))(case, pathlib.Path(folder), made))
        found = differences(case, results, arrays, made)
        print(f"{case['name']}: {found or 'as recorded: ' + ', '.join(results)}")
        wrong += found is not None
        if options.write:
            case.update({k: v for k, v in results.items() if k != "entries" or len(v) == len(case["entries"])})
            arrays.update(made)
    if options.write:
        content["made_with"] = {**content["made_with"], **pack.made_with(tf)}
        pack.write("savedmodels", content, arrays)
    return int(wrong > 0 and not options.write)


if __name__ == "__main__":
    sys.exit(main())
