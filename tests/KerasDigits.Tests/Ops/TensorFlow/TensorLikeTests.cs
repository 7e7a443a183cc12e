using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Tests.Ops.TensorFlow;

/// <summary>
/// What tf makes of numbers and lists, and its functions that order, pick and place; figures of TensorFlow's documentation or of hand.
/// </summary>
public sealed class TensorLikeTests
{
    [Fact]
    public void Lists_become_tensors_of_TensorFlows_dtypes()
    {
        Tensor ints = tf.constant([[1, 2, 3], [4, 5, 6]]);
        Assert.Equal([2, 3], ints.shape);
        Assert.Equal("int32", DTypes.GetName(ints.dtype));
        Assert.Equal("float32", DTypes.GetName(tf.constant([1.0, 2]).dtype));
        Assert.Equal("float32", DTypes.GetName(tf.constant(1.5).dtype));
        Assert.Equal("float32", DTypes.GetName(tf.constant(new[] { 1.0, 2 }).dtype));
        Assert.Equal("float64", DTypes.GetName(tf.constant(np.array(new[] { 1.0, 2 })).dtype));
        Assert.Equal("bool", DTypes.GetName(tf.constant([true, false]).dtype));
        Assert.Equal("int64", DTypes.GetName(tf.constant([5_000_000_000, 1]).dtype));
        Assert.Equal("float64", DTypes.GetName(tf.convert_to_tensor([1, 2], dtype: tf.float64).dtype));
        Assert.Equal([2, 2], tf.constant(7, shape: (2, 2)).shape);
        Assert.Equal([2, 2, 3], tf.convert_to_tensor([ints, ints]).shape);
        Assert.Equal("float32", DTypes.GetName(tf.Variable(3.0).value.dtype));
        Assert.Contains("one length", Assert.Throws<ArgumentException>(() => tf.constant([[1, 2], [3]])).Message, StringComparison.Ordinal);
    }

    /// <summary>Empty lists and tuples went round in circles until the stack was full, which ended the process.</summary>
    [Fact]
    public void Lists_of_nothing_and_tuples_of_tensors_become_tensors()
    {
        Assert.Equal([0L], tf.constant(Array.Empty<double>()).shape);
        Assert.Equal("int32", DTypes.GetName(tf.constant(Array.Empty<int>()).dtype));
        Assert.Equal([3L, 0], tf.constant(new int[3, 0]).shape);
        Tensor a = tf.constant([1.0, 2]), b = tf.constant([3.0, 4]);
        Assert.Equal([10], Numbers(tf.reduce_sum((a, b))));
        Assert.Equal([1, 3, 2, 4], Numbers(tf.transpose((a, b))));
        Assert.Equal([2L, 2], tf.convert_to_tensor(new object[] { a, new[] { 3.0, 4 } }).shape);
        Assert.Equal([1, 2, 3, 4], Numbers(tf.constant(new[] { new[] { 1, 2 }, [3, 4] })));
        Assert.Contains("numbers, tensors, arrays", Assert.Throws<ArgumentException>(() => tf.constant(new[] { "a" })).Message,
            StringComparison.Ordinal);
        var (values, places) = tf.unique(TorchSharp.torch.zeros(0));
        Assert.Equal((0L, 0L), (values.numel(), places.numel()));
    }

    [Fact]
    public void Lists_stand_for_places_and_axes()
    {
        Tensor x = tf.constant([[3.0, 1, 2], [6, 5, 4]]);
        Assert.Equal([0, 1, 0, 1, 0, 0], Numbers(tf.one_hot([1, 0], 3)));
        Assert.Equal([3, 2, 6, 4], Numbers(tf.gather(x, [0, 2], axis: 1)));
        Assert.Equal([1, 4], Numbers(tf.gather_nd(x, [[0, 1], [1, 2]])));
        Assert.Equal([21], Numbers(tf.reduce_sum(x, axis: [0, 1])));
        Assert.Equal([2, 1, 3, 4, 5, 6], Numbers(tf.reverse(x, [1])));
        Assert.Equal([3, 6, 5, 4], Numbers(tf.boolean_mask(x, x > 2)));
        Assert.Equal([2.5], Numbers(tf.reduce_mean([1, 4.0])));
    }

