"""Reports about texts, labels, pictures, their batches and splits (see reports.py); scikit-learn and Pillow are needed."""
import contextlib
import io
import os

import numpy as np
import pandas as pd
import tensorflow as tf
from PIL import Image
from sklearn.model_selection import train_test_split

keras = tf.keras
TEXT, IMAGE = keras.preprocessing.text, keras.preprocessing.image


def r44_tokenizer_matrix(out):
    texts = ["car bike plane car", "bike", "plane bike boat"]
    fitted, three = TEXT.Tokenizer(), TEXT.Tokenizer(num_words=3)
    fitted.fit_on_texts(texts)
    three.fit_on_texts(texts)
    for mode in ("binary", "count", "freq", "tfidf"):
        out(mode, lambda: fitted.texts_to_matrix(texts, mode))
    out("num_words 3", lambda: three.texts_to_matrix(texts, "count"))
    out("unknown mode", lambda: fitted.texts_to_matrix(texts, "tf"))
    out("not fitted", lambda: TEXT.Tokenizer().texts_to_matrix(texts))
    out("num_words, not fitted, tfidf", lambda: TEXT.Tokenizer(num_words=3).texts_to_matrix(texts, "tfidf"))
    out("empty text, freq", lambda: fitted.texts_to_matrix([""], "freq"))
    out("counts", lambda: [fitted.document_count, dict(fitted.word_counts), dict(fitted.word_docs), dict(fitted.index_docs)])
    again = TEXT.tokenizer_from_json(fitted.to_json())
    out("JSON round trip", lambda: [again.word_index, again.texts_to_matrix(texts, "tfidf")[0]])
    of_numbers, of_four = TEXT.Tokenizer(), TEXT.Tokenizer(num_words=4)
    for tokenizer in (of_numbers, of_four):
        tokenizer.fit_on_sequences([[1, 2, 1], [2]])
    out("fit_on_sequences, no num_words", lambda: of_numbers.sequences_to_matrix([[1, 2]], "count"))
    out("fit_on_sequences, tfidf", lambda: of_four.sequences_to_matrix([[1, 1, 2, 9]], "tfidf"))
    out("hashing_trick md5", lambda: TEXT.hashing_trick("the cat the dog", 10, hash_function="md5"))


def r46_to_categorical_odd(out):
    hot = keras.utils.to_categorical
    out("from 1", lambda: hot([1, 2, 3]))
    out("negative", lambda: hot([-1, 1]))
    out("negative, num_classes 2", lambda: hot([-1, 1], 2))
    out("too small", lambda: hot([8, 4, 2], 3))
    out("negative too far", lambda: hot([-3, 1], 2))
    out("fractions", lambda: hot([.2, 1.9]))
    out("(n,1)", lambda: hot([[0], [2]]).shape)
    out("(n,2)", lambda: hot([[0, 1], [2, 0]]).shape)
    out("scalar", lambda: hot(2))
    out("more classes", lambda: hot([0, 1], 4))
    out("bools", lambda: hot([True, False]))
    out("empty", lambda: hot([]))
    out("empty, num_classes", lambda: hot([], 3).shape)
    out("strings", lambda: hot(["1", "0"]))
    out("words", lambda: hot(["cat", "dog"]))
    out("dtype", lambda: [hot([0]).dtype.name, hot([0], dtype="int32").dtype.name])
    out("missing labels", lambda: hot([0, float("nan")]).shape)
    out("round trip", lambda: np.argmax(hot([3, 0, 2]), axis=-1))
    out("one-hot given again", lambda: hot(hot([0, 1])).shape)


