using KerasDigits.Losses;
using KerasDigits.Metrics;
using NumSharp;

namespace KerasDigits.Tests.Ops;

/// <summary>Losses and metrics called by hand say what they were given where the engine cannot compute.</summary>
public sealed class ComparisonErrorsTests
{
    public static TheoryData<string> Classes() => [.. Registry.Classes.Where(c =>
            (typeof(Loss).IsAssignableFrom(c.Value) || typeof(Metric).IsAssignableFrom(c.Value)) && !c.Value.IsAbstract
            && c.Value.GetConstructors().Any(k => k.GetParameters().All(p => p.HasDefaultValue)))
        .Select(c => c.Key).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Classes))]
    public void Shapes_that_do_not_belong_together_are_named(string path)
    {
        object made = ConfigBinder.Create(Registry.FindClassAt(path)!, []);
        NDArray a = np.ones((3, 4)).astype(np.float32), b = np.ones((5, 7)).astype(np.float32);
        Tensor x = tf.constant(a), y = tf.constant(b);
        foreach (Action call in Calls(made, (a, b), (x, y)))
        {
            Exception? thrown = Record.Exception(call);
            if (thrown is null) { continue; } // sums of both sides, as of IoU, need not fit
            Assert.True(thrown is ArgumentException or NotSupportedException, $"{path}: {thrown}");
            Assert.DoesNotContain("frame #", thrown.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Action> Calls(object made, (NDArray A, NDArray B) arrays, (Tensor A, Tensor B) tensors)
    {
        if (made is Loss loss)
        {
            return [() => loss.Apply(arrays.A, arrays.B), () => loss.Apply(tensors.A, tensors.B), () => loss.call(tensors.A, tensors.B)];
        }
        var metric = (Metric)made;
        Action[] calls = [() => metric.update_state(arrays.A, arrays.B), () => metric.update_state(tensors.A, tensors.B),
            () => metric.Apply(tensors.A, tensors.B)];
        return metric switch
        {
            Mean mean => [.. calls, () => mean.update_state(tensors.A, tensors.B)],
            ValueMetric values => [.. calls, () => values.update_state(tensors.A, tensors.B)],
            _ => calls,
        };
    }

    [Fact]
    public void The_sentence_says_who_and_which_shapes()
    {
        Tensor x = tf.constant(np.ones((3, 4)).astype(np.float32)), y = tf.constant(np.ones((3, 7)).astype(np.float32));
        Assert.StartsWith("The loss mean_squared_error cannot compute with targets of shape (3, 4), predictions of shape (3, 7): ",
            Assert.Throws<ArgumentException>(() => keras.losses.MeanSquaredError().Apply(x, y)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The metric mean_squared_error cannot compute with targets of shape (3, 4), predictions of shape (3, 7): ",
            Assert.Throws<ArgumentException>(() => keras.metrics.MeanSquaredError().update_state(x, y)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The loss own cannot compute with targets of shape (3, 4), predictions of shape (3, 7): ",
            Assert.Throws<ArgumentException>(() => new LossFunction((t, p) => t - p, "own").Apply(x, y)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("The metric mean cannot compute with values of shape (3, 4) and sample weights of shape (3, 7): ",
            Assert.Throws<ArgumentException>(() => keras.metrics.Mean().update_state(x, y)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_names_the_output_and_advises_once()
    {
        var model = keras.Sequential([keras.layers.Dense(4, input_shape: 2, name: "last")]);
        model.compile(loss: "mse", metrics: ["mse"]);
        string message = Assert.Throws<ArgumentException>(() => model.train_on_batch(np.ones((3, 2)).astype(np.float32),
            np.ones((3, 7, 3)).astype(np.float32))).Message;
        Assert.Contains("of output \"last\"", message, StringComparison.Ordinal);
        Assert.Equal(1, message.Split("cannot compute").Length - 1);
    }
}
