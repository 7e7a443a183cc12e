namespace KerasDigits.Regularizers;

/// <summary>Pushes the rows (or columns) of a matrix to be orthogonal to each other.</summary>
/// <param name="factor">Factor of the mean cosine.</param>
/// <param name="mode">"rows" or "columns".</param>
/// <exception cref="ArgumentException">mode is not "rows" or "columns".</exception>
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
