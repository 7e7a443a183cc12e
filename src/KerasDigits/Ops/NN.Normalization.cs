using KerasDigits.Backend;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

internal static partial class NN
{
    /// <summary>Batch normalization over the last axis; in training the moving statistics are updated in place.</summary>
    /// <param name="x">Any rank, channels last.</param>
    /// <param name="gamma">Scale; null: 1.</param>
    /// <param name="beta">Offset; null: 0.</param>
    /// <param name="mean">Moving mean of each channel.</param>
    /// <param name="variance">Moving variance of each channel.</param>
    /// <param name="training">Whether batch statistics are used.</param>
    /// <param name="momentum">Fraction of the moving statistics kept in each step.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="unbiased">Whether the moving variance is the unbiased one, n / max(n − 1, 1) times the batch's, as TensorFlow's fused
    /// kernel has it.</param>
    public static Tensor BatchNorm(Tensor x, Tensor? gamma, Tensor? beta, Tensor mean, Tensor variance, bool training, double momentum,
        double epsilon, bool unbiased)
    {
        if (!training)
        {
            return IsAffine(mean, variance, epsilon)
                ? RunBatchNorm(x, gamma, beta, (Keep(mean), Keep(variance)), training: false, epsilon)
                : RunBatchNorm(x - mean, gamma, beta, (torch.zeros_like(mean), Keep(variance)), training: false, epsilon).to_type(x.dtype);
        }
        // Where the kept mean lies far from 0 the batch's does too, most likely: moved at once, it is not normalized twice.
        var (result, ownMean, ownVariance) = NormalizeByBatch(x, gamma, beta, epsilon,
            Centering.IsFar(mean, variance, epsilon) ? mean.clone() : null);
        using var _ = torch.no_grad();
        double n = (double)x.numel() / x.size(-1);
        mean.mul_(momentum).add_(ownMean, alpha: 1 - momentum);
        variance.mul_(momentum).add_(ownVariance, alpha: (1 - momentum) * (unbiased ? n / Math.Max(1, n - 1) : 1));
        return result;
    }

    /// <summary>Statistics for the way back: a training call before it would change their memory.</summary>
    private static Tensor Keep(Tensor statistics) => torch.is_grad_enabled() ? statistics.clone() : statistics;

    /// <summary>
    /// Whether a normalization by kept statistics loses nothing as factor · input + offset: offsets of many deviations would cancel.
    /// </summary>
    public static bool IsAffine(Tensor mean, Tensor variance, double epsilon) => !Centering.IsFar(mean, variance, epsilon, near: 32);

    /// <summary>Batch normalization over the last axis by the batch's statistics.</summary>
    /// <param name="x">Any rank, channels last.</param>
    /// <param name="gamma">Scale; null: 1.</param>
    /// <param name="beta">Offset; null: 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="anchor">What lies near the means; null: 0.</param>
    /// <param name="moves">How often a better anchor may be tried.</param>
    /// <returns>The result; the batch's mean and (biased) variance.</returns>
    private static (Tensor Result, Tensor Mean, Tensor Variance) NormalizeByBatch(Tensor x, Tensor? gamma, Tensor? beta, double epsilon,
        Tensor? anchor = null, int moves = 2)
    {
        var type = (gamma ?? beta)?.dtype ?? (IsHalf(x) ? torch.ScalarType.Float32 : x.dtype);
        Tensor mean = torch.zeros([x.size(-1)], dtype: type, device: x.device), variance = torch.zeros_like(mean);
        Tensor result = RunBatchNorm(anchor is null ? x : x - anchor, gamma, beta, (mean, variance), training: true, epsilon)
            .to_type(x.dtype);
        double n = (double)x.numel() / x.size(-1);
        // The engine divides by n - 1 whatever n is.
        variance = n > 1 ? variance * ((n - 1) / n) : torch.zeros_like(mean);
        Tensor whole = anchor is null ? mean : anchor + mean;
        return moves > 0 && Centering.IsFar(mean, variance, epsilon)
            ? NormalizeByBatch(x, gamma, beta, epsilon, whole, moves - 1)
            : (result, whole, variance);
    }

    /// <summary>The engine's batch normalization over the last axis. In training the statistics are set to the batch's.</summary>
    private static Tensor RunBatchNorm(Tensor x, Tensor? gamma, Tensor? beta, (Tensor Mean, Tensor Variance) kept, bool training,
        double epsilon)
    {
        bool picture = x.dim() == 4;
        Tensor view = picture ? x.permute(0, 3, 1, 2) : x.reshape(-1, x.size(-1));
        Tensor result = F.batch_norm(view, kept.Mean, kept.Variance, gamma, beta, training, 1, epsilon);
        return picture ? result.permute(0, 2, 3, 1) : result.reshape(x.shape);
    }

