"""Pack `applications`: every layer of the architectures in keras.applications, without weights from the network. tf.keras 2.15."""
import tensorflow as tf

import pack


def record(case, arrays):
    if "layers" not in case:
        return None
    tf.keras.backend.clear_session()
    kwargs = {k: tuple(v) if isinstance(v, list) else v for k, v in case["kwargs"].items()}
    model = getattr(tf.keras.applications, case["name"])(weights=None, **kwargs)
    layers = [{"name": l.name, "cls": type(l).__name__, "out": str(l.output_shape), "params": l.count_params(), "weights": [w.name for w in l.weights]} for l in model.layers]
    trainable = sum(int(tf.size(w)) for w in model.trainable_weights)
    return {"model_name": model.name, "params": model.count_params(), "trainable": trainable, "layers": layers}


if __name__ == "__main__":
    pack.run("applications", record, (tf,))
