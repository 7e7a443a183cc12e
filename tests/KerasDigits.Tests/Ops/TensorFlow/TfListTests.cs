using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Tests.Ops.TensorFlow;

/// <summary>tf's functions of arrays, lists and numbers, and the dtypes that TensorFlow gives them.</summary>
public sealed class TfListTests
{
    private static readonly NDArray s_a = np.array(new[,] { { 1.0, -2.0 }, { 3.0, 4.0 } });

    [Fact]
    public void Arrays_and_lists_go_where_tensors_go()
    {
        Assert.Equal([1.0, -2, 3, 4, 1, -2, 3, 4], Values(tf.concat([s_a, s_a], axis: 0)));
        Assert.Equal([-3.0, -10, 21, 10], Values(tf.matmul(s_a, np.array(new[,] { { 3.0, -2.0 }, { 3.0, 4.0 } }))));
        Assert.Equal([2.0, -4, 6, 8], Values(tf.add_n([s_a, s_a])));
        Assert.Equal([1.0, 0, 3, 4], Values(tf.nn.relu(s_a)));
        Assert.Equal([0.5, 0.5], Values(tf.nn.softmax(new[] { 1f, 1f })));
        Assert.Equal([-1.0, 0.5, 1], Values(tf.clip_by_value([-2.0, 0.5, 3.0], -1, 1)));
        Assert.Equal([0.0, 1, 2], Values(tf.abs([0, -1, 2])));
        Assert.Equal([2L, 2, 2], tf.stack(new List<NDArray> { s_a, s_a }).shape);
        Assert.Equal([2L, 2, 2], tf.stack(new List<Tensor> { tf.constant(s_a), tf.constant(s_a) }).shape);
        Assert.Equal([1L, 4, 4, 1], tf.image.resize(np.zeros((1, 2, 2, 1)), [4, 4]).shape);
        Assert.Equal([1.0, 9], Values(tf.where([true, false], [1.0, 2.0], [9.0, 9.0])));
        Assert.Equal([3.0, 4, 1, -2], Values(tf.gather(s_a, [1, 0])));
        Assert.Equal([0.0, 1, 0, 1, 0, 0], Values(tf.one_hot([1, 0], 3)));
        Assert.Equal([1.0, 3], Values(tf.boolean_mask(s_a, [[true, false], [true, false]])));
    }

    [Fact]
    public void What_stands_beside_a_tensor_takes_its_dtype()
    {
        Tensor x = tf.constant([1.0, 2.0]);
        Assert.Equal("Float32", tf.matmul(tf.constant([[1.0, 2.0]]), np.array(new[,] { { 1.0 }, { 2.0 } })).dtype.ToString());
        Assert.Equal("Float32", tf.concat([x, np.array(new[] { 3.0 })], 0).dtype.ToString());
        Assert.Equal("Float32", tf.multiply(x, [2.0, 3.0]).dtype.ToString());
        Assert.Equal([2.0, 6], Values(tf.multiply(x, [2, 3])));
        Assert.Equal("Float64", tf.concat([s_a, s_a], 0).dtype.ToString());
        Assert.Equal("Float32", tf.maximum(x, 0).dtype.ToString());
    }

    [Fact]
    public void Whole_numbers_stay_whole()
    {
        void Is(string dtype, Tensor x, params double[] values) =>
            Assert.Equal((dtype, string.Join(" ", values)), (x.dtype.ToString(), string.Join(" ", Values(x))));
        Is("Int32", tf.reduce_sum([1, 2, 3]), 6);
        Is("Int32", tf.reduce_sum([[1, 2], [3, 4]], axis: 0), 4, 6);
        Is("Int32", tf.reduce_mean([1, 0, 1, 0]), 0);
        Is("Int32", tf.reduce_mean([[7, 8], [-7, -8]], axis: 1), 7, -7);
        Is("Float32", tf.reduce_mean([1.0, 0, 1, 0]), 0.5);
        Is("Int32", tf.reduce_prod([2, 3]), 6);
        Is("Int32", tf.cumsum([1, 2, 3]), 1, 3, 6);
        Is("Int32", tf.add(1, 2), 3);
        Is("Float32", tf.add(1, 2.5), 3.5);
        Is("Int32", tf.range(3), 0, 1, 2);
        Is("Float32", tf.range(3.0), 0, 1, 2);
        Is("Float32", tf.range(0, 1, 0.25), 0, 0.25, 0.5, 0.75);
        Is("Int32", tf.fill([2], 7), 7, 7);
        Is("Float32", tf.fill([2], 0.5), 0.5, 0.5);
        Is("Int64", tf.math.count_nonzero([[1, 0], [2, 3]]), 3);
        Is("Int64", tf.math.count_nonzero([[1, 0], [2, 3]], axis: 0), 2, 1);
        Is("Int64", tf.where([true, false, true]), 0, 2);
        Is("Int32", tf.argmax([1, 5, 2], output_type: tf.int32), 1);
        Assert.Contains("real or complex", Assert.Throws<ArgumentException>(() => tf.math.reduce_std([1, 2])).Message);
    }

