"""Packs `epochs` and `epochs_tf`: model files of every version of Keras, what they compute, how they train on and what reading back says.

    python epochs.py                              # the cases that the installed version wrote: read again, run, trained on, written and read back
    python epochs.py --all                        # what the installed version makes of every version's files (keras_3_15_reads, tf_2_15_reads)
    python epochs.py --model SCRIPT.py --write    # a new case of the installed version, named after the script, which gives `model` (compiled where it
                                                  # shall be trained) and, where the recipes below do not do, `x` and `y` (arrays or lists of arrays)
    python epochs.py --like VERSION/NAME --write  # a new case of the installed version from a recorded model's configuration, with its data

Keras 1.2.2 to 3.15 and tf.keras 1.13 to 2.15 (`--tf` where both are installed); which pack a version belongs to follows from the version. The recipe of a
recorded model is its file: configuration, start weights and the optimizer's state. A new model gets seeded weights (multiples of 1/1024) and
inputs (multiples of 1/64, small numbers where the input holds integers), a compiled one trains two epochs before it is saved and two after it: batches
of 8 rows, no shuffling. It is saved in each form that the version has. What was recorded in another engine than the one that is used may differ in the
last digits; kernels of Theano and `outputs_jax` are those engines' own.
"""
from __future__ import print_function

import argparse
import io
import json
import os
import platform
import re
import runpy
import sys
import tempfile
import zipfile
import zlib

import numpy as np

import pack

TF = "--tf" in sys.argv
if not TF:
    try:
        import keras
        TF = "tf_keras" in keras.__name__
    except ImportError:
        TF = True
if TF:
    import tensorflow as tf
    keras = tf.keras
VERSION = tuple(int(n) for n in re.findall(r"\d+", tf.__version__ if TF else keras.__version__)[:2])
BACKEND = "tensorflow" if TF else keras.backend.backend()
EARLY = VERSION < (2, 12) if TF else VERSION < (3, 0) and BACKEND == "tensorflow"  # these are the pack epochs_tf
LABEL = ("tf" if TF else "keras") + ("" if EARLY else "-") + (tf.__version__ if TF else keras.__version__)
THREE = not TF and VERSION >= (3, 0)
QUIET = {"verbose": 0}


