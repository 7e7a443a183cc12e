using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>What is normalized keeps its digits where its mean lies far from 0: everything beside the formula in float64.</summary>
public sealed class CenteringTests
{
    private static Tensor Draw(long[] shape, double mean, int seed) =>
        torch.randn(shape, torch.ScalarType.Float64, generator: new torch.Generator((ulong)seed)).add(mean)
            .to_type(torch.ScalarType.Float32);

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance = 1e-5)
    {
        double most = expected.abs().max().ToNumber();
        double error = (actual.to_type(torch.ScalarType.Float64) - expected).abs().max().ToNumber();
        Assert.True(error <= tolerance * most, $"{error} of {most}");
    }

    private static Tensor Exact(Tensor x, Tensor mean, Tensor variance, Tensor gamma, Tensor beta) =>
        ((x - mean) / (variance + 1e-3).sqrt() * gamma) + beta;

    public static TheoryData<long[], double> Kinds()
    {
        var kinds = new TheoryData<long[], double>();
        foreach (double mean in (double[])[0, 1e3, 1e6, -3e5])
        {
            foreach (long[] shape in (long[][])[[8, 9, 9, 1], [4, 16, 16, 3], [4, 16, 16, 33], [64, 20], [16, 10, 7], [2, 5, 5, 5, 4]])
            {
                kinds.Add(shape, mean);
            }
        }
        return kinds;
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_batch_normalization_is_its_formula(long[] shape, double mean)
    {
        long channels = shape[^1];
        var layer = layers.BatchNormalization();
        layer.build(new KerasDigits.Core.Shape([null, .. shape[1..].Select(n => (long?)n)]));
        layer.gamma!.assign(torch.linspace(0.5, 2, channels));
        layer.beta!.assign(torch.linspace(-1, 3, channels));
        using var gradients = torch.enable_grad();
        Tensor x = Draw(shape, mean, 3), weight = Draw(shape, 0.3, 4), wide = x.to_type(torch.ScalarType.Float64).requires_grad_(true);
        long[] axes = [.. Enumerable.Range(0, shape.Length - 1).Select(i => (long)i)];
        Tensor gamma = layer.gamma.value.detach().to_type(torch.ScalarType.Float64).requires_grad_(true),
            beta = layer.beta.value.detach().to_type(torch.ScalarType.Float64).requires_grad_(true);
        foreach (bool training in (bool[])[true, false])
        {
            Tensor center, spread;
            if (training) { (center, spread) = (wide.mean(axes), wide.var(axes, unbiased: false)); }
            else
            {
                layer.moving_mean!.assign(torch.full(channels, (float)mean));
                layer.moving_variance!.assign(torch.full(channels, 1.1f));
                (center, spread) = (layer.moving_mean.value.to_type(torch.ScalarType.Float64),
                    layer.moving_variance.value.to_type(torch.ScalarType.Float64));
            }
            Tensor scale = layer.gamma.value.requires_grad_(true), offset = layer.beta.value.requires_grad_(true);
            Tensor given = x.clone().requires_grad_(true), own = layer.call(given, training);
            Tensor exact = Exact(wide, center, spread, gamma, beta);
            AssertNear(exact, own);
            IList<Tensor> ours = torch.autograd.grad([(own * weight).sum()], [given, scale, offset]);
            IList<Tensor> theirs = torch.autograd.grad([(exact * weight.to_type(torch.ScalarType.Float64)).sum()], [wide, gamma, beta]);
            foreach (var (expected, actual) in theirs.Zip(ours)) { AssertNear(expected, actual); }
            if (!training) { continue; }
            double n = x.numel() / channels;
            AssertNear(center * 0.01, layer.moving_mean!.value);
            AssertNear((spread * (shape.Length == 4 ? n / (n - 1) : 1) * 0.01) + 0.99, layer.moving_variance!.value);
        }
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void A_convolution_takes_no_normalization_into_its_weights_that_would_cancel(double mean)
    {
        Sequential model = models.Sequential([layers.Conv2D(3, 1, input_shape: (6, 6, 3)),
            layers.BatchNormalization()]);
        model.layers[0].set_weights([np.eye(3).reshape(1, 1, 3, 3).astype(np.float32), np.zeros(3).astype(np.float32)]);
        var norm = (BatchNormalization)model.layers[1];
        norm.moving_mean!.assign(torch.full(3, (float)mean));
        Tensor x = Draw([16, 6, 6, 3], mean, 5);
        Tensor exact = (x.to_type(torch.ScalarType.Float64) - mean) / Math.Sqrt(1.001);
        AssertNear(exact, Arrays.ToTensor(model.predict(x.numpy(), verbose: 0)));
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void A_small_nets_training_step_is_the_ordinary_one(double mean)
    {
        float[][] ends = [.. ((bool[])[false, true]).Select(off =>
        {
            bool before = KerasDigits.Training.Small.SmallStep.IsOff;
            KerasDigits.Training.Small.SmallStep.IsOff = off;
            try
            {
                utils.set_random_seed(1);
                Sequential model = models.Sequential([layers.BatchNormalization(input_shape: 5), layers.Dense(2)]);
                model.compile(optimizers.SGD(0.05), "mse");
                model.fit(Draw([40, 5], mean, 6).numpy(), Draw([40, 2], 0, 7).numpy(), epochs: 3, batch_size: 40, verbose: 0,
                    shuffle: false);
                return model.get_weights().SelectMany(w => w.astype(np.float32).ToArray<float>()).ToArray();
            }
            finally { KerasDigits.Training.Small.SmallStep.IsOff = before; }
        })];
        Assert.Equal(ends[1].Select(w => (double)w), ends[0].Select(w => (double)w),
            (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void So_do_the_others(double mean)
    {
        Tensor x = Draw([6, 5, 4, 12], mean, 8), wide = x.to_type(torch.ScalarType.Float64);
        Tensor Centered(Tensor t, params long[] axes) =>
            (t - t.mean(axes, true)) / (t.var(axes, unbiased: false, keepdim: true) + 1e-3).sqrt();
        AssertNear(Centered(wide, 3), layers.LayerNormalization().Apply(x));
        AssertNear(Centered(wide, 1, 2), layers.LayerNormalization(axis: (1, 2)).Apply(x));
        AssertNear(Centered(wide.reshape(6, 20, 3, 4), 1, 3).reshape(6, 5, 4, 12), layers.GroupNormalization(3).Apply(x));
        AssertNear(wide / (wide.var([3L], unbiased: false, keepdim: true) + 1e-3).sqrt(),
            layers.LayerNormalization(rms_scaling: true).Apply(x));
        AssertNear(wide.var([0L, 1, 2], unbiased: false), backend.var(x, axis: (0, 1, 2)));
        AssertNear(wide.var([0L, 1, 2], unbiased: false).sqrt(), backend.std(x, axis: (0, 1, 2)));
        AssertNear(Centered(wide, 0, 1, 2), backend.normalize_batch_in_training(x, null, null, (0, 1, 2)).Normalized);
        AssertNear(wide.var([0L, 1], unbiased: false), KerasDigits.keras.ops.moments(x, (0, 1)).Variance);
        AssertNear(wide.var([1L], unbiased: false), KerasDigits.keras.ops.nanvar(x, 1));
    }

    [Fact]
    public void A_layer_normalization_of_squares_beyond_float32_is_beta()
    {
        Tensor x = torch.tensor(new[,] { { 1e19f, 2e19f, 4e19f }, { 1, 2, 4 } });
        Tensor y = layers.LayerNormalization(beta_initializer: "ones").Apply(x);
        Assert.Equal([1f, 1, 1], y[0].data<float>().ToArray());
        Assert.True(y[1].isfinite().all().item<bool>());
    }

    [Fact]
    public void Nothing_is_said_of_no_values()
    {
        using var none = torch.zeros([0, 3]);
        Assert.Equal([3L], backend.var(none, axis: 0).shape);
        Assert.True(backend.std(none).isnan().item<bool>());
        foreach (string file in House.Repository.Files("src/KerasDigits", "*.cs"))
        {
            Assert.False(System.Text.RegularExpressions.Regex.IsMatch(File.ReadAllText(file), @"\.(var|std)\([^)]*unbiased"),
                $"{file}: the engine's own variance warns on the error stream where there are no values. Use Centering.");
        }
    }
}
