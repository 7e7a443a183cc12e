"""Writes tests/KerasDigits.Tests/Goldens/hdf5matrix/rows.h5: the same numbers stored in every way that a data file may have them.

Needs h5py and NumPy alone. x[i, j] = (10 i + j) / 4."""
import h5py
import numpy as np

x = ((10 * np.arange(20)[:, None] + np.arange(3)[None, :]) / 4).astype("float32")
with h5py.File("tests/KerasDigits.Tests/Goldens/hdf5matrix/rows.h5", "w", libver="earliest") as f:
    f["plain"] = x
    f["train/doubles"] = x.astype("float64")
    f["train/bytes"] = (4 * x).astype("uint8")
    f["train/classes"] = np.arange(20, dtype="int64") % 3
    f["half"] = x.astype("float16")
    f["words"] = (4 * x).astype("uint16")
    f.create_dataset("packed", data=x, chunks=(6, 2), compression="gzip")
    f.create_dataset("chunks", data=x, chunks=(7, 3))
    f.create_dataset("turned", data=x.astype(">f4"))
with h5py.File("tests/KerasDigits.Tests/Goldens/hdf5matrix/plain.h5", "w") as f:
    f["x"] = x
    f["y"] = np.arange(20, dtype="int64") % 3
