using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>keras.backend's functions on windows, edges and steps give what the layers give that Keras computes by them.</summary>
public sealed class BackendWindowsTests
{
    private static Tensor Draw(params long[] shape) => torch.arange(shape.Aggregate(1L, (a, b) => a * b), torch.ScalarType.Float32)
        .reshape(shape).mul(.7f).sin();

    private static void Same(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.InRange((expected - found).abs().max().item<float>(), 0, 1e-5f);
    }

    [Theory]
    [InlineData("valid", 1, 3, 1), InlineData("valid", 2, 3, 1), InlineData("same", 2, 3, 1), InlineData("same", 3, 2, 1),
        InlineData("same", 1, 3, 2), InlineData("valid", 1, 2, 2)]
    public void A_transposed_convolution_is_its_layers(string padding, int step, int window, int dilation)
    {
        using var scope = Scopes.Step();
        Tensor x = Draw(2, 4, 5, 3);
        var layer = layers.Conv2DTranspose(4, window, step, padding, dilation_rate: dilation, use_bias: false);
        Tensor expected = layer.Apply(x);
        int[] shape = Array.ConvertAll(expected.shape, n => (int)n);
        Same(expected, backend.conv2d_transpose(x, layer.kernel.value, new(shape), step, padding, dilation_rate: dilation));
        Tensor first = backend.conv2d_transpose(x.permute(0, 3, 1, 2), layer.kernel.value, [shape[0], shape[3], shape[1], shape[2]], step,
            padding, "channels_first", dilation);
        Same(expected, first.permute(0, 2, 3, 1));
    }

    /// <summary>Several sizes come to the same number of places; the way back leads to each.</summary>
    [Theory, InlineData("same", 7), InlineData("same", 8), InlineData("valid", 9), InlineData("valid", 10)]
    public void A_transposed_convolution_takes_the_size_that_is_asked_for(string padding, int size)
    {
        using var scope = Scopes.Step();
        Tensor x = Draw(1, 4, 4, 2), kernel = Draw(3, 3, 1, 2), y = backend.conv2d_transpose(x, kernel, [1, size, size, 1], 2, padding);
        // It is the gradient of the convolution.
        Tensor picture = torch.zeros(1, size, size, 1, requires_grad: true);
        Tensor there = backend.conv2d(picture, kernel, 2, padding);
        Same(torch.autograd.grad([there], [picture], [x])[0], y);
        Assert.Contains("output_shape", Assert.Throws<ArgumentException>(() => backend.conv2d_transpose(x, kernel, [1, 20, 20, 1], 2,
            padding)).Message);
    }

    [Fact]
    public void Local_convolutions_are_their_layers()
    {
        using var scope = Scopes.Step();
        Tensor x = Draw(2, 7, 6, 3), steps = Draw(2, 7, 3);
        var two = layers.LocallyConnected2D(4, (2, 3), (2, 1), use_bias: false);
        Tensor expected = two.Apply(x);
        Same(expected, backend.local_conv2d(x, two.kernel.value, (2, 3), (2, 1), ((int)expected.size(1), (int)expected.size(2))));
        Assert.Throws<ArgumentException>(() => backend.local_conv2d(x, two.kernel.value, (2, 3), (2, 1), (9, 9)));
        var one = layers.LocallyConnected1D(4, 3, 2, use_bias: false);
        Same(one.Apply(steps), backend.local_conv1d(steps, one.kernel.value, 3, 2));
        var first = layers.LocallyConnected1D(4, 3, 2, use_bias: false, data_format: "channels_first");
        Same(first.Apply(steps.transpose(1, 2)), backend.local_conv1d(steps.transpose(1, 2), first.kernel.value, 3, 2, "channels_first"));
    }

