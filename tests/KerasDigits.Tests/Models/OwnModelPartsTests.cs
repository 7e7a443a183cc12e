using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Metrics;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Models;

/// <summary>
/// What models and layers of one's own hold: names of weights, metrics in fields, terms of the loss; and how they are built.
/// </summary>
public sealed class OwnModelPartsTests
{
    private static readonly NDArray s_x = np.ones((4, 3), NPTypeCode.Single), s_y = np.zeros((4, 1), NPTypeCode.Single);

    private sealed class Block : Layer
    {
        private readonly Layer _inner = keras.layers.Dense(2, name: "inner");

        public override Tensor call(Tensor inputs, bool training) => _inner.Apply(inputs);
    }

    private sealed class Two : Model
    {
        private readonly Layer _block = new Block { name = "block" }, _score = keras.layers.Dense(1, name: "score");

        public override Tensor call(Tensor inputs, bool training) => _score.Apply(_block.Apply(inputs));
    }

    /// <summary>As TensorFlow's name scopes do it.</summary>
    [Fact]
    public void Weights_bear_the_names_of_all_that_call_their_layer()
    {
        var model = new Two { name = "two" };
        _ = model.predict(s_x);
        Assert.Equal(["two/block/inner/kernel:0", "two/block/inner/bias:0", "two/score/kernel:0", "two/score/bias:0"],
            model.weights.Select(w => w.name));
        Sequential functional = models.Sequential([new Block { name = "block", InputShapeArgument = 3 }, layers.Dense(1, name: "score")]);
        Assert.Equal(["block/inner/kernel:0", "block/inner/bias:0", "score/kernel:0", "score/bias:0"],
            functional.weights.Select(w => w.name));
    }

    [Fact]
    public void Build_makes_the_weights_of_a_model_of_ones_own()
    {
        var model = new Two();
        model.build((null, 3));
        Assert.True(model.built);
        Assert.Equal((3 * 2) + 2 + 2 + 1, model.count_params());
        Assert.Contains("The last axis must be known", Assert.Throws<ArgumentException>(() => new Two().build((4, null))).Message,
            StringComparison.Ordinal);
    }

    private sealed class ByName : Model
    {
        private readonly Layer _a = keras.layers.Dense(1), _b = keras.layers.Dense(1);

        public override Dictionary<string, Tensor> call(Dictionary<string, Tensor> inputs, bool training) =>
            new() { ["sum"] = _a.Apply(inputs["a"]) + _b.Apply(inputs["b"]) };
    }

    [Fact]
    public void Build_takes_shapes_by_name()
    {
        var model = new ByName();
        model.build(new Dictionary<string, Shape> { ["a"] = (null, 2), ["b"] = (null, 5) });
        Assert.Equal(2 + 1 + 5 + 1, model.count_params());
    }

    private sealed class Counting : Model
    {
        private readonly Layer _dense = keras.layers.Dense(1, kernel_initializer: "zeros");
        private readonly Mean _mine = new("mine");

        public override Tensor call(Tensor inputs, bool training) => _dense.Apply(inputs);

        public override StepResults train_step(StepData data)
        {
            _ = ApplyAll(data.inputs, training: true);
            _mine.update_state(data.y.mean() + 1);
            return new() { ["mine"] = _mine.result() };
        }
    }

    /// <summary>The metric is the model's, so it starts anew in each epoch, and evaluate gives it.</summary>
    [Fact]
    public void Metrics_in_fields_are_the_models()
    {
        var model = new Counting();
        model.compile(optimizers.SGD(0.0), "mse");
        NDArray y = np.array(new float[,] { { 0 }, { 0 }, { 2 }, { 2 } });
        Assert.Equal([2, 2], model.fit(s_x, y, batch_size: 2, epochs: 2, verbose: 0, shuffle: false).history["mine"]);
        Assert.Equal("mine", model.metrics_names[^1]);
        Assert.Equal(0, model.evaluate(s_x, y, verbose: 0)["mine"]);
    }

