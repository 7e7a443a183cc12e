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
    public void A_layer_that_refers_back_by_a_function_is_no_circle()
    {
        var model = new Known();
        model.compile("sgd", "mse");
        model.fit(s_x, np.zeros(new[] { 4, 2 }), verbose: 0);
        Assert.Equal(2, model.get_weights().Length);
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
