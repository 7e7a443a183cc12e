"""Pack `signatures`: the arguments of built-in classes by version. The table was read off the source of each version; this program tells
whether the Keras that is installed has the defaults that the table gives for its version.

`python signatures.py` compares with the entry of the installed version, `python signatures.py 2.15.0` with another's.
"""
import gzip
import importlib
import inspect
import json
import sys

import pack

try:
    import keras
except ImportError:
    from tensorflow import keras


def constructor(owner):
    """Its parameters, those of the bases to which it hands its keywords behind them."""
    found = {}
    for cls in owner.__mro__[:-1]:
        if "__init__" not in vars(cls):
            continue
        parameters = inspect.signature(vars(cls)["__init__"]).parameters
        for name, parameter in parameters.items():
            if name != "self" and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                found.setdefault(name, parameter)
        if not any(p.kind == p.VAR_KEYWORD for p in parameters.values()):
            break
    return found


def same(entry, parameter):
    """Whether a parameter is as the table says: required (r) or with a default (d); what was read off code (u, x) is not compared."""
    if "r" in entry:
        return parameter.default is parameter.empty
    if "d" not in entry or parameter.default is parameter.empty:
        return "d" not in entry
    default = list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default
    return default == entry["d"] or pack.plain(default) == entry["d"]


if __name__ == "__main__":
    with gzip.open(pack.GOLDENS / "signatures.json.gz", "rt", encoding="utf-8") as stored:
        table = json.load(stored)
    version = sys.argv[1] if len(sys.argv) > 1 else keras.__version__
    if version not in table:
        sys.exit(f"The table has no Keras {version}; it has {', '.join(table)}.")
    differing = []
    for kind, classes in table[version].items():
        module = importlib.import_module(f"{keras.__name__}.{kind}")
        for name, entries in classes.items():
            owner = getattr(module, name, None)
            if not inspect.isclass(owner):
                continue
            parameters = constructor(owner)
            differing += [f"{kind}.{name}.{argument}: {entry}, here {parameters[argument]}"
                          for argument, entry in entries.items() if argument in parameters and not same(entry, parameters[argument])]
    print("\n".join(differing) or "as recorded")
    sys.exit(1 if differing else 0)
