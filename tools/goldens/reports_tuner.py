"""Reports about KerasTuner, 1.0.1 (`kerastuner`) and 1.4.7 (see reports.py)."""
import contextlib
import io
import itertools

import numpy as np
import tensorflow as tf

try:
    import keras_tuner as kt
except ImportError:
    import kerastuner as kt

keras = tf.keras
ONE, ZERO, COUNT = np.ones((1, 1), "float32"), np.zeros((1, 1), "float32"), itertools.count()


def line():
    """y = w x, which learns nothing: its loss against 0 is 1."""
    model = keras.Sequential([keras.layers.Dense(1, use_bias=False, input_shape=(1,))])
    model.compile(keras.optimizers.SGD(0.), "mae")
    model.set_weights([ONE])
    return model


def searched(build, goal=("loss", "min"), trials=3, seed=1, epochs=1, callbacks=(), **given):
    """A random search, which prints nothing."""
    tuner = kt.RandomSearch(build, kt.Objective(*goal), max_trials=trials, seed=seed, directory=".", project_name=f"p{next(COUNT)}", **given)
    with contextlib.redirect_stdout(io.StringIO()):
        tuner.search(ONE, ZERO, epochs=epochs, verbose=0, callbacks=list(callbacks), **({"validation_data": (ONE, ZERO)} if goal[0].startswith("val_") else {}))
    return tuner


def r58_tuner_inactive_values(out):
    def loop(hp):
        for i in range(hp.Int("n", 1, 3)):
            hp.Int(f"units_{i}", 8, 32, step=8)

    def scoped(hp):
        n = hp.Int("n", 1, 3)
        for i in range(3):
            with hp.conditional_scope("n", list(range(i + 1, 4))):
                if n > i:
                    hp.Int(f"units_{i}", 8, 32, step=8)

    for name, space in (("loop", loop), ("scoped", scoped)):
        hp = kt.HyperParameters()
        space(hp)
        for n in (3, 1):
            hp.values["n"] = n
            space(hp)
        out(f"{name}: after n = 1, 3, 1", lambda: {"values": dict(hp.values), "space": [p.name for p in hp.space]})
        out(f"{name}: copy", lambda: dict(hp.copy().values))

    def run(space):
        def build(hp):
            space(hp)
            return line()

        trials = searched(build, trials=12, seed=5).oracle.trials.values()
        more = any(len(t.hyperparameters.values) > t.hyperparameters.get("n") + 1 for t in trials)
        return {"more values than n+1": more, "scores": sorted({t.score for t in trials})}

    out("search, loop", lambda: run(loop))
    out("search, scoped", lambda: run(scoped))
    one = kt.HyperParameters()

    def deep():
        with one.conditional_scope("kind", ["b"]):
            return one.Int("deep", 1, 5)

    one.Choice("kind", ["a", "b"])
    deep()
    out("get of an inactive one", lambda: one.get("deep"))
    one.values["kind"] = "b"
    out("made again when active", deep)

    def nowhere():
        with one.conditional_scope("nope", [1]):
            return one.Int("x", 1, 2)

    out("parent that does not exist", nowhere)
    out("parent value, not a list", lambda: one.Int("z", 1, 2, parent_name="kind", parent_values="b"))


def r60_tuner_same_name(out):
    hp = kt.HyperParameters()
    out("first", lambda: hp.Int("units", 30, 50, step=5, default=40))
    out("second, other range and default", lambda: hp.Int("units", 1, 9, default=2))
    out("third, a Choice", lambda: hp.Choice("units", ["a", "b"]))
    out("space", lambda: [[p.name, type(p).__name__] for p in hp.space])

    def within(scope, default):
        with hp.name_scope(scope):
            return hp.Int("units", 1, 9, default=default)

    out("in a name_scope", lambda: within("enc", 2))
    out("in another", lambda: within("dec", 3))
    out("values", lambda: dict(hp.values))
    out("get outside", lambda: hp.get("units"))
    out("get enc/units", lambda: hp.get("enc/units"))
    out("hp['units']", lambda: hp["units"])
    out("'units' in hp", lambda: "units" in hp)
    two, other = kt.HyperParameters(), kt.HyperParameters()
    two.Fixed("units", 7)
    out("Fixed before the build function", lambda: two.Int("units", 30, 50))
    other.Int("units", 0, 3)

    def merged():
        two.merge(other)
        return [two.get("units"), [type(p).__name__ for p in two.space]]

    out("merge (overwrite)", merged)

    def build(hp):
        hp.Int("units", 1, 100)
        hp.Float("lr", .1, 1.)
        return line()

    def given(before, new):
        hp = kt.HyperParameters()
        before(hp)
        return list(searched(build, hyperparameters=hp, tune_new_entries=new).oracle.trials.values())

    def fixed():
        trials = given(lambda hp: hp.Fixed("units", 7), True)
        return [sorted({t.hyperparameters.get("units") for t in trials}), len(trials)]

    def known():
        trials = given(lambda hp: hp.Choice("units", [5, 6]), False)
        return [all(t.hyperparameters.get("units") in (5, 6) for t in trials), sorted({t.hyperparameters.values["lr"] for t in trials})]

    out("hyperparameters= with a Fixed", fixed)
    out("tune_new_entries=False", known)


class Put(keras.callbacks.Callback):
    """Puts a run's numbers into the only weight, epoch by epoch; copies of it count the runs together."""

    def __init__(self, table, runs):
        super().__init__()
        self.table, self.runs = table, runs

    def __deepcopy__(self, memory):
        return Put(self.table, self.runs)

    def on_train_begin(self, logs=None):
        self.runs.append(1)

    def on_epoch_begin(self, epoch, logs=None):
        self.model.set_weights([ONE * self.table[(len(self.runs) - 1) % len(self.table)][epoch]])


def r62_tuner_best_epoch_and_executions(out):
    def go(table, direction, executions, trials=1):
        def build(hp):
            hp.Int("i", 0, 1000)
            return line()

        tuner = searched(build, ("val_loss", direction), trials=trials, epochs=3, callbacks=[Put(table, [])], executions_per_trial=executions)
        best = tuner.oracle.get_best_trials(1)[0]
        return {"scores": [t.score for t in tuner.oracle.trials.values()], "best": best.score, "best_step": best.best_step, "metrics": sorted(best.metrics.metrics),
                "history of val_loss": [o.value for o in best.metrics.get_history("val_loss")], "loss beside it": best.metrics.get_best_value("loss")}

    out("min: 3, 1, 2", lambda: go([[3, 1, 2]], "min", 1))
    out("max: 3, 1, 2", lambda: go([[1, 3, 2]], "max", 1))
    out("two executions", lambda: go([[3, 1, 2], [5, 4, 2]], "min", 2))
    out("two trials of two executions", lambda: go([[3, 1, 2], [5, 4, 2], [1, .5, .75], [2, 2, 2]], "min", 2, 2))
