using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits;

/// <summary>Python's unpacking of a list: <c>var (a, b) = model.predict_all(x);</c>, <c>var (y, h, c) = lstm.ApplyAll(x);</c></summary>
public static class ArrayDeconstruction
{
    /// <summary>Two arrays.</summary>
    /// <param name="arrays">Exactly as many arrays as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this NDArray[] arrays, out NDArray first, out NDArray second) => Unpack(arrays, out first, out second);

    /// <summary>Three arrays.</summary>
    /// <param name="arrays">Exactly as many arrays as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this NDArray[] arrays, out NDArray first, out NDArray second, out NDArray third) =>
        Unpack(arrays, out first, out second, out third);

    /// <summary>Two tensors.</summary>
    /// <param name="tensors">Exactly as many tensors as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this Tensor[] tensors, out Tensor first, out Tensor second) => Unpack(tensors, out first, out second);

    /// <summary>Three tensors.</summary>
    /// <param name="tensors">Exactly as many tensors as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this Tensor[] tensors, out Tensor first, out Tensor second, out Tensor third) =>
        Unpack(tensors, out first, out second, out third);

    /// <summary>Two symbolic tensors.</summary>
    /// <param name="tensors">Exactly as many tensors as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this KerasTensor[] tensors, out KerasTensor first, out KerasTensor second) =>
        Unpack(tensors, out first, out second);

    /// <summary>Three symbolic tensors.</summary>
    /// <param name="tensors">Exactly as many tensors as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this KerasTensor[] tensors, out KerasTensor first, out KerasTensor second, out KerasTensor third) =>
        Unpack(tensors, out first, out second, out third);

    /// <summary>A shape of two axes: <c>var (rows, columns) = x.shape;</c></summary>
    /// <param name="shape">A shape with exactly as many axes as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this long[] shape, out long first, out long second) => Unpack(shape, out first, out second);

    /// <summary>A shape of three axes.</summary>
    /// <param name="shape">A shape with exactly as many axes as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this long[] shape, out long first, out long second, out long third) =>
        Unpack(shape, out first, out second, out third);

    /// <summary>A shape of four axes.</summary>
    /// <param name="shape">A shape with exactly as many axes as names.</param>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <param name="fourth">The fourth one.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void Deconstruct(this long[] shape, out long first, out long second, out long third, out long fourth) =>
        (first, second, third, fourth) = (Of(shape, 0, 4), Of(shape, 1, 4), Of(shape, 2, 4), Of(shape, 3, 4));

    private static void Unpack<T>(T[] items, out T first, out T second) => (first, second) = (Of(items, 0, 2), Of(items, 1, 2));

    private static void Unpack<T>(T[] items, out T first, out T second, out T third) =>
        (first, second, third) = (Of(items, 0, 3), Of(items, 1, 3), Of(items, 2, 3));

    private static T Of<T>(T[] items, int i, int count) => items.Length == count ? items[i]
        : throw new ArgumentException($"There must be as many {(items is NDArray[] ? "arrays" : items is long[] ? "axes" : "tensors")} as "
            + $"names, {count}. Received: {items.Length}.", nameof(items));
}
