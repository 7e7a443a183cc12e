"""Pack `keras_api`: every public name of keras (and keras_tuner) with its arguments, their order and defaults, and the methods of classes. tf.keras 2.15.

`python keras_api.py` compares; `--write` writes.
"""
import inspect
import json
import sys

import tensorflow as tf

import pack

PLAIN = (type(None), bool, int, float, str)


def arguments(function):
    found = []
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return found
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            continue
        entry = {"name": parameter.name}
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            entry["kind"] = parameter.kind.name.lower()
        elif parameter.default is not parameter.empty:
            entry["default"] = value(parameter.default)
        found.append(entry)
    return found


def value(default):
    if isinstance(default, PLAIN):
        return default
    if isinstance(default, (list, tuple)):
        return [value(v) for v in default]
    return getattr(default, "__name__", repr(default))


def describe(member):
    if not inspect.isclass(member):
        return {"kind": "function", "args": arguments(member)}
    methods = {n: arguments(m) for n, m in inspect.getmembers(member, callable) if not n.startswith("_")}
    properties = [n for n, m in inspect.getmembers(member) if isinstance(m, property) and not n.startswith("_")]
    return {"kind": "class", "args": arguments(member.__init__), "methods": methods, "properties": properties, "bases": [b.__name__ for b in member.__mro__[1:-1]]}


def walk(module, path, found, seen):
    for name in dir(module):
        if name.startswith("_"):
            continue
        member = getattr(module, name)
        if inspect.ismodule(member):
            if id(member) not in seen and "keras" in member.__name__:
                seen.add(id(member))
                walk(member, f"{path}.{name}", found, seen)
        elif callable(member):
            found[f"{path}.{name}"] = describe(member)
    return found


if __name__ == "__main__":
    file = pack.GOLDENS / "keras_api.json"
    recorded = json.loads(file.read_text(encoding="utf-8"))
    api = walk(tf.keras, "keras", {}, set())
    try:
        import keras_tuner
        walk(keras_tuner, "keras_tuner", api, set())
    except ImportError:
        api.update({k: v for k, v in recorded["api"].items() if k.startswith("keras_tuner")})
    api = pack.plain(dict(sorted(api.items())))
    if "--write" in sys.argv:
        file.write_text(json.dumps({"made_with": pack.made_with(tf), "api": api}, indent=1) + "\n", encoding="utf-8")
    differing = [k for k in sorted(set(api) | set(recorded["api"])) if api.get(k) != recorded["api"].get(k)]
    print("\n".join(differing) or "as recorded")
    sys.exit(1 if differing and "--write" not in sys.argv else 0)