    [Fact]
    public void A_function_of_weights_is_a_term_of_every_loss()
    {
        Dense dense = layers.Dense(1, use_bias: false, kernel_initializer: "ones", input_shape: 3);
        Sequential model = models.Sequential([dense]);
        model.add_loss(() => dense.kernel.value.square().sum() * 0.5);
        model.compile(optimizers.SGD(0.1), "mse");
        Assert.Single(model.losses);
        Assert.Equal(9 + 1.5, model.evaluate(s_x, s_y, verbose: 0)[0], 5);
        _ = model.train_on_batch(s_x, s_y);
        // Gradients: 2 · 3 of the error, 1 of the term.
        Assert.All(model.get_weights()[0].ToArray<float>(), w => Assert.Equal(1 - 0.7f, w, 5));
    }

    private sealed class Several : Layer
    {
        public override Tensor call(Tensor inputs, bool training)
        {
            add_loss([inputs.mean(), inputs.square().mean() * 2]);
            return inputs;
        }
    }

    [Fact]
    public void Several_terms_at_once()
    {
        Sequential model = models.Sequential([new Several { InputShapeArgument = 3 }, layers.Dense(1, kernel_initializer: "zeros")]);
        model.compile("sgd", "mse");
        Assert.Equal(2, model.losses.Count);
        Assert.Equal(3, model.evaluate(s_x, s_y, verbose: 0)[0], 5);
    }

    [Fact]
    public void Added_metrics_stand_in_the_order_in_which_they_were_added()
    {
        KerasTensor x = keras.Input(3), h = layers.Dense(2).Apply(x);
        Model model = keras.Model(x, layers.Dense(1).Apply(h));
        model.add_metric(keras.backend.mean(keras.backend.square(h)), "size");
        model.add_metric(h, "raw");
        model.compile("sgd", "mse");
        Assert.Equal(["loss", "size", "raw"], model.fit(s_x, s_y, verbose: 0).history.Keys);
    }

    /// <summary>A variational autoencoder's loss is computed from its symbolic inputs and outputs.</summary>
    [Fact]
    public void Losses_take_symbolic_tensors()
    {
        KerasTensor x = keras.Input(3), o = layers.Dense(3, kernel_initializer: "zeros").Apply(x);
        Model model = keras.Model(x, o);
        model.add_loss(keras.backend.mean(keras.losses.mse(x, o) * 3.0));
        model.compile("sgd");
        Assert.Equal(3, model.evaluate(s_x, verbose: 0)[0], 5);
    }

