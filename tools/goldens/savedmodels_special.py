"""The cases of the pack `savedmodels` that are no single model: managers, kinds of numbers, several data files, slices, a packed index, what
matches, what is said of damaged files, KerasTuner's folders (see savedmodels.py, which hands its functions over as `tools`)."""
import os
import shutil

import numpy as np
import tensorflow as tf

import sstable
import savedmodels_zoo as zoo

K, L = tf.keras, tf.keras.layers


def from_json(case):
    K.backend.clear_session()
    return K.models.model_from_json(case["json"])


def read(case, folder, arrays, tools):
    """What is read of a case's archive."""
    home = os.getcwd()
    os.chdir(folder)  # texts name paths relative to the archive
    try:
        return READERS.get(case["name"], read_checkpoint)(case, arrays, tools)
    finally:
        os.chdir(home)


def read_checkpoint(case, arrays, tools):
    name, results = case["name"], {}
    for place, listed in (("checkpoint", "checkpoint_tensors"), ("second_checkpoint", "second_tensors")):
        if listed in case:
            results[listed] = tools.tensors(case[place], f"{name}/{case[place]}", arrays)
    if "files" in case:
        results["files"] = sorted(f.replace(os.sep, "/") for f in found(".") if f != "checkpoint" and not f.startswith("model/"))
    if "json" in case and "weights_reload" in case:
        model = from_json(case)
        model.load_weights(case["checkpoint"])
        results["outputs"] = [tools.stored(model.predict(tools.given(case["inputs"], arrays), verbose=0), f"{name}/y", arrays)]
    if "checkpoint_file" in case:
        with open(os.path.join(os.path.dirname(case["checkpoint"]), "checkpoint"), encoding="utf-8") as file:
            results["checkpoint_file"] = "".join(line for line in file if not line.startswith(("all_model_checkpoint_timestamps", "last_preserved_timestamp")))
    return results


def found(folder):
    return [os.path.relpath(os.path.join(root, n), folder) for root, _, names in os.walk(folder) for n in names]


# ---- CheckpointManager ----

def managed(optimizer):
    K.backend.clear_session()
    model = K.Sequential([L.Dense(4, "tanh", input_shape=(3,)), L.Dense(2)])
    model.compile(optimizer, "mse")
    extra = [tf.Variable(0.), {"k": tf.Variable([0, 0])}]
    return model, tf.train.Checkpoint(net=model, opt=model.optimizer, extra=extra, step=tf.Variable(0, dtype=tf.int64)), extra


def manager(optimizer):
    def make(case, arrays, tools, draw):
        name, (model, checkpoint, extra) = case["name"], managed(optimizer())
        x, y = zoo.numbers(draw, 5, 3), zoo.numbers(draw, 5, 2)
        keeper, outputs = tf.train.CheckpointManager(checkpoint, "ck", max_to_keep=2, checkpoint_name="ckpt"), {}
        for i in range(3):
            model.train_on_batch(x, y)
            extra[0].assign(.5 ** (i + 2))
            extra[1]["k"].assign([i, 10 * i])
            checkpoint.step.assign(10 * (i + 1))
            place = os.path.basename(keeper.save())
            outputs[place] = tools.stored(model.predict(x, verbose=0), f"{name}/y_{place}", arrays)
        last = keeper.latest_checkpoint
        made = {"checkpoint": last, "json": model.to_json(), "inputs": [tools.stored(x, f"{name}/x", arrays)], "outputs_by_checkpoint": outputs,
                "all_checkpoints": list(keeper.checkpoints), "checkpoint_tensors": tools.tensors(last, f"{name}/{last}", arrays),
                "step": {"targets": [tools.stored(y, f"{name}/t", arrays)], **tools.step(model, x, y, f"{name}/s", arrays)}}
        again, other, _ = managed(optimizer())
        again.train_on_batch(x, y)
        other.restore(last)
        made["restore"] = {"step": int(other.step), "ok": True}
        return made
    return make