def r48_dataframe_classes(out):
    os.mkdir("im")
    folder, names = os.path.join(os.getcwd(), "im"), ["a.png", "b.png", "c.png", "gone.png"]
    for i, name in enumerate(names[:3]):
        Image.new("RGB", (2, 2), (40 * (i + 1),) * 3).save(os.path.join(folder, name))
    frame = pd.DataFrame({"filename": names, "class": ["dog", "cat", "horse", "cat"], "v": [1.5, 2.5, 3.5, 4.5], "w": [7., 8., 9., 10.]})

    def go(mode="categorical", rows=frame, y="class", x="filename", **given):
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            flow = IMAGE.ImageDataGenerator().flow_from_dataframe(rows, folder, x_col=x, y_col=y, target_size=(2, 2), batch_size=8, shuffle=False, class_mode=mode, **given)
        batch = flow[0]
        pictures, labels = batch if isinstance(batch, tuple) else (batch, None)
        return {"text": [part for part in text.getvalue().split("\n") if part], "n": flow.samples, "files": list(flow.filenames),
                "indices": getattr(flow, "class_indices", None), "x": pictures[:, 0, 0, 0], "y": labels}

    out("categorical", go)
    out("sparse", lambda: go("sparse"))
    out("binary, classes=[dog, cat]", lambda: go("binary", classes=["dog", "cat"]))
    out("classes with one that is not there", lambda: go("sparse", classes=["dog", "cow"]))
    out("binary, three classes", lambda: go("binary"))
    out("raw", lambda: go("raw", y="v"))
    out("raw, two columns", lambda: go("raw", y=["v", "w"]))
    out("multi_output", lambda: go("multi_output", y=["v", "w"]))
    out("None", lambda: go(None))
    out("input", lambda: go("input")["y"].shape)
    out("no validation of names", lambda: go("raw", y="v", validate_filenames=False)["n"])
    out("numbers as classes", lambda: go(y="v"))
    out("unknown class_mode", lambda: go("other"))
    lists = frame.assign(**{"class": [["dog", "cat"], ["cat"], ["horse"], ["cat"]]})
    out("lists of classes", lambda: go(rows=lists))
    weighted = lambda: IMAGE.ImageDataGenerator().flow_from_dataframe(frame[:3], folder, target_size=(2, 2), shuffle=False, weight_col="w")[0][2]
    out("weight_col", weighted)
    out("unknown column", lambda: go(x="file"))


def r50_array_to_img(out):
    def picture(values, scale=True, **given):
        made = IMAGE.array_to_img(np.array(values, "float32"), scale=scale, **given)
        return {"mode": made.mode, "size": list(made.size), "v": np.asarray(made).ravel()}

    grey = [[[0], [.5]], [[1], [.25]]]
    out("0..1 scale", lambda: picture(grey))
    out("0..1 no scale", lambda: picture(grey, False))
    out("10..20 scale", lambda: picture([[[10], [15]], [[20], [10]]]))
    out("0..255 no scale", lambda: picture([[[0], [127.6]], [[255], [3]]], False))
    out("constant, scale", lambda: picture([[[7], [7]]]))
    out("all 0, scale", lambda: picture([[[0], [0]]]))
    out("-1..1 scale", lambda: picture([[[-1], [1]], [[0], [.5]]]))
    out("300 no scale", lambda: picture([[[300], [-1]]], False))
    out("2-D", lambda: picture([[1, 2]]))
    out("2 channels", lambda: picture([[[1, 2]]]))
    out("rgb", lambda: picture([[[1, 2, 3], [4, 5, 6]]], False))
    out("rgba", lambda: picture([[[1, 2, 3, 4]]], False))
    out("above 255 grey, no scale", lambda: picture([[[300], [70000]]], False))
    out("channels_first", lambda: picture([[[1, 2]], [[3, 4]], [[5, 6]]], False, data_format="channels_first"))
    Image.fromarray(np.array([[0, 255], [256, 65535]], "uint16")).save("g16.png")

    def wide(mode):
        values = IMAGE.img_to_array(IMAGE.load_img("g16.png", color_mode=mode))
        return [values.shape, values[:, :, 0]]

    for mode in ("rgb", "grayscale", "rgba"):
        out(f"16-bit grey file, {mode}", lambda: wide(mode))
    out("img_to_array 2-D array", lambda: IMAGE.img_to_array(np.array([[1, 2]])).shape)
    out("img_to_array 1-D", lambda: IMAGE.img_to_array(np.array([1, 2])).shape)
    out("img_to_array dtype", lambda: [IMAGE.img_to_array(np.array([[1, 2]])).dtype.name, IMAGE.img_to_array(np.array([[1, 2]]), dtype="uint8").dtype.name])


