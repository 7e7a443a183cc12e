"""Pack `tensorboard`: event files of tf.keras's TensorBoard callback. TF 2.15.1.

    python tensorboard.py            # writes each run anew into a folder of its own and compares the records with those of the recorded files
    python tensorboard.py --write    # puts the new files in place of them; --run NAME: one run alone, also one that the pack does not hold yet

A run is a fit of one small network with the callback's arguments of RUNS: 40 rows in batches of 16, 16 rows to look at. Times and values vary.
"""
import pathlib
import shutil
import sys
import tempfile

import numpy as np
import tensorflow as tf

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "KerasDigits.Board.Tests" / "Goldens" / "tensorboard"
keras, L = tf.keras, tf.keras.layers
RUNS = {
    "plain": (2, {"write_graph": False}),
    "batch": (2, {"update_freq": "batch", "write_graph": False, "write_steps_per_second": True}),
    "every2": (3, {"update_freq": 2, "write_graph": False}),
    "histograms": (3, {"histogram_freq": 1, "write_images": True, "write_graph": False}),
    "graph": (1, {}),
}


def write(name, folder):
    """One run's event files."""
    epochs, arguments = RUNS[name]
    keras.backend.clear_session()
    draw = np.random.RandomState(8)
    x, y = draw.normal(size=(56, 8, 8, 1)).astype("float32"), np.eye(3, dtype="float32")[draw.randint(0, 3, 56)]
    model = keras.Sequential([L.Conv2D(3, 3, activation="relu", input_shape=(8, 8, 1)), L.BatchNormalization(), L.Flatten(), L.Dense(3, "softmax")])
    model.compile(keras.optimizers.Adam(.01), "categorical_crossentropy", metrics=["accuracy"])
    board = keras.callbacks.TensorBoard(str(folder), profile_batch=0, **arguments)
    model.fit(x[:40], y[:40], batch_size=16, epochs=epochs, validation_data=(x[40:], y[40:]), shuffle=False, verbose=0, callbacks=[board])


def records(folder):
    """Writer, step, tag and plugin of every value in a folder's event files, in their order."""
    made = []
    for file in sorted(pathlib.Path(folder).rglob("events.out.tfevents.*"), key=lambda f: f.relative_to(folder).parts[:-1]):
        for event in tf.compat.v1.train.summary_iterator(str(file)):
            for value in event.summary.value:
                made.append((file.parent.name, event.step, value.tag, value.metadata.plugin_data.plugin_name))
    return made


def main():
    wanted = [sys.argv[sys.argv.index("--run") + 1]] if "--run" in sys.argv else [n for n in RUNS if (FOLDER / n).exists()]
    wrong = 0
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            write(name, folder)
            old, new = records(FOLDER / name) if (FOLDER / name).exists() else [], records(folder)
            print(f"{name}: {'as recorded' if old == new else 'other records'}", *sorted(set(old) ^ set(new))[:20], sep="\n   " if old != new else "")
            wrong += old != new
            if "--write" in sys.argv:
                shutil.rmtree(FOLDER / name, ignore_errors=True)
                shutil.copytree(folder, FOLDER / name)
    return int(wrong > 0 and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
