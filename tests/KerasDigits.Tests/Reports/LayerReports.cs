using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;
using Initializer = KerasDigits.Initializers.Initializer;

namespace KerasDigits.Tests.Reports;

/// <summary>Reports about layers, their names and their weights.</summary>
public sealed class LayerReports
{
    [Fact]
    public void R22_Seeds_of_initializers() => Report.Play("22_initializer_seed", r =>
    {
        using var scope = Scopes.Step();
        float[] Draw(Initializer i) => Arrays.ToArray(i.Call((3, 4))).ToArray<float>();
        bool Same(float[] a, float[] b) => a.SequenceEqual(b);
        (string, Func<int, Initializer>)[] kinds = [("GlorotUniform", s => initializers.GlorotUniform(seed: s)),
            ("HeNormal", s => initializers.HeNormal(seed: s)), ("RandomNormal", s => initializers.RandomNormal(seed: s)),
            ("RandomUniform", s => initializers.RandomUniform(seed: s)), ("TruncatedNormal", s => initializers.TruncatedNormal(seed: s)),
            ("LecunNormal", s => initializers.LecunNormal(seed: s)), ("Orthogonal", s => initializers.Orthogonal(seed: s))];
        foreach (var (name, make) in kinds)
        {
            r.Out(name, () =>
            {
                Initializer a = make(1);
                float[] first = Draw(a);
                return new Dictionary<string, bool> { ["two objects, one seed"] = Same(first, Draw(make(1))),
                    ["other seed"] = Same(first, Draw(make(2))), ["same object again"] = Same(first, Draw(a)) };
            });
        }
        utils.set_random_seed(7);
        Sequential m = models.Sequential([layers.Dense(4, input_shape: 4, kernel_initializer: initializers.GlorotUniform(seed: 3)),
            layers.Dense(4, kernel_initializer: initializers.GlorotUniform(seed: 3)), layers.Dense(4), layers.Dense(4)]);
        float[][] w = [.. m.get_weights().Select(v => v.ToArray<float>())];
        r.Out("layers: both seed 3", () => Same(w[0], w[2]));
        r.Out("layers: no seed", () => Same(w[4], w[6]));
        r.Out("biases zero", () => w[1].All(v => v == 0));
        float Largest(Initializer i) => Arrays.ToArray(i.Call((200, 100))).ToArray<float>().Max(Math.Abs);
        double limit = Math.Sqrt(6 / 300.0);
        r.Out("GlorotUniform within limit and filling it", () => Largest(initializers.GlorotUniform(seed: 1)) is var g && g <= limit
            && g > .99 * limit);
        r.Out("TruncatedNormal within 2 stddev", () => Largest(initializers.TruncatedNormal(stddev: 1, seed: 1)) <= 2);
        r.Out("RandomUniform default range", () => Largest(initializers.RandomUniform(seed: 1)) <= .05f);
        r.Out("seed=0: two objects alike", () =>
            Same(Draw(initializers.GlorotUniform(seed: 0)), Draw(initializers.GlorotUniform(seed: 0))));
        bool Twice(int? seed)
        {
            Initializer i = initializers.GlorotUniform(seed: seed);
            return Same(Draw(i), Draw(i));
        }
        r.Out("seed=0: one object twice alike", () => Twice(0));
        r.Out("no seed: one object twice alike", () => Twice(null));
    });

    [Fact]
    public void R24_Pooling_under_a_mask() => Report.Play("24_pooling_with_mask", r =>
    {
        NDArray emb = np.array(new float[,] { { 9, -9 }, { 1, 2 }, { 3, 4 }, { 5, 6 } });
        NDArray x = np.array(new[,] { { 1, 2, 0, 0 }, { 3, 3, 3, 0 }, { 1, 0, 2, 0 }, { 1, 2, 3, 1 } });
        NDArray Run(Layer layer, bool mask, NDArray data)
        {
            Sequential s = models.Sequential([layers.Embedding(4, 2, mask_zero: mask), layer]);
            s.build(new Shape(null, 4));
            s.set_weights([emb]);
            return s.predict(data);
        }
        r.Out("average, mask", () => Run(layers.GlobalAveragePooling1D(), true, x));
        r.Out("average, no mask", () => Run(layers.GlobalAveragePooling1D(), false, x));
        r.Out("max, mask", () => Run(layers.GlobalMaxPooling1D(), true, x));
        r.Out("average, a row of padding only", () =>
            Run(layers.GlobalAveragePooling1D(), true, np.array(new[,] { { 0, 0, 0, 0 }, { 1, 0, 0, 0 } })));
        NDArray z = np.array(new float[,,] { { { 0, 0 }, { 0, 1 }, { 2, 3 }, { 0, 0 } } });
        r.Out("Masking then average", () => models.Sequential([layers.Masking(0.0, input_shape: (4, 2)), layers.GlobalAveragePooling1D()])
            .predict(z));
        r.Out("Masking's own output (masked steps become 0)", () => models.Sequential([layers.Masking(9.0, input_shape: (4, 2))])
            .predict(np.array(new float[,,] { { { 9, 9 }, { 9, 1 }, { 2, 3 }, { 0, 0 } } })));
    }, without: new() { ["Masking's mask"] = "a mask travels inside a pass" });

