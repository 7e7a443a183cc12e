using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>
/// What may run beside what: predictions beside anything, evaluations one after the other, fits of models that share nothing; the rest is
/// refused in words.
/// </summary>
public sealed class ParallelTests
{
    private static Sequential Net(int width = 6)
    {
        var model = models.Sequential([layers.Dense(16, activation: "relu", input_shape: width), layers.BatchNormalization(),
            layers.Dense(3, activation: "softmax")]);
        model.compile(optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static (NDArray X, NDArray Y) Data(int n = 96)
    {
        utils.set_random_seed(4);
        return (np.random.uniform(0, 1, new[] { n, 6 }), np.random.randint(0, 3, new[] { n }));
    }

    private static void OnThreads(int count, Action<int> work)
    {
        var errors = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            try { work(i); }
            catch (Exception e) { lock (errors) { errors.Add(e); } }
        }))];
        foreach (Thread t in threads) { t.Start(); }
        foreach (Thread t in threads) { t.Join(); }
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(2)));
    }

    [Fact]
    public void Predictions_of_one_model_on_many_threads_are_those_of_one()
    {
        var (x, _) = Data();
        Sequential model = Net();
        NDArray expected = model.predict(x, verbose: 0);
        OnThreads(6, _ =>
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.Null(Golden.Difference(expected, model.predict(x, batch_size: 7 + i, verbose: 0), 1e-6, "predict"));
                Assert.Null(Golden.Difference(expected, model.Apply(x), 1e-6, "call"));
            }
        });
    }

    private sealed class Own : Model
    {
        private readonly Dense _a = keras.layers.Dense(5, activation: "relu"), _b = keras.layers.Dense(2);

        public override Tensor call(Tensor inputs, bool training) => _b.Apply(_a.Apply(inputs));
    }

    [Fact]
    public void The_first_call_of_an_unbuilt_model_may_come_from_many_threads()
    {
        var (x, _) = Data(16);
        for (int round = 0; round < 5; round++)
        {
            foreach (Model model in new Model[] { models.Sequential([layers.Dense(5), layers.LayerNormalization(), layers.Dense(2)]),
                new Own() })
            {
                var results = new NDArray[6];
                OnThreads(results.Length, i => results[i] = i % 2 == 0 ? model.predict(x, verbose: 0) : model.Apply(x));
                Assert.All(results, r => Assert.Null(Golden.Difference(results[0], r, 1e-6, "first call")));
                Assert.Equal(model is Own ? 4 : 6, model.weights.Count);
            }
        }
    }

    [Fact]
    public void Evaluations_of_one_model_wait_for_each_other()
    {
        var (x, y) = Data();
        Sequential model = Net();
        double[] expected = [.. model.evaluate(x, y, verbose: 0)];
        OnThreads(4, _ =>
        {
            for (int i = 0; i < 8; i++) { Assert.Equal(expected, model.evaluate(x, y, verbose: 0).ToArray()); }
        });
    }

    [Fact]
    public void Predictions_run_beside_a_fit()
    {
        var (x, y) = Data();
        Sequential model = Net();
        using var done = new ManualResetEventSlim();
        OnThreads(3, i =>
        {
            if (i == 0)
            {
                for (int round = 0; round < 6; round++)
                {
                    model.compile("sgd", "sparse_categorical_crossentropy"); // the weights move to new buffers
                    model.fit(x, y, epochs: 3, batch_size: 16, verbose: 0);
                }
                done.Set();
                return;
            }
            while (!done.IsSet)
            {
                foreach (float p in ((NDArray)model.predict(x, verbose: 0)).flatten().ToArray<float>()) { Assert.True(float.IsFinite(p)); }
            }
        });
    }

    [Fact]
    public void Fits_of_different_models_run_side_by_side_and_learn_what_they_learn_alone()
    {
        var (x, y) = Data();
        NDArray[] start = Net().get_weights();
        double[] Fit()
        {
            Sequential model = Net();
            model.set_weights(start);
            return [.. model.fit(x, y, epochs: 4, batch_size: 16, shuffle: false, verbose: 0).history["loss"]];
        }
        double[] alone = Fit();
        OnThreads(4, _ => Assert.Equal(alone, Fit()));
    }

    [Fact]
    public void A_fit_beside_a_fit_or_an_evaluation_of_the_same_model_is_refused()
    {
        var (x, y) = Data();
        Sequential model = Net();
        var shared = models.Sequential([model.layers[0], layers.Dense(1)]);
        shared.compile("sgd", "mse");
        string? fit = null, evaluate = null, other = null, inside = null;
        var probe = callbacks.LambdaCallback(on_epoch_end: (_, _) =>
        {
            OnThreads(1, _ =>
            {
                fit = Assert.Throws<InvalidOperationException>(() => model.fit(x, y, verbose: 0)).Message;
                evaluate = Assert.Throws<InvalidOperationException>(() => model.evaluate(x, y, verbose: 0)).Message;
                other = Assert.Throws<InvalidOperationException>(() => shared.fit(x, np.zeros(new[] { 96, 1 }), verbose: 0)).Message;
            });
            inside = model.evaluate(x, y, verbose: 0).Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        });
        model.fit(x, y, epochs: 1, verbose: 0, callbacks: [probe]);
        Assert.Contains("fit of the model", fit);
        Assert.Contains("while another thread is in its fit", evaluate);
        Assert.Contains("is being trained on another thread", other);
        Assert.Equal("2", inside);
        shared.fit(x, np.zeros(new[] { 96, 1 }), verbose: 0); // and is free again
    }

    [Fact]
    public void A_compile_beside_a_fit_is_refused()
    {
        var (x, y) = Data();
        Sequential model = Net();
        string? refused = null;
        var probe = callbacks.LambdaCallback(on_epoch_end: (_, _) => OnThreads(1, _ => refused = Assert.Throws<InvalidOperationException>(
            () => model.compile("sgd", "sparse_categorical_crossentropy")).Message));
        model.fit(x, y, epochs: 1, verbose: 0, callbacks: [probe]);
        Assert.Contains("compile of the model", refused);
        Assert.Equal(2, model.evaluate(x, y, verbose: 0).Count);
    }

    [Fact]
    public void What_another_thread_draws_changes_no_shuffling()
    {
        var (x, y) = Data();
        NDArray[] start = Net().get_weights();
        double[] Fit(Action? meanwhile)
        {
            Sequential model = Net();
            model.set_weights(start);
            np.random.seed(9);
            return [.. model.fit(x, y, epochs: 3, batch_size: 16, verbose: 0,
                callbacks: [callbacks.LambdaCallback(on_epoch_end: (_, _) => meanwhile?.Invoke())]).history["loss"]];
        }
        Assert.Equal(Fit(null), Fit(() => np.random.uniform(0, 1, new[] { 5 })));
    }
}
