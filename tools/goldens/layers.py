"""Pack `layers`: outputs, weights after a training call and gradients of a layer. tf.keras 2.15 (`pip install tensorflow==2.15.1`).

A new case gives name, class_name, config, inputs (keys of arrays) and, where wanted, mask, weights, training.
"""
import numpy as np
import tensorflow as tf

import pack


def record(case, arrays):
    name = case["name"]
    cls = getattr(tf.keras.layers, case["class_name"], None)
    if cls is None:
        return None
    layer = cls.from_config({k: v for k, v in case["config"].items()})
    inputs = [tf.constant(arrays[key]) for key in case["inputs"]]
    given = inputs if len(inputs) > 1 else inputs[0]
    keywords = {"mask": tf.constant(arrays[case["mask"]]) != 0} if case.get("mask") else {}
    if case["class_name"] == "MultiHeadAttention":
        query, value = inputs[0], inputs[1]
        keywords.update({"key": inputs[2]} if len(inputs) > 2 else {})
        call = lambda training: layer(query, value, training=training, return_attention_scores=len(case.get("outputs", [])) > 1, **keywords)
    else:
        call = lambda training: layer(given, training=training, **keywords) if takes_training(layer) else layer(given, **keywords)
    call(False)
    if case.get("weights"):
        layer.set_weights([arrays[w["key"]] for w in case["weights"]])
    else:
        rng = np.random.RandomState(1)
        layer.set_weights([rng.uniform(-1, 1, w.shape).astype("float32") for w in layer.get_weights()])
    results = {"weights": [{"name": v.name, "trainable": v.trainable, "key": arrays.put(f"{name}/w{i}", v.numpy())} for i, v in enumerate(layer.weights)]}
    results.update(differentiated(case, layer, call, inputs, arrays, "", bool(case.get("training")) and "train_outputs" not in case))
    if "train_outputs" in case:
        results.update(differentiated(case, layer, call, inputs, arrays, "train_", True))
        results["weights_after"] = [arrays.put(f"{name}/after{i}", w) for i, w in enumerate(layer.get_weights())]
    return results


def takes_training(layer):
    return layer._expects_training_arg


def differentiated(case, layer, call, inputs, arrays, prefix, training):
    """Outputs, and the gradients of the sum of outputs times cotangents."""
    name = case["name"]
    floats = [x for x in inputs if x.dtype.is_floating]
    with tf.GradientTape() as tape:
        for x in floats:
            tape.watch(x)
        outputs = call(training)
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        if "cotangents" not in case:
            rng = np.random.RandomState(2)
            case["cotangents"] = [arrays.put(f"{name}/ct{i}", rng.uniform(-1, 1, y.shape).astype("float32")) for i, y in enumerate(outputs)]
        target = tf.add_n([tf.reduce_sum(y * arrays[key]) for y, key in zip(outputs, case["cotangents"]) if y.dtype.is_floating])
    results = {prefix + "outputs": [arrays.put(f"{name}/{prefix}out{i}", y.numpy()) for i, y in enumerate(outputs)]}
    gradients = iter(tape.gradient(target, floats + layer.trainable_weights))
    results[prefix + "input_grads"] = [keep(next(gradients), arrays, f"{name}/{prefix}gi{i}") if x.dtype.is_floating else "" for i, x in enumerate(inputs)]
    results[prefix + "weight_grads"] = [keep(g, arrays, f"{name}/{prefix}gw{i}") for i, g in enumerate(gradients)]
    return results


def keep(gradient, arrays, key):
    return "" if gradient is None else arrays.put(key, tf.convert_to_tensor(gradient).numpy())


if __name__ == "__main__":
    pack.run("layers", record, (tf,))
