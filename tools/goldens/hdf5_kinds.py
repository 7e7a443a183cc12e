"""Pack `h5`: kinds.h5, where every kind of data and attribute that h5py can write holds the same numbers, and lzf.h5, whose filter is not read. h5py.

`python hdf5_kinds.py` compares what the recorded files hold with what is written here; `--write` writes them. value[i, j] = (8 i + j) / 4 - 3.
"""
import pathlib
import sys
import tempfile

import h5py
import numpy as np

import pack

FOLDER = pack.GOLDENS / "h5"
VALUES = (np.arange(48, dtype="float32") / 4 - 3).reshape(6, 8)


def compact(file, name):
    """A dataset whose numbers stand in its header."""
    settings = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    settings.set_layout(h5py.h5d.COMPACT)
    made = h5py.h5d.create(file.id, name.encode(), h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(VALUES.shape), settings)
    made.write(h5py.h5s.ALL, h5py.h5s.ALL, VALUES)


def write(folder):
    chunks = {"chunks": (4, 3)}
    with h5py.File(folder / "kinds.h5", "w", libver="earliest") as file:
        for name, kind in (("big_f2", ">f2"), ("big_f4", ">f4"), ("big_f8", ">f8"), ("half", "float16"), ("double", "float64")):
            file[name] = VALUES.astype(kind)
        for name, kind in (("big_i4", ">i4"), ("big_i8", ">i8")):
            file[name] = (4 * VALUES).astype(kind)
        file.create_dataset("big_gzip", data=VALUES.astype(">f4"), compression="gzip", **chunks)
        file.create_dataset("gzip", data=VALUES, compression="gzip", shuffle=True, **chunks)
        file.create_dataset("chunked", data=VALUES, **chunks)
        file.create_dataset("fletcher", data=VALUES, fletcher32=True, **chunks)
        file.create_dataset("fletcher_gzip", data=VALUES, fletcher32=True, compression="gzip", shuffle=True, **chunks)
        compact(file, "compact")
        ascii_text = h5py.string_dtype("ascii")
        file.attrs.update({"empty": np.array([]), "f4": np.float32(.5), "i4": np.int32(7), "fixed": np.array([b"conv", b"dense_1"]), "fixed_one": np.bytes_(b"fixed text"),
                           "names0": np.array([b"x", b"y"]), "names1": np.array([b"zz"]), "vlen_str": "größe", "str_list": ["a", "bb"]})
        file.attrs.create("vlen_bytes", "tensorflow", dtype=ascii_text)
        file.attrs.create("vlen_list", ["a", "bb"], dtype=ascii_text)
        for i in range(12):
            file.attrs[f"many{i}"] = f"v{i}"
    with h5py.File(folder / "lzf.h5", "w", libver="earliest") as file:
        file.create_dataset("lzf", data=VALUES, compression="lzf")


def held(path):
    """What a file holds, and how."""
    with h5py.File(path, "r") as file:
        attributes = {}
        for name in file.attrs:
            attribute = h5py.h5a.open(file.id, name.encode())
            text = attribute.get_type()
            letters = text.get_cset() if isinstance(text, h5py.h5t.TypeStringID) else None
            attributes[name] = (attribute.dtype.str, attribute.shape, letters, pack.plain(np.asarray(file.attrs[name])).__repr__())
        data = {n: (d.dtype.str, d.shape, d.chunks, d.compression, d.shuffle, d.fletcher32, d.id.get_create_plist().get_layout(), d[()].tolist()) for n, d in file.items()}
        return {"superblock": file.id.get_create_plist().get_version(), "attributes": attributes, "data": data}


def main():
    with tempfile.TemporaryDirectory() as folder:
        target = FOLDER if "--write" in sys.argv else pathlib.Path(folder)
        write(target)
        wrong = 0
        for name in ("kinds.h5", "lzf.h5"):
            old, new = held(FOLDER / name), held(target / name)
            unlike = [f"{part}.{key}: {new[part].get(key)} instead of {old[part].get(key)}" for part in ("attributes", "data") for key in sorted(set(old[part]) | set(new[part]))
                      if old[part].get(key) != new[part].get(key)]
            print(f"{name}: {'as recorded' if old == new else ''}", *unlike, sep="\n   " if unlike else "")
            wrong += old != new
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
