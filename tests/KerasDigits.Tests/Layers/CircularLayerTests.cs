using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Layers;

/// <summary>Layers that hold each other in a circle: a clear error where Python has a RecursionError, never the process's end.</summary>
public sealed class CircularLayerTests
{
    private static readonly NDArray s_x = np.ones(new[] { 4, 3 });

    public static TheoryData<string, Action<Model>> Uses() => new()
    {
        { "weights", m => _ = m.weights.Count },
        { "trainable_weights", m => _ = m.trainable_weights.Count },
        { "non_trainable_weights", m => _ = m.non_trainable_weights.Count },
        { "trainable", m => m.trainable = false },
        { "get_weights", m => m.get_weights() },
        { "count_params", m => m.count_params() },
        { "fit", m => { m.compile("sgd", "mse"); m.fit(s_x, np.zeros(new[] { 4, 2 }), verbose: 0); } },
        { "summary", m => m.summary(print_fn: _ => { }) },
        { "save_weights", m => m.save_weights(Path.Combine(Path.GetTempPath(), $"circle-{Guid.NewGuid():N}.h5")) },
        { "a checkpoint", m => m.save_weights(Path.Combine(Path.GetTempPath(), $"circle-{Guid.NewGuid():N}")) },
    };

    [Theory, MemberData(nameof(Uses))]
    public void A_circle_is_refused(string use, Action<Model> how)
    {
        foreach (Model model in (Model[])[new Parent(), new Listed()])
        {
            string message = Assert.Throws<InvalidOperationException>(() => { model.predict(s_x); how(model); }).Message;
            Assert.True(message.Contains("Func<Layer>", StringComparison.Ordinal), $"{use}: {message}");
        }
    }

    [Fact]
    public void A_layer_that_calls_itself_ends_in_a_sentence() => Assert.Contains("The layers that call each other must have an end",
        Assert.Throws<InvalidOperationException>(() => new Endless().Apply(s_x)).Message, StringComparison.Ordinal);

    private sealed class Endless : Layer
    {
        public override Tensor call(Tensor inputs, bool training) => Apply(inputs);
    }

    [Fact]
    public void A_layer_that_refers_back_by_a_function_is_no_circle()
    {
        var model = new Known();
        model.compile("sgd", "mse");
        model.fit(s_x, np.zeros(new[] { 4, 2 }), verbose: 0);
        Assert.Equal(2, model.get_weights().Length);
    }

    public static TheoryData<string, Func<Dense, object>> Containers() => new()
    {
        { "a list", d => { var list = new List<object> { d }; list.Add(list); return list; } },
        { "a dictionary", d => { var named = new Dictionary<string, object> { ["a"] = d }; named["b"] = named; return named; } },
        { "an array", d => { object[] items = [d, 0]; items[1] = items; return items; } },
        { "lists in each other", d => { List<object> a = [d], b = [a, a]; a.Add(b); a.Add(b); return (a, b); } },
        { "a record", d => { var list = new List<object>(); var record = new Holder(d, list); list.Add(record); return record; } },
        { "a hashtable", d => { var named = new System.Collections.Hashtable { ["d"] = d }; named["self"] = named; return named; } },
    };

    [Theory, MemberData(nameof(Containers))]
    public void A_container_that_holds_itself_is_looked_into_once(string what, Func<Dense, object> make)
    {
        string folder = Directory.CreateTempSubdirectory("circle-").FullName;
        var model = new Held(make);
        model.compile("sgd", "mse");
        model.fit(s_x, np.zeros(new[] { 4, 2 }), verbose: 0);
        Assert.Equal(2, model.weights.Count);
        Assert.Equal("held_dense", Assert.Single(model.layers).name);
        foreach (string file in new[] { "w.h5", "w.weights.h5", "checkpoint" })
        {
            model.save_weights(Path.Combine(folder, file));
            var other = new Held(make);
            other.predict(s_x);
            other.load_weights(Path.Combine(folder, file));
            Assert.True(np.allclose(model.predict(s_x), other.predict(s_x)), $"{what}: {file}");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Lists_without_an_end_of_depth_are_refused()
    {
        object inner = new List<object>();
        for (int i = 0; i < 300_000; i++) { inner = new List<object> { inner }; }
        Assert.Contains("must have an end", Assert.Throws<InvalidOperationException>(() => new Held(_ => inner).weights.Count).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_Sequential_cannot_be_a_layer_of_itself()
    {
        Sequential alone = keras.models.Sequential(), built = keras.models.Sequential([keras.layers.Dense(3, input_shape: 3)]);
        foreach (Sequential model in new[] { alone, built })
        {
            Assert.Contains("cannot be a layer of itself", Assert.Throws<ArgumentException>(() => model.add(model)).Message,
                StringComparison.Ordinal);
        }
        Sequential outer = keras.models.Sequential([alone]), around = keras.models.Sequential([keras.layers.TimeDistributed(outer)]);
        Assert.Contains($"\"{around.name}\", which holds it", Assert.Throws<ArgumentException>(() => alone.add(around)).Message,
            StringComparison.Ordinal);
        Assert.Contains("cannot be a layer of itself",
            Assert.Throws<ArgumentException>(() => alone.add(new Child(outer))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_names_itself_among_its_layers_is_refused()
    {
        foreach (Layer layer in new Layer[] { new Named(), new Mutual() })
        {
            foreach (Action use in new Action[] { () => _ = layer.weights.Count, () => _ = layer.trainable_weights.Count,
                () => layer.trainable = false, () => layer.count_params() })
            {
                Assert.Contains("Func<Layer>", Assert.Throws<InvalidOperationException>(use).Message, StringComparison.Ordinal);
            }
        }
    }

    private sealed record Holder(Dense First, List<object> Rest);

    private sealed class Held(Func<Dense, object> make) : Model
    {
        private readonly object _held = make(keras.layers.Dense(2, name: "held_dense"));

        public override Tensor call(Tensor inputs, bool training) => layers[0].Apply(inputs);
    }

    private sealed class Named : Layer
    {
        public override IReadOnlyList<Layer> SubLayers => [this];
    }

    private sealed class Mutual : Layer
    {
        private readonly Layer _other;

        public Mutual() => _other = new Overriding(this);

        private sealed class Overriding(Layer back) : Layer
        {
            public override IReadOnlyList<Layer> SubLayers => [.. base.SubLayers, back];
        }
    }

    private sealed class Child(Layer p) : Layer
    {
        public Layer Outer { get; } = p;

        public override Tensor call(Tensor inputs, bool training) => inputs;
    }

    private sealed class Parent : Model
    {
        private readonly Layer _dense = keras.layers.Dense(2), _child;

        public Parent() => _child = new Child(this);

        public override Tensor call(Tensor inputs, bool training) => _child.Apply(_dense.Apply(inputs));
    }

    private sealed class Listed : Model
    {
        private readonly List<Layer> _all = [keras.layers.Dense(2)];

        public Listed() => _all.Add(this);

        public override Tensor call(Tensor inputs, bool training) => _all[0].Apply(inputs);
    }

    private sealed class Known : Model
    {
        private readonly Layer _dense = keras.layers.Dense(2), _back;

        public Known() => _back = new Back(() => this);

        public override Tensor call(Tensor inputs, bool training) => _back.Apply(_dense.Apply(inputs));
    }

    private sealed class Back(Func<Layer> outer) : Layer
    {
        public string OuterName => outer().name!;

        public override Tensor call(Tensor inputs, bool training) => inputs;
    }
}