def read_manager(case, arrays, tools):
    name, results = case["name"], read_checkpoint(case, arrays, tools)
    x, y = tools.given(case["inputs"], arrays), tools.given(case["step"]["targets"], arrays)
    model, checkpoint, _ = managed(getattr(K.optimizers.legacy if case["optimizer"]["generation"] == "legacy" else K.optimizers, case["optimizer"]["class"].split(".")[-1]).from_config(case["optimizer"]["config"]))
    results["outputs_by_checkpoint"] = {}
    for place in case["all_checkpoints"]:
        checkpoint.restore(place)
        short = os.path.basename(place)
        results["outputs_by_checkpoint"][short] = tools.stored(model.predict(x, verbose=0), f"{name}/y_{short}", arrays)
    results["step"] = tools.step(model, x, y, f"{name}/s", arrays)
    return results


# ---- kinds of numbers ----

def all_dtypes(case, arrays, tools, draw):
    kinds = {}
    for i, kind in enumerate(("float16", "bfloat16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool", "complex64", "complex128")):
        value = draw.randint(0, 100, tuple(draw.randint(1, 4, i % 4)))
        kinds[kind] = tf.cast(tf.constant(value), kind) if not kind.startswith("complex") else tf.complex(*[tf.constant(zoo.numbers(draw, *value.shape), "float32" if kind == "complex64" else "float64")] * 2)
    kinds.update(empty=tf.zeros((0, 3)), empty_tail=tf.zeros((2, 0), "int32"), scalar=tf.constant(1.5), special=tf.constant([np.nan, np.inf, -np.inf, -0., 1e-45]),
                 rank6=tf.constant(zoo.numbers(draw, 1, 2, 1, 2, 1, 2)), half_edges=tf.constant([65504, -65504, 6e-8, 0], "float16"),
                 int_edges=tf.constant([-2 ** 63, 2 ** 63 - 1, 0], "int64"), string=tf.constant([["a", "river"], ["", "日本"]]), string_scalar=tf.constant("one"),
                 string_none=tf.constant([], "string"), string_long=tf.constant(["x" * 127, "y" * 128, "z" * 20000]), string_bytes=tf.constant([b"\x00\xff", b"\x80"]))
    tf.train.Checkpoint(**{name: tf.Variable(value) for name, value in kinds.items()}).write("ck/w")
    return {"checkpoint": "ck/w", "checkpoint_tensors": tools.tensors("ck/w", f"{case['name']}/ck/w", arrays)}


# ---- several data files, slices, a packed index ----

def plain_model(case, arrays, tools, draw, width, layers, folder="ck"):
    K.backend.clear_session()
    model = K.Sequential([L.Dense(4, "tanh", input_shape=(width,))] + [L.Dense(4, "tanh") for _ in range(layers - 2)] + [L.Dense(2 if layers == 2 else 4)])
    model.compile("adam", "mse")
    x = zoo.numbers(draw, 5, width)
    model.train_on_batch(x, model.predict(x, verbose=0) * .5)
    os.makedirs(folder, exist_ok=True)
    model.save_weights(os.path.join(folder, "w"))
    name = case["name"]
    return model, {"checkpoint": f"{folder}/w", "json": model.to_json(), "inputs": [tools.stored(x, f"{name}/x", arrays)],
                   "outputs": [tools.stored(model.predict(x, verbose=0), f"{name}/y", arrays)], "weights_reload": {"difference": 0.0}}


def shards(case, arrays, tools, draw):
    """A checkpoint's tensors written anew into three data files, which TensorFlow merges."""
    _, made = plain_model(case, arrays, tools, draw, 3, 2, "one")
    reader = tf.train.load_checkpoint("one/w")
    names = sorted(reader.get_variable_to_shape_map())
    os.makedirs("ck", exist_ok=True)
    places = [f"ck/w_temp/part-0000{i}-of-00003" for i in range(3)]
    for i, place in enumerate(places):
        chosen = names[i::3]
        tf.raw_ops.SaveV2(prefix=tf.constant(place), tensor_names=chosen, shape_and_slices=[""] * len(chosen), tensors=[tf.constant(reader.get_tensor(n)) for n in chosen])
    tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=places, destination_prefix="ck/w", delete_old_dirs=True)
    shutil.rmtree("one")
    return {**made, "checkpoint": "ck/w", "files": sorted("ck/" + f for f in found("ck")), "note": "several data files"}


