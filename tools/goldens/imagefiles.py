"""Pack `imagefiles`: pictures as Pillow reads and resizes them, and batches of keras-preprocessing made from files.

Pillow 9.4 and keras-preprocessing as its repository has it last (what tf.keras 2.15 gives); without that package tf.keras itself is asked. The kind of
a case says what is done: load (a file in each colour mode), resize, array (a picture of an array), directory and dataframe (a flow over the pack's
`tree` and `frame`). A new case gives name, kind, and file (a key; a file of one's own as a list of bytes under `arrays`), or config, args and count.
"""
import contextlib
import inspect
import io
import pathlib
import tempfile

import numpy as np
import PIL

import pack

try:
    import keras_preprocessing
    from keras_preprocessing import image
    LIBRARIES = (keras_preprocessing, PIL)
except ImportError:
    import tensorflow as tf
    image = tf.keras.preprocessing.image
    LIBRARIES = (tf, PIL)
if "keep_aspect_ratio" not in inspect.signature(image.load_img).parameters:
    raise SystemExit("This keras-preprocessing is an older one (1.1.2); take the last state of its repository, or tf.keras 2.15.")

MODES = ("rgb", "rgba", "grayscale")


def tree(folder, arrays):
    """Lays the pack's files as the folders that flows are made from; a file without a picture holds a word."""
    for name, file in pack.CONTENT["tree"]:
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(arrays["file/" + file].tobytes() if file else b"hello")


def frame():
    import pandas
    return pandas.DataFrame(pack.CONTENT["frame"])


def plain(arguments):
    return {k: tuple(v) if k == "target_size" else v for k, v in arguments.items()}


def flow(case, arrays):
    with tempfile.TemporaryDirectory() as folder:
        tree(folder, arrays)
        generator, text = image.ImageDataGenerator(**case["config"]), io.StringIO()
        with contextlib.redirect_stdout(text):
            if case["kind"] == "directory":
                made = generator.flow_from_directory(folder, **plain(case["args"]))
            else:
                made = generator.flow_from_dataframe(frame(), folder, **plain(case["args"]))
        batches = []
        for number in range(len(case["batches"]) if "batches" in case else case["count"]):
            batch = next(made)
            parts = [part for one in (batch if isinstance(batch, tuple) else (batch,)) for part in (one if isinstance(one, list) else [one])]
            prefix = case["name"].replace("_", "/", 1)
            batches.append([arrays.put(f"{prefix}/{number}/{i}", part) for i, part in enumerate(parts)])
        results = {"text": text.getvalue(), "filenames": list(made.filenames), "n": made.n, "length": len(made), "image_shape": list(made.image_shape),
                   "batches": batches, "seen": made.total_batches_seen, "batch_index": made.batch_index}
        if hasattr(made, "class_indices"):
            results.update({"class_indices": dict(made.class_indices), "classes": list(made.classes)})
        return results


def record(case, arrays):
    name, kind = case["name"], case["kind"]
    if "file" in case:
        arrays.put(case["file"], arrays[case["file"]].astype("uint8"))
    read = lambda **given: np.asarray(image.load_img(io.BytesIO(arrays[case["file"]].tobytes()), **given))
    if kind == "load":
        key = name.replace("_", "/", 1)
        return {"out": {mode: arrays.put(f"{key}/{mode}", read(color_mode=mode)) for mode in MODES}}
    if kind == "resize":
        given = {"keep_aspect_ratio": True} if case.get("keep") else {}
        made = read(color_mode=case["color_mode"], target_size=tuple(case["size"]), interpolation=case["interpolation"], **given)
        return {"out": arrays.put("rs/" + name[len("resize_"):], made)}
    if kind == "array":
        made = np.asarray(image.array_to_img(arrays[case["x"]], scale=case["scale"]))
        return {"out": arrays.put("a2i/o/" + name[len("array_"):], made.astype("int32"))}
    return flow(case, arrays)


if __name__ == "__main__":
    pack.run("imagefiles", record, LIBRARIES, tolerance=1e-6)
