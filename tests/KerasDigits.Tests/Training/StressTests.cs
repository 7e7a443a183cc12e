using System.Globalization;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>
/// All that may run side by side does so at once, over models of every kind. KERAS_STRESS sets how many rounds (1 unless set; 200 for a
/// long one).
/// </summary>
public sealed class StressTests
{
    private const int Samples = 24;

    private static readonly int s_rounds = int.Parse(Environment.GetEnvironmentVariable("KERAS_STRESS") ?? "1",
        CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, (int[] Input, Func<Sequential> Make)> s_kinds = new()
    {
        ["dense"] = ([6],
            () => models.Sequential([layers.Dense(16, activation: "relu"), layers.BatchNormalization(),
                layers.Dense(3, activation: "softmax")])),
        ["conv"] = ([8, 8, 2],
            () => models.Sequential([layers.Conv2D(8, 3, activation: "relu"), layers.BatchNormalization(), layers.MaxPooling2D(),
                layers.Flatten(), layers.Dense(3, activation: "softmax")])),
        ["winograd"] = ([10, 10, 32],
            () => models.Sequential([layers.Conv2D(32, 3, activation: "relu"), layers.GlobalAveragePooling2D(),
                layers.Dense(3, activation: "softmax")])),
        ["lstm"] = ([5, 4], () => models.Sequential([layers.Masking(), layers.LSTM(6), layers.Dense(3, activation: "softmax")])),
        ["gru"] = ([5, 4],
            () => models.Sequential([layers.Bidirectional(layers.GRU(4)), layers.LayerNormalization(),
                layers.Dense(3, activation: "softmax")])),
        ["embedding"] = ([7],
            () => models.Sequential([layers.Embedding(9, 5, mask_zero: true), layers.GlobalAveragePooling1D(),
                layers.Dense(3, activation: "softmax")])),
    };

    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Everything_that_may_runs_at_once(string kind)
    {
        for (int round = 0; round < s_rounds; round++)
        {
            utils.set_random_seed(round + 1);
            var (input, make) = s_kinds[kind];
            int[] size = [Samples, .. input];
            NDArray x = kind == "embedding" ? np.random.randint(0, 9, size) : np.random.uniform(0, 1, size),
                y = np.random.randint(0, 3, new[] { Samples });
            Sequential Compiled(Sequential model)
            {
                model.compile(optimizers.SGD(.05), "sparse_categorical_crossentropy", metrics: ["accuracy"]);
                return model;
            }
            Sequential still = Compiled(make()), trained = Compiled(make()), unbuilt = make();
            float[] expected = Floats(still.predict(x));
            double[] evaluated = [.. still.evaluate(x, y, verbose: 0)];
            trained.predict(x);
            NDArray[] start = still.get_weights();
            double[] Fit()
            {
                Sequential model = Compiled(make());
                model.build(new KerasDigits.Core.Shape([null, .. input.Select(n => (long?)n)]));
                model.set_weights(start);
                return [.. model.fit(x, y, epochs: 2, batch_size: 8, shuffle: false, verbose: 0).history["loss"]];
            }
            double[] alone = Fit();
            using var over = new ManualResetEventSlim();
            var first = new float[3][];
            Action[] work =
            [
                () =>
                {
                    try { for (int i = 0; i < 3; i++) { trained.fit(x, y, epochs: 2, batch_size: 8, verbose: 0); Compiled(trained); } }
                    finally { over.Set(); }
                },
                () => While(over, () => Rows(Floats(trained.predict(x)))),
                () => While(over, () => Rows(Floats(trained.Apply(x)))),
                () => While(over, () => Near(expected, Floats(still.predict(x, batch_size: 5)))),
                () => While(over, () => Near(expected, Floats(still.Apply(x)))),
                () => While(over, () => Close(evaluated, still.evaluate(x, y, verbose: 0).ToArray())),
                () => While(over, () => Close(evaluated, still.evaluate(x, y, verbose: 0).ToArray())),
                () => Close(alone, Fit()),
                () => Close(alone, Fit()),
                .. Enumerable.Range(0, first.Length)
                .Select(i => (Action)(() => first[i] = Floats(i == 0 ? unbuilt.Apply(x) : unbuilt.predict(x)))),
                () => While(over, () => { GC.Collect(0); Thread.Sleep(1); }),
            ];
            Together(work);
            Near(first[0], first[1]);
            Near(first[0], first[2]);
        }
    }

    [Fact]
    public void A_fit_beside_a_fit_of_the_same_model_ends_in_a_sentence_and_leaves_it_whole()
    {
        var (input, make) = s_kinds["dense"];
        int[] size = [Samples, .. input];
        NDArray x = np.random.uniform(0, 1, size), y = np.random.randint(0, 3, new[] { Samples });
        for (int round = 0; round < 2 * s_rounds; round++)
        {
            Sequential model = make();
            model.compile("sgd", "sparse_categorical_crossentropy");
            int done = 0;
            Together([.. Enumerable.Range(0, 4).Select(_ => (Action)(() =>
            {
                try
                {
                    model.fit(x, y, epochs: 3, batch_size: 4, verbose: 0);
                    Interlocked.Increment(ref done);
                }
                catch (InvalidOperationException e) { Assert.Contains("cannot run while another thread is in its fit", e.Message); }
            }))]);
            Assert.InRange(done, 1, 4);
            Assert.True(double.IsFinite(model.fit(x, y, verbose: 0).history["loss"][0]));
        }
    }

    private static float[] Floats(NDArray a) => a.flatten().ToArray<float>();

    /// <summary>What is asked for at least once, and until the others have ended.</summary>
    private static void While(ManualResetEventSlim over, Action act)
    {
        do { act(); } while (!over.IsSet);
    }

    /// <summary>Old weights or new, the rows are a softmax's.</summary>
    private static void Rows(float[] values)
    {
        for (int i = 0; i < values.Length; i += 3) { Assert.Equal(1, values[i] + values[i + 1] + values[i + 2], 4); }
    }

    private static void Near(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) { Assert.Equal(expected[i], found[i], 1e-5f); }
    }

    private static void Close(double[] expected, double[] found)
    {
        for (int i = 0; i < found.Length; i++) { Assert.Equal(expected[i], found[i], 5); }
    }

    private static void Together(Action[] work)
    {
        var errors = new List<Exception>();
        Thread[] threads = [.. work.Select(w => new Thread(() =>
        {
            try { w(); }
            catch (Exception e) { lock (errors) { errors.Add(e); } }
        }))];
        foreach (Thread t in threads) { t.Start(); }
        foreach (Thread t in threads) { t.Join(); }
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(2)));
    }
}