    /// <summary>Batch normalization over the last axis in training, by the statistics of all processes' rows together.</summary>
    /// <inheritdoc cref="BatchNorm"/>
    public static Tensor SyncBatchNorm(Tensor x, Tensor? gamma, Tensor? beta, Tensor mean, Tensor variance, double momentum, double epsilon,
        bool unbiased, Replicas replicas)
    {
        Tensor flat = x.reshape(-1, x.size(-1)), anchor = torch.zeros_like(mean);
        var (average, spread, rows) = ShareStatistics(flat, replicas);
        // All processes see the same sums, so all of them begin anew or none.
        for (int moves = 2; moves > 0 && Centering.IsFar(average, spread, epsilon); moves--)
        {
            anchor = anchor + average.detach();
            flat = x.reshape(-1, x.size(-1)) - anchor;
            (average, spread, rows) = ShareStatistics(flat, replicas);
        }
        using (torch.no_grad())
        {
            mean.mul_(momentum).add_((anchor + average.detach()).to_type(mean.dtype), alpha: 1 - momentum);
            variance.mul_(momentum).add_(spread.detach().to_type(mean.dtype) * (unbiased ? rows / Math.Max(1, rows - 1) : 1),
                alpha: 1 - momentum);
        }
        Tensor y = (flat - average) * (spread + epsilon).rsqrt();
        if (gamma is not null) { y = y * gamma; }
        if (beta is not null) { y = y + beta; }
        return y.reshape(x.shape);
    }

    /// <summary>Mean, biased variance and number of the rows of all processes.</summary>
    private static (Tensor Mean, Tensor Variance, double Rows) ShareStatistics(Tensor flat, Replicas replicas)
    {
        Tensor count = Tensors.MakeFull(new Shape(1L), flat.size(0), "float32").to_type(flat.dtype);
        Tensor all = ReplicaSum.apply(torch.cat([flat.sum([0]), flat.square().sum([0]), count]), replicas);
        long channels = flat.size(-1);
        double rows = all.narrow(0, 2 * channels, 1).ToNumber();
        Tensor mean = all.narrow(0, 0, channels) / rows;
        return (mean, (all.narrow(0, channels, channels) / rows) - mean.square(), rows);
    }

    /// <summary>Batch normalization by kept statistics as factor · input + offset.</summary>
    public static (Tensor Factor, Tensor Offset) AffineOfNorm(Tensor? gamma, Tensor? beta, Tensor mean, Tensor variance, double epsilon)
    {
        Tensor factor = (variance + epsilon).rsqrt();
        if (gamma is not null) { factor = factor * gamma; }
        Tensor shift = mean * factor;
        return (factor, beta is null ? -shift : beta - shift);
    }

    /// <summary>Batch normalization over the last axis by the batch's statistics; nothing is kept of them.</summary>
    public static Tensor BatchStatisticsNorm(Tensor x, Tensor? gamma, Tensor? beta, double epsilon) =>
        NormalizeByBatch(x, gamma, beta, epsilon).Result;

    /// <summary>Batch renormalization in training; the moving statistics are updated in place.</summary>
    /// <param name="x">Any rank, channels last.</param>
    /// <param name="gamma">Scale; null: 1.</param>
    /// <param name="beta">Offset; null: 0.</param>
    /// <param name="kept">Moving mean, variance and deviation, and the renormalization's own mean and deviation.</param>
    /// <param name="momentum">Fraction of the moving statistics kept in each step.</param>
    /// <param name="renormMomentum">Part of the renormalization's own that is kept.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="rmin">Smallest factor; null: none.</param>
    /// <param name="rmax">Largest factor; null: none.</param>
    /// <param name="dmax">Largest shift; null: none.</param>
    /// <remarks>Source: tf.keras 2.15, layers/normalization/batch_normalization.py.</remarks>
    public static Tensor BatchRenorm(Tensor x, Tensor? gamma, Tensor? beta,
        (Tensor Mean, Tensor Variance, Tensor Stddev, Tensor OwnMean, Tensor OwnStddev) kept, double momentum, double renormMomentum,
        double epsilon, double? rmin, double? rmax, double? dmax)
    {
        Tensor flat = x.reshape(-1, x.size(-1)), mean = flat.mean([0]);
        var (around, spread) = Centering.Center(flat, [0]);
        Tensor stddev = (spread.squeeze(0) + epsilon).sqrt();
        Tensor r, d;
        using (torch.no_grad())
        {
            Tensor ownStddev = kept.OwnStddev.clamp_min(Math.Sqrt(epsilon));
            r = Within(stddev.detach() / ownStddev, rmin, rmax);
            d = Within((mean.detach() - kept.OwnMean) / ownStddev, -dmax, dmax);
            void Keep(Tensor variable, Tensor value, double part) => variable.mul_(part).add_(value, alpha: 1 - part);
            Keep(kept.OwnMean, mean.detach(), renormMomentum);
            Keep(kept.OwnStddev, stddev.detach(), renormMomentum);
            Keep(kept.Mean, mean.detach(), momentum);
            Keep(kept.Stddev, stddev.detach(), momentum);
            kept.Variance.copy_((kept.Stddev.square() - epsilon).clamp_min(0));
        }
        Tensor y = (around / stddev * r) + d;
        if (gamma is not null) { y *= gamma; }
        if (beta is not null) { y += beta; }
        return y.reshape(x.shape);
    }