    [Fact]
    public void R28_Names_of_layers() => Report.Play("28_layer_names", r =>
    {
        r.Out("functional duplicate", () =>
        {
            var a = Input(2);
            return keras.Model(a, layers.Dense(2, name: "same").Apply(layers.Dense(2, name: "same").Apply(a))).name;
        });
        r.Out("Sequential duplicate", () =>
        {
            Sequential m = models.Sequential([layers.Dense(2, name: "d", input_shape: 2)]);
            m.add(layers.Dense(2, name: "d"));
            return m.layers.Select(l => l.name);
        });
        backend.clear_session();
        r.Out("reuse after clear_session", () =>
        {
            Sequential a = models.Sequential([layers.Dense(3, input_shape: 2), layers.Dense(1)]);
            backend.clear_session();
            Sequential b = models.Sequential([a.layers[0]]);
            b.add(layers.Dense(1));
            return b.name;
        });
        backend.clear_session();
        Sequential m1 = models.Sequential([layers.Dense(3, input_shape: 2), layers.Dense(1)]),
            m2 = models.Sequential([layers.Dense(1, input_shape: 2)]);
        r.Out("automatic names", () => new[] { m1, m2 }.Select(m => m.layers.Select(l => l.name).Prepend(m.name)));
        backend.clear_session();
        r.Out("class names to snake case",
            () => new Layer[] { layers.Conv2D(1, 1), layers.MaxPooling2D(), layers.GlobalAveragePooling1D(), layers.LSTM(1), layers.GRU(1),
                layers.SimpleRNN(1), layers.ReLU(), layers.LeakyReLU(), layers.PReLU(),
            layers.ZeroPadding2D(), layers.UpSampling2D(), layers.SeparableConv2D(1, 1), layers.Conv2DTranspose(1, 1),
            layers.TimeDistributed(layers.Dense(1)), layers.Bidirectional(layers.LSTM(1)),
            layers.BatchNormalization() }.Select(l => l.name));
        r.Out("get_layer unknown", () => m1.get_layer("nope").name);
        r.Out("get_layer index", () => m1.get_layer(index: 5).name);
    }, without: new() { ["name with a space"] = "TensorFlow's scopes refuse it; here any name may stand" });

    [Fact]
    public void R30_Popped_layers() => Report.Play("30_pop_layers", r =>
    {
        Sequential Seq()
        {
            Sequential s = models.Sequential([layers.Dense(3, use_bias: false, kernel_initializer: "ones", input_shape: 2),
                layers.Dense(4, use_bias: false, kernel_initializer: "ones")]);
            s.compile("sgd", "mse");
            return s;
        }
        NDArray x = np.ones(new[] { 1, 2 }).astype(NPTypeCode.Single);
        r.Out("pop() before the first predict", () =>
        {
            Sequential m = Seq();
            m.pop();
            return new Dictionary<string, object> { ["n"] = m.layers.Count, ["predict"] = m.predict(x), ["output_shape"] = m.output_shape };
        });
        r.Out("pop() of an empty model", () =>
        {
            Sequential m = Seq();
            m.pop();
            m.pop();
            m.pop();
            return "popped";
        });
    }, without: new()
    {
        ["layers.pop()"] = "layers is read-only here", ["functional layers.pop()"] = "layers is read-only here",
        ["pop() after a predict (the traced function stays)"] = "2.x goes on with a traced graph until compile; here the model is what "
        + "its layers are at once", ["pop() and add"] = "the same", ["and compiled again"] = "the same",
        ["all popped"] = "the same", ["new Model on layers[-2].output"] = "ported lines: PortedLineTests",
    });

    [Fact]
    public void R42_Clones_are_equal() => Report.Play("42_clone_model", r =>
    {
        var a = Input(2, name: "a");
        var b = Input(2, name: "b");
        var shared = layers.Dense(2, name: "sh", kernel_initializer: "ones", trainable: false);
        Model m = keras.Model([a, b], layers.Add(name: "add").Apply([shared.Apply(a), shared.Apply(b)]), name: "mm");
        m.set_weights([np.ones(new[] { 2, 2 }) * 5, np.ones(new[] { 2 })]);
        m.compile("sgd", "mse");
        Model c = models.clone_model(m);
        r.Out("weights", () => c.get_weights().Select(w => w.ToArray<float>()[0]));
        r.Out("names", () => c.layers.Select(l => l.name).Prepend(c.name));
        r.Out("count", () => new[] { c.weights.Count, c.count_params(), c.trainable_weights.Count });
        NDArray[] x = [np.ones(new[] { 1, 2 }).astype(NPTypeCode.Single), np.ones(new[] { 1, 2 }).astype(NPTypeCode.Single)];
        r.Out("evaluate a clone", () => c.evaluate(x, np.zeros(new[] { 1, 2 }), verbose: 0));
        r.Out("predict", () => c.predict(x));
        c.set_weights(m.get_weights());
        r.Out("predict after set_weights", () => c.predict(x));
        r.Out("original unchanged", () => m.get_weights()[0][0]);
        Sequential s = models.Sequential([layers.Dense(1, input_shape: 2, kernel_initializer: "ones"), layers.Dropout(.5),
            layers.BatchNormalization()], name: "ss");
        r.Out("Sequential", () =>
        {
            Model cs = models.clone_model(s);
            return cs.layers.Select(l => l.name).Prepend(cs.name).Prepend(cs.GetType().Name);
        });
    }, without: new() { ["input_tensors, other shape"] = "CloneTests", ["clone_function"] = "CloneTests",
    ["subclassed model"] = "own classes are cloned by both settings, as 2.15 does" });