def partitioned(case, arrays, tools, draw):
    """Variables that TensorFlow 1 keeps in slices, saved by its Saver; and slices written one by one."""
    os.makedirs("ck", exist_ok=True)
    v1, name = tf.compat.v1, case["name"]
    with tf.Graph().as_default(), v1.Session() as session:
        for variable, shape, axis, count in (("parted", (7, 4), 0, 3), ("emb/table", (7, 3), 0, 2), ("cols", (3, 6), 1, 2)):
            v1.get_variable(variable, shape, partitioner=v1.fixed_size_partitioner(count, axis=axis), initializer=v1.random_normal_initializer(seed=draw.randint(1000)))
        session.run(v1.global_variables_initializer())
        v1.train.Saver().save(session, "ck/model", global_step=178, write_meta_graph=False)
    whole = zoo.numbers(draw, 5, 130)
    slices = ["5 130 0,5:0,65", "5 130 0,5:65,65"]
    tf.raw_ops.SaveV2(prefix=tf.constant("ck/raw"), tensor_names=["w", "w", "whole"], shape_and_slices=slices + [""], tensors=[whole[:, :65], whole[:, 65:], np.array([1, 2], "int32")])
    return {"checkpoint": "ck/model-178", "second_checkpoint": "ck/raw", "note": "tensors stored in slices; no object graph",
            "checkpoint_tensors": tools.tensors("ck/model-178", f"{name}/ck/model-178", arrays), "second_tensors": tools.tensors("ck/raw", f"{name}/ck/raw", arrays)}


def snappy_index(case, arrays, tools, draw):
    """The index's blocks packed by Snappy, as a TensorFlow could have written them that was built so."""
    _, made = plain_model(case, arrays, tools, draw, 5, 8)
    with open("ck/w.index", "rb") as file:
        plain = file.read()
    packed = sstable.packed(plain)
    with open("ck/w.index", "wb") as file:
        file.write(packed)
    return {**made, "index_sizes": [len(plain), len(packed)], "checkpoint_tensors": tools.tensors("ck/w", f"{case['name']}/ck/w", arrays),
            "note": "index blocks compressed with Snappy by this generator; TensorFlow reads it"}


# ---- what matches ----

def targets():
    """Models that a checkpoint of Dense a, Dropout, Dense b, Dense c is loaded into."""
    plain = lambda first=4, last=(), **given: K.Sequential([L.Dense(first, "relu", input_shape=(3,)), L.Dense(4, **given), L.Dense(2)] + list(last))
    return {"same_renamed": lambda: K.Sequential([L.Dense(4, "relu", name="x", input_shape=(3,)), L.Dropout(.2), L.Dense(4, name="y"), L.Dense(2, name="z")]),
            "without_dropout": plain, "one_layer_more": lambda: plain(last=[L.Dense(3)]), "wider": lambda: plain(5),
            "no_bias": lambda: K.Sequential([L.Dense(4, "relu", use_bias=False, input_shape=(3,)), L.Dense(4), L.Dense(2)]),
            "conv": lambda: K.Sequential([L.Reshape((3, 1), input_shape=(3,)), L.Conv1D(4, 1), L.Flatten(), L.Dense(2)])}