def several(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def one(values):
    return values[0] if len(values) == 1 else values


class Pack(object):
    """index.json, arrays.npz and the archives of a pack."""

    def __init__(self, name, folder):
        self.name, self.folder = name, os.path.join(str(folder), name)
        with io.open(os.path.join(self.folder, "index.json"), encoding="utf-8") as file:
            self.index = json.load(file)
        with np.load(os.path.join(self.folder, "arrays.npz")) as stored:
            self.arrays = pack.Arrays({key: stored[key] for key in stored.files})
        self.key = "model" if EARLY and name == "epochs_tf" else "name"

    def name_of(self, case):
        return case.get("name") or case["model"]

    def unpack(self, case, folder):
        archive = os.path.join(self.folder, case["archive"])
        with zipfile.ZipFile(archive) as packed:
            for kind, file in case["files"].items():
                for entry in packed.namelist():
                    if entry == file or entry.startswith(file + "/") or entry.startswith(file + "."):
                        packed.extract(entry, folder)

    def keep(self, archive, folder, files):
        """Puts files into an archive in place of those of the same name."""
        path, entries = os.path.join(self.folder, archive), {}
        if os.path.exists(path):
            with zipfile.ZipFile(path) as packed:
                entries = {name: packed.read(name) for name in packed.namelist()}
        for file in files:
            found = [os.path.join(root, n) for root, _, names in os.walk(folder) for n in names]
            for full in found:
                name = os.path.relpath(full, folder).replace(os.sep, "/")
                if name == file or name.startswith((file + "/", file + ".")):
                    with open(full, "rb") as content:
                        entries[name] = content.read()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in sorted(entries):
                packed.writestr(zipfile.ZipInfo(name), entries[name], zipfile.ZIP_DEFLATED)

    def write(self):
        with io.open(os.path.join(self.folder, "index.json"), "w", encoding="utf-8") as file:
            file.write(json.dumps(pack.plain(self.index), ensure_ascii=False) + u"\n")
        np.savez_compressed(os.path.join(self.folder, "arrays.npz"), **self.arrays)


def forms(name, saved=False):
    """Kinds of files by their names, as this version writes them."""
    if THREE:
        return {"keras": name + ".keras", "h5": name + ".h5", "weights.h5": name + ".weights.h5", "json": name + ".json"}
    if EARLY:
        more = {"savedmodel": name + ".savedmodel", "ckpt": name + ".ckpt"} if saved and TF and VERSION >= (2, 0) else {}
        return dict({"h5": name + ".h5", "weights.h5": name + ".weights.h5", "json": name + ".json"}, **more)
    if TF:
        return {"keras": name + ".keras", "h5": name + ".h5", "weights.h5": name + ".weights.h5", "w.h5": name + "_w.h5", "json": name + ".json"}
    return {"h5": name + ".h5", "w.h5": name + "_w.h5", "json": name + ".json"}


def save(model, folder, name, saved=False):
    """Saves in every form; gives those that could be written."""
    written = {}
    for kind, file in forms(name, saved).items():
        path = os.path.join(folder, file)
        try:
            if kind == "json":
                with io.open(path, "w", encoding="utf-8") as text:
                    text.write(u"" + model.to_json())
            elif kind in ("weights.h5", "w.h5"):
                model.save_weights(path)
            elif kind == "ckpt":
                model.save_weights(path, save_format="tf")
            elif kind == "savedmodel":
                model.save(path, save_format="tf")
            elif kind == "keras" and TF and VERSION == (2, 12):
                model.save(path, save_format="keras_v3")
            else:
                model.save(path)
            written[kind] = file
        except Exception as error:  # Keras itself refuses some forms of some models
            print("   no %s: %s" % (kind, said(error)))
    return written


def said(error):
    return "%s: %s" % (type(error).__name__, " ".join(str(error).split()))


def load(path, **given):
    """A whole model as this version reads it."""
    clear = getattr(keras.backend, "clear_session", None) or getattr(keras.backend, "reset_uids", None)  # Theano has no session
    if clear is not None:
        clear()
    if (THREE or TF and VERSION >= (2, 13)) and path.endswith(".keras"):
        given["safe_mode"] = False
    return keras.models.load_model(path, **given)


def state(model):
    """The optimizer's arrays; None: it has no optimizer."""
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return None
    if hasattr(optimizer, "get_weights") and not THREE and not (TF and VERSION >= (2, 11)):
        return [np.asarray(w) for w in optimizer.get_weights()]
    variables = optimizer.variables() if callable(optimizer.variables) else optimizer.variables
    return [np.asarray(keras.ops.convert_to_numpy(v) if THREE else v.numpy()) for v in variables]


def predict(model, x, rows=None):
    if getattr(model, "stateful", False):
        model.reset_states()
    inputs = [part[:rows] for part in x]
    given = model.predict(one(inputs), batch_size=len(inputs[0]), **QUIET)
    if isinstance(given, dict):
        given = [given[key] for key in sorted(given)]
    return [np.asarray(y, "float32") if np.asarray(y).dtype.kind not in "fiub" else np.asarray(y) for y in several(given)]


def train(model, x, y, epochs=2):
    if getattr(model, "stateful", False):
        model.reset_states()
    count = {"nb_epoch" if VERSION < (2, 0) and not TF else "epochs": epochs}
    history = model.fit(one(x), one(y), batch_size=8, shuffle=False, verbose=0, **count).history
    return {key: [float(v) for v in values] for key, values in history.items()}


def reads(path, weights, optimizer):
    """What this version says of its own file."""
    try:
        again = load(path)
    except Exception as error:
        return "fails: " + said(error)[:170]
    got = again.get_weights()
    same = len(got) == len(weights) and all(a.shape == b.shape and np.allclose(a, b, atol=1e-6) for a, b in zip(got, weights))
    text = "weights same" if same else "weights differ"
    if optimizer is not None:
        had = state(again)
        if had is None or len(had) != len(optimizer):
            text += ", optimizer state has %s arrays instead of %d" % (0 if had is None else len(had), len(optimizer))
        else:
            text += ", optimizer state " + ("same" if all(np.allclose(a, b, atol=1e-6) for a, b in zip(had, optimizer)) else "differs")
    return text


def ready(model, kind):
    """Keras 3 reads an optimizer from .h5 that knows no variables: it gets them, and its state."""
    if THREE and kind == "h5" and getattr(model, "optimizer", None) is not None:
        had = state(model)
        model.compile_from_config(model.get_compile_config())
        for variable, value in zip(model.optimizer.variables, had):
            variable.assign(value)
    return model


def inputs_of(case, arrays):
    cast = case.get("inputs_cast_to")
    if case.get("strings"):
        return [np.array(case["strings"])]
    keys = case.get("inputs", [])
    if any(not isinstance(key, str) for key in keys):
        return None
    return [arrays[key].astype(cast) if cast else arrays[key] for key in keys]


def read(case, folder):
    """The recorded model, by the first of its files that this version reads, if need be without the settings of compile; what it said of the others."""
    failures = {}
    for given in ({}, {"compile": False}):
        for kind in ("keras", "hdf5.keras", "h5", "savedmodel"):
            if kind in case["files"]:
                try:
                    return kind, load(os.path.join(folder, case["files"][kind]), **given), failures
                except Exception as error:
                    failures.setdefault(kind, "fails: " + said(error)[:170])
        if VERSION < (2, 0) and not TF:
            break  # Keras 1 always compiles
    return None, None, failures


def record(case, folder, arrays, saved):
    """What the library that is installed gives for a case: entries of the case, and the files that it wrote."""
    name = case.get("name") or case["model"]
    prefix = case["version"] + "/" + name
    kind, model, failures = read(case, folder)
    if model is None:
        return ({"reload": failures} if not EARLY else {}), {}, {}
    x, results = inputs_of(case, arrays), {}
    weights, optimizer = model.get_weights(), state(model) if "training" in case or "losses" in case else None
    if x is not None and "outputs" in case:
        results["outputs"] = [arrays.put("%s/y%d" % (prefix, i), y) for i, y in enumerate(predict(model, x, case.get("rows")))]
    if "weight_shapes" in case:
        results["weight_shapes"] = [list(w.shape) for w in weights]
    with tempfile.TemporaryDirectory() as again:
        files = save(model, again, name, saved)
        if "reload" in case:
            kinds = [k for k in files if k in case["reload"] and k not in failures and kind not in failures]
            if THREE and kind == "h5" and optimizer is not None:  # what Keras 3 reads of an optimizer here is none to write anew
                kinds = []
            told = {k: reads(os.path.join(again, files[k]), weights, optimizer) for k in kinds}
            if failures or told:
                results["reload"] = dict(failures, **told)
        if kind not in failures and "same" in case.get("reload", {}).get(kind, "optimizer state same").split("optimizer state")[-1]:
            model = ready(load(os.path.join(folder, case["files"][kind])), kind)  # what was saved, not what saving made of it
            if "training" in case and "optimizer" in case["reload"].get(kind, "optimizer"):
                given = case["training"]
                history = train(model, [arrays[k] for k in given["x"]], [arrays[k] for k in given["y"]])
                results["training"] = {"history": {k: v for k, v in history.items() if k in given["history"]}}
                if "outputs_after" in given:
                    after = predict(model, x, case.get("rows"))
                    results["training"]["outputs_after"] = [arrays.put("%s/after%d" % (prefix, i), y) for i, y in enumerate(after)]
            elif "losses" in case and x is not None:
                history = train(model, x, [arrays[k] for k in case["targets"]])
                results["losses_after_reload" if "losses_after_reload" in case else "losses"] = history
        content = {}
        for file in files.values():
            for root, _, names in os.walk(again):
                for n in names:
                    full = os.path.join(root, n)
                    with open(full, "rb") as stream:
                        content[os.path.relpath(full, again)] = stream.read()
    return results, files, content


def draw(name):
    return np.random.RandomState(zlib.crc32(name.encode("utf-8")) % 2 ** 31)


def seeded(model, name):
    """Start weights: multiples of 1/1024; scales and variances stay above 0."""
    drawn, made = draw("weights/" + name), []
    for w in model.get_weights():
        if w.dtype.kind == "f" and w.size:
            values = drawn.randint(-512, 513, w.shape) / 1024.
            made.append((np.abs(values) + .5 if np.min(w) >= 1 and w.ndim == 1 else values).astype(w.dtype))
        else:
            made.append(w)
    model.set_weights(made)


def data(model, name, rows):
    """Inputs: multiples of 1/64; small numbers where the first layer asks for rows of a table."""
    drawn, made = draw("inputs/" + name), []
    kinds = [type(layer).__name__ for layer in getattr(model, "layers", [])]
    for tensor in several(model.inputs):
        shape = [rows] + [int(d) if d is not None else 6 for d in tuple(tensor.shape if not hasattr(tensor, "_keras_shape") else tensor._keras_shape)[1:]]
        whole = "int" in str(tensor.dtype) or kinds[:1] == ["Embedding"] or kinds[1:2] == ["Embedding"]
        made.append(drawn.randint(0, 5, shape).astype("int32") if whole else (drawn.randint(-128, 129, shape) / 64.).astype("float32"))
    return made


def add(where, name, model, x, y, saved):
    """A new case: the model with seeded weights, its files, outputs and two further epochs."""
    rows, label = 12 if EARLY else 16, LABEL
    prefix, arrays = label + "/" + name, where.arrays
    seeded(model, name)
    x = data(model, name, rows) if x is None else [np.asarray(part) for part in several(x)]
    case = {"version": label, where.key: name, "archive": label + ".zip", "files": {}, "inputs": [arrays.put("%s/x%d" % (prefix, i), v) for i, v in enumerate(x)],
            "tolerance": 1e-5}
    training = getattr(model, "optimizer", None) is not None
    before = None
    if training:
        if y is None:
            y = [draw("targets/" + name).randint(-64, 65, (rows,) + out.shape[1:]) / 64. for out in predict(model, x)]
        y = [np.asarray(part, "float32") for part in several(y)]
        before = train(model, x, y)
    used = 3 if not EARLY else rows
    case["outputs"] = [arrays.put("%s/y%d" % (prefix, i), v) for i, v in enumerate(predict(model, x, used))]
    weights, optimizer = model.get_weights(), state(model)
    with tempfile.TemporaryDirectory() as folder:
        case["files"] = save(model, folder, name, saved)
        told = {k: reads(os.path.join(folder, f), weights, optimizer) for k, f in case["files"].items() if k in ("keras", "h5")}
        where.keep(case["archive"], folder, list(case["files"].values()))
        if THREE or TF and VERSION >= (2, 12):  # reading cleared the session, and .h5 takes the optimizer out of Keras 3's settings
            whole = next((os.path.join(folder, case["files"][k]) for k in ("keras", "h5") if told.get(k, "").endswith("state same")), None)
            model = load(whole) if whole and training else model
        history = train(model, x, y) if training else None
    if EARLY:
        case.update({"input_names": list(getattr(model, "input_names", [])), "class": type(model).__name__, "notes": ""})
        if training:
            case.update({"targets": [arrays.put("%s/t%d" % (prefix, i), v) for i, v in enumerate(y)], "losses": history,
                         "optimizer": type(model.optimizer).__name__, "optimizer_iterations": 2 * -(-rows // 8), "optimizer_state": [list(w.shape) for w in optimizer]})
    else:
        case.update({"backend": BACKEND, "rows": used, "output_names": list(getattr(model, "output_names", [])), "weight_shapes": [list(w.shape) for w in weights],
                     "reload": told})
        if training:
            after = predict(model, x, used)
            case["training"] = {"x": case["inputs"], "y": [arrays.put("%s/t%d" % (prefix, i), v) for i, v in enumerate(y)], "batch": 8, "rows": rows, "shuffle": False,
                                "epochs_before": 2, "history_before": before, "history": history, "losses": history["loss"],
                                "outputs_after": [arrays.put("%s/after%d" % (prefix, i), v) for i, v in enumerate(after)], "tolerance": 1e-3}
    where.index["cases"] = [c for c in where.index["cases"] if (c["version"], where.name_of(c)) != (label, name)] + [case]
    print(json.dumps({k: v for k, v in case.items() if k in ("files", "reload", "losses", "training")}))


def all_versions(where, write):
    """What this version makes of each version's whole-model files."""
    key = "keras_3_15_reads" if THREE and VERSION == (3, 15) else "tf_2_15_reads" if TF and VERSION == (2, 15) else None
    counts, unlike = {}, 0
    for case in where.index["cases"]:
        told, x = {}, inputs_of(case, where.arrays)
        with tempfile.TemporaryDirectory() as folder:
            where.unpack(case, folder)
            for kind in ("keras", "h5"):
                if kind not in case["files"]:
                    continue
                try:
                    made = predict(load(os.path.join(folder, case["files"][kind]), compile=False), x, case.get("rows"))
                    off = max(float(np.max(np.abs(a - where.arrays[k]), initial=0)) / max(float(np.max(np.abs(where.arrays[k]), initial=0)), 1e-6)
                              for a, k in zip(made, case["outputs"]))
                    told[kind] = "same" if off <= 2 * case["tolerance"] else "differs by %.1e" % off
                except Exception as error:
                    told[kind] = "fails: " + type(error).__name__
        for text in told.values():
            count = counts.setdefault(case["version"], [0, 0])
            count[text != "same"] += 1
        old = case.get(key)
        if old is not None:
            new = told if isinstance(old, dict) else told.get("h5")
            if new != old:
                unlike += 1
                print("%s/%s: %s instead of %s" % (case["version"], where.name_of(case), new, old))
            if write:
                case[key] = new
    for version in sorted(counts):
        print("%s: %d files read rightly, %d not" % ((version,) + tuple(counts[version])))
    return unlike


def differs(case, results, old_arrays, arrays):
    """What a new recording says otherwise; texts of failures by their beginning, for versions of other packages word them."""
    for key, value in results.items():
        if key == "reload":
            for kind, text in value.items():
                old = case["reload"].get(kind)
                if old is not None and (old.split(":")[:2] != text.split(":")[:2]):
                    return "reload.%s is %r instead of %r" % (kind, text, old)
            continue
        tolerance = case["training"].get("tolerance", 1e-3) if key == "training" else max(1e-4, case["tolerance"]) if "losses" in key else 2 * case["tolerance"]
        found = pack.difference({key: case.get(key)}, {key: value}, old_arrays, arrays, tolerance)
        if found:
            return found
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--goldens", default=str(pack.GOLDENS))
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--tf", action="store_true", help="tf.keras, though keras is installed too")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--model", metavar="SCRIPT.py")
    parser.add_argument("--like", metavar="VERSION/NAME")
    parser.add_argument("--saved", action="store_true", help="SavedModel and checkpoint too (tf.keras 2.0 to 2.11)")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    print(LABEL, BACKEND, "Python", platform.python_version(), "NumPy", np.__version__)
    if options.all:
        packs = [Pack(name, options.goldens) for name in ("epochs", "epochs_tf")]
        wrong = sum(all_versions(where, options.write) for where in packs)
        for where in packs if options.write else []:
            where.write()
        return int(wrong > 0 and not options.write)
    where = Pack("epochs_tf" if EARLY else "epochs", options.goldens)
    if options.model or options.like:
        if options.model:
            given = runpy.run_path(options.model)
            add(where, os.path.splitext(os.path.basename(options.model))[0], given["model"], given.get("x"), given.get("y"), options.saved)
        else:
            case = next(c for c in where.index["cases"] if c["version"] + "/" + where.name_of(c) == options.like)
            with tempfile.TemporaryDirectory() as folder:
                where.unpack(case, folder)
                kind, model, failures = read(case, folder)
            if model is None:
                sys.exit("%s does not read %s: %s" % (LABEL, options.like, failures))
            if THREE and getattr(model, "optimizer", None) is not None:
                model.compile_from_config(model.get_compile_config())  # elsewhere the optimizer goes on from its recorded state
            y = [where.arrays[k] for k in case.get("training", {}).get("y", case.get("targets", []))]
            add(where, where.name_of(case), model, inputs_of(case, where.arrays), y or None, options.saved)
        if options.write:
            where.write()
        return 0
    wrong = count = 0
    for case in where.index["cases"]:
        if case["version"] != LABEL or options.only not in where.name_of(case):
            continue
        count += 1
        with tempfile.TemporaryDirectory() as folder:
            where.unpack(case, folder)
            made = pack.Arrays(where.arrays)
            try:
                results, files, content = record(case, folder, made, options.saved)
            except Exception as error:
                print("%s: fails: %s" % (where.name_of(case), said(error)))
                wrong += 1
                continue
            found = differs(case, results, where.arrays, made)
            note = "" if files else " (this version does not read its own file)"
            print("%s: %s%s" % (where.name_of(case), found or "as recorded: " + ", ".join(sorted(results)), note))
            wrong += found is not None
            if options.write:
                for key, value in results.items():
                    case[key] = dict(case[key], **value) if isinstance(value, dict) and isinstance(case.get(key), dict) and key != "losses" else value
                if files:
                    case["files"] = dict(case["files"], **files)
                    with tempfile.TemporaryDirectory() as written:
                        for name, bytes_of in content.items():
                            target = os.path.join(written, name)
                            if not os.path.isdir(os.path.dirname(target)):
                                os.makedirs(os.path.dirname(target))
                            with open(target, "wb") as stream:
                                stream.write(bytes_of)
                        where.keep(case["archive"], written, list(files.values()))
                where.arrays.update(made)
    if options.write:
        where.write()
    print("%d cases of this version, %d not as recorded" % (count, wrong))
    return int(wrong > 0 and not options.write)


if __name__ == "__main__":
    sys.exit(main())
