using KerasDigits.Backend;
using NumSharp;
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

    public static TheoryData<string, KerasDigits.Layers.Layer, long[]> Layers() => new()
    {
        { "the engine's own", layers.Dense(2, activation: "relu"), [2, 3] },
        { "windows of 3 x 3", layers.Conv2D(64, 3, padding: "same"), [1, 8, 8, 32] },
        { "a sequence", layers.LSTM(2), [2, 3, 4] },
        { "another sequence", layers.GRU(2), [2, 3, 4] },
    };

    /// <summary>Functions of our own compute their gradients in .NET, from where no exception can go through the engine.</summary>
    [Theory, MemberData(nameof(Layers))]
    public void A_weight_assigned_before_the_gradient_is_told_or_does_not_matter(string what, KerasDigits.Layers.Layer layer, long[] shape)
    {
        Tensor x = TorchSharp.torch.ones(shape);
        layer.Apply(x);
        using var tape = new GradientTape();
        tape.watch(x);
        Tensor loss = layer.Apply(x).square().sum();
        foreach (Variable w in layer.trainable_weights) { w.assign(w.value * 2); }
        Exception? thrown = Record.Exception(() => tape.gradient(loss, [x]));
        Assert.True(thrown is ArgumentException && thrown.Message.Contains("GradientTape.gradient cannot compute with 1 source")
            && thrown.Message.Contains("assign them afterwards"), $"{what}: {thrown}");
    }

    [Fact]
    public void A_tensor_that_nobody_watched_has_no_gradient_as_in_TensorFlow()
    {
        Tensor x = tf.constant(3.0), other = tf.constant(4.0);
        using var tape = new GradientTape();
        tape.watch(x);
        Tensor?[] found = tape.gradient(x * x * other, [other, x]);
        Assert.Null(found[0]);
        Assert.Equal(24, found[1]!.item<float>());
    }

    /// <summary>The engine gives the second gradient of abs as zeros that lie nowhere.</summary>
    [Fact]
    public void Gradients_that_are_all_zeros_have_values()
    {
        Tensor x = TorchSharp.torch.ones(300, 300);
        using var outer = new GradientTape();
        outer.watch(x);
        Tensor slope;
        using (var inner = new GradientTape()) { slope = inner.gradient(ops.abs(x).sum(), x)!; }
        Assert.Equal(90000, (float)np.sum(slope.numpy()));
        Assert.Equal(0, (float)np.sum(outer.gradient(slope, x)!.numpy()));
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
