using KerasDigits.Backend;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>Several tapes at once, as TensorFlow's tutorials have them; figures by hand.</summary>
public sealed class TapeTests
{
    /// <summary>d/dw of (dy/dx)² + w for y = w·x², that is 8·w·x² + 1: the penalty on gradients of a WGAN-GP.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_gradient_asked_inside_of_another_tape_is_recorded(bool persistent)
    {
        Variable w = tf.Variable(2.0);
        Tensor x = tf.constant(3.0);
        using var outer = new GradientTape(persistent);
        Tensor slope;
        using (var inner = new GradientTape(persistent))
        {
            inner.watch(x);
            slope = inner.gradient(w.value * x * x, x)!;
        }
        Tensor penalized = (slope * slope) + w.value;
        Assert.Equal(145, outer.gradient(penalized, [w])[0]!.item<float>());
    }

    /// <summary>The two tapes of a GAN, which share the pass through the generator.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void Tapes_open_together_each_give_their_gradients(bool inside)
    {
        Variable w = tf.Variable(2.0), v = tf.Variable(0.5);
        GradientTape first = new(), second = new();
        Tensor shared = w.value * v.value;
        Tensor y = shared * shared, z = shared.exp();
        if (!inside) { second.Dispose(); first.Dispose(); }
        Assert.Equal(1, first.gradient(y, [w])[0]!.item<float>()); // 2·w·v²
        Assert.Equal(2 * Math.E, second.gradient(z, [v])[0]!.item<float>(), 5); // w·exp(w·v)
        Assert.Throws<InvalidOperationException>(() => first.gradient(y, [w]));
        first.Dispose();
        second.Dispose();
        Assert.False(GradientTape.Recording);
    }
}
