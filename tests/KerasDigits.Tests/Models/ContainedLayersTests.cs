using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Models;

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
            Assert.Equal(model.predict(x).flatten().ToArray<float>(), other.predict(x).flatten().ToArray<float>());
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
            foreach (Layer layer in _nested.SelectMany(l => l).Concat([_named["a"], _tuple.Item1, .. _tuple.Item3, _pair.First, .. _pair.Others, (Layer)_any])) { x = layer.Apply(x, training); }
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