def r52_shift_axes(out):
    a = np.arange(1, 10, dtype="float32").reshape(3, 3, 1)

    def turned(digits=6, fill="nearest", **params):
        return np.round(IMAGE.ImageDataGenerator(fill_mode=fill).apply_transform(a.copy(), params)[:, :, 0], digits) + 0

    out("tx=1", lambda: turned(tx=1))
    out("ty=1", lambda: turned(ty=1))
    out("ty=-1, constant 0", lambda: turned(fill="constant", ty=-1))
    out("tx=1 wrap", lambda: turned(fill="wrap", tx=1))
    out("tx=1 reflect", lambda: turned(fill="reflect", tx=1))
    out("flip_horizontal", lambda: turned(flip_horizontal=True))
    out("flip_vertical", lambda: turned(flip_vertical=True))
    out("theta=90", lambda: turned(0, theta=90))
    out("theta=45 constant", lambda: turned(3, "constant", theta=45))
    out("zx=.5 zy=1", lambda: turned(3, zx=.5, zy=1))
    out("shear=45", lambda: turned(3, shear=45))
    out("channel_shift_intencity 3", lambda: turned(channel_shift_intencity=3))

    def drawn(**given):
        generator = IMAGE.ImageDataGenerator(**given)
        made = [generator.get_random_transform((10, 20, 1), seed) for seed in range(30)]
        tx, ty = (sorted({round(float(params[key]), 4) for params in made}) for key in ("tx", "ty"))
        return {"tx range": [tx[0], tx[-1]], "ty range": [ty[0], ty[-1]], "whole numbers": all(v == int(v) for v in tx + ty), "distinct": [len(tx), len(ty)]}

    out("width .2", lambda: drawn(width_shift_range=.2))
    out("height .2", lambda: drawn(height_shift_range=.2))
    out("width 2", lambda: drawn(width_shift_range=2))
    out("width 2.0", lambda: drawn(width_shift_range=2.))
    out("width 1.0", lambda: drawn(width_shift_range=1.))
    out("width 1", lambda: drawn(width_shift_range=1))
    out("width [-5, 5]", lambda: drawn(width_shift_range=[-5, 5]))

    def zoomed():
        params = IMAGE.ImageDataGenerator(zoom_range=.5).get_random_transform((4, 4, 1), 1)
        return bool(params["zx"] != params["zy"])

    out("zoom .5 draws both", zoomed)
    out("zoom (a,b,c)", lambda: IMAGE.ImageDataGenerator(zoom_range=(1, 2, 3)).zoom_range)
    out("rotation 30, seed 1", lambda: IMAGE.ImageDataGenerator(rotation_range=30).get_random_transform((4, 4, 1), 1)["theta"])
    out("width shift in flow, list of one", lambda: next(IMAGE.ImageDataGenerator(width_shift_range=[1.]).flow(a[None], batch_size=1, seed=3))[0, :, :, 0])
    out("unknown fill_mode", lambda: turned(fill="sideways", tx=1))


def r64_train_test_split(out):
    x, y, split = np.arange(10), np.array([0] * 6 + [1] * 4), train_test_split
    sizes = lambda **given: [len(part) for part in split(x, **given)]
    for size in (.25, .3, .05, .99, 3, None):
        out(f"test_size {size}", lambda: sizes(test_size=size, random_state=0))
    out("train_size .5", lambda: sizes(train_size=.5, random_state=0))
    out("train .35 test .25", lambda: sizes(train_size=.35, test_size=.25))
    out("shuffle=False", lambda: split(x, 2 * x, test_size=.3, shuffle=False))
    out("random_state 42", lambda: split(x, test_size=.3, random_state=42))

    def paired():
        a, b, c, d = split(x, 2 * x, random_state=1)
        return bool((2 * a == c).all() and (2 * b == d).all())

    count = lambda labels: [int((labels == k).sum()) for k in (0, 1)]
    few = np.array([0] * 8 + [1] * 2)
    out("two arrays stay paired", paired)
    out("stratify counts", lambda: [count(part) for part in split(y, test_size=.5, random_state=0, stratify=y)])
    out("stratify random_state 42", lambda: split(x, test_size=.3, random_state=42, stratify=y))
    out("class of one", lambda: split(x, stratify=np.array([0] * 9 + [1])))
    out("class of two, test_size .2: in the test part?", lambda: count(split(few, test_size=.2, random_state=0, stratify=few)[1])[1])
    out("fewer test samples than classes", lambda: split(np.arange(8), test_size=2, stratify=np.array([0, 0, 1, 1, 2, 2, 3, 3])))
    out("stratify, shuffle=False", lambda: split(x, stratify=y, shuffle=False))
    out("test_size 1.0", lambda: sizes(test_size=1.))
    out("test_size 0.0", lambda: sizes(test_size=0.))
    out("test_size 10 of 10", lambda: sizes(test_size=10))
    out("test .8 and train .3", lambda: sizes(test_size=.8, train_size=.3))
    out("lengths 10 and 9", lambda: split(x, x[:9]))
    out("one sample", lambda: split(x[:1]))
    out("lists stay lists", lambda: type(split([1, 2, 3, 4])[0]).__name__)
    out("nothing given", lambda: split())


