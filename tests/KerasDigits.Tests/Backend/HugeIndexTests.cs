using KerasDigits.Losses;
using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>
/// One number that is no index among a hundred thousand good ones, where the engine works on several threads: an exception or a value, and
/// never the end of the process.
/// </summary>
public sealed class HugeIndexTests
{
    private const int Many = 100_000;

    private static readonly double[] s_numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e30, -1e30, -7, 4,
        1L << 40, 1L << 62];

    private static readonly Dictionary<string, Action<Tensor>> s_functions = new()
    {
        ["tf.gather"] = x => TfShapes.gather(Rows(), x),
        ["keras.backend.gather"] = x => BackendShapes.gather(Rows(), x),
        ["keras.ops.take"] = x => OpsShapes.take(Rows(), x, 0),
        ["keras.ops.take_along_axis"] = x => OpsShapes.take_along_axis(Rows(), x.reshape(-1, 1), 1),
        ["keras.ops.scatter"] = x => OpsShapes.scatter(x.reshape(-1, 1), torch.ones(Many), new(3)),
        ["Embedding"] = x => layers.Embedding(3, 2).Apply(x.reshape(-1, 1)),
        ["ReversibleEmbedding"] = x => new KerasDigits.Layers.ReversibleEmbedding(3, 2).Apply(x.reshape(-1, 1)),
        ["CategoryEncoding"] = x => layers.CategoryEncoding(3, output_mode: "one_hot").Apply(x.reshape(-1, 1)),
        ["sparse_categorical_crossentropy"] = x => LossFunctions.sparse_categorical_crossentropy(x, torch.ones(Many, 3)),
        ["sparse_categorical_crossentropy of logits"] = x =>
            LossFunctions.sparse_categorical_crossentropy(x, torch.ones(Many, 3), from_logits: true),
        ["MeanIoU"] = x => metrics.MeanIoU(3).update_state(x, torch.ones(Many)),
        ["to_categorical"] = x => utils.to_categorical(Arrays.ToArray(x), 3),
    };

    /// <summary>Functions that leave whole numbers of no class out, as Keras's do; TensorFlow's take whole dtypes alone.</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_zeros = new()
    {
        ["keras.backend.one_hot"] = x => BackendShapes.one_hot(x, 3),
        ["tf.one_hot"] = x => TfShapes.one_hot(x, 3),
        ["keras.ops.one_hot"] = x => OpsNN.one_hot(x, 3),
    };

    public static TheoryData<string> Functions => [.. s_functions.Keys];

    public static TheoryData<string> Zeros => [.. s_zeros.Keys];

    private static Tensor Rows() => torch.ones(3, 3);

    private static bool IsWhole(double number) => Math.Abs(number) < 1e19;

    private static IEnumerable<(double Number, Tensor X)> Inputs()
    {
        foreach (double number in s_numbers)
        {
            Tensor x = torch.ones(Many, torch.ScalarType.Float64);
            x[Many - 5] = number;
            yield return (number, x);
            if (double.IsFinite(number) && Math.Abs(number) < 1e19) { yield return (number, x.to_type(torch.ScalarType.Int64)); }
        }
    }

    [Theory, MemberData(nameof(Functions))]
    public void An_index_that_is_none_is_an_exception(string name)
    {
        foreach (var (number, x) in Inputs())
        {
            using var scope = Scopes.Step();
            Exception? error = Record.Exception(() => s_functions[name](x));
            Assert.True(error is not null and not NullReferenceException, $"{name} takes {number} of {x.dtype} without a word");
        }
    }

    [Fact]
    public void Negative_numbers_are_no_places_for_TensorFlow()
    {
        using var scope = Scopes.Step();
        Tensor rows = torch.arange(6, dtype: torch.ScalarType.Float32).reshape(2, 3);
        Assert.Equal([2f, 0, 5, 3], KerasDigits.Ops.TfShapes.gather(rows, torch.tensor(new long[] { 2, 0 }), -1).data<float>().ToArray());
        Assert.ThrowsAny<Exception>(() => KerasDigits.Ops.TfShapes.gather(rows, torch.tensor(new long[] { -1 })));
        Assert.ThrowsAny<Exception>(() => BackendShapes.gather(rows, torch.tensor(new long[] { -1 })));
    }

    [Fact]
    public void Rows_of_no_segment_are_left_out_and_numbers_of_none_refused()
    {
        foreach (var (number, x) in Inputs())
        {
            using var scope = Scopes.Step();
            if (Math.Abs(number) < 1e19)
            {
                Assert.Equal(Many - 1, OpsReductions.segment_sum(torch.ones(Many), x, 3).sum().item<float>());
                continue;
            }
            Assert.Contains("whole numbers", Assert.Throws<ArgumentException>(() => OpsReductions.segment_sum(x, x, 3)).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Zeros))]
    public void One_hot_rows_of_no_class_are_zeros(string name)
    {
        foreach (var (number, x) in Inputs())
        {
            using var scope = Scopes.Step();
            if (x.is_floating_point() && (name != "keras.ops.one_hot" || !IsWhole(number)))
            {
                Assert.Throws<ArgumentException>(() => s_zeros[name](x));
                continue;
            }
            Assert.Equal([0f, 0, 0], s_zeros[name](x)[Many - 5].to_type(torch.ScalarType.Float32).data<float>().ToArray());
        }
    }

    [Fact]
    public void No_such_class_is_among_the_greatest()
    {
        foreach (var (number, x) in Inputs())
        {
            using var scope = Scopes.Step();
            if (!IsWhole(number))
            {
                Assert.Throws<ArgumentException>(() => OpsReductions.in_top_k(x, torch.ones(Many, 3), 2));
                continue;
            }
            using Tensor among = OpsReductions.in_top_k(x, torch.ones(Many, 3), 2);
            Assert.False(among[Many - 5].item<bool>());
            Assert.Equal(Many - 1, among.sum().item<long>());
        }
    }

    [Fact]
    public void A_fit_survives_them()
    {
        NDArray x = np.ones(new[] { 4096, 2 });
        foreach (double number in s_numbers)
        {
            NDArray y = np.zeros(new[] { 4096 });
            y[4000] = number;
            var model = models.Sequential([layers.Dense(3, activation: "softmax", input_shape: 2)]);
            model.compile("sgd", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
            Assert.ThrowsAny<Exception>(() => model.fit(x, y, batch_size: 4096, verbose: 0));
            Assert.True(double.IsFinite(model.evaluate(x, np.zeros(new[] { 4096 }), verbose: 0)[0]));
        }
    }
}
