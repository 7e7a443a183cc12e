"""A pack of goldens: NAME.json describes the cases, NAME.npz holds the arrays that they name by keys.

A pack's program gives a function `record(case, arrays)`: it looks at what is given in the case (class, configuration,
data), runs the real library and returns what belongs into the case; arrays that it makes it puts with `arrays.put(key, value)`.
`main` is the command line that all programs share.
"""
import argparse
import json
import math
import pathlib
import platform
import sys

import numpy as np

CONTENT = {}  # the pack that main has read: what stands beside its cases
GOLDENS = pathlib.Path(__file__).resolve().parents[2] / "tests" / "KerasDigits.Tests" / "Goldens"


class Arrays(dict):
    """Arrays by key."""

    def put(self, key, value):
        self[key] = np.array(value, order="C")
        return key


def plain(value):
    """A value as JSON holds it: numbers that are not finite become texts."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def number(value):
    """The other way round, for a number in a case."""
    return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(value, value) if isinstance(value, str) else value


def read(name, folder=GOLDENS):
    folder = pathlib.Path(folder)
    pack = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    arrays = Arrays()
    if (folder / f"{name}.npz").exists():
        with np.load(folder / f"{name}.npz", allow_pickle=False) as stored:
            arrays.update({key: stored[key] for key in stored.files})
    return pack, arrays


def write(name, pack, arrays, folder=GOLDENS):
    folder = pathlib.Path(folder)
    text = json.dumps(plain(pack), indent=1, ensure_ascii=False, allow_nan=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    if arrays:
        np.savez_compressed(folder / f"{name}.npz", **arrays)


def made_with(*modules):
    """The versions that go into a pack."""
    versions = {"python": platform.python_version(), "numpy": np.__version__}
    for module in modules:
        versions[module.__name__] = module.__version__
    return versions


def difference(old, new, old_arrays, new_arrays, tolerance, place=""):
    """What a new recording says otherwise than the old one; None: nothing."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in new:
            if key not in old:
                return f"{place}{key} has come up"
            found = difference(old[key], new[key], old_arrays, new_arrays, tolerance, f"{place}{key}.")
            if found:
                return found
        return None
    if isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return f"{place[:-1]} has {len(new)} entries instead of {len(old)}"
        for i, (o, n) in enumerate(zip(old, new)):
            found = difference(o, n, old_arrays, new_arrays, tolerance, f"{place}{i}.")
            if found:
                return found
        return None
    if isinstance(new, str) and new in new_arrays:
        o, n = old_arrays.get(old), new_arrays[new]
        if o is None or o.shape != n.shape:
            return f"{place[:-1]} has another shape"
        if o.dtype.kind in "fc":
            scale = max(float(np.max(np.abs(o[np.isfinite(o)]), initial=0)), 1e-6)
            same = np.allclose(o, n, rtol=0, atol=tolerance * scale, equal_nan=True)
        else:
            same = bool(np.array_equal(o, n))
        return None if same else f"{place[:-1]} has other values"
    o, n = number(old), number(new)
    if isinstance(o, (int, float)) and isinstance(n, (int, float)) and not isinstance(o, bool):
        same = o == n or (math.isnan(o) and math.isnan(n)) or abs(o - n) <= tolerance * max(abs(o), 1e-6)
        return None if same else f"{place[:-1]} is {n} instead of {o}"
    return None if old == new else f"{place[:-1]} is {new!r} instead of {old!r}"


def main(name, record, modules=(), tolerance=1e-5, folder=GOLDENS, arguments=None):
    parser = argparse.ArgumentParser(description=f"Records the pack {name} with the real library, or compares it with what is recorded.")
    parser.add_argument("--goldens", default=folder, help="folder of the pack")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--new", help="a JSON file with a list of new cases: what is given, without results; arrays as nested lists under `arrays`")
    parser.add_argument("--write", action="store_true", help="write what is recorded; else it is only compared")
    options = parser.parse_args(arguments)
    pack, arrays = read(name, options.goldens)
    cases = pack["cases"]
    CONTENT.update(pack)
    if options.new:
        for case in json.loads(pathlib.Path(options.new).read_text(encoding="utf-8")):
            for key, value in case.pop("arrays", {}).items():
                arrays.put(key, np.asarray(value, dtype="float32" if not isinstance(np.asarray(value).flat[0], np.str_) else None))
            cases[:] = [c for c in cases if c["name"] != case["name"]] + [case]
    failed = 0
    for case in cases:
        if options.only not in case["name"]:
            continue
        made = Arrays(arrays)
        results = plain(record(case, made))
        if results is None:
            print(f"{case['name']}: not recorded by this program")
            continue
        found = difference({k: case.get(k) for k in results}, results, arrays, made, tolerance)
        print(f"{case['name']}: {found or 'as recorded'}")
        failed += found is not None
        if options.write:
            case.update(results)
            arrays.update(made)
    if options.write:
        pack["made_with"] = {**pack.get("made_with", {}), **made_with(*modules)}
        write(name, pack, arrays, options.goldens)
    return 0 if options.write else min(failed, 1)


def run(*arguments, **named):
    sys.exit(main(*arguments, **named))