def r68_flow_iterator(out):
    x, y, made = np.arange(5, dtype="float32").reshape(5, 1, 1, 1), np.arange(5) * 10, IMAGE.ImageDataGenerator
    values = lambda batch: np.asarray(batch[0] if isinstance(batch, tuple) else batch).ravel()
    flow = made().flow(x, batch_size=2, shuffle=False)
    out("len", lambda: len(flow))
    out("seven batches", lambda: [values(next(flow)) for _ in range(7)])
    flow.reset()
    out("after reset", lambda: values(next(flow)))
    out("it[1] does not move it", lambda: [values(flow[1]), values(next(flow))])
    out("it[3]", lambda: values(flow[3]))

    def labelled():
        batch = next(made().flow(x, y, batch_size=2, shuffle=False))
        return [type(batch).__name__, values(batch), batch[1]]

    def weighted():
        batch = next(made().flow(x, y, sample_weight=y / 10, batch_size=2, shuffle=False))
        return [len(batch), batch[2]]

    def several():
        inputs, labels = next(made().flow((x, [y, y + 1]), y, batch_size=2, shuffle=False))
        return [len(inputs), inputs[1], inputs[2], labels]

    out("with y", labelled)
    out("with sample_weight", weighted)
    out("picture and other inputs", several)
    out("y too short", lambda: made().flow(x, y[:3]))
    out("sample_weight too short", lambda: made().flow(x, y, sample_weight=y[:3]))
    out("sample_weight without y", lambda: type(next(made().flow(x, sample_weight=y, batch_size=2))).__name__)

    def passes(seed):
        shuffled = made().flow(x, batch_size=2, seed=seed)
        return [values(next(shuffled)).tolist() for _ in range(6)]

    two = passes(3)
    out("same seed, same order", lambda: passes(3) == two)
    out("every sample once a pass", lambda: [sorted(sum(two[:3], [])), sorted(sum(two[3:], []))])
    out("info: order of seed 3", lambda: two)
    out("second pass in another order", lambda: two[:3] != two[3:])
    divided = made(validation_split=.4)
    out("subsets", lambda: [values(divided.flow(x, batch_size=9, shuffle=False, subset=part)[0]) for part in ("training", "validation")])
    out("unknown subset", lambda: divided.flow(x, subset="test"))
    out("subset without a split", lambda: values(made().flow(x, batch_size=9, shuffle=False, subset="validation")[0]))
    out("validation_split 1.5", lambda: made(validation_split=1.5))
    out("dtype", lambda: [next(made(dtype=kind).flow(x, batch_size=2)).dtype.name for kind in ("uint8", "float32")])

    def large():
        whole = made().flow(x, batch_size=9)
        return [len(whole), next(whole).shape]

    out("batch_size above n", large)
    os.mkdir("kept")
    next(made().flow(x + 200, batch_size=2, shuffle=False, save_to_dir="kept", save_prefix="p", save_format="png"))
    out("save_to_dir names", lambda: sorted("_".join(name.split("_")[:2]) for name in os.listdir("kept")))
