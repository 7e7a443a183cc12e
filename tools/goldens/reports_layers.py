"""Reports about layers: seeds, masks, names, clones, wrappers, and numbers of losses and metrics (see reports.py)."""
import numpy as np
import tensorflow as tf

keras, L = tf.keras, tf.keras.layers


def array(value):
    return value.numpy() if hasattr(value, "numpy") else np.asarray(value)


def r14_cosine_similarity_sign(out):
    t, p = np.array([[1, 0], [1, 1], [1, 0], [0, 0]], "float32"), np.array([[2, 0], [-1, -1], [1, 1], [1, 2]], "float32")
    losses = keras.losses
    out("function", lambda: losses.cosine_similarity(t, p))
    out("loss class", lambda: losses.CosineSimilarity()(t, p))
    out("loss class, sum", lambda: losses.CosineSimilarity(reduction="sum")(t, p))
    out("metric class", lambda: result(keras.metrics.CosineSimilarity(), t, p))
    out("axis 0", lambda: losses.CosineSimilarity(axis=0)(t, p))

    def compiled(name):
        model = keras.Sequential([L.Dense(2, use_bias=False, input_shape=(2,))])
        model.compile("sgd", name, metrics=[name])
        model.set_weights([np.eye(2)])
        return model.evaluate(p, t, verbose=0, return_dict=True)

    for name in ("cosine_similarity", "cosine_proximity", "CosineSimilarity"):
        out("compile " + name, lambda: compiled(name))


def result(metric, t, p, weights=None):
    metric.update_state(t, p, sample_weight=weights)
    return float(array(metric.result()))


def r22_initializer_seed(out):
    i = keras.initializers
    draw = lambda initializer, shape=(3, 4): array(initializer(shape))
    same = lambda a, b: bool((a == b).all())

    def seeds(kind):
        one = kind(seed=1)
        first = draw(one)
        return {"two objects, one seed": same(first, draw(kind(seed=1))), "other seed": same(first, draw(kind(seed=2))), "same object again": same(first, draw(one))}

    for name in ("GlorotUniform", "HeNormal", "RandomNormal", "RandomUniform", "TruncatedNormal", "LecunNormal", "Orthogonal"):
        out(name, lambda: seeds(getattr(i, name)))
    model = keras.Sequential([L.Dense(4, input_shape=(4,), kernel_initializer=i.GlorotUniform(seed=3)), L.Dense(4, kernel_initializer=i.GlorotUniform(seed=3)), L.Dense(4), L.Dense(4)])
    w = model.get_weights()
    out("layers: both seed 3", lambda: same(w[0], w[2]))
    out("layers: no seed", lambda: same(w[4], w[6]))
    out("biases zero", lambda: same(w[1], 0 * w[1]))
    largest = lambda initializer: float(np.abs(draw(initializer, (200, 100))).max())
    limit = (6 / 300) ** .5
    out("GlorotUniform within limit and filling it", lambda: .99 * limit < largest(i.GlorotUniform(seed=1)) <= limit)
    out("TruncatedNormal within 2 stddev", lambda: largest(i.TruncatedNormal(stddev=1., seed=1)) <= 2)
    out("RandomUniform default range", lambda: largest(i.RandomUniform(seed=1)) <= .05)
    out("info: GlorotUniform(seed=1)((2,2))", lambda: draw(i.GlorotUniform(seed=1), (2, 2)))
    twice = lambda initializer: same(draw(initializer), draw(initializer))
    out("seed=0: two objects alike", lambda: same(draw(i.GlorotUniform(seed=0)), draw(i.GlorotUniform(seed=0))))
    out("seed=0: one object twice alike", lambda: twice(i.GlorotUniform(seed=0)))
    out("no seed: one object twice alike", lambda: twice(i.GlorotUniform()))


def r24_pooling_with_mask(out):
    rows = np.array([[9, -9], [1, 2], [3, 4], [5, 6]], "float32")
    x = np.array([[1, 2, 0, 0], [3, 3, 3, 0], [1, 0, 2, 0], [1, 2, 3, 1]])

    def run(layer, mask, data=x):
        model = keras.Sequential([L.Embedding(4, 2, mask_zero=mask), layer])
        model.build((None, 4))
        model.set_weights([rows])
        return model.predict(data)

    out("average, mask", lambda: run(L.GlobalAveragePooling1D(), True))
    out("average, no mask", lambda: run(L.GlobalAveragePooling1D(), False))
    out("max, mask", lambda: run(L.GlobalMaxPooling1D(), True))
    out("average, a row of padding only", lambda: run(L.GlobalAveragePooling1D(), True, np.array([[0, 0, 0, 0], [1, 0, 0, 0]])))
    z = np.array([[[0, 0], [0, 1], [2, 3], [0, 0]]], "float32")
    out("Masking then average", lambda: keras.Sequential([L.Masking(0., input_shape=(4, 2)), L.GlobalAveragePooling1D()]).predict(z))
    out("Masking's mask", lambda: L.Masking(0.).compute_mask(tf.constant(z)))
    nines = np.array([[[9, 9], [9, 1], [2, 3], [0, 0]]], "float32")
    out("Masking's own output (masked steps become 0)", lambda: keras.Sequential([L.Masking(9., input_shape=(4, 2))]).predict(nines))


