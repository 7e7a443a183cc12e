using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Optimizers;

/// <summary>TensorFlow clips the gradients of single look-ups (IndexedSlices), before it adds up those of one row.</summary>
public sealed class LookupClippingTests
{
    private static readonly NDArray s_x = np.array(new[,] { { 1, 1, 2 }, { 2, 0, 1 } }), s_y = np.array(new float[,] { { 1 }, { -2 } });

    private static Sequential Model(KerasDigits.Optimizers.Optimizer optimizer)
    {
        Sequential m = models.Sequential([layers.Embedding(4, 1, input_length: 3), layers.Flatten(), layers.Dense(1, use_bias: false)]);
        m.set_weights([np.array(new float[,] { { .5f }, { -1 }, { 2 }, { 3 } }), np.array(new float[,] { { 1 }, { 2 }, { -1 } })]);
        m.compile(optimizer, "mse");
        return m;
    }

    /// <summary>
    /// What the table becomes by a step of SGD: its outputs are −5 and 4, so their gradients −6 and 6, and each look-up's that times the
    /// kernel.
    /// </summary>
    private static float[] After(KerasDigits.Optimizers.Optimizer optimizer)
    {
        Sequential m = Model(optimizer);
        _ = m.train_on_batch(s_x, s_y);
        return m.get_weights()[0].ToArray<float>();
    }

    [Fact]
    public void Values_are_clipped_before_rows_are_added()
    {
        // Gradients of the look-ups: −6, −12, 6 and 6, 12, −6; clipped: ∓1.
        Close([.5f - .1f, -1f + .3f, 2f - .2f, 3], After(optimizers.SGD(.1, clipvalue: 1)));
    }

    [Fact]
    public void Norms_are_those_of_the_look_ups()
    {
        double norm = Math.Sqrt((2 * 36) + (2 * 144) + 36 + 36), factor = 1 / norm;
        // Added up: row 0: 12, row 1: −6 − 12 − 6, row 2: 6 + 6.
        Close([.5 - (.1 * 12 * factor), -1 + (.1 * 24 * factor), 2 - (.1 * 12 * factor), 3], After(optimizers.SGD(.1, clipnorm: 1)));
    }

    [Fact]
    public void A_regularized_table_has_a_dense_gradient()
    {
        Sequential m = models.Sequential([layers.Embedding(4, 1, input_length: 3, embeddings_regularizer: "l2"), layers.Flatten(),
            layers.Dense(1, use_bias: false)]);
        m.set_weights([np.array(new float[,] { { .5f }, { -1 }, { 2 }, { 3 } }), np.array(new float[,] { { 1 }, { 2 }, { -1 } })]);
        m.compile(optimizers.SGD(.1, clipvalue: 1), "mse");
        _ = m.train_on_batch(s_x, s_y);
        Close([.4f, -.9f, 1.9f, 3 - (.1f * .06f)], m.get_weights()[0].ToArray<float>());
    }

    private static void Close(IEnumerable<double> expected, float[] came) =>
        Assert.True(expected.Zip(came).All(p => Math.Abs(p.First - p.Second) < 1e-5),
            $"{string.Join(", ", came)} instead of {string.Join(", ", expected)}");

    private static void Close(IEnumerable<float> expected, float[] came) => Close(expected.Select(e => (double)e), came);
}
