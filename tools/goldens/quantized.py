"""Records Keras 3's quantized models: each file as .keras and .h5, an input and what Keras predicts.

    KERAS_BACKEND=numpy python tools/goldens/quantized.py --write tests/KerasDigits.Tests/Goldens/quantized.json.gz

The version that is installed is recorded beside those that the file holds already. Without --write the file's cases of that version are compared.
"""
import argparse
import base64
import gzip
import json
import os
import tempfile
import zlib

os.environ.setdefault("KERAS_BACKEND", "numpy")
import keras
import numpy as np
from keras import layers

VERSION = tuple(int(n) for n in keras.__version__.split(".")[:2])
FLOAT8 = (2.0, 0.25, 0.5)


def models():
    """Name, the input's shape, whether it holds numbers of rows, the layers of a Sequential model, what quantize() is given."""
    dense = lambda: [layers.Dense(7, activation="tanh"), layers.Dense(5, use_bias=False)]
    einsum = lambda *a, **k: lambda: [layers.EinsumDense(*a, **k)]
    for mode in ("int8", "float8") + (("int4",) if VERSION >= (3, 11) else ()):
        yield f"dense {mode}", (9,), False, dense, mode
        yield f"dense of steps {mode}", (3, 9), False, dense, mode
        yield f"einsum {mode}", (4, 6), False, einsum("abc,cd->abd", (None, 5), bias_axes="d", activation="relu"), mode
        yield f"einsum to heads {mode}", (4, 6), False, einsum("abc,cde->abde", (None, 3, 5), bias_axes="de"), mode
        yield f"einsum from heads {mode}", (4, 3, 5), False, einsum("abcd,cde->abe", (None, 6), bias_axes="e"), mode
        yield f"einsum turned {mode}", (4, 6), False, einsum("abc,dc->adb", (5, None), bias_axes="d"), mode
        yield f"in between {mode}", (8, 8, 2), False, lambda: [layers.Conv2D(3, 3, activation="relu"), layers.Flatten(), layers.Dense(6), layers.BatchNormalization(), layers.ReLU(), layers.Dense(3, activation="softmax")], mode
        if mode != "float8":
            yield f"embedding {mode}", (5,), True, lambda: [layers.Embedding(11, 7), layers.Flatten(), layers.Dense(4)], mode
            if VERSION >= (3, 14):  # before, the NumPy backend loses masks
                yield f"masking embedding {mode}", (5,), True, lambda: [layers.Embedding(11, 7, mask_zero=True), layers.GlobalAveragePooling1D()], mode
    if VERSION >= (3, 13):
        q = keras.quantizers
        yield "weights alone int8", (9,), False, dense, q.Int8QuantizationConfig(activation_quantizer=None)
        yield "coarse inputs int8", (9,), False, dense, q.Int8QuantizationConfig(activation_quantizer=q.AbsMaxQuantizer(value_range=(-31, 31), epsilon=0.01))
        yield "weights alone int4", (9,), False, dense, q.Int4QuantizationConfig(activation_quantizer=None, **({"block_size": None} if VERSION >= (3, 14) else {}))
        yield "inputs too int4", (9,), False, dense, q.Int4QuantizationConfig(activation_quantizer=q.AbsMaxQuantizer(), **({"block_size": None} if VERSION >= (3, 14) else {}))
        yield "einsum, weights alone int8", (4, 6), False, einsum("abc,cde->abde", (None, 3, 5)), q.Int8QuantizationConfig(activation_quantizer=None)
    if VERSION >= (3, 14):
        for block in (-1, 4, 16):
            yield f"blocks of {block}", (9,), False, dense, q.Int4QuantizationConfig(block_size=block)
            yield f"einsum, blocks of {block}", (4, 3, 5), False, einsum("abcd,cde->abe", (None, 6), bias_axes="e"), q.Int4QuantizationConfig(block_size=block)
            yield f"embedding, blocks of {block}", (5,), True, lambda: [layers.Embedding(11, 7), layers.Flatten(), layers.Dense(4)], q.Int4QuantizationConfig(block_size=block)


def made_by_policy():
    """Name, the input's shape, layers whose policy quantizes from the start."""
    yield "attention int8", (4, 6), lambda x, p: layers.MultiHeadAttention(2, 3, dtype=p)(x, x), "int8_from_float32"
    if VERSION >= (3, 12):
        for policy in ("gptq/4/-1", "gptq/4/4", "gptq/8/4", "gptq/2/-1", "gptq/3/8") + (("awq/4/-1", "awq/4/4") if VERSION >= (3, 13) else ()):
            yield f"dense {policy}", (9,), lambda x, p: layers.Dense(5, dtype=p)(layers.Dense(7, activation="tanh", use_bias=False, dtype=p)(x)), policy + "_from_float32"
            yield f"einsum {policy}", (4, 9), lambda x, p: layers.EinsumDense("abc,cde->abde", (None, 3, 2), bias_axes="de", dtype=p)(x), policy + "_from_float32"
            yield f"einsum back {policy}", (4, 2, 3), lambda x, p: layers.EinsumDense("abcd,cde->abe", (None, 8), bias_axes="e", dtype=p)(x), policy + "_from_float32"