    [Fact]
    public void R66_TimeDistributed_is_that_of_Keras() => Report.Play("66_time_distributed", r =>
    {
        NDArray x = np.arange(12).astype(NPTypeCode.Single).reshape(2, 3, 2);
        NDArray[] w = [np.array(new float[,] { { 1, -1 }, { .5f, 2 } }), np.array(new float[] { .1f, .2f })];
        Sequential a = models.Sequential([layers.TimeDistributed(layers.Dense(2), input_shape: (3, 2))]),
            b = models.Sequential([layers.Dense(2, input_shape: (3, 2))]);
        a.set_weights(w);
        b.set_weights(w);
        bool Close(NDArray p, NDArray q) => p.ToArray<float>().Zip(q.ToArray<float>())
            .All(v => Math.Abs(v.First - v.Second) <= 1e-5 + (1e-5 * Math.Abs(v.Second)));
        r.Out("same", () => Close(a.predict(x), b.predict(x)));
        r.Out("first row", () => a.predict(x)[0]);
        r.Out("parameters", () => new[] { a.count_params(), b.count_params() });
        r.Out("weight shapes", () => a.get_weights().Select(v => v.shape));
        foreach (Sequential m in new[] { a, b })
        {
            m.compile(optimizers.SGD(.01), "mse");
            m.fit(x, np.zeros(new[] { 2, 3, 2 }), batch_size: 2, verbose: 0);
        }
        r.Out("after one step, both alike", () => a.get_weights().Zip(b.get_weights()).Select(p => Close(p.First, p.Second)));
        r.Out("kernel", () => a.get_weights()[0]);
        r.Out("Flatten inside", () => layers.TimeDistributed(layers.Flatten()).Apply(Input((3, 4, 5), batch_size: 2)).shape);
        r.Out("Conv2D inside", () => layers.TimeDistributed(layers.Conv2D(2, 3)).Apply(Input((4, 6, 6, 1), batch_size: 2)).shape);
        r.Out("compute_output_shape", () => layers.TimeDistributed(layers.Conv2D(2, 3)).compute_output_shape(new Shape(null, 4, 6, 6, 1)));
        r.Out("two axes", () => layers.TimeDistributed(layers.Dense(1)).Apply(Input(3)).shape);
        var inner = models.Sequential([layers.Dense(3, input_shape: 2), layers.Dense(1)]);
        r.Out("a model inside", () => new object[] { layers.TimeDistributed(inner).Apply(x).shape, inner.count_params() });
        r.Out("time axis unknown", () => models.Sequential([layers.TimeDistributed(layers.Dense(4), input_shape: (null, 2))]).output_shape);
    }, without: new() { ["not a layer"] = "does not compile",
        ["trainable passed on"] = "the wrapper's own flag holds for what it wraps" });

    [Fact]
    public void R26_Merge_modes_of_Bidirectional() => Report.Play("26_bidirectional_merge_modes", r =>
    {
        NDArray x = np.array(new float[,,] { { { 1 }, { 2 }, { -1 } } });
        object Call(string? mode, bool sequences = false, bool state = false)
        {
            var layer = layers.Bidirectional(layers.SimpleRNN(1, activation: "linear", kernel_initializer: "ones",
                recurrent_initializer: initializers.Constant(.5), return_sequences: sequences, return_state: state), merge_mode: mode);
            return layer.ApplyAll([x]).Select(t => new Dictionary<string, object> { ["shape"] = t.shape, ["v"] = t.flatten() }).ToArray();
        }
        foreach (string? mode in new[] { "concat", "sum", "mul", "ave", null })
        {
            string name = mode ?? "None";
            r.Out($"{name} last", () => Call(mode));
            r.Out($"{name} sequences", () => Call(mode, sequences: true));
            r.Out($"{name} return_state", () => Call(mode, state: true));
        }
        r.Out("unknown mode", () => Call("max"));
        r.Out("backward_layer without go_backwards", () => layers.Bidirectional(layers.SimpleRNN(1), backward_layer: layers.SimpleRNN(1))
            .ApplyAll([x]));
        r.Out("names", () =>
        {
            // In Python the layer that was refused has taken a name.
            _ = layers.Bidirectional(layers.SimpleRNN(1)).name;
            Sequential m = models.Sequential([layers.Bidirectional(layers.LSTM(2), input_shape: (3, 1))]);
            return new Dictionary<string, object> { ["layer"] = m.layers[0].name!, ["weights"] = m.weights.Select(w => w.name).ToArray(),
                ["params"] = m.count_params() };
        });
    });
}
