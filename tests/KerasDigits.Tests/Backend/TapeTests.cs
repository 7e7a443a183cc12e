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

    /// <summary>Functions of our own compute their gradients in .NET; they too go back by the values that were used.</summary>
    [Theory, MemberData(nameof(Layers))]
    public void Gradients_are_those_of_the_weights_that_were_used(string what, KerasDigits.Layers.Layer layer, long[] shape)
    {
        Tensor x = TorchSharp.torch.ones(shape);
        layer.Apply(x);
        IReadOnlyList<Variable> weights = layer.trainable_weights;
        using var tape = new GradientTape(persistent: true);
        tape.watch(x);
        Tensor loss = layer.Apply(x).square().sum();
        Tensor[] before = [.. tape.gradient(loss, weights)!, tape.gradient(loss, x)!];
        foreach (Variable w in weights) { w.assign(w.value * 2); }
        Tensor[] after = [.. tape.gradient(loss, weights)!, tape.gradient(loss, x)!];
        Assert.All(before.Zip(after), p => Assert.True(p.First.Equals(p.Second), what));
    }

    [Fact]
    public void What_was_read_of_a_weight_stays_what_it_was_while_a_tape_records()
    {
        Variable w = tf.Variable(2.0);
        using var tape = new GradientTape();
        Tensor read = w.value;
        w.assign(5.0);
        w.assign_add(1.0);
        Assert.Equal((2, 6), (read.item<float>(), w.value.item<float>()));
        Assert.Equal(7, tape.gradient((read * 3) + (w.value * 4), w)!.item<float>());
    }

    /// <summary>The steps of fit do not write by assign: compiled, in one pass over memory, or by the engine's formulas.</summary>
    [Theory, InlineData("sgd", true), InlineData("adam", true), InlineData("adam", false), InlineData("nadam", true),
        InlineData("ftrl", false)]
    public void A_step_between_leaves_the_tape_what_it_has_read(string optimizer, bool laid)
    {
        utils.set_random_seed(1);
        var model = models.Sequential([layers.Dense(3, activation: "tanh", input_shape: 2), layers.BatchNormalization(),
            layers.Dense(1)]);
        model.compile(optimizer, "mse");
        NDArray x = np.random.uniform(0, 1, new[] { 4, 2 }), y = np.ones(new[] { 4, 1 });
        if (laid) { model.train_on_batch(x, y); }
        Tensor input = tf.constant(x.astype(np.float32));
        IReadOnlyList<Variable> weights = model.trainable_weights;
        using var tape = new GradientTape(persistent: true);
        Tensor loss = model.Apply(input).square().sum();
        Tensor?[] first = tape.gradient(loss, weights);
        NDArray[] start = model.get_weights();
        for (int i = 0; i < 2; i++)
        {
            model.optimizer.apply_gradients(first.Zip(weights));
            model.train_on_batch(x, y);
        }
        Assert.All(model.get_weights().Zip(start), p => Assert.NotNull(Golden.Difference(p.Second, p.First, 0, "weight")));
        Assert.All(first.Zip(tape.gradient(loss, weights)!), p => Assert.True(p.First!.Equals(p.Second!)));
    }

    [Fact]
    public void A_tape_that_cannot_be_asked_again_costs_no_copy()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 2)]);
        IReadOnlyList<Variable> weights = model.trainable_weights;
        var adam = optimizers.Adam();
        for (int i = 0; i < 3; i++)
        {
            using var tape = new GradientTape();
            Tensor loss = model.Apply(tf.ones([1, 2])).sum();
            Tensor[] memory = [.. weights.Select(w => w.Memory)];
            adam.apply_gradients(tape.gradient(loss, weights).Zip(weights));
            Assert.All(memory.Zip(weights), p => Assert.Same(p.First, p.Second.Memory));
        }
    }

    [Fact]
    public void A_tape_that_nobody_holds_is_not_waited_for()
    {
        Variable w = tf.Variable(2.0);
        ReadOnce(w);
        GC.Collect();
        Tensor memory = w.Memory;
        w.assign(3.0);
        Assert.Same(memory, w.Memory);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void ReadOnce(Variable w)
        {
            using var tape = new GradientTape(persistent: true);
            _ = w.value;
        }
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