    [Fact]
    public void Uniform_whole_numbers_need_their_limit()
    {
        Tensor drawn = tf.random.uniform(1000, minval: 2, maxval: 5, dtype: tf.int32);
        Assert.Equal("Int32", drawn.dtype.ToString());
        Assert.Equal([2.0, 3, 4], Values(drawn).Distinct().Order());
        Assert.Contains("Must specify maxval",
            Assert.Throws<ArgumentException>(() => tf.random.uniform(3, dtype: tf.int32)).Message);
        Assert.Contains("minval < maxval",
            Assert.Throws<ArgumentException>(() => tf.random.uniform(3, minval: 4, maxval: 4, dtype: tf.int64)).Message);
    }

    [Theory]
    // The texts of TensorFlow's documentation of tf.print and tf.strings.format.
    [InlineData(10, "[0 1 2 ... 7 8 9]")]
    [InlineData(6, "[0 1 2 3 4 5]")]
    public void Print_writes_ends_of_axes(int count, string text)
    {
        Assert.Equal(text, TfText.Of(tf.range(count), 3));
        Assert.Equal("[[0 1 2 ... 7 8 9]\n [10 11 12 ... 17 18 19]\n [20 21 22 ... 27 28 29]\n ...\n [70 71 72 ... 77 78 79]\n "
            + "[80 81 82 ... 87 88 89]\n [90 91 92 ... 97 98 99]]", TfText.Of(tf.reshape(tf.range(100), (10, 10)), 3));
    }

    [Fact]
    public void Print_writes_numbers_as_short_as_they_are_known_by()
    {
        Assert.Equal("0.333333343", TfText.Of(tf.constant(1 / 3.0), 3));
        Assert.Equal("[0.1 1 1e-05 1e+10 -2.5]", TfText.Of(tf.constant([0.1, 1.0, 1e-5, 1e10, -2.5]), 3));
        Assert.Equal("1", TfText.Of(tf.constant(true), 3));
        Assert.Equal("loss 0.5 [1, 'a', 2.0] {'k': [1 2]}", string.Join(" ", new object[] { "loss", tf.constant(0.5),
            new object[] { 1, "a", 2.0 }, new Dictionary<string, object> { ["k"] = tf.constant([1, 2]) } }.Select(v => TfText.Of(v, 3))));
        using var text = new StringWriter();
        tf.print(["a", tf.constant(2)], text, sep: ", ");
        Assert.Equal("a, 2\n", text.ToString());
    }

    [Fact]
    public void A_tensor_has_a_length()
    {
        Assert.Equal(3, Notebook.builtins.len(tf.zeros((3, 2))));
        Assert.Contains("no `len()`", Assert.Throws<ArgumentException>(() => Notebook.builtins.len(tf.constant(1.0))).Message);
    }

    [Fact]
    public void Devices_are_TensorFlows()
    {
        var cpu = tf.config.experimental.list_physical_devices("CPU");
        Assert.Equal("PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')", Assert.Single(cpu).ToString());
        foreach (var gpu in tf.config.list_physical_devices("GPU")) { tf.config.experimental.set_memory_growth(gpu, true); }
        Assert.Contains("non-GPU devices",
            Assert.Throws<ArgumentException>(() => tf.config.experimental.set_memory_growth(cpu[0], true)).Message);
    }

    private static double[] Values(Tensor x) => x.numpy().astype(NPTypeCode.Double).flatten().ToArray<double>();
}