    /// <summary>Cut off at those bounds that there are.</summary>
    private static Tensor Within(Tensor x, double? least, double? most) => least is null && most is null ? x : x.clamp(least, most);

    /// <summary>Layer normalization: mean 0 and variance 1 over some axes of each sample.</summary>
    /// <param name="x">Tensor of any rank.</param>
    /// <param name="axes">The axes, ascending, from 0.</param>
    /// <param name="gamma">Scale, with the sizes of the axes; null: 1.</param>
    /// <param name="beta">Offset; null: 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor LayerNorm(Tensor x, long[] axes, Tensor? gamma, Tensor? beta, double epsilon)
    {
        if (IsHalf(x)) { return LayerNorm(x.to(torch.ScalarType.Float32), axes, gamma, beta, epsilon).to(x.dtype); }
        if (axes[0] == x.dim() - axes.Length && x.numel() > 0)
        {
            long[] sizes = [.. axes.Select(a => x.size((int)a))];
            Tensor dense = x.contiguous();
            if (!Centering.HasFarRow(dense, sizes.Aggregate(1L, (a, b) => a * b), epsilon))
            {
                return F.layer_norm(dense, sizes, gamma!, beta!, epsilon);
            }
        }
        var (around, variance) = Centering.Center(x, axes);
        Tensor y = around * (variance + epsilon).rsqrt();
        long[] spread = [.. x.shape.Select((n, i) => axes.Contains(i) ? n : 1)];
        if (gamma is not null) { y *= gamma.view(spread); }
        return beta is null ? y : y + beta.view(spread);
    }

    /// <summary>Divides by the root of the variance over some axes and multiplies by gamma.</summary>
    public static Tensor RmsNorm(Tensor x, long[] axes, Tensor? gamma, double epsilon)
    {
        if (IsHalf(x)) { return RmsNorm(x.to(torch.ScalarType.Float32), axes, gamma, epsilon).to(x.dtype); }
        Tensor y = x * (Centering.ComputeVariance(x, axes, keep: true) + epsilon).rsqrt();
        return gamma is null ? y : y * gamma.view([.. x.shape.Select((n, i) => axes.Contains(i) ? n : 1)]);
    }

    /// <summary>Divides by the root of the mean square over some axes and multiplies by a scale.</summary>
    public static Tensor RootMeanSquareNorm(Tensor x, long[] axes, Tensor scale, double epsilon)
    {
        if (IsHalf(x)) { return RootMeanSquareNorm(x.to(torch.ScalarType.Float32), axes, scale, epsilon).to(x.dtype); }
        Tensor y = x * (x.square().mean(axes, keepdim: true) + epsilon).rsqrt();
        return y * scale.view([.. x.shape.Select((n, i) => axes.Contains(i) ? n : 1)]);
    }

    /// <summary>Group normalization: mean 0 and variance 1 over each group of channels of each sample.</summary>
    /// <param name="x">(batch, …, channels).</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="gamma">Scale per channel; null: 1.</param>
    /// <param name="beta">Offset per channel; null: 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor GroupNorm(Tensor x, long groups, Tensor? gamma, Tensor? beta, double epsilon)
    {
        if (IsHalf(x)) { return GroupNorm(x.to(torch.ScalarType.Float32), groups, gamma, beta, epsilon).to(x.dtype); }
        Tensor parts = x.reshape(x.size(0), -1, groups, x.size(-1) / groups);
        var (around, variance) = Centering.Center(parts, [1, 3]);
        Tensor y = (around * (variance + epsilon).rsqrt()).reshape(x.shape);
        if (gamma is not null) { y *= gamma; }
        return beta is null ? y : y + beta;
    }

    /// <summary>Whether sums over many values need a wider type, as Keras gives them: even the gradient of beta is one.</summary>
    private static bool IsHalf(Tensor x) => x.dtype is torch.ScalarType.BFloat16 or torch.ScalarType.Float16;

    /// <summary>Sets a part of the values to 0 and scales the others up.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="rate">Fraction of the values to drop.</param>
    /// <param name="noise_shape">Shape of the choice, spread over the other axes; null: each value for itself.</param>
    /// <param name="generator">Own generator; null: the run's.</param>
    public static Tensor Dropout(Tensor x, double rate, long[]? noise_shape = null, Seeds.Source? generator = null)
    {
        if ((x.dtype == torch.ScalarType.Float32 || IsHalf(x)) && x.device_type == DeviceType.CPU)
        {
            return x * DropoutMask.Draw(noise_shape ?? x.shape, rate, generator).to(x.dtype);
        }
        if (noise_shape is null && generator is null) { return F.dropout(x, rate, true); }
        Tensor keep = torch.empty(noise_shape ?? x.shape, dtype: x.dtype, device: x.device).bernoulli_(1 - rate, generator?.Generator);
        return x * (keep / (1 - rate));
    }
}
