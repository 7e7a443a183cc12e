using NumSharp;
using KerasDigits.Layers;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Preprocessing;

/// <summary>Weights of counted numbers, and modes that are none.</summary>
public sealed class CategoryEncodingTests
{
    private static readonly torch.Tensor s_x = torch.tensor(new[,] { { 0L, 1 }, { 0, 0 }, { 1, 2 } }),
        s_weights = torch.tensor(new[,] { { 0.5f, 0.25f }, { 1, 2 }, { 0.125f, 3 } });

    private static readonly float[] s_weighed = [0.5f, 0.25f, 0, 3, 0, 0, 0, 0.125f, 3];

    [Fact]
    public void Numbers_count_as_much_as_their_weights_say()
    {
        var layer = new CategoryEncoding(3, "count");
        Assert.Equal(s_weighed, layer.Apply([s_x, s_weights]).data<float>().ToArray());
        Assert.Equal(s_weighed, layer.ApplyAll([s_x, s_weights], argument_names: [null, "count_weights"])[0].data<float>().ToArray());
        Assert.Equal([1f, 1, 0, 2, 0, 0, 0, 1, 1], layer.Apply(s_x).data<float>().ToArray());
    }

    [Fact]
    public void Weights_go_through_a_model()
    {
        KerasTensor x = Input(2, dtype: "int64"), weights = Input(2);
        var model = Model([x, weights], new CategoryEncoding(3, "count").ApplyAll([x, weights], [null, "count_weights"])[0]);
        Assert.Equal([null, 3L], model.output_shape);
        Assert.Equal(s_weighed, model.Apply([s_x, s_weights]).data<float>().ToArray());
    }

    [Fact]
    public void Weights_that_would_not_count_are_refused()
    {
        Assert.Contains("`count_weights` is not used when `output_mode` is not \"count\"",
            Assert.Throws<ArgumentException>(() => new CategoryEncoding(3).Apply([s_x, s_weights])).Message);
        Assert.Contains("`count_weights` must have the numbers' shape, (3, 2)",
            Assert.Throws<ArgumentException>(() => new CategoryEncoding(3, "count").Apply([s_x, s_weights[0]])).Message);
    }

    [Fact]
    public void A_wrong_mode_is_named_by_its_argument()
    {
        foreach (Func<object> make in (Func<object>[])[() => new CategoryEncoding(3, "x"), () => new IntegerLookup(output_mode: "x"),
            () => new TextVectorization(output_mode: "x")])
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(make);
            Assert.StartsWith("`output_mode` must be one of ", thrown.Message);
            Assert.Equal("output_mode", thrown.ParamName);
        }
        Assert.Contains("IntegerLookup", Assert.Throws<ArgumentException>(() => new CategoryEncoding(3, "tf-idf")).Message);
        Assert.Equal("multi_hot", new CategoryEncoding(3, "binary").output_mode);
    }

    [Fact]
    public void Categories_are_encoded_in_all_modes()
    {
        NDArray x = np.array(new long[,] { { 0, 1 }, { 3, 3 } });
        Assert.Equal([1f, 1, 0, 0, 0, 0, 0, 1], layers.CategoryEncoding(4, "multi_hot").Apply(x).ToArray<float>());
        Assert.Equal([1f, 1, 0, 0, 0, 0, 0, 2], layers.CategoryEncoding(4, "count").Apply(x).ToArray<float>());
        Assert.Equal(new long[] { 2, 2, 4 }, layers.CategoryEncoding(4, "one_hot").Apply(x).shape);
        NDArray values = np.array(new float[,] { { -1.5f, 1.0f, 3.4f, 0.5f }, { 0.0f, 3.0f, 1.3f, 0.0f } });
        Assert.Equal([0L, 2, 3, 1, 1, 3, 2, 1], layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }).Apply(values)
            .ToArray<long>());
        Assert.Equal([1f, 1, 1, 1, 0, 2, 1, 1], layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }, output_mode: "count")
            .Apply(values).ToArray<float>());
        Assert.Equal([1f, 1, 1, 1, 0, 1, 1, 1], layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }, output_mode: "multi_hot")
            .Apply(values).ToArray<float>());
        Assert.Equal(new long[] { 2, 4, 4 }, layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }, output_mode: "one_hot")
            .Apply(values).shape);
    }
}
