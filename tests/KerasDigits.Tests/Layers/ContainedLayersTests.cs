using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>Own models keep their layers in whatever container they like.</summary>
public sealed class ContainedLayersTests
{
    [Fact]
    public void LayersInContainersAreTrackedTrainedAndSaved()
    {
        var model = new Containers();
        NDArray x = np.ones(new[] { 4, 3 }), y = np.zeros(new[] { 4, 1 });
        model.compile("sgd", "mse");
        model.fit(x, y, verbose: 0);
        Assert.Equal(9, model.layers.Count);
        Assert.Equal(18, model.trainable_weights.Count);
        Assert.Equal(18, model.get_weights().Length);
        string file = Path.Combine(Path.GetTempPath(), $"contained-{Guid.NewGuid():N}.weights.h5");
        try
        {
            model.save_weights(file);
            var other = new Containers();
            other.predict(x);
            other.load_weights(file);
            Rounding.Same(model.predict(x), other.predict(x));
        }
        finally { File.Delete(file); }
    }

    [Fact]
    public void AContainerThatMakesLayersAnewIsRefused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Query().layers);
        Assert.Contains("cannot be tracked", error.Message);
        Assert.Contains("_made", error.Message);
    }

    [Fact]
    public void LayersInPlainObjectsAreRefusedAtTheFirstCall()
    {
        NDArray x = np.ones(new[] { 4, 3 });
        foreach (object holder in new object[] { new Block(layers_.Dense(1)), new List<Block> { new(layers_.Dense(1)) },
            new Dictionary<string, object> { ["b"] = new Outer(new(layers_.Dense(1))) } })
        {
            var error = Assert.Throws<InvalidOperationException>(() => new Holder(holder, layers_.Dense(1)).predict(x));
            Assert.Contains("cannot be tracked", error.Message);
            Assert.Contains("`_held`", error.Message);
        }
        Assert.Contains("`_block`", Assert.Throws<InvalidOperationException>(() => new HidingLayer().Apply(x)).Message);
    }

    [Fact]
    public void PlainObjectsMayKnowLayersThatAreTracked()
    {
        NDArray x = np.ones(new[] { 4, 3 });
        Dense dense = layers_.Dense(1);
        Func<Layer> apart = () => dense;
        foreach (object holder in new object[] { new Block(dense), new Watcher(dense), apart, new List<int> { 1 } })
        {
            var model = new Holder(holder, dense);
            model.predict(x);
            Assert.Single(model.layers);
        }
        var known = new Holder(new List<object>(), dense);
        ((List<object>)known.Held).Add(new Outer(new(known)));
        known.predict(x);
    }

    [Fact]
    public void ALayerBehindAnInterfaceIsTracked()
    {
        var model = new Interfaces();
        model.predict(np.ones(new[] { 4, 3 }));
        Assert.Equal(2, model.layers.Count);
    }

    private interface IStep
    {
        Tensor Step(Tensor x);
    }

    private sealed class Step : Layer, IStep
    {
        Tensor IStep.Step(Tensor x) => Apply(x);

        public override Tensor call(Tensor inputs, bool training) => inputs;
    }

    private sealed class Interfaces : Model
    {
        private readonly IStep _one = new Step();
        private readonly List<IStep> _more = [new Step()];

        public override Tensor call(Tensor x, bool training) => _more[0].Step(_one.Step(x));
    }

    private sealed class Block(Layer inner)
    {
        public Layer Inner { get; } = inner;
    }

    private sealed class Outer(Block block)
    {
        public Block Block { get; } = block;
    }

    private sealed class Watcher(Layer other) : KerasDigits.Callbacks.Callback
    {
        public Layer Other { get; } = other;
    }

    private sealed class Holder(object held, Layer dense) : Model
    {
        private readonly object _held = held;
        private readonly Layer _dense = dense;

        public object Held => _held;

        public override Tensor call(Tensor x, bool training) => _dense.Apply(x, training);
    }

    private sealed class HidingLayer : Layer
    {
        private readonly Block _block = new(layers_.Dense(1));

        public override Tensor call(Tensor inputs, bool training) => _block.Inner.Apply(inputs, training);
    }

    private sealed record Pair(Layer First, Layer[] Others);

    private sealed class Containers : Model
    {
        private readonly List<List<Layer>> _nested = [[layers_.Dense(3), layers_.Dense(3)], [layers_.Dense(3)]];
        private readonly Dictionary<string, Dense> _named = new() { ["a"] = layers_.Dense(3) };
        private readonly (Dense, int, Dense[]) _tuple = (layers_.Dense(3), 3, [layers_.Dense(3)]);
        private readonly Pair _pair = new(layers_.Dense(3), [layers_.Dense(3)]);
        private readonly object _any = layers_.Dense(1);
        private readonly int[] _numbers = [1, 2];
        private readonly Func<Layer> _maker = () => layers_.Dense(1);

        public override Tensor call(Tensor x, bool training)
        {
            _ = (_numbers, _maker);
            foreach (Layer layer in _nested.SelectMany(l => l)
                .Concat([_named["a"], _tuple.Item1, .. _tuple.Item3, _pair.First, .. _pair.Others, (Layer)_any]))
            {
                x = layer.Apply(x, training);
            }
            return x;
        }
    }

    private sealed class Query : Model
    {
        private readonly IEnumerable<Layer> _made = Enumerable.Range(0, 2).Select(_ => (Layer)layers_.Dense(1));

        public override Tensor call(Tensor x, bool training) => _made.Aggregate(x, (t, layer) => layer.Apply(t, training));
    }

    /// <summary>A model has a property `layers` of its own.</summary>
    private static class layers_
    {
        public static Dense Dense(int units) => keras.layers.Dense(units);
    }
}
