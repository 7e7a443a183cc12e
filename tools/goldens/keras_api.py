"""Packs `keras_api` and `keras_tuner_api`: every public name with its arguments, their order and defaults, and the methods of classes. tf.keras 2.15, KerasTuner 1.4.7.

`python keras_api.py` compares the names that the packs hold; `--write` writes them, `--more` with what else stands in their modules. A library that
is not there is left out.
"""
import importlib
import inspect
import json
import pathlib
import sys

import numpy as np

import pack

TUNER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "KerasDigits.Tuner.Tests" / "Goldens"
PACKS = {"keras": ("tensorflow", pack.GOLDENS / "keras_api.json"), "keras_tuner": ("keras_tuner", TUNER / "keras_tuner_api.json")}
PLAIN = (type(None), bool, int, float, str)


def arguments(function):
    found = []
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return found
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        entry = {"name": parameter.name}
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            entry["kind"] = parameter.kind.name
        elif parameter.default is not parameter.empty:
            entry["default"] = value(parameter.default)
        found.append(entry)
    return found


def value(default):
    if isinstance(default, PLAIN):
        return default
    if isinstance(default, np.generic):
        return default.item()
    if isinstance(default, (list, tuple)):
        return [value(v) for v in default]
    return getattr(default, "__name__", repr(default))


def describe(member):
    """A function, or a class with what it defines itself: what it inherits stands with its bases."""
    if not inspect.isclass(member):
        return {"kind": "function", "args": arguments(member)}
    own = {n: getattr(member, n, None) for n in sorted(vars(member)) if not n.startswith("_")}
    methods = {n: arguments(m) for n, m in own.items() if inspect.isroutine(m)}
    return {"kind": "class", "args": arguments(member.__init__), "methods": methods,
            "properties": [n for n, m in own.items() if isinstance(m, property)], "bases": [b.__name__ for b in member.__mro__[1:4]]}


def walk(library, root, recorded):
    """The public names of the modules that the pack knows."""
    found = {}
    for place in sorted({name.rsplit(".", 1)[0] for name in recorded}):
        module = library
        for part in place.split(".")[1:]:
            module = getattr(module, part, None)
        for name in [n for n in dir(module) if not n.startswith("_")] if module is not None else []:
            member = getattr(module, name)
            if callable(member) and not inspect.ismodule(member):
                found[f"{place}.{name}"] = describe(member)
    return dict(sorted(found.items()))


def main():
    wrong = 0
    for root, (module, file) in PACKS.items():
        try:
            library = importlib.import_module(module)
        except ImportError:
            print(f"{module} is not there")
            continue
        recorded = json.loads(file.read_text(encoding="utf-8"))
        api = pack.plain(walk(library.keras if root == "keras" else library, root, recorded["api"]))
        if "--more" not in sys.argv:
            api = {name: described for name, described in api.items() if name in recorded["api"]}
        if "--write" in sys.argv:
            file.write_text(json.dumps({"made_with": pack.made_with(library), "api": api}, indent=1) + "\n", encoding="utf-8")
        differing = [k for k in sorted(set(api) | set(recorded["api"])) if api.get(k) != recorded["api"].get(k)]
        print(f"{root}: {len(api)} names,", "as recorded" if not differing else f"{len(differing)} unlike the recorded ones")
        for key in differing:
            print("  ", key, "is gone" if key not in api else "has come up" if key not in recorded["api"] else f"is {api[key]} instead of {recorded['api'][key]}")
        wrong += len(differing)
    return int(wrong > 0 and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
