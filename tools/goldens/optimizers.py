"""Pack `optimizers`: the weights after each step, and the values of schedules. tf.keras 2.15.

`api` is "legacy" (OptimizerV2, what TF 2.3.1 ran) or "new" (2.11 and later). A new case gives name, class_name, config, api, start
(keys) and grads (for each step the keys of the gradients); one of a schedule gives name, class_name, config and steps.
"""
import tensorflow as tf

import pack


def record(case, arrays):
    if "steps" in case:
        config = {k: v for k, v in case["config"].items() if k != "name"}
        schedule = getattr(tf.keras.optimizers.schedules, case["class_name"])(**config)
        return {"values": [float(schedule(step)) for step in case["steps"]]}
    name = case["name"]
    home = tf.keras.optimizers.legacy if case["api"] == "legacy" else tf.keras.optimizers
    optimizer = getattr(home, case["class_name"])(**case["config"])
    variables = [tf.Variable(arrays[key]) for key in case["start"]]
    after = []
    for step, gradients in enumerate(case["grads"]):
        optimizer.apply_gradients([(tf.constant(arrays[g]), v) for g, v in zip(gradients, variables)])
        after.append([arrays.put(f"{name}/{step}_{i}", v.numpy()) for i, v in enumerate(variables)])
    return {"after": after}


if __name__ == "__main__":
    pack.run("optimizers", record, (tf,), tolerance=1e-6)
