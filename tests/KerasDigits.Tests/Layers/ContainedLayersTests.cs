using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Layers;

/// <summary>Own models keep their layers in whatever container they like.</summary>
public sealed class ContainedLayersTests
{
    [Fact]
    public void Layers_in_containers_are_tracked_trained_and_saved()
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

    [Theory, MemberData(nameof(Holders))]
    public void Any_collection_is_tracked(string kind)
    {
        var model = new Chain(s_holders[kind]());
        NDArray x = np.ones(new[] { 4, 3 });
        model.compile("sgd", "mse");
        model.fit(x, np.zeros(new[] { 4, 3 }), verbose: 0);
        Assert.Equal(2, model.layers.Count);
        Assert.Equal(4, model.trainable_weights.Count);
    }

    public static TheoryData<string> Holders => [.. s_holders.Keys];

    private static readonly Dictionary<string, Func<object>> s_holders = new()
    {
        ["HashSet"] = () => new HashSet<Layer> { layers_.Dense(3), layers_.Dense(3) },
        ["Queue"] = () => new Queue<Layer>([layers_.Dense(3), layers_.Dense(3)]),
        ["LinkedList"] = () => new LinkedList<Layer>([layers_.Dense(3), layers_.Dense(3)]),
        ["pairs"] = () => new List<KeyValuePair<string, Layer>> { new("x", layers_.Dense(3)), new("y", layers_.Dense(3)) },
        ["ArrayList"] = () => new System.Collections.ArrayList { layers_.Dense(3), layers_.Dense(3) },
        ["Hashtable"] = () => new System.Collections.Hashtable { ["x"] = layers_.Dense(3), ["y"] = layers_.Dense(3) },
        ["own dictionary"] = () => new Own { ["x"] = layers_.Dense(3), ["y"] = layers_.Dense(3) },
        ["matrix"] = () => new Layer[,] { { layers_.Dense(3), layers_.Dense(3) } },
        ["immutable"] = () => System.Collections.Immutable.ImmutableArray.Create<Layer>(layers_.Dense(3), layers_.Dense(3)),
        ["struct"] = () => new Two { First = layers_.Dense(3), Second = layers_.Dense(3) },
    };

    private sealed class Own : Dictionary<string, Layer>;

    private struct Two
    {
        public Layer First;

        public Layer Second;
    }

    /// <summary>A field of each container's own type would do as well: what may hold layers is looked into.</summary>
    private sealed class Chain(object held) : Model
    {
        private readonly object _held = held;

        public override Tensor call(Tensor x, bool training)
        {
            _ = _held;
            return layers.Aggregate(x, (t, layer) => layer.Apply(t, training));
        }
    }

    private sealed class Typed : Model
    {
        private readonly Own _own = new() { ["x"] = layers_.Dense(3) };
        private readonly System.Collections.ArrayList _list = [layers_.Dense(3)];
        private readonly List<KeyValuePair<string, Layer>> _pairs = [new("x", layers_.Dense(3))];
        private readonly System.Collections.Immutable.ImmutableArray<Layer> _none = Missing();

        private static System.Collections.Immutable.ImmutableArray<Layer> Missing() => default;

        public override Tensor call(Tensor x, bool training)
        {
            _ = _none;
            return _pairs[0].Value.Apply(((Layer)_list[0]!).Apply(_own["x"].Apply(x)));
        }
    }

    [Fact]
    public void Fields_of_such_types_are_looked_into()
    {
        var model = new Typed();
        model.predict(np.ones(new[] { 4, 3 }));
        Assert.Equal(3, model.layers.Count);
    }

    /// <summary>TensorFlow sorts them, so the order of weights is that of the keys.</summary>
    [Fact]
    public void A_dictionarys_layers_come_by_their_keys()
    {
        var model = new Chain(new Dictionary<string, Layer> { ["z"] = keras.layers.Dense(3, name: "last"),
            ["B"] = keras.layers.Dense(3, name: "first"), ["a"] = keras.layers.Dense(3, name: "middle") });
        Assert.Equal(["first", "middle", "last"], model.layers.Select(l => l.name));
        model = new Chain(new SortedList<int, Layer>(Comparer<int>.Create((a, b) => b - a)) { [10] = keras.layers.Dense(3, name: "ten"),
            [9] = keras.layers.Dense(3, name: "nine") });
        Assert.Equal(["nine", "ten"], model.layers.Select(l => l.name));
    }

    [Fact]
    public void Layers_among_keys_alone_are_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Holder(new Dictionary<Layer, string>
            { [layers_.Dense(1)] = "" }, layers_.Dense(1)).predict(np.ones(new[] { 4, 3 })));
        Assert.Contains("a dictionary's key", error.Message);
        var late = new Holder(new Lazy<Layer>(() => layers_.Dense(1)), layers_.Dense(1));
        Assert.Contains("does not hold the same layers", Assert.Throws<InvalidOperationException>(() => late.layers).Message);
    }

    private sealed record Named(KerasDigits.Backend.Variable Value);

    private sealed class Scaled : Layer
    {
        private readonly HashSet<KerasDigits.Backend.Variable> _set = [One()];
        private readonly Named _record = new(One());
        private readonly Dictionary<string, KerasDigits.Backend.Variable> _named = new() { ["x"] = One() };

        public override Tensor call(Tensor inputs, bool training) =>
            inputs * _set.First().value * _record.Value.value * _named["x"].value;

        private static KerasDigits.Backend.Variable One() => new(KerasDigits.Backend.Tensors.MakeScalar(1));
    }

    [Fact]
    public void Variables_in_containers_are_tracked() => Assert.Equal(3, new Scaled().trainable_weights.Count);

    [Fact]
    public void A_container_that_makes_layers_anew_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Query().layers);
        Assert.Contains("cannot be tracked", error.Message);
        Assert.Contains("_made", error.Message);
    }

    [Fact]
    public void Layers_in_plain_objects_are_refused_at_the_first_call()
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
    public void Plain_objects_may_know_layers_that_are_tracked()
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
    public void A_layer_behind_an_interface_is_tracked()
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