def reversible():
    if not hasattr(layers, "ReversibleEmbedding"):
        return
    configs = ["int8", "int4"]
    if VERSION >= (3, 14):
        configs.append(keras.quantizers.Int4QuantizationConfig(block_size=4))
    for config in configs:
        for tied in (True, False):
            for cap in ((None, 2.0) if VERSION >= (3, 14) else (None,)):
                yield f"reversible, {'tied' if tied else 'apart'}, {cap}, {config if isinstance(config, str) else 'blocks'}", tied, cap, config


def fill(model, random):
    """Numbers that tell, of every kind that the variables have."""
    for variable in model.variables:
        kind, shape, name = str(variable.dtype), variable.shape, variable.name
        if "seed" in variable.path:
            continue
        if kind in ("int8", "uint8"):
            variable.assign(random.randint(0 if kind == "uint8" or "zero" in name else -127, 4 if "zero" in name else 128, shape).astype(kind))
        elif name == "g_idx":
            continue
        elif "scale" in name and len(shape) and "outputs" not in name:
            variable.assign((random.randint(20, 200, shape) / 64).astype("float32"))
        else:
            value = random.randint(-128, 128, shape) / 256
            variable.assign((np.abs(value) + 0.5 if "variance" in name else value).astype("float32"))


def recorded(model, x, kinds=("keras", "h5")):
    """The case of a model: its files and what it gives, as Keras reads them back; an .h5 that Keras itself does not read stays, as its weights are the .keras's."""
    case = {"x": x.tolist(), "shape": list(x.shape), "integer": bool(x.dtype.kind == "i")}
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            path = os.path.join(folder, "m." + kind)
            try:
                model.save(path)
                if kind == "h5":
                    with open(path, "rb") as file:
                        case["h5"] = base64.b64encode(file.read()).decode()
                again = keras.models.load_model(path)
                y = np.asarray(again(x, training=False), "float32")
            except Exception as fault:
                print("   ", kind, type(fault).__name__, str(fault).strip().split("\n")[0][:110])
                continue
            assert "y" not in case or np.allclose(case["y"], y.ravel(), atol=1e-6), "the files differ"
            case["y"] = y.ravel().tolist()
            with open(path, "rb") as file:
                case[kind] = base64.b64encode(file.read()).decode()
    return case if "y" in case else None


def cases():
    for name, shape, numbers, make, config in models():
        random = np.random.RandomState(zlib.crc32(name.encode()) % 10000)
        keras.backend.clear_session()
        model = keras.Sequential([keras.Input(shape, dtype="int32" if numbers else "float32")] + make())
        fill(model, random)
        try:
            model.quantize(config) if isinstance(config, str) else model.quantize(config=config)
        except Exception as fault:
            print(name, type(fault).__name__, str(fault)[:110])
            continue
        for variable in model.variables:
            if config == "float8" and variable.name.endswith("_scale"):
                variable.assign(FLOAT8[random.randint(3)])
        x = random.randint(0, 11, (3,) + shape).astype("int32") if numbers else (random.randint(-128, 128, (3,) + shape) / 64).astype("float32")
        yield name, model, x
    for name, shape, build, policy in made_by_policy():
        random = np.random.RandomState(zlib.crc32(name.encode()) % 10000)
        keras.backend.clear_session()
        x = keras.Input(shape)
        try:
            model = keras.Model(x, build(x, policy))
        except Exception as fault:
            print(name, type(fault).__name__, str(fault)[:110])
            continue
        fill(model, random)
        yield name, model, (random.randint(-128, 128, (3,) + shape) / 64).astype("float32")
    for name, tied, cap, config in reversible():
        random = np.random.RandomState(zlib.crc32(name.encode()) % 10000)
        keras.backend.clear_session()
        x = keras.Input((5,), dtype="int32")
        layer = layers.ReversibleEmbedding(11, 7, tie_weights=tied, **({"logit_soft_cap": cap} if cap else {}))
        try:
            model = keras.Model(x, layer(layer(x), reverse=True))
            fill(model, random)
            model.quantize(config) if isinstance(config, str) else model.quantize(config=config)
        except Exception as fault:
            print(name, type(fault).__name__, str(fault)[:110])
            continue
        yield name, model, random.randint(0, 11, (3, 5)).astype("int32")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", metavar="FILE")
    parser.add_argument("--file", default="tests/KerasDigits.Tests/Goldens/quantized.json.gz")
    arguments = parser.parse_args()
    path = arguments.write or arguments.file
    pack = json.load(gzip.open(path)) if os.path.exists(path) else {}
    made = {}
    for name, model, x in cases():
        print(name)
        case = recorded(model, x)
        if case:
            made[name] = case
    if arguments.write:
        pack[keras.__version__] = made
        with gzip.GzipFile(path, "wb", mtime=0) as file:
            file.write(json.dumps(pack, separators=(",", ":"), sort_keys=True).encode())
        print(len(made), "cases recorded,", os.path.getsize(path), "bytes")
        return
    if keras.__version__ not in pack:
        raise SystemExit(f"The pack holds Keras {', '.join(sorted(pack))}, not {keras.__version__}: record it with --write.")
    kept = pack[keras.__version__]
    wrong = [name for name in made if name not in kept or not np.allclose(kept[name]["y"], made[name]["y"], rtol=1e-5, atol=1e-6)]
    print(f"{len(made) - len(wrong)} cases equal, {len(wrong)} not:", *wrong)


if __name__ == "__main__":
    main()
