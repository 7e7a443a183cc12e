"""Pack `losses`: the reduced value, the values per sample and the gradient of a loss. tf.keras 2.15.

A new case gives name, class_name, config, y_true, y_pred and, where wanted, sample_weight (keys of arrays).
"""
import tensorflow as tf

import pack


def record(case, arrays):
    name = case["name"]
    loss = getattr(tf.keras.losses, case["class_name"])(**case["config"])
    y_true, y_pred = tf.constant(arrays[case["y_true"]]), tf.constant(arrays[case["y_pred"]])
    weight = tf.constant(arrays[case["sample_weight"]]) if case.get("sample_weight") else None
    with tf.GradientTape() as tape:
        tape.watch(y_pred)
        value = loss(y_true, y_pred, weight)
        total = tf.reduce_sum(value)
    return {
        "value": arrays.put(f"{name}/value", value.numpy()),
        "grad": arrays.put(f"{name}/grad", tf.convert_to_tensor(tape.gradient(total, y_pred)).numpy()),
        "per_sample": arrays.put(f"{name}/per", loss.call(y_true, y_pred).numpy()),
    }


if __name__ == "__main__":
    pack.run("losses", record, (tf,), tolerance=1e-6)
