"""Pack `reports`: public reports of trouble as small programs, each observation of TF 2.3.1 and of TF 2.15.1: `python reports.py [--only 36]`.

The programs stand in reports_training.py, reports_layers.py, reports_data.py and reports_tuner.py: a function r02_name(out) is the report "02_name", and
out(key, function) observes what the function gives or raises. A new report is a function more; --write adds it, and its source, what and must are
then written into the pack by hand. Observations whose key begins with "info" are random and are not compared.
"""
import argparse
import gzip
import importlib
import json
import math
import os
import re
import sys
import tempfile

import numpy as np
import tensorflow as tf

import pack

FILE = pack.GOLDENS / "reports.json.gz"
PLACE = "tf_2_3_1" if tf.__version__.startswith("2.3.") else "tf_2_15_1"
GROUPS = ("reports_training", "reports_layers", "reports_data", "reports_tuner")


def simple(value):
    """A value as the pack holds it: six digits, lists, names."""
    if hasattr(value, "as_list"):
        return simple(value.as_list())
    if hasattr(value, "numpy"):
        value = value.numpy()
    if isinstance(value, np.ndarray):
        return simple(value.tolist())
    if isinstance(value, np.generic):
        return simple(value.item())
    if isinstance(value, bool) or value is None or isinstance(value, (int, str)):
        return value
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    if isinstance(value, dict):
        return {str(k): simple(value[k]) for k in sorted(value, key=str)}
    if hasattr(value, "items"):
        return simple(dict(value.items()))
    return [simple(v) for v in value]


def observed(program, folder):
    """What a program observes."""
    found = {}

    def out(key, function):
        try:
            found[key] = simple(function())
        except Exception as error:  # what it is and says is the observation
            text = " ".join(str(error).replace(folder, "<tmp>").split())
            found[key] = {"exc": type(error).__name__, "msg": text[:300]}

    tf.keras.backend.clear_session()
    home = os.getcwd()
    os.chdir(folder)
    try:
        program(out)
    except Exception as error:  # between two observations: the library lacks what the program stands on
        print(f"   {program.__name__} ends by {type(error).__name__}: {str(error)[:150]}")
    finally:
        os.chdir(home)
    return found


def fails(value):
    return isinstance(value, dict) and "exc" in value


def unlike(old, new):
    """Whether two observations differ in more than wording."""
    if fails(old) or fails(new):
        return not (fails(old) and fails(new) and old["exc"] == new["exc"])
    return pack.difference({"": old}, {"": new}, {}, {}, 3e-5) is not None


def programs():
    for group in GROUPS:
        try:
            module = importlib.import_module(group)
        except ImportError as error:  # scikit-learn or KerasTuner is not there
            print(f"{group} is left out: {error}")
            continue
        for name, function in vars(module).items():
            if re.match(r"r\d\d_", name):
                yield name[1:], function


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    content, wrong = json.loads(gzip.decompress(FILE.read_bytes())), 0
    reports = {r["id"]: r for r in content}
    for name, program in programs():
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            found = observed(program, os.path.realpath(folder))
        report = reports.get(name, {"id": name, "source": "", "what": "", "must": "", PLACE: {}})
        old = report.get(PLACE, {})
        if "not run" in old:
            old = report["tf_2_3_1"]
        compared = {k for k in set(old) | set(found) if not k.startswith("info")}
        differing = sorted(k for k in compared if k not in old or k not in found or unlike(old[k], found[k]))
        print(f"{name}: {'as recorded' if not differing else ''}")
        for key in differing:
            print(f"   {key}: {found.get(key, 'is not observed')} instead of {old.get(key, 'nothing')}")
        wrong += bool(differing)
        if options.write:
            report[PLACE] = found
            both = [report.get("tf_2_3_1", {}), report.get("tf_2_15_1", {})]
            keys = [k for k in both[0] if k in both[1] and both[0][k] != both[1][k] and not k.startswith("info")]
            report["differs_in"] = [k for k in keys if unlike(both[0][k], both[1][k])]
            report["differs_in_wording_only"] = [k for k in keys if k not in report["differs_in"]]
            report["differs"] = bool(report["differs_in"])
            if name not in reports:
                content.append(report)
    if options.write:
        content.sort(key=lambda r: r["id"])
        with gzip.GzipFile(FILE, "wb", mtime=0) as file:
            file.write(json.dumps(content, ensure_ascii=False).encode())
    return int(wrong > 0 and not options.write)


if __name__ == "__main__":
    sys.exit(main())
