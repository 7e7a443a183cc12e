using KerasDigits.Data;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Data;

/// <summary>tf.data's methods, by the rules of its documentation.</summary>
public sealed class DatasetTests
{
    private static long[] Numbers(Dataset data) => [.. data.SelectMany(e => e.numpy().flatten().astype(NPTypeCode.Int64).ToArray<long>())];

    [Fact]
    public void Sources_and_cardinalities()
    {
        Assert.Equal([1, 3], Numbers(tf.data.Dataset.range(1, 5, 2)));
        Assert.Equal([5, 3], Numbers(tf.data.Dataset.range(5, 1, -2)));
        Assert.Equal([7, 8, 9], Numbers(tf.data.Dataset.from_tensor_slices([7, 8, 9])));
        Assert.Equal(1, tf.data.Dataset.from_tensors(np.arange(4)).cardinality());
        Assert.Equal(-1, tf.data.Dataset.range(3).repeat().cardinality());
        Assert.Equal(-2, tf.data.Dataset.range(3).filter(v => v > 1).cardinality());
        Assert.Equal(2, tf.data.Dataset.range(5).batch(2, drop_remainder: true).cardinality());
        Assert.Equal(3, tf.data.Dataset.range(5).batch(2).Length);
        Assert.Equal(4, tf.data.Dataset.range(5).skip(3).concatenate(tf.data.Dataset.range(2)).cardinality());
        Assert.Equal(2, tf.data.Dataset.zip((tf.data.Dataset.range(5), tf.data.Dataset.range(2).cache())).cardinality());
        Assert.Contains("infinite", Assert.Throws<InvalidOperationException>(() => tf.data.Dataset.range(3).repeat().Length).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_change_and_take_each_others_place()
    {
        Assert.Equal([2, 4], Numbers(tf.data.Dataset.range(1, 3).map(v => v * 2)));
        Assert.Equal([2, 3], Numbers(tf.data.Dataset.range(4).filter(v => v > 1)));
        Assert.Equal([0, 1, 0, 1], Numbers(tf.data.Dataset.range(2).repeat(2)));
        Assert.Equal([0, 1, 2, 3, 4], Numbers(tf.data.Dataset.range(5).batch(2).unbatch()));
        // TensorFlow's own example of interleave.
        Dataset turns = tf.data.Dataset.range(1, 6)
            .interleave(x => tf.data.Dataset.from_tensors(x).repeat(6), cycle_length: 2, block_length: 4);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5], Numbers(turns));
        Assert.Equal([5, 0, 6, 1],
            Numbers(tf.data.Dataset.range(2).enumerate(5)
                .flat_map(e => tf.data.Dataset.from_tensors(e[0]).concatenate(tf.data.Dataset.from_tensors(e[1])))));
        Assert.Equal([1, 4], Numbers(tf.data.Dataset.range(6).shard(3, 1)));
        Assert.Equal([3, 0, 0, 3, 3, 3],
            Numbers(tf.data.Dataset.range(1, 4, 2).map(v => np.full((int)(long)v, 3)).padded_batch(2).take(1)));
        Assert.Equal(10, tf.data.Dataset.range(5).reduce(0L, (sum, e) => sum + (long)e.numpy()));
    }

    [Theory]
    [InlineData(3L, null, 1L, false, "0 1 2|3 4 5|6")]
    [InlineData(3L, null, 1L, true, "0 1 2|3 4 5")]
    [InlineData(3L, 1L, 1L, true, "0 1 2|1 2 3|2 3 4|3 4 5|4 5 6")]
    [InlineData(3L, 1L, 2L, true, "0 2 4|1 3 5|2 4 6")]
    [InlineData(2L, 4L, 1L, false, "0 1|4 5")]
    [InlineData(3L, 2L, 2L, false, "0 2 4|2 4 6|4 6|6")]
    public void Windows_are_those_of_TensorFlows_documentation(long size, long? shift, long stride, bool drop, string windows)
    {
        Windows made = tf.data.Dataset.range(7).window(size, shift, stride, drop);
        Assert.Equal(windows, string.Join("|", made.Select(w => string.Join(" ", Numbers(w)))));
        Assert.Equal(windows.Split('|', ' ').Select(long.Parse), Numbers(made.flat_map(w => w.batch(size))));
    }