    [Fact]
    public void Values_are_ordered_picked_and_placed()
    {
        Tensor x = tf.constant([[3.0, 1, 2], [6, 5, 4]]);
        Assert.Equal([1, 2, 3, 4, 5, 6], Numbers(tf.sort(x)));
        Assert.Equal([3, 2, 1, 6, 5, 4], Numbers(tf.sort(x, direction: "DESCENDING")));
        Assert.Equal([1, 2, 0, 2, 1, 0], Numbers(tf.argsort(x)));
        Assert.Equal([1, 2, 5, 4], Numbers(tf.slice(x, [0, 1], [-1, 2])));
        var (different, places) = tf.unique(tf.constant([1, 1, 2, 4, 4, 4, 7, 8, 8]));
        Assert.Equal([1, 2, 4, 7, 8], Numbers(different));
        Assert.Equal([0, 0, 1, 2, 2, 2, 3, 4, 4], Numbers(places));
        Assert.Equal([0, 11, 0, 10, 9, 0, 0, 12],
            Numbers(tf.scatter_nd(tf.constant([[4], [3], [1], [7]]), tf.constant([9, 10, 11, 12]), 8)));
        Assert.Equal([1, 11, 1], Numbers(tf.tensor_scatter_nd_update(tf.constant([1, 1, 1]), tf.constant([[1]]), tf.constant([11]))));
        Assert.Equal([2, 3, 1, 4, 6, 5], Numbers(tf.roll(x, 1, axis: 1)));
        Assert.Equal([3, 0, 6, 5], Numbers(tf.linalg.band_part(tf.constant([[3.0, 1], [6, 5]]), -1, 0)));
        // TensorFlow's documentation: rows are the labels, columns the predictions.
        Assert.Contains("3000000001 classes", Assert.Throws<ArgumentException>(() => tf.math.confusion_matrix(3e9, 0)).Message);
        Assert.Equal([7, 12, 24], Numbers(tf.math.confusion_matrix([1, 2, 4], [2, 2, 4])).Select((v, i) => (v, i)).Where(p => p.v == 1)
            .Select(p => p.i));
        Assert.Equal([0, 2], Numbers(tf.math.divide_no_nan(tf.constant([1.0, 4]), tf.constant([0.0, 2]))));
        Assert.Equal([3, 2], tf.meshgrid(tf.constant([1, 2]), tf.constant([3, 4, 5]))[0].shape);
        Assert.Equal([32], Numbers(tf.einsum("i,i->", tf.constant([1.0, 2, 3]), tf.constant([4.0, 5, 6]))));
        var (clipped, norm) = tf.clip_by_global_norm([tf.constant([3.0]), tf.constant([4.0])], 2.5);
        Assert.Equal([1.5, 2, 5], [Numbers(clipped[0])[0], Numbers(clipped[1])[0], Numbers(norm)[0]]);
        Assert.Equal([1.5, 2], Numbers(tf.clip_by_norm(tf.constant([3.0, 4]), 2.5)));
    }

    [Fact]
    public void Windows_take_strides_in_TensorFlows_forms()
    {
        Tensor x = tf.cast(tf.reshape(tf.range(16), (1, 4, 4, 1)), tf.float32), kernel = tf.ones((2, 2, 1, 1));
        Assert.Equal([10, 18, 42, 50], Numbers(tf.nn.conv2d(x, kernel, strides: [1, 2, 2, 1], padding: "VALID")));
        Assert.Equal(Numbers(tf.nn.conv2d(x, kernel, strides: 2, padding: "VALID")),
            Numbers(tf.nn.conv2d(x, kernel, strides: [2, 2], padding: "VALID")));
        Assert.Equal([1, 4, 4, 1], tf.nn.conv2d(x, kernel, strides: 1, padding: "SAME").shape);
        Assert.Equal([5, 7, 13, 15], Numbers(tf.nn.max_pool2d(x, ksize: 2, strides: 2, padding: "VALID")));
        Assert.Equal([2.5, 4.5, 10.5, 12.5], Numbers(tf.nn.avg_pool2d(x, ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: "VALID")));
        Assert.Contains("1, 2 or 4",
            Assert.Throws<ArgumentException>(() => tf.nn.conv2d(x, kernel, strides: [1, 2, 3], padding: "SAME")).Message,
            StringComparison.Ordinal);
        Assert.Equal([25 / 2.0], Numbers(tf.nn.l2_loss(tf.constant([3.0, 4]))));
        Assert.Equal([1, 2, 1, 2], Numbers(tf.nn.embedding_lookup(tf.constant([[0, 0], [1, 2]]), tf.constant([1, 1]))));
    }

    [Fact]
    public void Drawn_classes_follow_their_chances()
    {
        tf.random.set_seed(1);
        double[] drawn = Numbers(tf.random.categorical(tf.constant([[0.0, 50.0], [50.0, 0.0]]), 20));
        Assert.All(drawn.Take(20), v => Assert.Equal(1, v));
        Assert.All(drawn.Skip(20), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Elements_of_a_data_set_go_into_models_losses_and_metrics()
    {
        var x = np.random.rand(8, 3).astype(np.float32);
        var y = np.arange(8) % 2;
        var model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape: 3)]);
        var loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits: true);
        var accuracy = tf.keras.metrics.SparseCategoricalAccuracy();
        var mean = tf.keras.metrics.Mean();
        var optimizer = tf.keras.optimizers.SGD(0.1);
        double first = 0;
        foreach (var (images, labels) in tf.data.Dataset.from_tensor_slices((x, y)).batch(4))
        {
            using var tape = tf.GradientTape();
            Tensor predictions = model.Apply(images, training: true);
            Tensor loss = loss_object.Apply(labels, predictions);
            optimizer.apply_gradients(tape.gradient(loss, model.trainable_variables).Zip(model.trainable_variables));
            first = mean.Apply(loss).ToNumber();
            accuracy.update_state(labels, predictions);
        }
        Assert.Equal(mean.result().ToNumber(), first);
        Assert.InRange(accuracy.result().ToNumber(), 0, 1);
        Assert.Equal(1, tf.keras.metrics.BinaryAccuracy().Apply(tf.constant([1.0, 0]), tf.constant([0.9, 0.1])).ToNumber());
    }

    private static double[] Numbers(Tensor t) => Arrays.ToArray(t).astype(NPTypeCode.Double).flatten().ToArray<double>();
}
