"""Packs `images` (tf.keras 2.15) and `images231` (TF 2.3.1 with Keras-Preprocessing 1.1.2: `python images.py images231`).

transform_: apply_transform with given parameters; random_: drawn parameters and their picture; flow_: batches; fit_: what featurewise settings and
ZCA make of data; preprocess_: the families of keras.applications; tf_resize_, cv2_resize_.
"""
import sys

import numpy as np
import tensorflow as tf

import pack

Generator = tf.keras.preprocessing.image.ImageDataGenerator


def record(case, arrays):
    name, put = case["name"], arrays.put
    if name.startswith("transform_"):
        generator = Generator(fill_mode=case["fill_mode"], cval=case.get("cval", 0.0))
        return {"out": put(case["out"], generator.apply_transform(arrays[case["image"]].copy(), dict(case["params"])))}
    if name.startswith("random_"):
        generator, image = Generator(**case["config"]), arrays[case["image"]]
        params = {k: (0.0 if v is False else 1.0 if v is True else v) for k, v in generator.get_random_transform(image.shape, case["seed"]).items()}
        return {"params": {k: params[k] for k in case.get("params", params)}, "out": put(case["out"], generator.random_transform(image.copy(), case["seed"]))}
    if name.startswith("flow_"):
        generator = Generator(**case["config"])
        given = {"y": arrays[case["y"]]} if "y" in case else {}
        if "w" in case:
            given["sample_weight"] = arrays[case["w"]]
        flow = generator.flow(arrays[case["x"]], **given, **case["flow"])
        batches = []
        for keys in case["batches"]:
            made = next(flow)
            batches.append([put(key, part) for key, part in zip(keys, made if isinstance(made, tuple) else (made,))])
        return {"batches": batches, **({"length": len(flow)} if "length" in case else {})}
    if name.startswith("fit_"):
        generator, x = Generator(**case["config"]), arrays[case["x"]]
        generator.fit(x)
        return {"out": put(case["out"], np.stack([generator.standardize(image.copy()) for image in x]))}
    if name.startswith("preprocess_"):
        module = getattr(tf.keras.applications, name[len("preprocess_"):])
        return {"out": put(case["out"], np.asarray(module.preprocess_input(arrays[case["image"]].copy())))}
    if name.startswith("tf_resize_"):
        return {"out": put(case["out"], tf.image.resize(arrays[case["image"]], case["size"], method=name[len("tf_resize_"):]).numpy())}
    if name.startswith("cv2_resize_"):
        import cv2
        return {"out": put(case["out"], cv2.resize(arrays[case["image"]], tuple(arrays[case["out"]].shape[1::-1])))}
    return None


if __name__ == "__main__":
    name = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else "images"
    pack.run(name, record, (tf,), tolerance=1e-4)
