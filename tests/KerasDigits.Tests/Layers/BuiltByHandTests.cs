using KerasDigits.Backend;
using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>layer.build(shape) called by hand: Keras's layers are built by it, and a later call makes nothing again.</summary>
public sealed class BuiltByHandTests
{
    public static TheoryData<string, int, int[]> Kinds() => new()
    {
        { "Dense", 2, [2, 3] }, { "Conv2D", 2, [1, 4, 4, 2] }, { "BatchNormalization", 4, [2, 3] }, { "LayerNormalization", 2, [2, 3] },
        { "Embedding", 1, [2, 3] }, { "PReLU", 1, [2, 3] }, { "LSTM", 3, [2, 3, 4] }, { "GRU", 3, [2, 3, 4] },
        { "Bidirectional", 6, [2, 3, 4] }, { "TimeDistributed", 2, [2, 3, 4] }, { "SeparableConv2D", 3, [1, 4, 4, 2] },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_call_keeps_the_weights(string kind, int count, int[] shape)
    {
        Layer layer = kind switch
        {
            "Dense" => layers.Dense(2),
            "Conv2D" => layers.Conv2D(2, 3),
            "BatchNormalization" => layers.BatchNormalization(),
            "LayerNormalization" => layers.LayerNormalization(),
            "Embedding" => layers.Embedding(4, 2),
            "PReLU" => layers.PReLU(),
            "LSTM" => layers.LSTM(2),
            "GRU" => layers.GRU(2),
            "Bidirectional" => layers.Bidirectional(layers.LSTM(2)),
            "TimeDistributed" => layers.TimeDistributed(layers.Dense(2)),
            _ => layers.SeparableConv2D(2, 3),
        };
        layer.build(new Shape([null, .. shape[1..].Select(d => (long?)d)]));
        Assert.True(layer.built);
        Assert.Equal(count, layer.weights.Count);
        string[] names = [.. layer.weights.Select(w => w.name)];
        NDArray[] before = layer.get_weights();
        layer.Apply(np.ones(shape).astype(np.float32));
        Assert.Equal(names, layer.weights.Select(w => w.name));
        foreach (var (a, b) in before.Zip(layer.get_weights())) { Assert.Null(Golden.Difference(a, b, 0, kind)); }
    }

    private sealed class Outer : Layer
    {
        private readonly Dense _inner = layers.Dense(1, kernel_regularizer: regularizers.l2(1));

        public override void build(Shape input_shape)
        {
            _inner.build(input_shape);
            _inner.set_weights([np.full(new[] { 1, 1 }, 5f), np.full(new[] { 1 }, 7f)]);
            base.build(input_shape);
        }

        public override Tensor call(Tensor inputs, bool training) => _inner.Apply(inputs);
    }

    [Fact]
    public void A_layer_that_builds_its_own_parts_has_them_once()
    {
        var outer = new Outer();
        var model = models.Sequential([layers.Input(1), outer]);
        Assert.Equal(2, outer.weights.Count);
        Assert.Equal(2, model.count_params());
        Assert.Equal(12, model.predict(np.ones(new[] { 1, 1 }), verbose: 0).GetSingle(0, 0), 1e-6);
        model.compile(optimizer: "sgd", loss: "mse");
        Assert.Equal(25 + 144, model.evaluate(np.ones(new[] { 1, 1 }), np.zeros(new[] { 1, 1 }), verbose: 0)[0], 1e-4);
    }

    private sealed class Own : Layer
    {
        private Variable _w = null!;

        public override void build(Shape input_shape)
        {
            _w = add_weight("w", new Shape(input_shape[^1]), initializer: "ones");
            base.build(input_shape);
        }

        public override Tensor call(Tensor inputs, bool training) => inputs * _w;
    }

    [Fact]
    public void So_does_a_class_of_ones_own_that_ends_with_its_base()
    {
        var own = new Own();
        own.build(new Shape(null, 3));
        Assert.True(own.built);
        own.Apply(np.ones(new[] { 2, 3 }).astype(np.float32));
        Assert.Single(own.weights);
    }

    private sealed class OwnNormalization : BatchNormalization
    {
        public override void build(Shape input_shape)
        {
            base.build(input_shape);
            _ = add_weight("extra", new Shape(2));
        }
    }

    private sealed class OwnCell() : LSTMCell(2)
    {
        public override void build(Shape[] input_shapes)
        {
            _ = add_weight("extra", new Shape(2));
            base.build(input_shapes);
        }
    }

    [Fact]
    public void So_does_a_class_of_ones_own_that_derives_from_one_of_Kerass()
    {
        var norm = new OwnNormalization();
        norm.build(new Shape(null, 3));
        norm.Apply(np.ones((2, 3)).astype(np.float32));
        Assert.Equal(5, norm.weights.Count);
        var cell = new OwnCell();
        cell.build([new Shape(null, 3)]);
        Assert.Equal([2, 4, 2], layers.RNN(cell, return_sequences: true).Apply(np.ones((2, 4, 3)).astype(np.float32)).shape);
        Assert.Equal(4, cell.weights.Count);
    }
}
