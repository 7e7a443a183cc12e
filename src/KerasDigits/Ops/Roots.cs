namespace KerasDigits.Ops;

/// <summary>Square roots for optimizer state.</summary>
internal static class Roots
{
    /// <summary>√x to within a unit of the last place, for x from 0 on.</summary>
    /// <remarks>libtorch's own sqrt goes through a library that treats each zero and each tiny number on a slow path, and an optimizer's
    /// state is full of them; its reciprocal root does not.</remarks>
    public static Tensor Root(this Tensor x) => x.rsqrt().reciprocal_();
}
