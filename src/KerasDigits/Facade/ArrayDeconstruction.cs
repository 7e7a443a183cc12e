using NumSharp;

namespace KerasDigits;

/// <summary>Python's unpacking of a list of arrays: <c>var (a, b) = model.predict_all(x);</c></summary>
public static class ArrayDeconstruction
{
    /// <summary>Two arrays.</summary>
    public static void Deconstruct(this NDArray[] arrays, out NDArray first, out NDArray second) => (first, second) = (Of(arrays, 0, 2), Of(arrays, 1, 2));

    /// <summary>Three arrays.</summary>
    public static void Deconstruct(this NDArray[] arrays, out NDArray first, out NDArray second, out NDArray third) =>
        (first, second, third) = (Of(arrays, 0, 3), Of(arrays, 1, 3), Of(arrays, 2, 3));

    private static NDArray Of(NDArray[] arrays, int i, int count) =>
        arrays.Length == count ? arrays[i] : throw new ArgumentException($"There must be as many arrays as names, {count}. Received: {arrays.Length} arrays.", nameof(arrays));
}
