using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Notebook.builtins;

namespace KerasDigits.Notebook.Tests.Python;

/// <summary>What a model of several outputs predicts is a list of arrays to Python's functions.</summary>
public sealed class PredictionsTests
{
    private static readonly NDArray s_x = np.ones(new[] { 3, 2 }).astype(np.float32);

    private static readonly Model s_one = Make(1), s_two = Make(2);

    private static Model Make(int outputs)
    {
        var i = Input(2);
        return Model(i, [.. Enumerable.Range(1, outputs).Select(n => layers.Dense(n, kernel_initializer: "ones").Apply(i))]);
    }

    [Fact]
    public void Several_outputs_are_a_list()
    {
        Predictions p = s_two.predict(s_x), q = s_two.predict_on_batch(s_x);
        Assert.Equal((2, 2), (len(p), len(s_two.predict_on_batch(s_x))));
        Assert.Equal([(0, 1L), (1, 2L)], enumerate(p).Select(o => (o.Item1, o.Item2.shape[1])));
        Assert.Equal([("a", 1L), ("b", 2L)], zip(new[] { "a", "b" }, p).Select(o => (o.Item1, o.Item2.shape[1])));
        Assert.Equal([(1L, "a"), (2L, "b")], zip(p, new[] { "a", "b" }).Select(o => (o.Item1.shape[1], o.Item2)));
        Assert.Equal([(1L, 1L), (2L, 2L)], zip(p, q).Select(o => (o.Item1.shape[1], o.Item2.shape[1])));
        Assert.Equal([("a", 1L, 1L), ("b", 2L, 2L)],
            zip(new[] { "a", "b" }, p, q).Select(o => (o.Item1, o.Item2.shape[1], o.Item3.shape[1])));
        Assert.Equal([1L, 2], list(p).Select(o => o.shape[1]));
        Assert.Equal(2L, get_item(p, -1)!.shape[1]);
        Assert.Equal(1, len(get_slice(p, 1)!));
        Assert.Equal(2, each(p).Count());
        Assert.True(truth(p));
        Assert.Equal(("list", "<class 'list'>"), (type_name(p), type(p)));
    }

    [Fact]
    public void Deep_copies_are_outputs_in_memory_of_their_own()
    {
        Predictions p = s_two.predict(s_x), one = s_one.predict(s_x), copy = deepcopy(p), single = deepcopy(one);
        List<Predictions> listed = deepcopy(new List<Predictions> { p });
        p[0][0, 0] = 9f;
        one[0, 0] = 9f;
        Assert.Equal((2f, 2f, 2f), ((float)copy[0][0, 0], (float)single[0, 0], (float)listed[0][0][0, 0]));
        Assert.Equal(2, len(copy));
    }

    [Fact]
    public void Several_outputs_are_shown_as_a_list_of_arrays()
    {
        Predictions p = s_two.predict(s_x);
        const string text = "[array([[2.],\n       [2.],\n       [2.]], dtype=float32), "
            + "array([[2., 2.],\n       [2., 2.],\n       [2., 2.]], dtype=float32)]";
        Assert.Equal(text, repr(p));
        Assert.Equal(text, str(p));
        Assert.Equal($"p {text}\n", BuiltinsTests.Printed(() => print("p", p)));
        Assert.Equal($"{text}\n", BuiltinsTests.Printed(() => print(p)));
    }

    [Fact]
    public void Named_outputs_are_shown_as_a_dictionary()
    {
        var i = Input(2);
        Predictions p = models.Model(i, new Dictionary<string, Layers.KerasTensor>
        {
            ["left"] = layers.Dense(1, kernel_initializer: "ones").Apply(i),
        }).predict(s_x[":1"]);
        Assert.Equal("{'left': array([[2.]], dtype=float32)}", repr(p));
        Assert.Equal(1, len(p));
    }

    [Fact]
    public void One_output_is_its_array()
    {
        Predictions p = s_one.predict(s_x);
        Assert.Equal(3, len(p));
        Assert.Equal([(0, 2f), (1, 2f), (2, 2f)], enumerate(p).Select(o => (o.Item1, o.Item2.GetSingle(0))));
        Assert.Equal("array([[2.],\n       [2.],\n       [2.]], dtype=float32)", repr(p));
        Assert.Equal("ndarray", type_name(p));
        Assert.Equal(3, list(p).Count);
    }
}