    [Fact]
    public void A_normalization_hands_the_mask_on()
    {
        Tensor x = Arrays.ToTensor(np.array(new[,] { { 1, 2, 0 } }));
        Layer embedding = layers.Embedding(3, 2, mask_zero: true);
        Tensor rows = embedding.Apply(x), normed = layers.LayerNormalization().Apply(rows);
        Assert.Equal([true, true, false], Masks.Of(normed)!.data<bool>().ToArray());
        // A layer that gives its input back leaves that tensor's mask alone.
        Assert.Same(rows, layers.Lambda(t => t).Apply(rows));
        Assert.NotNull(Masks.Of(rows));
        Assert.Contains("does not support masking",
            Assert.Throws<InvalidOperationException>(() => layers.TimeDistributed(layers.Reshape((2, 1))).Apply(rows)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_meet_by_NumPys_rules_in_a_loss_called_by_hand()
    {
        NDArray y = np.array(new float[] { 0, 2 }), p = np.array(new float[,] { { 0 }, { 2 } });
        Assert.Equal(2, keras.losses.MeanSquaredError().Apply(y, p).GetSingle(), 5);
        Assert.Equal(0, keras.losses.MeanSquaredError().Apply(Arrays.ToTensor(y), Arrays.ToTensor(p)).item<float>(), 5);
        Assert.Throws<ArgumentException>(() => keras.losses.MeanSquaredError()
            .Apply(p, p, sample_weight: p + np.zeros((2, 2), NPTypeCode.Single)));
    }

    [Fact]
    public void Minimize_takes_a_step()
    {
        var w = new Variable(Arrays.ToTensor(np.array(new float[] { 3, 4 })));
        var optimizer = optimizers.SGD(1.0, clipnorm: 1);
        Assert.Equal(1, optimizer.minimize(() => w.value.square().sum(), [w]));
        Assert.Equal([3 - 0.6f, 4 - 0.8f], w.numpy().ToArray<float>());
        optimizer.apply_gradients([]);
        Assert.Equal(1, optimizer.iterations);
    }

    /// <summary>As in Keras from 2.11 on; an optimizer of before takes weights as they come.</summary>
    [Fact]
    public void A_later_optimizer_takes_the_weights_that_it_knows()
    {
        Variable a = new(Tensors.MakeScalar(1)), b = new(Tensors.MakeScalar(1), "late:0");
        var optimizer = optimizers.experimental.SGD(1.0);
        _ = optimizer.minimize(() => a.value * 2, [a]);
        Assert.Contains("cannot recognize variable late:0",
            Assert.Throws<KeyNotFoundException>(() => optimizer.minimize(() => b.value * 2, [b])).Message, StringComparison.Ordinal);
        optimizer.build([b]);
        Assert.Equal(2, optimizer.minimize(() => b.value * 2, [b]));
    }

    private sealed class Long : KerasDigits.Data.Sequence
    {
        public override int Length => 3;

        public override KerasDigits.Data.Batch this[int index] =>
            new([s_x[$"{2 * index}:{2 * (index + 1)}"]], [s_y[$"{2 * index}:{2 * (index + 1)}"]]);
    }

    /// <summary>Nothing is learnt from a batch without samples, but callbacks hear of it.</summary>
    [Fact]
    public void A_Sequence_may_be_longer_than_its_data()
    {
        Sequential model = models.Sequential([layers.Dense(1, input_shape: 3)]);
        model.compile(optimizers.SGD(0.0), "mse");
        int batches = 0;
        double loss = model.fit(new Long(), verbose: 0,
            callbacks: [callbacks.LambdaCallback(on_batch_end: (_, _) => batches++)]).history["loss"][0];
        Assert.Equal(3, batches);
        Assert.Equal(model.evaluate(s_x, s_y, verbose: 0)[0], loss, 5);
        Assert.Equal([4, 1], model.predict(new Long()).shape);
    }

    [Fact]
    public void Steps_alone_share_the_samples_out()
    {
        Sequential model = models.Sequential([layers.Dense(1, input_shape: 3)]);
        model.compile(optimizers.SGD(0.0), "mse");
        int batches = 0;
        _ = model.fit(s_x, s_y, steps_per_epoch: 2, epochs: 2, verbose: 0,
            callbacks: [callbacks.LambdaCallback(on_batch_end: (_, _) => batches++)]);
        Assert.Equal(4, batches);
    }

    [Fact]
    public void A_loss_for_each_sample_is_trained_whole_and_logged_as_its_mean()
    {
        KerasTensor i = Input(2), o = layers.Dense(1, use_bias: false, kernel_initializer: "ones").Apply(i);
        Model model = Model(i, o);
        model.add_loss(backend.sum(backend.square(o), axis: -1));
        model.compile(optimizers.SGD(0.01));
        NDArray x = np.array(new[,] { { 1f, 0 }, { 2, 0 } });
        Assert.Equal(2.5, model.fit(x, verbose: 0).history["loss"][0], 1e-5);
        // The gradient of 1 + 4, not of their mean.
        Assert.Equal(1 - (0.01 * 10), model.get_weights()[0].GetSingle(0, 0), 1e-5);
        Model both = Model(i, o);
        both.add_loss(backend.sum(backend.square(o), axis: -1));
        both.compile("sgd", "mse");
        string said = Assert.Throws<ArgumentException>(() => both.fit(x, np.zeros((2, 1)), verbose: 0)).Message;
        Assert.Contains("(2,)", said, StringComparison.Ordinal);
    }
}
