namespace KerasDigits.Regularizers;

/// <summary>l1·Σ|x| + l2·Σx².</summary>
/// <param name="l1">Factor of the sum of magnitudes.</param>
/// <param name="l2">Factor of the sum of squares.</param>
[KerasExport("keras.regularizers.L1L2")]
public sealed class L1L2(double l1 = 0.0, double l2 = 0.0) : Regularizer
{
    /// <summary>Factor of the sum of magnitudes.</summary>
    public double l1 { get; } = l1;

    /// <summary>Factor of the sum of squares.</summary>
    public double l2 { get; } = l2;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        Tensor? sum = l1 == 0 ? null : x.abs().sum() * l1;
        Tensor? squares = l2 == 0 && l1 != 0 ? null : x.square().sum() * l2;
        return sum is null ? squares! : squares is null ? sum : sum + squares;
    }

    /// <summary>An L1L2 with Keras's function defaults.</summary>
    /// <param name="l1">Factor of the sum of magnitudes, 0 or more.</param>
    /// <param name="l2">Factor of the sum of squares, 0 or more.</param>
    [KerasExport("keras.regularizers.l1_l2")]
    public static L1L2 l1_l2(double l1 = 0.01, double l2 = 0.01) => new(l1, l2);
}

/// <summary>l1·Σ|x|.</summary>
/// <param name="l1">Factor.</param>
[KerasExport("keras.regularizers.L1", "keras.regularizers.l1")]
public sealed class L1(double l1 = 0.01) : Regularizer
{
    /// <summary>Factor.</summary>
    public double l1 { get; } = l1;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.abs().sum() * l1;
}

/// <summary>l2·Σx².</summary>
/// <param name="l2">Factor.</param>
[KerasExport("keras.regularizers.L2", "keras.regularizers.l2")]
public sealed class L2(double l2 = 0.01) : Regularizer
{
    /// <summary>Factor.</summary>
    public double l2 { get; } = l2;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.square().sum() * l2;
}

/// <summary>Pushes the rows (or columns) of a matrix to be orthogonal to each other.</summary>
/// <param name="factor">Factor of the mean cosine.</param>
/// <param name="mode">"rows" or "columns".</param>
[KerasExport("keras.regularizers.OrthogonalRegularizer", "keras.regularizers.orthogonal_regularizer")]
public sealed class OrthogonalRegularizer(double factor = 0.01, string mode = "rows") : Regularizer
{
    /// <summary>Factor of the mean cosine.</summary>
    public double factor { get; } = factor;

    /// <summary>"rows" or "columns".</summary>
    public string mode { get; } = Guard.OneOf(mode, ["rows", "columns"]);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        Guard.That(x.dim() == 2, $"Inputs to OrthogonalRegularizer must have rank 2. Received: shape {Shape.Of(x.shape)}.", nameof(x));
        Tensor rows = mode == "rows" ? x : x.t();
        Tensor unit = rows / rows.square().sum(1, keepdim: true).clamp_min(1e-12).sqrt();
        Tensor cosines = unit.matmul(unit.t());
        long n = x.shape[mode == "rows" ? 0 : 1];
        Tensor others = cosines - cosines.diagonal().diag();
        return others.abs().sum() * (factor * 0.5 / Math.Max(1.0, n * (n - 1) / 2.0));
    }
}
