"""Pack `misc`: penalties, projections, activations, to_categorical, normalize and scikit-learn's split. tf.keras 2.15, scikit-learn.

The kind of a case is the beginning of its name: regularizer_, constraint_, activation_, to_categorical, normalize, train_test_split_.
"""
import numpy as np

import pack


def record(case, arrays):
    name = case["name"]
    if name.startswith("train_test_split_"):
        from sklearn.model_selection import train_test_split
        given = dict(case["kwargs"])
        if given.get("stratify") == "arange(50) % 5":
            given["stratify"] = np.arange(case["n"]) % 5
        train, test = train_test_split(np.arange(case["n"]), **given)
        return {"train": train, "test": test}
    import tensorflow as tf
    if name.startswith("regularizer_"):
        return {"value": float(getattr(tf.keras.regularizers, case["class_name"])(**case["config"])(arrays[case["w"]]))}
    if name.startswith("constraint_"):
        return {"result": arrays.put(case.get("result", f"c_{name}"), getattr(tf.keras.constraints, case["class_name"])(**case["config"])(tf.constant(arrays[case["w"]])).numpy())}
    if name.startswith("activation_"):
        x = tf.constant(arrays[case["x"]])
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.keras.activations.get(name[len("activation_"):])(x)
            target = tf.reduce_sum(y * tf.cos(x))
        return {"y": arrays.put(case.get("y", f"a_{name}"), y.numpy()), "grad_of_sum_y_cos_x": arrays.put(case.get("grad_of_sum_y_cos_x", f"ga_{name}"), tape.gradient(target, x).numpy())}
    if name == "to_categorical":
        labels = arrays[case["labels"]]
        return {"out": arrays.put("cat", tf.keras.utils.to_categorical(labels)), "out12": arrays.put("cat12", tf.keras.utils.to_categorical(labels, 12))}
    if name == "normalize":
        w, normalize = arrays[case["w"]], tf.keras.utils.normalize
        return {"axis1": arrays.put("n1", normalize(w, axis=1)), "axis0": arrays.put("n0", normalize(w, axis=0)), "order1": arrays.put("no1", normalize(w, order=1))}
    return None


if __name__ == "__main__":
    pack.run("misc", record, tolerance=1e-6)
