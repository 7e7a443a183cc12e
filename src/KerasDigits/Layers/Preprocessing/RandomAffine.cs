using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the random rotations, shifts and zooms share: an affine map per image.</summary>
public abstract class RandomAffine : RandomImageLayer
{
    /// <summary>Sets the shared arguments.</summary>
    private protected RandomAffine(string fill_mode, string interpolation, int? seed, double fill_value) : base(seed) =>
        (this.fill_mode, this.interpolation, this.fill_value) = (ProjectiveTransform.FillMode(fill_mode),
            ProjectiveTransform.CheckInterpolation(interpolation), fill_value);

    /// <summary>How the outside is filled: "reflect", "wrap", "constant" or "nearest".</summary>
    public string fill_mode { get; }

    /// <summary>"bilinear" or "nearest".</summary>
    public string interpolation { get; }

    /// <summary>Value of the outside with "constant".</summary>
    public double fill_value { get; }

    private protected override Tensor Augment(Tensor x)
    {
        Tensor[] parts = Map(x, x.size(1), x.size(2));
        Tensor maps = NN.Concatenate([.. parts.Select(p => p.view(-1, 1))], 1);
        return ProjectiveTransform.Apply(x, maps, fill_mode, fill_value, interpolation);
    }

    /// <summary>The six numbers (a, b, c, d, e, f) of each image's map: where the pixel (x, y) of the result is taken from.</summary>
    private protected abstract Tensor[] Map(Tensor x, long height, long width);
}