def loaded(name, model, x, arrays, tools, checkpoint):
    """What loading says and leaves."""
    told = {}

    def load():
        status = model.load_weights(checkpoint)
        told.update({"status": type(status).__name__, "consumed": tools.outcome(lambda: status.assert_consumed() and None),
                     "matched": tools.outcome(lambda: status.assert_existing_objects_matched() and None)})

    made = tools.outcome(load)
    return {**told, **made, "after": [tools.stored(w.numpy(), f"matching/{name}/a{i}", arrays) for i, w in enumerate(model.weights)],
            "names": [w.name for w in model.weights], "output": tools.stored(model.predict(x, verbose=0), f"matching/{name}/y", arrays)}


def match(case, x, arrays, tools):
    made = []
    known = {t["target"]: t["json"] for t in case.get("targets", [])}
    for name, build in targets().items():
        K.backend.clear_session()
        model = K.models.model_from_json(known[name]) if name in known else build()
        made.append({"target": name, "json": model.to_json(), **loaded(name, model, x, arrays, tools, "ck/w")})
    return made


def matching(case, arrays, tools, draw):
    K.backend.clear_session()
    model = K.Sequential([L.Dense(4, "relu", name="a", input_shape=(3,)), L.Dropout(.2), L.Dense(4, name="b"), L.Dense(2, name="c")])
    model.compile("adam", "mse")
    x = zoo.numbers(draw, 4, 3)
    model.train_on_batch(x, zoo.numbers(draw, 4, 2))
    model.save_weights("ck/w")
    other = targets()["same_renamed"]()
    member = tools.outcome(lambda: tools.outcome(lambda: tf.train.Checkpoint(net=other).read("ck/w").assert_existing_objects_matched() and None))
    tf.train.Checkpoint(other).read("ck/w")
    expected = model.predict(x, verbose=0)
    root = tools.outcome(lambda: float(np.max(np.abs(other.predict(x, verbose=0) - expected))))
    return {"checkpoint": "ck/w", "json": model.to_json(), "inputs": [tools.stored(x, "matching/x", arrays)], "outputs": [tools.stored(expected, "matching/y", arrays)],
            "targets": match({}, x, arrays, tools), "as_member": member, "as_root_difference": root}


def read_matching(case, arrays, tools):
    told = match(case, tools.given(case["inputs"], arrays), arrays, tools)
    # Which weights are named first in a text follows from their start values, and those of other targets are random.
    keep = ("target", "status", "ok", "error", "names")
    for entry, old in zip(told, case["targets"]):
        entry.update({k: old[k] for k in entry if k not in keep and not (k in ("after", "output") and entry["ok"] and old["matched"]["ok"])})
    return {"targets": told}


# ---- damaged files ----

def damage(done):
    """Does to the files of the archive what an entry lists."""
    for what, place, *more in done:
        if what == "delete":
            os.remove(place)
        elif what == "rmdir":
            shutil.rmtree(place)
        elif what == "rename":
            os.rename(place, more[0])
        elif what == "write":
            with open(place, "w", encoding="utf-8", newline="") as file:
                file.write(more[0])
        else:
            with open(place, "rb") as file:
                content = bytearray(file.read())
            if what == "truncate":
                content = content[:more[0]]
            elif what == "flip":
                content[more[0]] ^= more[1]
            elif what == "crlf":
                content = content.replace(b"\n", b"\r\n")
            with open(place, "wb") as file:
                file.write(content)


def call(text, json):
    """Makes an entry's call; gives the class of what comes back."""
    what, place, *more = text.rsplit(" ", 2) if text.endswith(("by_name", "skip_mismatch")) else text.rsplit(" ", 1)
    kind = lambda value: None if value is None else type(value).__name__
    if what == "load_weights":
        return kind(from_json({"json": json}).load_weights(place, **{k: True for k in more}))
    if what == "load_model":
        return kind(K.models.load_model(place))
    if what == "tf.saved_model.load":
        return kind(tf.saved_model.load(place))
    if what == "tf.train.load_checkpoint":
        return kind(tf.train.load_checkpoint(place))
    if what == "Checkpoint.restore":
        return kind(tf.train.Checkpoint(net=from_json({"json": json})).restore(place + "/w"))
    if what == "latest_checkpoint":
        return tf.train.latest_checkpoint(place)
    raise ValueError(text)


