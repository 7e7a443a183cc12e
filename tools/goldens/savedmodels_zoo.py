"""The models of the pack `savedmodels` by the names of their cases: each gives a compiled model, its inputs and its targets (see savedmodels.py).

A model of one's own is a function more, named after its case. Numbers are drawn from a generator that the case's name seeds; WORDS are what texts are of.
"""
import numpy as np
import tensorflow as tf

K, L = tf.keras, tf.keras.layers
WORDS = ["apple", "river", "Stone", "blue", "tree", "fox", "日本", "naïve", "dog's", "it"]


def numbers(draw, *shape):
    return draw.normal(size=shape).astype("float32")


def words(draw, *shape):
    return draw.choice(np.array(WORDS, dtype=object), shape)


def texts(draw, count):
    return np.array([[" ".join(draw.choice(WORDS, draw.randint(2, 7)))] for _ in range(count)], dtype=object)


def compiled(model, optimizer=None, loss="mse", **given):
    model.compile(optimizer or K.optimizers.Adam(.01), loss, **given)
    return model


def seq_conv_bn(draw, case):
    model = K.Sequential([L.Conv2D(3, 3, padding="same", use_bias=False, input_shape=(7, 7, 1)), L.BatchNormalization(momentum=.7), L.ReLU(), L.MaxPooling2D(), L.Flatten(),
                          L.Dropout(0), L.Dense(2)])
    loss = K.losses.CategoricalCrossentropy(from_logits=True)
    return compiled(model, K.optimizers.SGD(.05, momentum=.9), loss, metrics=["categorical_accuracy"]), numbers(draw, 5, 7, 7, 1), np.eye(2, dtype="float32")[draw.randint(0, 2, 5)]


def func_two_io(draw, case):
    left, right = K.Input((5,), name="left"), K.Input((3, 3), name="right")
    joined = L.Concatenate()([L.Dense(5, "relu")(left), L.Flatten()(right)])
    model = K.Model([left, right], [L.Dense(1, "sigmoid", name="flag")(joined), L.Dense(3, name="value")(joined)])
    compiled(model, K.optimizers.RMSprop(.01, momentum=.3, centered=True), {"flag": "binary_crossentropy", "value": "mse"}, loss_weights={"flag": 1., "value": .3},
             metrics={"flag": "accuracy", "value": "mae"})
    return model, [numbers(draw, 6, 5), numbers(draw, 6, 3, 3)], [draw.randint(0, 2, (6, 1)).astype("float32"), numbers(draw, 6, 3)]


def lstm_stack(draw, case):
    model = K.Sequential([L.LSTM(5, return_sequences=True, input_shape=(5, 2)), L.LSTM(4), L.Dense(1)])
    return compiled(model), numbers(draw, 4, 5, 2), numbers(draw, 4, 1)


def bidirectional(draw, case):
    forth, back = L.LSTM(3, return_sequences=True), L.GRU(3, activation="relu", go_backwards=True)
    model = K.Sequential([L.Bidirectional(forth, input_shape=(4, 3)), L.Bidirectional(L.GRU(3), backward_layer=back, merge_mode="sum"), L.Dense(1)])
    return compiled(model), numbers(draw, 4, 4, 3), numbers(draw, 4, 1)


def embed_mask(draw, case):
    given = K.Input((None,), dtype="int32")
    rows = L.Embedding(14, 5, mask_zero=True)(given)
    model = K.Model(given, L.Dense(1)(L.Concatenate()([L.GlobalAveragePooling1D()(rows), L.LSTM(4)(rows)])))
    return compiled(model), draw.randint(0, 14, (4, 5)).astype("int32"), numbers(draw, 4, 1)


def normalization(draw, case):
    given, learned, x = K.Input((2,)), L.Normalization(), numbers(draw, 5, 2)
    learned.adapt(x)
    parts = [learned(given), L.Normalization(axis=None, mean=.5, variance=2.)(given), L.Normalization(axis=None, mean=1., variance=4., invert=True)(given)]
    return compiled(K.Model(given, L.Dense(1)(L.Concatenate()(parts)))), x, numbers(draw, 5, 1)


def small(width, optimizer):
    def make(draw, case):
        model = K.Sequential([L.Dense(4, "tanh", input_shape=(width,)), L.Dense(2)])
        return compiled(model, optimizer()), numbers(draw, 5, width), numbers(draw, 5, 2)
    return make


