using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Metrics;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>Models that compute in call, train in a train_step, or are trained in a loop of the user's own.</summary>
public sealed class OwnStepTests
{
    private static (NDArray X, NDArray Y) Data()
    {
        utils.set_random_seed(5);
        NDArray x = np.random.uniform(0, 1, new[] { 96, 6 });
        return (x, utils.to_categorical(np.argmax(x[":, :3"], 1), 3));
    }

    /// <summary>Python's class MyModel(keras.Model) with layers in fields.</summary>
    private class Subclassed : Model
    {
        private readonly Layer dense1 = keras.layers.Dense(16, activation: "relu");
        private readonly Layer dropout = keras.layers.Dropout(0.5);
        private readonly Layer dense2 = keras.layers.Dense(3, activation: "softmax");

        public bool Drops { get; init; }

        public override Tensor call(Tensor inputs, bool training)
        {
            Tensor x = dense1.Apply(inputs);
            if (Drops) { x = dropout.Apply(x, training: training); }
            return dense2.Apply(x);
        }
    }

    private sealed class WithTrainStep : Subclassed
    {
        public int Steps { get; private set; }

        public override StepResults train_step(StepData data)
        {
            Steps++;
            var (x, y) = data;
            using var tape = new GradientTape();
            Tensor y_pred = Apply(x, training: true);
            Tensor loss = compiled_loss(y, y_pred, regularization_losses: losses);
            Tensor?[] gradients = tape.gradient(loss, trainable_variables);
            optimizer.apply_gradients(gradients.Zip(trainable_variables));
            compiled_metrics.update_state(y, y_pred);
            return new StepResults(metrics);
        }
    }

    /// <summary>Trackers of one's own, as in Keras's guide.</summary>
    private sealed class WithTrackers(KerasTensors inputs, KerasTensors outputs) : Model(inputs, outputs)
    {
        private readonly Mean loss_tracker = keras.metrics.Mean(name: "loss");

        public override IReadOnlyList<Metric> metrics => [loss_tracker];

        public override StepResults train_step(StepData data)
        {
            var (x, y) = data;
            using var tape = new GradientTape();
            Tensor loss = keras.losses.mean_squared_error(y, Apply(x, training: true)).mean();
            optimizer.apply_gradients(tape.gradient(loss, trainable_weights).Zip(trainable_weights));
            loss_tracker.update_state(loss.detach());
            return new() { ["loss"] = loss_tracker.result(), ["twice"] = loss_tracker.result() * 2 };
        }
    }

    [Fact]
    public void A_subclassed_model_trains_as_the_same_functional_one()
    {
        var (x, y) = Data();
        var mine = new Subclassed();
        mine.compile("rmsprop", "categorical_crossentropy", metrics: ["accuracy"]);
        _ = mine.predict(x[":2"]);
        var twin = models.Sequential([layers.Dense(16, activation: "relu", input_shape: 6), layers.Dense(3, activation: "softmax")]);
        twin.compile("rmsprop", "categorical_crossentropy", metrics: ["accuracy"]);
        twin.set_weights(mine.get_weights());
        History a = mine.fit(x, y, epochs: 3, shuffle: false, verbose: 0), b = twin.fit(x, y, epochs: 3, shuffle: false, verbose: 0);
        // The one takes compiled steps, the other the engine's, which round otherwise.
        Assert.All(b.history["loss"].Zip(a.history["loss"]), l => Assert.Equal(l.First, l.Second, 1e-5));
        Assert.Equal(b.history["accuracy"], a.history["accuracy"]);
        Assert.Equal(4, mine.trainable_weights.Count);
    }

    [Fact]
    public void An_unbuilt_subclassed_model_trains_from_its_first_step()
    {
        var (x, y) = Data();
        var mine = new Subclassed { Drops = true };
        mine.compile("sgd", "categorical_crossentropy");
        mine.fit(x, y, epochs: 1, batch_size: 96, verbose: 0);
        Assert.Equal(1, mine.optimizer.iterations);
    }

    [Fact]
    public void A_train_step_of_ones_own_gives_what_the_built_in_one_gives()
    {
        var (x, y) = Data();
        var mine = new WithTrainStep();
        mine.compile(optimizers.Adam(1e-2), "categorical_crossentropy", metrics: ["accuracy"]);
        var twin = new Subclassed();
        twin.compile(optimizers.Adam(1e-2), "categorical_crossentropy", metrics: ["accuracy"]);
        _ = mine.predict(x[":2"]);
        _ = twin.predict(x[":2"]);
        twin.set_weights(mine.get_weights());
        History a = mine.fit(x, y, epochs: 3, shuffle: false, verbose: 0, validation_split: 0.25),
            b = twin.fit(x, y, epochs: 3, shuffle: false, verbose: 0, validation_split: 0.25);
        Assert.Equal(["loss", "accuracy", "val_loss", "val_accuracy"], a.history.Keys);
        Assert.Equal(9, mine.Steps);
        foreach (string name in a.history.Keys) { for (int e = 0; e < 3; e++) { Assert.Equal(b.history[name][e], a.history[name][e], 4); } }
    }

