"""What Python and NumPy print (`tests/KerasDigits.Notebook.Tests/Python`): numbers and arrays as text. CPython 3.8 or later, NumPy 1.24; no Keras."""
import json
import pathlib
import sys

import numpy as np

from pack import number

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "KerasDigits.Notebook.Tests" / "Python"


def arrays(content):
    for case in content["cases"]:
        values = np.arange(case["arange"]) if "arange" in case else [number(v) for v in case["values"]]
        array = np.array(values, dtype=case["dtype"]).reshape(case["shape"])
        yield case, {"str": str(array), "repr": repr(array)}


def numbers(content):
    for row in content["repr"]:
        yield row, [row[0], repr(float(number(row[0])))]
    for row in content["repr32"]:
        yield row, [row[0], str(np.float32(number(row[0])))]
    for row in content["round"]:
        yield row, [row[0], row[1], round(row[0], row[1])]
    for row in content["fixed"]:
        yield row, [row[0], row[1], f"{row[0]:.{row[1]}f}"]


if __name__ == "__main__":
    wrong = 0
    for name, entries in (("array_text", arrays), ("number_text", numbers)):
        file = FOLDER / f"{name}.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        for entry, made in entries(content):
            same = all(entry[k] == v for k, v in made.items()) if isinstance(made, dict) else entry == made
            if not same:
                wrong += 1
                print(f"{name}: {made!r} instead of {entry!r}")
                if isinstance(made, dict):
                    entry.update(made)
                else:
                    entry[:] = made
        if "--write" in sys.argv:
            file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{wrong} entries differ")
    sys.exit(1 if wrong and "--write" not in sys.argv else 0)
