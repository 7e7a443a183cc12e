using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>What predict gives as one array, as several, and where several stand in the place of one.</summary>
public sealed class PredictionsTests
{
    private static readonly NDArray s_x = np.arange(12).reshape(4, 3).astype(np.float32);

    private static readonly Model s_one = Make(1), s_two = Make(2);

    private static Model Make(int outputs)
    {
        var i = Input(3);
        return Model(i, [.. Enumerable.Range(1, outputs).Select(n =>
            layers.Dense(n, kernel_initializer: "ones", name: $"d{n}").Apply(i))]);
    }

    [Fact]
    public void One_output_is_an_array()
    {
        Predictions p = s_one.predict(s_x);
        float[] doubled = [6, 24, 42, 60];
        Assert.Equal(doubled, (p * 2).ToArray<float>());
        Assert.Equal(doubled, (2 * p).ToArray<float>());
        Assert.Equal(doubled, (p + p).ToArray<float>());
        Assert.Equal(doubled, (np.ones(new NumSharp.Shape(4, 1)).astype(np.float32) * 2 * p).ToArray<float>());
        Assert.Equal([-3f, -12, -21, -30], (-p).ToArray<float>());
        Assert.Equal([true, false, false, false], (p < 5).ToArray<bool>());
        Assert.Equal([3f, 12, 21, 30], p.flatten().ToArray<float>());
        Assert.Equal([2L, 2], p.reshape(2, -1).shape);
        Assert.Equal([1L, 4], p.T.shape);
        Assert.Equal(4, p.squeeze().shape[0]);
        Assert.Equal(typeof(double), p.astype(np.float64).dtype);
        Assert.Equal(4, p.Cast<object>().Count());
        Assert.Equal(66f, (float)np.sum(p));
        Assert.Equal([3f, 12, 21, 30], p.ToArray<float>());
    }

    public static TheoryData<string, Action<Predictions>> Uses() => new()
    {
        { "times a number", p => _ = p * 2 },
        { "a number times them", p => _ = 2 * p },
        { "plus an array", p => _ = p + np.ones(new NumSharp.Shape(4, 1)) },
        { "an array less them", p => _ = np.ones(new NumSharp.Shape(4, 1)) - p },
        { "plus themselves", p => _ = p + p },
        { "negative", p => _ = -p },
        { "above", p => _ = p > 0.5 },
        { "np.sum", p => np.sum(p) },
        { "np.mean", p => np.mean(p) },
        { "np.argmax", p => np.argmax(p) },
        { "np.argmax along an axis", p => np.argmax(p, 1) },
        { "np.sqrt", p => np.sqrt(p) },
        { "np.around", p => np.around(p) },
        { "shape", p => _ = p.shape },
        { "size", p => _ = p.size },
        { "flatten", p => p.flatten() },
        { "reshape", p => p.reshape(-1) },
        { "astype", p => p.astype(np.float64) },
        { "T", p => _ = p.T },
        { "ToArray", p => p.ToArray<float>() },
        { "squeeze", p => p.squeeze() },
        { "a tensor of them", p => keras.backend.constant(p) },
        { "dtype", p => _ = p.dtype }, { "typecode", p => _ = p.typecode }, { "Shape", p => _ = p.Shape },
        { "strides", p => _ = p.strides }, { "nbytes", p => _ = p.nbytes }, { "itemsize", p => _ = p.itemsize },
        { "flat", p => _ = p.flat },
        { "two numbers", p => _ = p[0, 1] }, { "a mask", p => _ = p[np.array(new[] { true, false, true, false })] },
        { "GetSingle", p => p.GetSingle(0, 0) }, { "GetDouble", p => p.GetDouble(0, 0) }, { "GetValue", p => p.GetValue(0, 0) },
        { "GetValue of a type", p => p.GetValue<float>(0, 0) }, { "GetAtIndex", p => p.GetAtIndex(0) },
        { "GetAtIndex of a type", p => p.GetAtIndex<float>(0) }, { "GetBoolean", p => p.GetBoolean(0) }, { "GetInt32", p => p.GetInt32(0) },
        { "GetInt64", p => p.GetInt64(0) }, { "Data", p => p.Data<float>() }, { "GetData", p => p.GetData<float>() },
        { "CopyTo", p => p.CopyTo(new float[4]) }, { "item", p => p.item() }, { "item of a type", p => p.item<float>(0) },
        { "tolist", p => p.tolist() }, { "tobytes", p => p.tobytes() }, { "Contains", p => p.Contains(1f) },
        { "argsort", p => p.argsort() }, { "sort", p => p.sort() }, { "repeat", p => p.repeat(2) }, { "roll", p => p.roll(1, 0) },
        { "take", p => p.take(np.array(new[] { 0 })) }, { "unique", p => p.unique() }, { "mean along an axis", p => p.mean(0) },
    };