def read_errors(case, arrays, tools):
    made, home = [], os.getcwd()
    for i, entry in enumerate(case["entries"]):
        shutil.copytree(home, f"{home}-{i}")
        os.chdir(f"{home}-{i}")
        try:
            damage(entry["done"])
            made.append({**{k: entry[k] for k in ("tag", "done", "call")}, **tools.outcome(lambda: call(entry["call"], case["json"]))})
        finally:
            os.chdir(home)
            shutil.rmtree(f"{home}-{i}")
    return {"entries": made}


def errors(case, arrays, tools, draw):
    """A sound model and checkpoint, an empty folder and an empty file; what is done to them stands in the recorded entries."""
    model, made = plain_model(case, arrays, tools, draw, 3, 2)
    model.save("model", save_format="tf")
    os.makedirs("empty_dir", exist_ok=True)
    open("empty_file", "wb").close()
    made = {"json": made["json"], "entries": case.get("entries", [])}
    return {**made, **read_errors({**case, **made}, arrays, tools)}


# ---- KerasTuner ----

def tuned(hp):
    model = K.Sequential([L.Dense(hp.Int("units", 3, 5), "relu", input_shape=(5,)), L.Dense(1)])
    model.compile({"sgd": K.optimizers.SGD(.01), "adam": K.optimizers.Adam(.01)}[hp.Choice("opt", ["sgd", "adam"])], "mse")
    return model


def tuner_of(folder, overwrite):
    import keras_tuner
    return keras_tuner.RandomSearch(tuned, "val_loss", max_trials=2, seed=3, directory=folder, project_name="p", overwrite=overwrite)


def tuner_results(case, made, x, arrays, tools):
    best = []
    for i, (model, hp) in enumerate(zip(made.get_best_models(2), made.get_best_hyperparameters(2))):
        best.append({"values": hp.values, "json": model.to_json(), "output": tools.stored(model.predict(x, verbose=0), f"{case['name']}/best{i}", arrays)})
    return {"files": sorted("tuner/" + f.replace(os.sep, "/") for f in found("tuner")), "best": best, "trial_order": [t.trial_id.lstrip("0") or "0" for t in made.oracle.get_best_trials(2)]}


def keras_tuner(case, arrays, tools, draw):
    import keras_tuner
    x, made = zoo.numbers(draw, 12, 5), tuner_of("tuner", True)
    made.search(x, zoo.numbers(draw, 12, 1), epochs=2, validation_split=.25, verbose=0)
    return {"tuner": keras_tuner.__version__, "inputs": [tools.stored(x, f"{case['name']}/x", arrays)], **tuner_results(case, made, x, arrays, tools)}


def read_tuner(case, arrays, tools):
    return tuner_results(case, tuner_of("tuner", False), tools.given(case["inputs"], arrays), arrays, tools)


READERS = {"manager_legacy": read_manager, "matching": read_matching, "errors": read_errors, "keras_tuner": read_tuner}
MAKERS = {"manager_legacy": manager(lambda: K.optimizers.legacy.Adam(.02)), "manager_new": manager(lambda: K.optimizers.Adam(.02)), "all_dtypes": all_dtypes, "shards": shards,
          "partitioned": partitioned, "snappy_index": snappy_index, "matching": matching, "errors": errors, "keras_tuner": keras_tuner}


def make(name, case, folder, arrays, tools):
    """The case made anew in a folder that is then packed."""
    home, draw = os.getcwd(), np.random.RandomState(178)
    os.chdir(folder)
    try:
        made = {"kind": "special", "archive": f"files/savedmodel_{name}.tar.gz", **case, **MAKERS[name](case, arrays, tools, draw)}
        return {**made, "files": sorted(f.replace(os.sep, "/") for f in found("."))} if "files" in case and "best" not in made else made
    finally:
        os.chdir(home)
