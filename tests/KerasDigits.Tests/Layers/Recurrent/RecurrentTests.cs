using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>Recurrent layers beyond the golden cases: cells, states, masks through models, dropout, bad input.</summary>
public sealed class RecurrentTests
{
    [Fact]
    public void A_cell_in_RNN_is_its_layer()
    {
        NDArray x = Random(3, 5, 4);
        foreach (var (cell, layer) in ((AbstractRNNCell, RNN)[])[(layers.LSTMCell(6), layers.LSTM(6)), (layers.GRUCell(6), layers.GRU(6)),
            (layers.SimpleRNNCell(6), layers.SimpleRNN(6))])
        {
            RNN wrapped = layers.RNN(cell);
            NDArray expected = layer.Apply(x);
            _ = wrapped.Apply(x);
            wrapped.set_weights(layer.get_weights());
            Same(expected, wrapped.Apply(x));
        }
    }

    [Fact]
    public void Stacked_cells_are_layers_on_each_other()
    {
        NDArray x = Random(3, 5, 4);
        RNN stack = layers.RNN(new AbstractRNNCell[] { layers.LSTMCell(6), layers.GRUCell(2) }, return_sequences: true);
        var model = models.Sequential([layers.LSTM(6, return_sequences: true, input_shape: (5, 4)), layers.GRU(2, return_sequences: true)]);
        _ = stack.Apply(x);
        stack.set_weights(model.get_weights());
        Same(model.predict(x), stack.Apply(x));
        var copy = (RNN)ConfigBinder.Create(typeof(RNN), stack.get_config());
        _ = copy.Apply(x);
        copy.set_weights(model.get_weights());
        Same(model.predict(x), copy.Apply(x));
    }

    [Fact]
    public void A_users_cell_runs()
    {
        RNN sum = layers.RNN(new SumCell(), return_sequences: true);
        Same(np.array(new float[,,] { { { 1 }, { 3 }, { 6 } } }), sum.Apply(np.array(new float[,,] { { { 1 }, { 2 }, { 3 } } })));
    }

    private sealed class SumCell : AbstractRNNCell
    {
        public override IReadOnlyList<KerasDigits.Core.Shape> state_size => [1];

        public override Tensor[] call(Tensor inputs, Tensor[] states, bool training) => [inputs + states[0], inputs + states[0]];
    }

    [Fact]
    public void Initial_states_come_from_another_layer()
    {
        NDArray a = Random(2, 4, 3), b = Random(2, 6, 3);
        KerasTensor first = Input((4, 3)), second = Input((6, 3));
        KerasTensor[] encoded = layers.LSTM(5, return_state: true).ApplyAll([first]);
        KerasTensor decoded = layers.LSTM(5, return_sequences: true).Apply(second, encoded[1..]);
        var model = models.Model([first, second], decoded);
        var copy = models.clone_model(model);
        copy.set_weights(model.get_weights());
        Same(model.predict(new NDArray[] { a, b }), copy.predict(new NDArray[] { a, b }));
        Model other = models.model_from_json(model.to_json());
        other.set_weights(model.get_weights());
        Same(model.predict(new NDArray[] { a, b }), other.predict(new NDArray[] { a, b }));
        Assert.NotNull(Golden.Difference(model.predict(new NDArray[] { a, b }), model.predict(new NDArray[] { a * 2, b }), 1e-3,
            "the states matter"));
    }

    [Fact]
    public void Stateful_layers_go_on_where_they_ended()
    {
        NDArray x = Random(2, 6, 3);
        LSTM whole = layers.LSTM(4, return_sequences: true);
        NDArray expected = whole.Apply(x);
        var model = models.Sequential([layers.LSTM(4, return_sequences: true, stateful: true, batch_input_shape: new(2, 3, 3))]);
        model.set_weights(whole.get_weights());
        NDArray head = model.predict(x[":, :3"], batch_size: 2), tail = model.predict(x[":, 3:"], batch_size: 2);
        Same(expected[":, :3"], head);
        Same(expected[":, 3:"], tail);
        model.reset_states();
        Same(head, model.predict(x[":, :3"], batch_size: 2));
        var unknown = models.Sequential();
        Assert.Contains("batch size",
            Assert.Throws<ArgumentException>(() => unknown.add(layers.LSTM(4, stateful: true, input_shape: (3, 3)))).Message);
    }

    [Fact]
    public void A_stateful_layer_trains()
    {
        var model = models.Sequential([layers.GRU(4, stateful: true, batch_input_shape: new(2, 3, 3)), layers.Dense(1)]);
        model.compile("sgd", "mse");
        History_is_finite(model.fit(Random(8, 3, 3), Random(8, 1), batch_size: 2, epochs: 2, shuffle: false, verbose: 0).history["loss"]);
    }

    private static void History_is_finite(IEnumerable<double> values) => Assert.All(values, v => Assert.True(double.IsFinite(v)));

    [Fact]
    public void Padding_changes_nothing_behind_a_mask()
    {
        var model = models.Sequential([layers.Embedding(9, 4, mask_zero: true), layers.LSTM(5, return_sequences: true),
            layers.Bidirectional(layers.GRU(3)), layers.Dense(2)]);
        NDArray plain = np.array(new[,] { { 3, 4, 5 } }), padded = np.array(new[,] { { 3, 4, 5, 0, 0 } }),
            ahead = np.array(new[,] { { 0, 0, 3, 4, 5 } });
        NDArray expected = model.predict(plain);
        Same(expected, model.predict(padded));
        Same(expected, model.predict(ahead));
    }

