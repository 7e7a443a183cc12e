"""Pack `metrics`: the result of a metric after each of several updates. tf.keras 2.15.

A new case gives name, class_name, config and updates: y_true, y_pred and, where wanted, sample_weight (keys of arrays).
"""
import tensorflow as tf

import pack


def record(case, arrays):
    name = case["name"]
    metric = getattr(tf.keras.metrics, case["class_name"])(**case["config"])
    updates = []
    for i, update in enumerate(case["updates"]):
        key = update.get("sample_weight") or update.get("weight")
        metric.update_state(arrays[update["y_true"]], arrays[update["y_pred"]], arrays[key] if key else None)
        updates.append({**update, "result": arrays.put(f"{name}/{i}r", metric.result().numpy())})
    return {"metric_name": metric.name, "updates": updates}


if __name__ == "__main__":
    pack.run("metrics", record, (tf,))