    [Fact]
    public void Edges_are_zeros()
    {
        using var scope = Scopes.Step();
        Tensor x = Draw(1, 2, 3, 2);
        Same(layers.ZeroPadding2D(((1, 2), (0, 3))).Apply(x), backend.spatial_2d_padding(x, ((1, 2), (0, 3))));
        Assert.Equal([1, 4, 5, 2], backend.spatial_2d_padding(x).shape);
        Assert.Equal([1, 2, 5, 4], backend.spatial_2d_padding(x, data_format: "channels_first").shape);
        Assert.Equal([1, 4, 4, 5, 2], backend.spatial_3d_padding(Draw(1, 2, 2, 3, 2)).shape);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public void Steps_are_a_recurrent_layers(bool backwards, bool masked)
    {
        using var scope = Scopes.Step();
        Tensor x = Draw(2, 4, 3), mask = torch.tensor(new[] { true, true, false, true, false, true, true, false }).reshape(2, 4);
        SimpleRNN layer = layers.SimpleRNN(5, return_sequences: true, return_state: true, go_backwards: backwards);
        Tensor[] expected = layer.ApplyAll([x], mask: masked ? [mask] : null);
        Tensor[] weights = [.. layer.weights.Select(w => w.value)];
        var (last, all, states) = backend.rnn((step, state) =>
        {
            Tensor y = (step.matmul(weights[0]) + state[0].matmul(weights[1]) + weights[2] + (0 * state[1])).tanh();
            return (y, [y]);
        }, x, [torch.zeros(2, 5)], backwards, masked ? mask : null, [torch.ones(1)]);
        Same(expected[0], all);
        Same(expected[1], states[0]);
        Same(all.select(1, all.size(1) - 1), last);
    }

    /// <summary>Keras's own example: masked outputs repeat the one before, or are 0.</summary>
    [Fact]
    public void Masked_steps_repeat_or_are_zeros()
    {
        using var scope = Scopes.Step();
        Tensor x = torch.tensor(new float[] { 1, 2, 3 }).reshape(1, 3, 1), mask = torch.tensor(new[] { true, false, true }).reshape(1, 3);
        float[] Run(bool zeros, bool all = true) => backend.rnn((v, s) => (v + s[0], [v + s[0]]), x, [torch.zeros(1, 1)], mask: mask,
            zero_output_for_mask: zeros, return_all_outputs: all).Item2.data<float>().ToArray();
        Assert.Equal([1, 1, 4], Run(false));
        Assert.Equal([1, 0, 4], Run(true));
        Assert.Equal([4], Run(true, all: false));
    }

    [Fact]
    public void The_learning_phase_is_what_calls_take_that_say_nothing()
    {
        Layer dropout = layers.Dropout(.9);
        NDArray x = np.ones(new[] { 100, 10 });
        bool Drops(bool? training = null) => dropout.Apply(x, training).flatten().ToArray<float>().Min() == 0;
        Assert.Equal(0, backend.learning_phase());
        Assert.False(Drops());
        using (backend.learning_phase_scope(1))
        {
            Assert.Equal(1, backend.learning_phase());
            Assert.True(Drops());
            Assert.False(Drops(training: false));
            var model = models.Sequential([layers.Dropout(.9, input_shape: 10)]);
            Assert.Equal(1f, model.predict(x).outputs[0].flatten().ToArray<float>().Min());
        }
        Assert.False(Drops());
        Assert.Throws<ArgumentException>(() => backend.set_learning_phase(2));
    }

    [Fact]
    public void Placeholders_are_inputs_and_the_inputs_of_a_tensor_are_found()
    {
        KerasTensor a = backend.placeholder((null, 3), name: "a"), b = backend.placeholder(ndim: 2);
        Assert.Equal("(None, 3)", a.shape.ToString());
        Assert.Equal("(None, None)", b.shape.ToString());
        Assert.Throws<ArgumentException>(() => backend.placeholder());
        KerasTensor other = Input(3), sum = layers.Add().Apply([layers.Dense(3).Apply(other), a]);
        Assert.Equal([other, a], utils.get_source_inputs(sum));
        Model model = keras.Model(utils.get_source_inputs(sum), sum);
        Assert.Equal(2, model.inputs.Count);
    }

    /// <summary>Values of Keras's documentation.</summary>
    [Fact]
    public void Ordinal_classes_are_those_of_Keras()
    {
        Assert.Equal([0f, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1], utils.to_ordinal(np.array(new[] { 0, 1, 2, 3 }), 4).flatten().ToArray<float>());
        Assert.Equal([2L, 2L], utils.to_ordinal(np.array(new[] { 0, 2 }).reshape(2, 1)).shape);
        Assert.Throws<ArgumentException>(() => utils.to_ordinal(np.array(new[] { 5 }), 4));
    }

    /// <summary>The losses of the same names are their means.</summary>
    [Fact]
    public void Focal_crossentropies_by_value()
    {
        using var scope = Scopes.Step();
        Tensor y = torch.tensor(new float[] { 0, 1, 1, 0 }).reshape(2, 2), p = torch.tensor(new[] { .6f, .4f, .4f, .6f }).reshape(2, 2);
        foreach (bool logits in new[] { false, true })
        {
            Same(keras.losses.binary_focal_crossentropy(y, p, true, from_logits: logits),
                backend.binary_focal_crossentropy(y, p, true, from_logits: logits).mean([-1]));
            Same(keras.losses.categorical_focal_crossentropy(y, p, from_logits: logits),
                backend.categorical_focal_crossentropy(y, p, from_logits: logits));
        }
        // far from 0 nothing is lost
        Tensor sure = backend.binary_crossentropy(torch.ones(1), torch.full(1, 40f), from_logits: true);
        Assert.Equal(MathF.Exp(-40), sure.item<float>(), 1e-20f);
    }
}