def r26_bidirectional_merge_modes(out):
    x = tf.constant(np.array([[[1], [2], [-1]]], "float32"))

    def call(mode, **given):
        inner = L.SimpleRNN(1, activation="linear", kernel_initializer="ones", recurrent_initializer=keras.initializers.Constant(.5), **given)
        made = L.Bidirectional(inner, merge_mode=mode)(x)
        return [{"shape": list(t.shape), "v": array(t).ravel()} for t in (made if isinstance(made, (list, tuple)) else [made])]

    for mode in ("concat", "sum", "mul", "ave", None):
        out(f"{mode} last", lambda: call(mode))
        out(f"{mode} sequences", lambda: call(mode, return_sequences=True))
        out(f"{mode} return_state", lambda: call(mode, return_state=True))
    out("unknown mode", lambda: call("max"))
    out("backward_layer without go_backwards", lambda: L.Bidirectional(L.SimpleRNN(1), backward_layer=L.SimpleRNN(1))(x))

    def names():
        model = keras.Sequential([L.Bidirectional(L.LSTM(2), input_shape=(3, 1))])
        return {"layer": model.layers[0].name, "weights": [w.name for w in model.weights], "params": model.count_params()}

    out("names", names)


def r28_layer_names(out):
    def duplicate():
        a = keras.Input((2,))
        return keras.Model(a, L.Dense(2, name="same")(L.Dense(2, name="same")(a))).name

    def two():
        model = keras.Sequential([L.Dense(2, name="d", input_shape=(2,))])
        model.add(L.Dense(2, name="d"))
        return [layer.name for layer in model.layers]

    def reuse():
        first = keras.Sequential([L.Dense(3, input_shape=(2,)), L.Dense(1)])
        keras.backend.clear_session()
        second = keras.Sequential([first.layers[0]])
        second.add(L.Dense(1))
        return second.name

    out("functional duplicate", duplicate)
    out("Sequential duplicate", two)
    keras.backend.clear_session()
    out("reuse after clear_session", reuse)
    keras.backend.clear_session()
    first, second = keras.Sequential([L.Dense(3, input_shape=(2,)), L.Dense(1)]), keras.Sequential([L.Dense(1, input_shape=(2,))])
    out("automatic names", lambda: [[m.name] + [layer.name for layer in m.layers] for m in (first, second)])
    keras.backend.clear_session()
    out("class names to snake case", lambda: [layer.name for layer in (
        L.Conv2D(1, 1), L.MaxPooling2D(), L.GlobalAveragePooling1D(), L.LSTM(1), L.GRU(1), L.SimpleRNN(1), L.ReLU(), L.LeakyReLU(), L.PReLU(), L.ZeroPadding2D(), L.UpSampling2D(),
        L.SeparableConv2D(1, 1), L.Conv2DTranspose(1, 1), L.TimeDistributed(L.Dense(1)), L.Bidirectional(L.LSTM(1)), L.BatchNormalization())])
    out("name with a space", lambda: keras.Sequential([L.Dense(1, name="my layer", input_shape=(2,))]).layers[0].name)
    out("get_layer unknown", lambda: first.get_layer("nope").name)
    out("get_layer index", lambda: first.get_layer(index=5).name)


def r30_pop_layers(out):
    x = np.ones((1, 2), "float32")

    def made():
        model = keras.Sequential([L.Dense(3, use_bias=False, kernel_initializer="ones", input_shape=(2,)), L.Dense(4, use_bias=False, kernel_initializer="ones")])
        model.compile("sgd", "mse")
        return model

    def of_a_list():
        model = made()
        model.layers.pop()
        return {"n": len(model.layers), "predict": model.predict(x)}

    def before():
        model = made()
        model.pop()
        return {"n": len(model.layers), "predict": model.predict(x), "output_shape": model.output_shape}

    out("layers.pop()", of_a_list)
    out("pop() before the first predict", before)
    model = made()
    model.predict(x)

    def traced():
        model.pop()
        return {"n": len(model.layers), "params": model.count_params(), "output_shape": model.output_shape, "predict": model.predict(x)}

    def added():
        model.add(L.Dense(1, use_bias=False, kernel_initializer="ones"))
        return {"n": len(model.layers), "predict": model.predict(x)}

    def again():
        model.compile("sgd", "mse")
        return {"predict": model.predict(x), "call": array(model(x))}

    def empty():
        bare = made()
        for _ in range(3):
            bare.pop()
        return "popped"

    def all_popped():
        bare = made()
        bare.pop()
        bare.pop()
        return {"n": len(bare.layers), "built": bare.built}

    out("pop() after a predict (the traced function stays)", traced)
    out("pop() and add", added)
    out("and compiled again", again)
    out("pop() of an empty model", empty)
    out("all popped", all_popped)
    a = keras.Input((2,))
    whole = keras.Model(a, L.Dense(4, use_bias=False, kernel_initializer="ones")(L.Dense(3, use_bias=False, kernel_initializer="ones")(a)))

    def functional():
        whole.layers.pop()
        return {"n": len(whole.layers), "shape": list(whole.predict(x).shape)}

    out("functional layers.pop()", functional)
    out("new Model on layers[-2].output", lambda: keras.Model(whole.input, whole.layers[-2].output).predict(x))


