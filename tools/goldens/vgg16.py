"""Pack `vgg16`: what VGG16 without its top gives with ImageNet's weights. tf.keras 2.4 (TF 2.3.1) or later; the weights' file is given:

`python vgg16.py vgg16_notop.h5` compares, within 1e-4 of the largest value; `--write` writes.
"""
import json
import sys

import numpy as np
import tensorflow as tf

import pack


def record(weights):
    def predict(x):
        model = tf.keras.applications.VGG16(include_top=False, weights=weights, input_shape=x.shape[1:])
        return model.predict(x, verbose=0)

    noise = np.random.RandomState(5).rand(4, 32, 32, 3).astype("float32")
    pixels = np.random.RandomState(6).randint(0, 256, (2, 64, 48, 3)).astype("float32")
    preprocessed = tf.keras.applications.vgg16.preprocess_input(pixels)
    return {"rand": predict(noise).reshape(4, -1), "preprocessed": predict(preprocessed).reshape(-1)}


if __name__ == "__main__":
    given = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(given) != 1:
        sys.exit(__doc__)
    file = pack.GOLDENS / "vgg16.json"
    recorded = json.loads(file.read_text(encoding="utf-8"))
    made = record(given[0])
    wrong = 0
    for name, values in made.items():
        old = np.array(recorded[name]).reshape(values.shape)
        off = float(np.abs(values - old).max() / np.abs(old).max())
        print(f"{name}: off by {off:.1e} of the largest value")
        wrong += off > 1e-4
    if "--write" in sys.argv:
        recorded.update({name: [[round(float(v), 6) for v in row] for row in values] if values.ndim == 2 else [round(float(v), 6) for v in values]
                         for name, values in made.items()})
        file.write_text(json.dumps(pack.plain(recorded)) + "\n", encoding="utf-8")
    sys.exit(1 if wrong and "--write" not in sys.argv else 0)
