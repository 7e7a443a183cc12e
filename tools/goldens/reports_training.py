"""Reports about callbacks, fit and its kin, losses, penalties, momentum and weights of a file (see reports.py)."""
import contextlib
import io
import os

import numpy as np
import tensorflow as tf

keras, L = tf.keras, tf.keras.layers
ONE, ZERO = np.ones((1, 1), "float32"), np.zeros((1, 1), "float32")


def line(loss="mae", rate=0., weight=1., **given):
    """y = w x, whose loss against 0 is w."""
    model = keras.Sequential([L.Dense(1, use_bias=False, input_shape=(1,))])
    model.compile(keras.optimizers.SGD(rate), loss, **given)
    model.set_weights([np.full((1, 1), weight, "float32")])
    return model


class Script(keras.callbacks.Callback):
    """The weight of each epoch."""

    def __init__(self, *weights):
        super().__init__()
        self.weights = weights

    def on_epoch_begin(self, epoch, logs=None):
        self.model.set_weights([np.full((1, 1), self.weights[epoch], "float32")])


def lines(function):
    """What is printed, without empty lines."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        function()
    return [part.replace(os.getcwd(), "<tmp>") for part in text.getvalue().split("\n") if part]


def content(file):
    with open(file, encoding="utf-8", newline="") as opened:
        return opened.read().replace("\r\n", "\n").split("\n")


def r02_reducelr_min_lr(out):
    for floor in (.001, .01, .125):
        model, kept = line(rate=.5), {}
        slower = keras.callbacks.ReduceLROnPlateau("loss", factor=.1, patience=1, min_lr=floor, verbose=1)
        texts = lines(lambda: kept.update(model.fit(ZERO, ZERO, epochs=9, verbose=0, callbacks=[slower]).history))
        out(f"lr, min_lr={floor}", lambda: kept["lr"])
        out(f"messages, min_lr={floor}", lambda: texts)
    out("factor 1", lambda: keras.callbacks.ReduceLROnPlateau(factor=1.))


def r04_schedule_initial_epoch(out):
    x, y, schedules = np.ones((2, 1), "float32"), np.zeros((2, 1), "float32"), keras.optimizers.schedules

    def made():
        rate = schedules.ExponentialDecay(.5, decay_steps=2, decay_rate=.5, staircase=True)
        return line(lambda t, p: p, rate, 10.)

    def state(model, **more):
        return {"w": model.get_weights()[0], "iterations": int(model.optimizer.iterations), **more}

    first, later = made(), made()
    first.fit(x, y, batch_size=1, epochs=4, verbose=0, shuffle=False)
    out("4 epochs of 2 batches", lambda: state(first))
    history = later.fit(x, y, batch_size=1, initial_epoch=2, epochs=4, verbose=0, shuffle=False)
    out("epochs 2..3 with a new optimizer", lambda: state(later, epoch=history.epoch))
    smooth = schedules.ExponentialDecay(.5, 2, .5)
    out("smooth decay at 0,1,2,3", lambda: [float(smooth(i)) for i in range(4)])


def r06_csvlogger_validation_freq(out):
    def run(when):
        log = f"{when}.csv"
        history = line().fit(ONE, ZERO, epochs=4, verbose=0, validation_data=(2 * ONE, ZERO), validation_freq=when,
                             callbacks=[Script(4, 3, 2, 1), keras.callbacks.CSVLogger(log)])
        return {"csv": content(log), "history": history.history}

    out("every epoch", lambda: run(1))
    out("every second", lambda: run(2))
    out("epochs 1 and 3", lambda: run([1, 3]))


class Adds(keras.callbacks.Callback):
    """Puts a value of its own into the logs, which stops getting better after two epochs."""

    def on_epoch_end(self, epoch, logs=None):
        logs["extra"] = 10. - epoch if epoch < 2 else 9.


def r08_callback_adds_logs(out):
    def run(*order):
        known = {"add": Adds(), "csv": keras.callbacks.CSVLogger("c.csv"), "es": keras.callbacks.EarlyStopping("extra", mode="min", patience=1)}
        history = line().fit(ONE, ZERO, epochs=6, verbose=0, callbacks=[known[o] for o in order])
        return {"csv": content("c.csv"), "history": sorted(history.history), "epochs": len(history.epoch)}

    out("add before csv", lambda: run("add", "csv"))
    out("add after csv", lambda: run("csv", "add"))
    out("add before csv and EarlyStopping", lambda: run("add", "csv", "es"))


def r10_checkpoint_text_and_names(out):
    for best in (False, True):
        folder = os.path.join(os.getcwd(), f"b{int(best)}")
        os.mkdir(folder)
        saves = keras.callbacks.ModelCheckpoint(os.path.join(folder, "w-{epoch:02d}-{loss:.2f}.h5"), monitor="loss", save_best_only=best, verbose=1)
        texts = lines(lambda: line().fit(ONE, ZERO, epochs=4, verbose=0, callbacks=[Script(1, 1.5, .5, .25), saves]))
        out(f"files best={best}", lambda: sorted(os.listdir(folder)))
        out(f"text best={best}", lambda: texts)


def r12_partial_batch_metrics(out):
    x, y = np.ones((5, 1), "float32"), np.array([[0], [0], [0], [0], [9]], "float32")

    def per_sample(t, p):
        return tf.reduce_mean(tf.square(t - p), axis=-1)

    def scalar(t, p):
        return tf.reduce_mean(tf.square(t - p))

    def total(t, p):
        return tf.reduce_sum(tf.square(t - p))

    model = line("mse", metrics=["mae", per_sample, scalar, total])
    out("metrics_names before the first batch", lambda: list(model.metrics_names))
    for size in (1, 2, 5):
        out(f"batch {size}", lambda: model.evaluate(x, y, batch_size=size, verbose=0, return_dict=True))
    out("fit, batch 2, lr 0", lambda: model.fit(x, y, batch_size=2, verbose=0, shuffle=False).history)


def r16_huber(out):
    t, p, losses = np.zeros((4, 1), "float32"), np.array([[.5], [1], [2], [-3]], "float32"), keras.losses
    for delta in (1, .5, 2, 10):
        out(f"delta {delta}", lambda: losses.Huber(delta, reduction="none")(t, p))
    out("mean", lambda: losses.Huber()(t, p))
    out("sum", lambda: losses.Huber(reduction="sum")(t, p))
    out("weights", lambda: losses.Huber()(t, p, sample_weight=np.array([1, 0, 0, 3], "float32")))
    out("float64", lambda: losses.Huber()(t.astype("float64"), p.astype("float64")).dtype.name)
    out("int targets", lambda: losses.Huber()(np.array([[0], [1]]), np.array([[.5], [3]], "float32")))
    for name in ("huber", "huber_loss", "Huber", "logcosh", "log_cosh"):
        out("string " + name, lambda: losses.get(name)(ZERO, 2 * ONE))
    model = line(losses.Huber(.5), 1., 3.)
    model.fit(ONE, ZERO, verbose=0)
    out("one SGD step, delta .5", lambda: model.get_weights()[0])


def r18_momentum_nesterov(out):
    for nesterov in (False, True):
        model = keras.Sequential([L.Dense(1, use_bias=False, input_shape=(1,))])
        model.compile(keras.optimizers.SGD(1., momentum=.5, nesterov=nesterov), lambda t, p: p)
        model.set_weights([ZERO])
        places = []
        for i in range(5):
            if i == 3:
                model.optimizer.learning_rate = .1
            model.train_on_batch(ONE, ZERO)
            places.append(float(model.get_weights()[0][0, 0]))
        out(f"nesterov={nesterov}", lambda: places)
    out("momentum 1.5", lambda: keras.optimizers.SGD(momentum=1.5))


def r20_regularizer_values(out):
    w, r = np.array([[1, -2], [3, 0]], "float32"), keras.regularizers
    x, y = np.array([[1, 0], [0, 1], [1, 1], [2, 0], [0, 2]], "float32"), np.zeros((5, 2), "float32")
    for name, penalty in (("l1", r.l1(.1)), ("l2", r.l2(.1)), ("l1_l2", r.l1_l2(.1, .01))):
        out(name, lambda: penalty(tf.constant(w)))
    for name in ("l2", "l1_l2"):
        out("string " + name, lambda: r.get(name)(tf.constant(w)))

    def made(rate=0., **given):
        model = keras.Sequential([L.Dense(2, use_bias=False, input_shape=(2,), **given)])
        model.compile(keras.optimizers.SGD(rate), "mse", metrics=["mse"])
        model.set_weights([w])
        return model

    for name, given in (("none", {}), ("kernel l2 .1", {"kernel_regularizer": r.l2(.1)}), ("activity l2 .1", {"activity_regularizer": r.l2(.1)}),
                        ("activity l1 .1", {"activity_regularizer": r.l1(.1)})):
        model = made(**given)
        for size in (5, 2):
            out(f"{name}: evaluate batch {size}", lambda: model.evaluate(x, y, batch_size=size, verbose=0))
        out(f"{name}: fit batch 2", lambda: model.fit(x, y, batch_size=2, verbose=0, shuffle=False).history)
    alone = made(1., kernel_regularizer=r.l2(.1))
    alone.fit(np.zeros((1, 2)), np.zeros((1, 2)), verbose=0)
    out("one SGD step from the penalty alone (gradient 2*.1*w)", lambda: alone.get_weights()[0])
    out("config", lambda: r.l2(.1).get_config())


def r36_on_batch_metrics(out):
    x = np.array([[1], [2]], "float32")
    y0, y1, model = np.zeros((2, 1), "float32"), x, line("mse", metrics=["mae"])
    out("test_on_batch A", lambda: model.test_on_batch(x, y0))
    out("test_on_batch B", lambda: model.test_on_batch(x, y1))
    out("evaluate A", lambda: model.evaluate(x, y0, verbose=0))
    out("test_on_batch B straight after evaluate", lambda: model.test_on_batch(x, y1))
    out("test_on_batch B again", lambda: model.test_on_batch(x, y1))
    out("train_on_batch A, not reset", lambda: model.train_on_batch(x, y0, reset_metrics=False))
    out("train_on_batch B, not reset", lambda: model.train_on_batch(x, y1, reset_metrics=False))
    out("train_on_batch B, reset (default)", lambda: model.train_on_batch(x, y1))
    out("train_on_batch B once more", lambda: model.train_on_batch(x, y1))
    model.fit(x, y0, verbose=0)
    out("train_on_batch B after fit", lambda: model.train_on_batch(x, y1))
    model.reset_metrics()
    out("after reset_metrics()", lambda: model.train_on_batch(x, y1))
    out("return_dict", lambda: model.test_on_batch(x, y0, return_dict=True))
    out("no metrics: one number", lambda: line("mse").test_on_batch(x, y0))
    moved = line("mse", .1)
    moved.test_on_batch(x, y0)
    out("test_on_batch leaves weights", lambda: float(moved.get_weights()[0][0, 0]) == 1)
    moved.train_on_batch(x, y0)
    out("train_on_batch moves them", lambda: moved.get_weights()[0])
    out("predict_on_batch", lambda: moved.predict_on_batch(x))
    out("sample_weight", lambda: moved.test_on_batch(x, y0, sample_weight=np.array([1, 0], "float32")))


def r38_cardinality(out):
    x4, y4, y3, model = np.ones((4, 1), "float32"), np.ones((4, 1), "float32"), np.ones((3, 1), "float32"), line("mse")
    out("fit x 4, y 3", lambda: model.fit(x4, y3, verbose=0))
    out("evaluate x 4, y 3", lambda: model.evaluate(x4, y3, verbose=0))
    out("sample_weight of 3", lambda: model.fit(x4, y4, sample_weight=np.ones(3), verbose=0))
    out("validation_data 4 and 3", lambda: model.fit(x4, y4, validation_data=(x4, y3), verbose=0))
    out("validation_data of one array", lambda: model.fit(x4, y4, validation_data=x4, verbose=0).history)
    out("no y", lambda: model.fit(x4, verbose=0).history)
    a, b = keras.Input((1,)), keras.Input((1,))
    two = keras.Model([a, b], L.Add()([a, b]))
    two.compile("sgd", "mse")
    out("two inputs 4 and 3", lambda: two.fit([x4, y3], y4, verbose=0))
    out("one array for two inputs", lambda: two.fit(x4, y4, verbose=0))
    out("three arrays for two inputs", lambda: two.fit([x4, x4, x4], y4, verbose=0).history)
    out("empty data", lambda: model.fit(np.zeros((0, 1)), np.zeros((0, 1)), verbose=0).history)
    out("not compiled", lambda: keras.Sequential([L.Dense(1, input_shape=(1,))]).fit(x4, y4, verbose=0))


def r40_load_weights_by_name(out):
    def made(first="a", second="b", units=2, extra=False):
        model = keras.Sequential([L.Dense(2, name=first, input_shape=(2,), kernel_initializer="zeros"), L.Dense(units, name=second, kernel_initializer="zeros")])
        if extra:
            model.add(L.Dense(1, name="c", kernel_initializer="zeros"))
        return model

    def loaded(model, file="w.h5", **given):
        model.load_weights(os.path.join(os.getcwd(), file), **given)
        return [float(w.ravel()[0]) for w in model.get_weights()]

    source = made()
    source.set_weights([np.ones((2, 2)), np.full(2, 2.), np.full((2, 2), 3.), np.full(2, 4.)])
    source.save_weights("w.h5")
    out("same", lambda: loaded(made()))
    out("renamed, by order", lambda: loaded(made("x", "y")))
    out("second renamed, by_name", lambda: loaded(made(second="y"), by_name=True))
    out("names swapped, by_name", lambda: loaded(made("b", "a"), by_name=True))
    out("other units", lambda: loaded(made(units=3)))
    out("other units, by_name", lambda: loaded(made(units=3), by_name=True))
    out("other units, by_name, skip_mismatch", lambda: loaded(made(units=3), by_name=True, skip_mismatch=True))
    out("other units, skip_mismatch only", lambda: loaded(made(units=3), skip_mismatch=True))
    out("one layer more, by order", lambda: loaded(made(extra=True)))
    out("one layer more, by_name", lambda: loaded(made(extra=True), by_name=True))
    source.compile("sgd", "mse")
    source.save("full.h5")
    out("weights out of a whole-model .h5", lambda: loaded(made(), "full.h5"))
    out("no such file", lambda: loaded(made(), "none.h5"))


def r54_dict_inputs(out):
    a, b = keras.Input((1,), name="zeta"), keras.Input((1,), name="alpha")
    model = keras.Model([a, b], L.Subtract(name="d")([a, b]))
    model.compile(keras.optimizers.SGD(0.), "mae")
    z, al, y = np.full((2, 1), 10., "float32"), np.full((2, 1), 3., "float32"), np.zeros((2, 1), "float32")
    given = {"names, model's order": {"zeta": z, "alpha": al}, "names, other order": {"alpha": al, "zeta": z}, "a wrong name": {"zeta": z, "beta": al}, "both wrong": {"p": z, "q": al},
             "one more": {"zeta": z, "alpha": al, "other": al}, "one missing": {"zeta": z}, "list": [z, al], "list, other order": [al, z], "tuple": (z, al)}
    for name, data in given.items():
        out("predict " + name, lambda: model.predict(data).ravel())
        out("fit " + name, lambda: model.fit(data, y, verbose=0).history)
    out("targets {d: y}", lambda: model.evaluate([z, al], {"d": y}, verbose=0))
    out("targets {other: y}", lambda: model.evaluate([z, al], {"other": y}, verbose=0))
    out("input_names", lambda: list(model.input_names))
    out("output_names", lambda: list(model.output_names))


def r56_metric_names_in_history(out):
    m = keras.metrics

    def keys(*asked, **alone):
        model = keras.Sequential([L.Dense(1, activation="sigmoid", input_shape=(1,))])
        model.compile("sgd", "binary_crossentropy", metrics=alone.get("alone", list(asked)))
        return list(model.fit(ONE, ONE, verbose=0, validation_data=(ONE, ONE)).history)

    out("acc", lambda: keys("acc"))
    out("accuracy", lambda: keys("accuracy"))
    out("string alone", lambda: keys(alone="accuracy"))
    out("binary_accuracy", lambda: keys("binary_accuracy"))
    out("function", lambda: keys(m.binary_accuracy))
    out("object", lambda: keys(m.BinaryAccuracy()))
    out("named object", lambda: keys(m.BinaryAccuracy(name="hit")))
    out("mse MSE mean_squared_error", lambda: keys("mse", "MSE", "mean_squared_error"))
    out("AUC, Precision", lambda: keys(m.AUC(), m.Precision()))
    out("class, not object", lambda: keys(m.BinaryAccuracy))
    out("lambda", lambda: keys(lambda t, p: tf.reduce_mean(p, axis=-1)))
    keras.backend.clear_session()
    out("string AUC", lambda: keys("AUC"))
    out("mixed", lambda: keys("mae", m.Recall(), "acc"))
    keras.backend.clear_session()
    out("AUC names one after the other", lambda: [made().name for made in (m.AUC, m.AUC, m.Precision, m.Precision)])
    a = keras.Input((1,))
    two = keras.Model(a, [L.Dense(1, name="p")(a), L.Dense(1, name="q")(a)])
    two.compile("sgd", "mse", metrics=["mae"])
    out("two outputs", lambda: list(two.fit(ONE, [ONE, ONE], verbose=0, validation_data=(ONE, [ONE, ONE])).history))
    out("metrics_names", lambda: list(two.metrics_names))
    named = keras.Model(a, {"r": L.Dense(1)(a)})
    named.compile("sgd", "mse", metrics=["mae"])
    out("dictionary output", lambda: list(named.fit(ONE, {"r": ONE}, verbose=0).history))