def r32_top_k_defaults(out):
    p, t, m = np.array([[.5, .3, .2], [.2, .5, .3], [.1, .3, .6], [.1, .2, .7]], "float32"), np.array([2, 0, 2, 1]), keras.metrics
    hot = np.eye(3, dtype="float32")[t]
    for k in (1, 2, 3):
        out(f"k={k}", lambda: [m.top_k_categorical_accuracy(hot, p, k=k), m.sparse_top_k_categorical_accuracy(t, p, k=k)])
    out("default k on 3 classes", lambda: m.top_k_categorical_accuracy(hot, p))
    out("sparse (n,1)", lambda: m.sparse_top_k_categorical_accuracy(t[:, None], p, k=2))
    named = lambda metric, y: [metric.name, result(metric, y, p)]
    out("class", lambda: named(m.TopKCategoricalAccuracy(k=2), hot))
    out("sparse class", lambda: named(m.SparseTopKCategoricalAccuracy(k=2), t))

    def compiled(metric, y, loss):
        model = keras.Sequential([L.Dense(3, use_bias=False, input_shape=(3,))])
        model.compile("sgd", loss, metrics=[metric])
        model.set_weights([np.eye(3)])
        return model.evaluate(p, y, verbose=0, return_dict=True)

    out("string", lambda: compiled("top_k_categorical_accuracy", hot, "mse"))
    out("sparse string", lambda: compiled("sparse_top_k_categorical_accuracy", t, keras.losses.SparseCategoricalCrossentropy(from_logits=True)))
    out("temporal (n,t,c)", lambda: m.top_k_categorical_accuracy(hot.reshape(2, 2, 3), p.reshape(2, 2, 3), k=2))


def r34_mean_iou_and_precision(out):
    m, f = keras.metrics, lambda *values: np.array(values, "float32")
    iou = lambda t, p, n, weights=None: result(m.MeanIoU(n), t, p, weights)
    out("labels", lambda: iou(f(0, 0, 1, 1), f(0, 1, 0, 1), 2))
    out("probabilities", lambda: iou(f(0, 0, 1, 1), f(.1, .6, .4, .9), 2))
    out("2.9 is class 2", lambda: iou(f(0, 1, 2), f(.2, 1.7, 2.9), 3))
    out("class 2 never seen", lambda: iou(f(0, 0, 1, 1), f(0, 1, 0, 1), 3))
    out("weights", lambda: iou(f(0, 0, 1, 1), f(0, 1, 0, 1), 2, f(.3, .3, .3, .1)))
    out("label out of range", lambda: iou(f(0, 3), f(0, 1), 2))
    t = np.eye(2, dtype="float32")[[0, 0, 1, 1, 1]]
    p = np.array([[.9, .1], [.3, .7], [.2, .8], [.6, .4], [.1, .9]], "float32")
    out("two softmax units: precision, recall, binary accuracy", lambda: [result(made(), t, p) for made in (m.Precision, m.Recall, m.BinaryAccuracy)])
    out("column 1 only", lambda: [result(made(), t[:, 1], p[:, 1]) for made in (m.Precision, m.Recall)])
    out("class_id=1", lambda: [result(made(class_id=1), t, p) for made in (m.Precision, m.Recall)])
    out("exactly .5", lambda: result(m.Precision(), f(1, 1), f(.5, .6)))
    out("no prediction above .5", lambda: result(m.Precision(), f(1, 0), f(.1, .2)))
    out("logits", lambda: result(m.Precision(), f(1, 0), f(3, -2)))
    p3 = np.array([[.4, .3, .3], [.2, .6, .2], [.4, .4, .2]], "float32")
    out("three classes, none above .5 counts as nothing", lambda: [result(made(), np.eye(3, dtype="float32"), p3) for made in (m.Precision, m.Recall)])


