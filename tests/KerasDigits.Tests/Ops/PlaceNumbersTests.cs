using KerasDigits.Backend;
using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>NaN, infinities and 1e30 where numbers of classes, rows and places belong.</summary>
public sealed class PlaceNumbersTests
{
    private static readonly Tensor s_table = torch.tensor(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } });

    public static TheoryData<string, Func<Tensor, object>> OfTensorFlow => new()
    {
        { "K.one_hot", t => backend.one_hot(t, 3) }, { "tf.one_hot", t => KerasDigits.tf.one_hot(t, 3) },
        { "tf.gather", t => KerasDigits.tf.gather(s_table, t) }, { "K.gather", t => backend.gather(s_table, t) },
        { "tf.gather_nd", t => KerasDigits.tf.gather_nd(s_table, t.reshape(2, 1)) },
        { "tf.nn.embedding_lookup", t => KerasDigits.tf.nn.embedding_lookup(s_table, t) },
        { "K.in_top_k", t => backend.in_top_k(torch.ones(2, 3), t, 1) },
        { "tf.scatter_nd", t => KerasDigits.tf.scatter_nd(t.reshape(2, 1), torch.ones(2), 4) },
    };

    [Theory, MemberData(nameof(OfTensorFlow))]
    public void Functions_of_TensorFlow_take_whole_dtypes(string name, Func<Tensor, object> function)
    {
        _ = function(torch.tensor(new[] { 2L, 1 }));
        string said = Assert.Throws<ArgumentException>(() => function(torch.tensor(new[] { 2f, 1 }))).Message;
        Assert.True(said.Contains("whole dtype") && said.Contains("float32"), $"{name}: {said}");
    }

    public static TheoryData<string, Func<Tensor, object>> OfKeras => new()
    {
        { "ops.one_hot", t => ops.one_hot(t, 3) }, { "ops.multi_hot", t => ops.multi_hot(t, 3) },
        { "ops.take", t => ops.take(s_table, t, 0) }, { "ops.take_along_axis", t => ops.take_along_axis(s_table, t.reshape(1, 2), 0) },
        { "ops.scatter", t => ops.scatter(t.reshape(2, 1), torch.ones(2), 4) },
        { "ops.in_top_k", t => ops.in_top_k(t, torch.ones(2, 3), 1) },
        { "Embedding", t => layers.Embedding(3, 2).Apply(t.reshape(1, 2)) },
        { "the loss", t => losses.SparseCategoricalCrossentropy().call(t, torch.ones(2, 3) / 3) },
        { "the metric", t => metrics.sparse_top_k_categorical_accuracy(t, torch.ones(2, 3), 1) },
        { "confusion", t => KerasDigits.tf.math.confusion_matrix(t, t) },
        { "fit", t => { var m = models.Sequential([layers.Dense(3, input_shape: 2), layers.Softmax()]);
            m.compile("sgd", "sparse_categorical_crossentropy"); return m.evaluate(np.ones((2, 2)), t.numpy(), verbose: 0); } },
    };

    [Theory, MemberData(nameof(OfKeras))]
    public void What_is_cast_says_the_value_and_not_what_a_conversion_makes_of_it(string name, Func<Tensor, object> function)
    {
        _ = function(torch.tensor(new[] { 2f, 1 }));
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, 1e30f])
        {
            string said = Assert.Throws<ArgumentException>(() => function(torch.tensor(new[] { bad, 1 }))).Message;
            Assert.DoesNotContain("92233720", said);
            Assert.True(said.Contains(float.IsNaN(bad) ? "NaN" : float.IsInfinity(bad) ? "Infinity" : "E+30"), $"{name}: {said}");
        }
    }

    [Fact]
    public void A_place_outside_of_its_own_axis_is_no_place_of_another_row()
    {
        string said = Assert.Throws<ArgumentException>(() => KerasDigits.tf.gather_nd(s_table, torch.tensor(new[,] { { 0, 2 } }))).Message;
        Assert.Contains("0 to 1 along axis 1", said);
        Assert.Throws<ArgumentException>(() => ops.scatter(torch.tensor(new[,] { { 0, 2 } }), torch.ones(1), (2, 2)));
    }

    [Fact]
    public void A_fraction_is_no_class_for_the_accuracy()
    {
        Tensor right = metrics.sparse_categorical_accuracy(torch.tensor(new[] { 1f, 1.5f, float.NaN }), torch.tensor(new[,] { { 0f, 1 },
            { 0, 1 }, { 0, 1 } }));
        Assert.Equal([1f, 0, 0], right.data<float>().ToArray());
    }

    [Fact]
    public void NaN_falls_into_the_last_bin() =>
        Assert.Equal(2, layers.Discretization(bin_boundaries: [0, 1]).Apply(torch.tensor(new[] { float.NaN })).ToNumber());
}