    [Theory]
    [InlineData("2.3", (4 + 16) / 3.0, (2 + 4) / 2.0)]
    [InlineData("2.15", (4 + 16) / 2.0, (2 + 4) / 2.0)]
    public void Masked_steps_count_as_the_version_has_it(string version, double loss, double metric)
    {
        using var compat = new VersionScope(version);
        KerasTensor x = Input((3, 2)), y = layers.Masking().Apply(x);
        var model = models.Model(x, layers.TimeDistributed(layers.Dense(1, use_bias: false, kernel_initializer: "ones")).Apply(y));
        model.compile("sgd", "mse", metrics: new[] { "mae" });
        NDArray data = np.array(new float[,,] { { { 1, 1 }, { 2, 2 }, { 0, 0 } } }),
            target = np.array(new float[,,] { { { 0 }, { 0 }, { 9 } } });
        Evaluation result = model.evaluate(data, target, verbose: 0);
        Assert.Equal(loss, result[0], 5);
        Assert.Equal(metric, result[1], 5);
    }

    [Fact]
    public void Masks_follow_tensors_in_subclassed_models_and_nested_models()
    {
        NDArray plain = np.array(new[,] { { 3, 4 } }), padded = np.array(new[,] { { 3, 4, 0 } });
        var own = new Reader();
        NDArray expected = own.Apply(plain);
        Same(expected, own.Apply(padded));
        var inner = models.Sequential([layers.Embedding(9, 4, mask_zero: true)]);
        var outer = models.Sequential([inner, layers.LSTM(3)]);
        Same(outer.predict(plain), outer.predict(padded));
    }

    private sealed class Reader : Layer
    {
        private readonly Embedding _words = layers.Embedding(9, 4, mask_zero: true);
        private readonly LSTM _reader = layers.LSTM(3);

        public override Tensor call(Tensor inputs, bool training) => _reader.Apply(_words.Apply(inputs));

    }

    [Fact]
    public void A_call_with_training_false_holds_in_training()
    {
        KerasTensor x = Input(4);
        KerasTensor y = layers.Dropout(0.9).Apply(x, training: false);
        var model = models.Model(x, y);
        using var scope = Scopes.Step();
        Tensor data = Tensors.MakeOnes(new KerasDigits.Core.Shape(2, 4));
        Same(Arrays.ToArray(data), Arrays.ToArray(model.Apply(data, training: true)), 0);
        Model copy = models.model_from_json(model.to_json());
        Same(Arrays.ToArray(data), Arrays.ToArray(copy.Apply(data, training: true)), 0);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Dropout_in_cells_scales_what_stays(int implementation)
    {
        utils.set_random_seed(3);
        foreach (RNN layer in (RNN[])[layers.LSTM(8, dropout: 0.5, recurrent_dropout: 0.5, implementation: implementation),
            layers.GRU(8, dropout: 0.5, recurrent_dropout: 0.5, implementation: implementation),
            layers.GRU(8, dropout: 0.5, recurrent_dropout: 0.5, reset_after: false, implementation: implementation),
            layers.SimpleRNN(8, dropout: 0.5, recurrent_dropout: 0.5)])
        {
            NDArray x = Random(2, 5, 3), still = layer.Apply(x);
            Assert.NotNull(Golden.Difference(still, layer.Apply(x, training: true), 1e-3, "dropped"));
            Same(still, layer.Apply(x));
        }
    }

    [Fact]
    public void A_shared_dropout_choice_holds_for_all_steps()
    {
        utils.set_random_seed(3);
        RNN layer = layers.SimpleRNN(1, activation: "linear", use_bias: false, kernel_initializer: "ones", recurrent_initializer: "zeros",
            dropout: 0.5, return_sequences: true);
        NDArray y = layer.Apply(np.ones(new NumSharp.Shape(6, 9, 1)).astype(NPTypeCode.Single), training: true);
        for (int i = 0; i < 6; i++) { Assert.Single(y[i].flatten().ToArray<float>().Distinct()); }
        Assert.Equal([0f, 2f], y.flatten().ToArray<float>().Distinct().Order());
    }

    [Fact]
    public void Numbers_outside_the_table_are_named()
    {
        Embedding words = layers.Embedding(5, 2);
        Assert.Contains("0 to 4", Assert.Throws<ArgumentException>(() => words.Apply(np.array(new[,] { { 1, 7 } }))).Message);
    }

    [Fact]
    public void Time_major_data_give_the_same()
    {
        NDArray x = Random(2, 6, 3);
        LSTM plain = layers.LSTM(4, return_sequences: true), major = layers.LSTM(4, return_sequences: true, time_major: true);
        NDArray expected = plain.Apply(x);
        _ = major.Apply(x.transpose(new[] { 1, 0, 2 }));
        major.set_weights(plain.get_weights());
        Same(expected, major.Apply(x.transpose(new[] { 1, 0, 2 })).transpose(new[] { 1, 0, 2 }));
    }
}