def r42_clone_model(out):
    a, b = keras.Input((2,), name="a"), keras.Input((2,), name="b")
    shared = L.Dense(2, name="sh", kernel_initializer="ones", trainable=False)
    model = keras.Model([a, b], L.Add(name="add")([shared(a), shared(b)]), name="mm")
    model.set_weights([np.full((2, 2), 5.), np.ones(2)])
    model.compile("sgd", "mse")
    clone, x = keras.models.clone_model(model), [np.ones((1, 2), "float32")] * 2
    out("weights", lambda: [float(w.ravel()[0]) for w in clone.get_weights()])
    out("names", lambda: [clone.name] + [layer.name for layer in clone.layers])
    out("count", lambda: [len(clone.weights), clone.count_params(), len(clone.trainable_weights)])
    out("evaluate a clone", lambda: clone.evaluate(x, np.zeros((1, 2)), verbose=0))
    out("predict", lambda: clone.predict(x))
    clone.set_weights(model.get_weights())
    out("predict after set_weights", lambda: clone.predict(x))
    out("original unchanged", lambda: model.get_weights()[0][0])
    s = keras.Sequential([L.Dense(1, input_shape=(2,), kernel_initializer="ones"), L.Dropout(.5), L.BatchNormalization()], name="ss")

    def sequential():
        other = keras.models.clone_model(s)
        return [type(other).__name__, other.name] + [layer.name for layer in other.layers]

    def fixed():
        given = keras.Input((2,), batch_size=4)
        inner = keras.Sequential([L.Dense(2, input_shape=(2,))])
        return list(keras.models.clone_model(inner, input_tensors=given).output_shape)

    def changed():
        doubled = lambda layer: type(layer).from_config({**layer.get_config(), **({"units": 3} if isinstance(layer, L.Dense) else {})})
        return keras.models.clone_model(s, clone_function=doubled).predict(np.ones((1, 2), "float32"))

    class Own(keras.Model):
        def call(self, given):
            return given

    out("Sequential", sequential)
    out("input_tensors, other shape", fixed)
    out("clone_function", changed)
    out("subclassed model", lambda: "cloned" if keras.models.clone_model(Own()) is not None else "")


def r66_time_distributed(out):
    x, weights = np.arange(12, dtype="float32").reshape(2, 3, 2), [np.array([[1, -1], [.5, 2]], "float32"), np.array([.1, .2], "float32")]
    a, b = keras.Sequential([L.TimeDistributed(L.Dense(2), input_shape=(3, 2))]), keras.Sequential([L.Dense(2, input_shape=(3, 2))])
    a.set_weights(weights)
    b.set_weights(weights)
    close = lambda p, q: bool(np.allclose(p, q, rtol=1e-5, atol=1e-5))
    out("same", lambda: close(a.predict(x), b.predict(x)))
    out("first row", lambda: a.predict(x)[0])
    out("parameters", lambda: [a.count_params(), b.count_params()])
    out("weight shapes", lambda: [w.shape for w in a.get_weights()])
    for model in (a, b):
        model.compile(keras.optimizers.SGD(.01), "mse")
        model.fit(x, np.zeros((2, 3, 2)), batch_size=2, verbose=0)
    out("after one step, both alike", lambda: [close(p, q) for p, q in zip(a.get_weights(), b.get_weights())])
    out("kernel", lambda: a.get_weights()[0])
    given = lambda *shape: keras.Input(shape, batch_size=2)
    out("Flatten inside", lambda: list(L.TimeDistributed(L.Flatten())(given(3, 4, 5)).shape))
    out("Conv2D inside", lambda: list(L.TimeDistributed(L.Conv2D(2, 3))(given(4, 6, 6, 1)).shape))
    out("compute_output_shape", lambda: L.TimeDistributed(L.Conv2D(2, 3)).compute_output_shape((None, 4, 6, 6, 1)))
    out("two axes", lambda: L.TimeDistributed(L.Dense(1))(keras.Input((3,))).shape)
    out("not a layer", lambda: L.TimeDistributed(3).name)

    def inner():
        model = keras.Sequential([L.Dense(3, input_shape=(2,)), L.Dense(1)])
        made = L.TimeDistributed(model)(given(3, 2))
        return [list(made.shape), model.count_params()]

    def frozen():
        wrapped = L.TimeDistributed(L.Dense(2), input_shape=(3, 2))
        model = keras.Sequential([wrapped])
        wrapped.trainable = False
        return [len(model.trainable_weights), wrapped.layer.trainable]

    out("a model inside", inner)
    out("trainable passed on", frozen)
    out("time axis unknown", lambda: keras.Sequential([L.TimeDistributed(L.Dense(4), input_shape=(None, 2))]).output_shape)
