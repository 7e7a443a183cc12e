using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>Reductions whose squares, sums or products leave float32's range on the way, though the result lies in it.</summary>
public sealed class WideReductionTests
{
    private static readonly float[] s_great = [1e30f, -1e30f, 3e38f, 3e38f], s_small = [1e-30f, -1e-30f, 3e-36f, 0];

    public static TheoryData<string, Func<Tensor, Tensor>> Reductions() => new()
    {
        { "K.std", x => backend.std(x) },
        { "K.std of an axis", x => backend.std(x, axis: 0, keepdims: true) },
        { "K.mean", x => backend.mean(x) },
        { "K.sum", x => backend.sum(ops.concatenate([x.abs(), x.abs() * -0.5])) },
        { "K.prod", x => backend.prod(x.abs() + 1e-30) },
        { "K.cumsum", x => backend.cumsum(ops.concatenate([x, -x * 0.5])).slice(0, -1, long.MaxValue, 1) },
        { "ops.std", x => ops.std(x) },
        { "ops.mean", x => ops.mean(x) },
        { "ops.nanstd", x => ops.nanstd(x) },
        { "ops.nanmean", x => ops.nanmean(x) },
        { "ops.average", x => ops.average(x, weights: TorchSharp.torch.tensor([3f, 1, 2, 1])) },
        { "ops.norm 3", x => ops.norm(x * 0.5, 3) },
        { "ops.norm 2", x => ops.norm(x * 0.5) },
        { "ops.norm fro", x => ops.norm(x.reshape(2, 2) * 0.5, "fro") },
        { "ops.norm nuc", x => ops.norm(x.reshape(2, 2) * 0.25, "nuc") },
        { "ops.norm of matrices", x => ops.norm(x.reshape(2, 2) * 0.5, 2.0) },
        { "ops.normalize", x => ops.normalize(x) * 1e-10 },
        { "ops.normalize 3", x => ops.normalize(x, order: 3, epsilon: 1e-40) },
        { "ops.corrcoef", x => ops.corrcoef(ops.stack([x, x * 0.5])) },
        { "ops.psnr", x => ops.psnr(x, x * 0.5, 1) },
        { "ops.logsumexp", x => ops.logsumexp(x) },
        { "K.l2_normalize", x => backend.l2_normalize(x) * 1e-10 },
    };

    [Theory, MemberData(nameof(Reductions))]
    public void Great_and_small_values_have_the_result_of_float64(string what, Func<Tensor, Tensor> reduce)
    {
        foreach (float[] values in (float[][])[s_great, s_small, [1, 2, 3, 4]])
        {
            Tensor narrow = TorchSharp.torch.tensor(values), wide = narrow.to_type(TorchSharp.torch.ScalarType.Float64);
            double[] expected = [.. reduce(wide).to_type(TorchSharp.torch.ScalarType.Float64).reshape(-1).data<double>()];
            Tensor result = reduce(narrow);
            Assert.Equal(TorchSharp.torch.ScalarType.Float32, result.dtype);
            float[] found = [.. result.reshape(-1).data<float>()];
            Assert.All(expected.Zip(found), p => Assert.True(
                double.IsNaN(p.First) ? float.IsNaN(p.Second) : Math.Abs(p.First) > float.MaxValue ? !float.IsFinite(p.Second)
                : Math.Abs(p.First - p.Second) <= Math.Max(1e-44, 2e-6 * Math.Abs(p.First)), $"{what}: {p.Second} for {p.First}"));
        }
    }
}