    [Fact]
    public void Windows_of_pairs_come_part_by_part_and_each_epoch_begins_anew()
    {
        NDArray x = np.arange(5);
        Dataset pairs = tf.data.Dataset.from_tensor_slices((x, x * 10)).window(3, shift: 1, drop_remainder: true)
            .flat_map((a, b) => tf.data.Dataset.zip((a.batch(3), b.skip(2))));
        for (int epoch = 0; epoch < 2; epoch++)
        {
            Assert.Equal([(0L, 20L), (1L, 30L), (2L, 40L)], pairs.Select(e =>
            {
                var (a, b) = e;
                return ((long)a.numpy()[0], (long)b.numpy());
            }));
        }
        Assert.Contains("greater than zero", Assert.Throws<ArgumentException>(() => tf.data.Dataset.range(3).window(0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_generators_arrays_have_the_types_and_shapes_that_are_said()
    {
        static IEnumerable<(NDArray, int)> Generator() => [(np.arange(3), 1), (np.arange(3), 2)];
        Dataset said = tf.data.Dataset.from_generator(Generator, output_types: (tf.float32, tf.int64), output_shapes: (3, []));
        Assert.Equal(["TensorSpec(shape=(3,), dtype=tf.float32, name=None)", "TensorSpec(shape=(), dtype=tf.int64, name=None)"],
            said.element_spec.Select(s => s.ToString()));
        Assert.Equal(["float32", "int32"],
            tf.data.Dataset.from_generator(Generator,
                output_signature: (tf.TensorSpec(3), tf.TensorSpec([], tf.int32))).element_spec.Select(s => s.dtype));
        Assert.Contains("of shape (4,) was expected",
            Assert.Throws<ArgumentException>(() => tf.data.Dataset.from_generator(Generator, (tf.float32, tf.int64), (4, []))
                .First()).Message, StringComparison.Ordinal);
        Assert.Contains("1 arrays",
            Assert.Throws<ArgumentException>(() => tf.data.Dataset.from_generator(Generator, tf.float32).First()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_texts_tuples_and_names_go_through_map()
    {
        NDArray x = np.arange(6).reshape(3, 2);
        var (a, b) = tf.data.Dataset.from_tensor_slices((x, new[] { "p", "q", "r" })).map((v, t) => (tf.cast(v, tf.float32) / 2, t))
            .batch(3).First();
        Assert.Equal([0, .5f, 1, 1.5f, 2, 2.5f], a.numpy().flatten().ToArray<float>());
        Assert.Equal(["p", "q", "r"], KerasDigits.Backend.Texts.Strings(b));
        var named = tf.data.Dataset.from_tensor_slices((new Dictionary<string, NDArray> { ["u"] = x }, x))
            .map((Element f, Element y) => (f["u"], y)).batch(2);
        Assert.Equal(["TensorSpec(shape=(None, 2), dtype=tf.int64, name=None)", "TensorSpec(shape=(None, 2), dtype=tf.int64, name=None)"],
            named.element_spec.Select(s => s.ToString()));
        string wrong = Assert.Throws<InvalidOperationException>(() => tf.data.Dataset.range(1, 3).map(v => np.zeros((int)(long)v)).batch(2)
            .First()).Message;
        Assert.Contains("Cannot batch tensors with different shapes in component 0. First element had shape [1] and element 1 had "
            + "shape [2].", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_gives_an_order_and_each_epoch_its_own()
    {
        Dataset data = tf.data.Dataset.range(50).shuffle(20, seed: 3), same = tf.data.Dataset.range(50).shuffle(20, seed: 3);
        long[] first = Numbers(data), second = Numbers(data);
        Assert.Equal([first, second], [Numbers(same), Numbers(same)]);
        Assert.NotEqual(first, second);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), first.Order());
        Assert.True(first[0] < 20, "The first element comes from the first buffer.");
        Dataset kept = tf.data.Dataset.range(50).shuffle(50, seed: 1, reshuffle_each_iteration: false);
        Assert.Equal(Numbers(kept), Numbers(kept));
        utils.set_random_seed(1);
        long[] drawn = Numbers(tf.data.Dataset.range(50).shuffle(50));
        utils.set_random_seed(1);
        Assert.Equal(drawn, Numbers(tf.data.Dataset.range(50).shuffle(50)));
    }

    [Fact]
    public void Cache_and_prefetch_read_no_more_than_they_must()
    {
        int made = 0;
        Dataset data = tf.data.Dataset.range(4).map(v => { made++; return v; }).cache();
        Assert.Equal(Numbers(data), Numbers(data));
        Assert.Equal(4, made);
        Assert.Equal([0, 1], Numbers(tf.data.Dataset.range(1000).repeat().prefetch(tf.data.AUTOTUNE).take(2)));
        Assert.Throws<ArithmeticException>(() =>
            Numbers(tf.data.Dataset.range(2).map<NDArray>((NDArray v) => throw new ArithmeticException()).prefetch(1)));
    }

    [Fact]
    public void Fit_takes_a_data_set_as_it_takes_arrays()
    {
        NDArray x = np.random.rand(20, 3), y = np.sum(x, axis: 1).reshape(20, 1), w = np.random.rand(20);
        double[] Losses(Func<KerasDigits.Models.Model, KerasDigits.Training.History> fit)
        {
            utils.set_random_seed(5);
            var i = Input(3, name: "in");
            var model = Model(i, layers.Dense(1, name: "out").Apply(i));
            model.compile(optimizers.SGD(.1), "mse");
            return [.. fit(model).history["loss"]];
        }
        double[] wanted = Losses(m => m.fit(x, y, sample_weight: w, batch_size: 8, epochs: 3, shuffle: false, verbose: 0));
        Assert.Equal(wanted, Losses(m => m.fit(tf.data.Dataset.from_tensor_slices((x, y, w)).batch(8).prefetch(1), epochs: 3, verbose: 0)));
        double[] plain = Losses(m => m.fit(x, y, batch_size: 8, epochs: 3, shuffle: false, verbose: 0));
        var named = tf.data.Dataset.from_tensor_slices((new Dictionary<string, NDArray> { ["in"] = x },
            new Dictionary<string, NDArray> { ["out"] = y })).batch(8);
        Assert.Equal(plain, Losses(m => m.fit(named, epochs: 3, verbose: 0, validation_data: named)));
        // With steps_per_epoch the next epoch goes on where the last one stopped; a number that is the data's own starts anew.
        Assert.Equal(plain, Losses(m => m.fit(named, epochs: 3, steps_per_epoch: 3, verbose: 0)));
        Assert.Equal(plain, Losses(m => m.fit(named.repeat(), epochs: 3, steps_per_epoch: 3, verbose: 0)));
        Assert.Contains("how many steps to draw",
            Assert.Throws<ArgumentException>(() => Losses(m => m.fit(named.repeat(), verbose: 0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_and_predict_read_data_sets_from_their_start()
    {
        NDArray x = np.random.rand(10, 3), y = np.random.rand(10, 1);
        var model = models.Sequential([layers.Dense(1, input_shape: 3)]);
        model.compile("sgd", "mse");
        Dataset data = tf.data.Dataset.from_tensor_slices((x, y)).batch(4);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(model.evaluate(x, y, batch_size: 4, verbose: 0)[0], model.evaluate(data, verbose: 0)[0], 6);
            Rounding.Same(model.predict(x), model.predict(data));
        }
    }

    [Fact]
    public void Windows_over_a_series()
    {
        // The example of Keras's documentation.
        Dataset data = preprocessing.timeseries_dataset_from_array(np.arange(99), null, sequence_length: 10, sampling_rate: 2,
            sequence_stride: 3);
        NDArray windows = data.First();
        Assert.Equal([27, 10], windows.shape);
        Assert.Equal([0, 2, 4, 6, 8, 10, 12, 14, 16, 18], windows["0"].astype(NPTypeCode.Int64).ToArray<long>());
        Assert.Equal([78, 80, 82, 84, 86, 88, 90, 92, 94, 96], windows["26"].astype(NPTypeCode.Int64).ToArray<long>());
        NDArray series = np.arange(20);
        var (x, y) = preprocessing.timeseries_dataset_from_array(series[":-10"], series["10:"], 10).First();
        Assert.Equal([1, 10], x.shape);
        Assert.Equal([10], y.numpy().astype(NPTypeCode.Int64).ToArray<long>());
    }
}