    [Fact]
    public void Own_trackers_are_logged_and_start_anew_each_epoch()
    {
        var (x, y) = Data();
        var input = Input(6);
        var model = new WithTrackers(input, layers.Dense(3).Apply(input));
        model.compile(optimizers.SGD(0.0));
        History h = model.fit(x, y, epochs: 2, shuffle: false, verbose: 0);
        Assert.Equal(["loss", "twice"], h.history.Keys);
        Assert.Equal(h.history["loss"][0], h.history["loss"][1], 6);
        Assert.Equal(2 * h.history["loss"][0], h.history["twice"][0], 6);
        Assert.Equal(["loss"], model.metrics_names);
    }

    [Fact]
    public void A_loop_of_ones_own_trains_with_a_tape()
    {
        var (x, y) = Data();
        var model = models.Sequential([layers.Dense(3, activation: "softmax", input_shape: 6)]);
        var optimizer = optimizers.SGD(0.5);
        var loss_fn = losses.CategoricalCrossentropy();
        double first = 0, last = 0;
        for (int step = 0; step < 50; step++)
        {
            using var scope = Scopes.Step();
            using var tape = new GradientTape();
            Tensor loss = loss_fn.Apply(Tensors.Of(y, "float32"), model.Apply(Tensors.Of(x, "float32"), training: true));
            optimizer.apply_gradients(tape.gradient(loss, model.trainable_weights).Zip(model.trainable_weights));
            last = loss.ToNumber();
            if (step == 0) { first = last; }
        }
        Assert.True(last < 0.8 * first, $"{first} to {last}");
    }

    [Fact]
    public void A_tape_gives_null_for_what_the_loss_does_not_use_and_answers_once()
    {
        using var scope = Scopes.Step();
        var used = new Variable(Tensors.Of([3f]));
        var unused = new Variable(Tensors.Of([1f]));
        using var tape = new GradientTape();
        Tensor loss = used.value.square().sum();
        Tensor?[] g = tape.gradient(loss, [used, unused]);
        Assert.Equal(6, g[0]!.ToNumber());
        Assert.Null(g[1]);
        Assert.Contains("persistent", Assert.Throws<InvalidOperationException>(() => tape.gradient(loss, [used])).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Keras's variational autoencoder: two models trained in a step, no call of its own, and a layer with two inputs.</summary>
    private sealed class Autoencoder : Model
    {
        private readonly Model encoder, decoder;
        private readonly Mean loss_tracker = keras.metrics.Mean(name: "loss"), kl_loss_tracker = keras.metrics.Mean(name: "kl_loss");

        public Autoencoder(Model encoder, Model decoder)
        {
            this.encoder = encoder;
            this.decoder = decoder;
        }

        public override IReadOnlyList<Metric> metrics => [loss_tracker, kl_loss_tracker];

        public override StepResults train_step(StepData data)
        {
            Tensor x = data.x;
            using var tape = new GradientTape();
            Tensor[] encoded = encoder.ApplyAll(x);
            Tensor reconstruction = decoder.Apply(encoded[2]);
            Tensor kl_loss = backend.mean(-0.5 * (1 + encoded[1] - backend.square(encoded[0]) - backend.exp(encoded[1])));
            Tensor loss = backend.mean(keras.losses.mean_squared_error(x, reconstruction)) + kl_loss;
            optimizer.apply_gradients(tape.gradient(loss, trainable_weights).Zip(trainable_weights));
            loss_tracker.update_state(loss);
            kl_loss_tracker.update_state(kl_loss);
            return new StepResults(metrics);
        }
    }

    private sealed class Sampling : Layer
    {
        public override Tensor[] call(Tensor[] inputs, CallContext context) =>
            [inputs[0] + (backend.exp(0.5 * inputs[1]) * backend.random_normal(shape: inputs[0].shape))];
    }

    [Fact]
    public void A_model_with_a_train_step_needs_no_call()
    {
        var (x, _) = Data();
        KerasTensor inputs = Input(shape: 6), hidden = layers.Dense(8, activation: "relu").Apply(inputs);
        KerasTensor mean = layers.Dense(2).Apply(hidden), variance = layers.Dense(2).Apply(hidden);
        Model encoder = Model(inputs, [mean, variance, new Sampling().Apply([mean, variance])]);
        Model decoder = models.Sequential([layers.Dense(6, input_shape: 2)]);
        var model = new Autoencoder(encoder, decoder);
        model.compile(optimizer: optimizers.Adam(1e-2));
        var history = model.fit(x, epochs: 15, verbose: 0).history;
        Assert.True(history["loss"][^1] < 0.5 * history["loss"][0], $"{history["loss"][0]} … {history["loss"][^1]}");
        Assert.Equal(["loss", "kl_loss"], history.Keys);
        NDArray[] encoded = encoder.ApplyAll([x]);
        Assert.Equal([96, 2], encoded[2].shape);
    }

    [Fact]
    public void A_models_own_tensors_make_another_model()
    {
        Model model = models.Sequential([Input(shape: [null]), layers.Embedding(9, 4, name: "words"), layers.GlobalAveragePooling1D(),
            layers.Dense(1)]);
        Assert.Equal("(None, None)", model.inputs[0].shape.ToString());
        Model both = Model(model.inputs, [model.get_layer("words").output, model.output]);
        NDArray[] answers = both.ApplyAll([np.array(new[,] { { 1, 2, 3 }, { 4, 5, 6 } })]);
        Assert.Equal([2, 3, 4], answers[0].shape);
        Assert.Equal([2, 1], answers[1].shape);
    }
}