new_rmsprop_centered = small(4, lambda: K.optimizers.RMSprop(.02, rho=.8, momentum=.5, centered=True))
new_adam = small(3, lambda: K.optimizers.Adam(.02))
new_adam_amsgrad = small(5, lambda: K.optimizers.Adam(.02, amsgrad=True))
legacy_rmsprop_centered = small(5, lambda: K.optimizers.legacy.RMSprop(.01, momentum=.5, centered=True))
legacy_adam = small(5, lambda: K.optimizers.legacy.Adam(.02))


def text_vectorization_int(draw, case):
    given, layer, x = K.Input((1,), dtype="string"), L.TextVectorization(12, output_sequence_length=5), texts(draw, 5)
    layer.adapt(x)
    rows = L.Embedding(12, 4, mask_zero=True)(layer(given))
    return compiled(K.Model(given, L.Dense(1)(L.GlobalAveragePooling1D()(rows)))), x, numbers(draw, 5, 1)


def features_mixed(draw, case):
    code, cat, num, learned = K.Input((1,), dtype="int64", name="code"), K.Input((1,), dtype="string", name="cat"), K.Input((2,), name="num"), L.Normalization()
    x = {"cat": words(draw, 6, 1), "code": draw.randint(0, 10, (6, 1)), "num": numbers(draw, 6, 2)}
    learned.adapt(x["num"])
    parts = [L.StringLookup(vocabulary=WORDS[:5], output_mode="one_hot")(cat), learned(num), L.Flatten()(L.Embedding(10, 2)(code))]
    model = K.Model({"code": code, "cat": cat, "num": num}, L.Dense(1, "sigmoid")(L.Dense(6, "relu")(L.Concatenate()(parts))))
    return compiled(model, loss="binary_crossentropy"), x, draw.randint(0, 2, (6, 1)).astype("float32")


def hashing_category(draw, case):
    text, number = K.Input((2,), dtype="string", name="s"), K.Input((2,), dtype="int64", name="k")
    crossed = L.HashedCrossing(6)((text[:, :1], number[:, :1]))
    model = K.Model([text, number], [L.Hashing(6)(text), L.Hashing(7, salt=[133, 137])(text), L.CategoryEncoding(9, "multi_hot")(number), crossed])
    return model, [words(draw, 5, 2), draw.randint(0, 9, (5, 2))], None


def string_lookup_given(draw, case):
    given, known = K.Input((2,), dtype="string"), ["a", "日本", "river", "blue", "Stone", "apple"]
    ids = L.StringLookup(vocabulary=known, name="ids")(given)
    hot = L.StringLookup(vocabulary=known[:4], output_mode="multi_hot", name="hot")(given)
    return K.Model(given, [ids, hot, L.StringLookup(vocabulary=known, invert=True, name="back")(ids)]), words(draw, 5, 2), None


def own_classes(case):
    """Classes of a user: their Python stands in the case."""
    names = {"K": K, "L": L, "tf": tf}
    exec(case["source"], names)
    return names


def custom_unregistered(draw, case):
    given = K.Input((4,))
    return compiled(K.Model(given, L.Dense(1)(own_classes(case)["Gate"](4)(given)))), numbers(draw, 4, 4), numbers(draw, 4, 1)


def subclass_plain(draw, case):
    model, x = own_classes(case)["Plain"](3), numbers(draw, 4, 4)
    model(x)
    return compiled(model), x, {"a": numbers(draw, 4, 2), "b": numbers(draw, 4, 1)}


def ops_image(draw, case):
    given = K.Input((6, 6, 3))
    picture = tf.image.flip_left_right(tf.image.resize(given, (4, 5))) * 255. / 127.5 - 1.
    pooled = tf.nn.max_pool2d(L.Conv2D(3, 2)(picture), 2, 1, "SAME")
    return compiled(K.Model(given, L.Dense(1)(tf.reduce_mean(pooled, axis=[1, 2])))), numbers(draw, 3, 6, 6, 3), numbers(draw, 3, 1)


def ops_slices(draw, case):
    given = K.Input((4, 4))
    h = L.Dense(4)(given)
    parts = [h[:, 0], h[:, -1, :], h[:, 1:3, 0], h[:, ::2][:, 0], h[..., 2], tf.squeeze(h[:, tf.newaxis, 0], 1)]
    rows = tf.concat(parts, -1) * tf.cast(tf.shape(given)[1], "float32")
    return compiled(K.Model(given, L.Dense(1)(rows))), numbers(draw, 4, 4, 4), numbers(draw, 4, 1)