    [Theory, MemberData(nameof(Uses))]
    public void Several_outputs_in_the_place_of_one_are_refused(string what, Action<Predictions> use)
    {
        Exception? thrown = Record.Exception(() => use(s_two.predict(s_x)));
        Assert.True(thrown is InvalidOperationException && thrown.Message.Contains("The model has 2 outputs")
            && thrown.Message.Contains("var (a, b) = model.predict(x)"), $"{what}: {thrown}");
    }

    [Fact]
    public void What_one_output_is_asked_for_is_its_arrays()
    {
        Predictions p = s_two.predict(s_x)[0] is var first ? new Predictions([first], null) : null!;
        Assert.Equal((first.dtype, first.nbytes, first.itemsize), (p.dtype, p.nbytes, p.itemsize));
        Assert.Equal(first.GetSingle(1, 0), p.GetSingle(1, 0));
        Assert.Equal((double)first.GetSingle(1, 0), p.GetDouble(1, 0));
        Assert.Equal(first.GetSingle(1, 0), (float)p[1, 0]);
        Assert.Equal(2, p[np.array(new[] { true, false, true, false })].shape[0]);
        Assert.Equal((float)first.mean(0)[0], (float)p.mean(0)[0]);
        Assert.Equal(first.GetAtIndex(2), p.GetAtIndex(2));
        Assert.Equal(first.GetSingle(0, 0), new Predictions([first[":1, :1"].copy()], null).item());
        Assert.True(p.Equals(p) && s_two.predict(s_x) is var several && several.Equals(several));
    }

    [Fact]
    public void No_use_of_several_as_one_array_gives_numbers()
    {
        NDArray p = s_two.predict(s_x);
        foreach (var (what, use) in new (string, Action)[]
        {
            ("p * 2", () => _ = p * 2), ("2 * p", () => _ = 2 * p), ("np.concatenate", () => np.concatenate([p, p])),
            ("np.stack", () => np.stack([p, p])), ("p[0]", () => _ = p[0]), ("np.sum", () => np.sum(p)), ("np.save", Save),
            ("reshape", () => p.reshape(-1)), ("p > 0", () => _ = p > 0), ("shape", () => _ = p.shape), ("size", () => _ = p.size),
            ("ndim", () => _ = p.ndim), ("flatten", () => p.flatten()), ("T", () => _ = p.T), ("copy", () => p.copy()),
            ("astype", () => p.astype(np.float64)), ("dtype", () => _ = p.dtype), ("foreach", () => { foreach (object? _ in p) { } }),
            ("GetData", () => p.GetData<float>()), ("p[\":, 0\"]", () => _ = p[":, 0"]), ("squeeze", () => np.squeeze(p)),
        })
        {
            Assert.True(Record.Exception(use) is not null, what);
        }

        void Save() => np.save(Path.Combine(Directory.CreateTempSubdirectory().FullName, "p.npy"), p);
    }

    [Fact]
    public void Several_outputs_are_a_list()
    {
        Predictions p = s_two.predict(s_x);
        Assert.Equal(2, p.Count);
        Assert.Equal([1L, 2], p.Cast<NDArray>().Select(o => o.shape[1]));
        Assert.Equal(2, ((NDArray[])p).Length);
        Assert.StartsWith("[", p.ToString());
        var (a, b) = p;
        Assert.Equal(new long[] { 4, 1 }, a.shape);
        Assert.Equal(new long[] { 4, 2 }, b.shape);
    }

    [Fact]
    public void Several_outputs_are_taken_as_a_list_of_arrays_is()
    {
        Predictions p = s_two.predict(s_x), one = s_one.predict(s_x);
        NDArray[] all = [.. p], taken = p.ToArray(), rows = [.. one];
        Assert.Equal([1L, 2], all.Select(o => o.shape[1]));
        Assert.Same(all[1], taken[1]);
        Assert.Same(all[1], p[-1]);
        Assert.Equal([3f, 12, 21, 30], rows.Select(r => r.GetSingle(0)));
        Assert.Equal(2, s_two.predict_on_batch(s_x).Count);
        foreach (int index in (int[])[5, -3])
        {
            Assert.Contains("`index` must be from -2 to 1",
                Assert.Throws<ArgumentOutOfRangeException>(() => p[index]).Message);
        }
        Assert.Null(p.keys);
    }

    [Fact]
    public void Outputs_of_a_model_go_into_another_as_its_inputs()
    {
        KerasDigits.Layers.KerasTensor[] inputs = [Input(1), Input(2)];
        var sum = Model(inputs, layers.Concatenate().Apply(inputs));
        Assert.Equal(new long[] { 4, 3 }, sum.predict(s_two.predict(s_x)).shape);
        sum.compile(loss: "mse");
        Assert.Equal(0f, (float)sum.evaluate(s_two.predict(s_x), sum.predict(s_two.predict(s_x)), verbose: 0)["loss"], 5);
    }
}
