using NumSharp;

namespace KerasDigits.Benchmarks;

/// <summary>Data of the notebook's size that both sides of a duel get.</summary>
internal static class Data
{
    /// <summary>Noise in [0, 1) of the shape given.</summary>
    public static NDArray Noise(params int[] shape)
    {
        np.random.seed(0);
        return np.random.uniform(0.0, 1.0, new NumSharp.Shape(shape)).astype(NPTypeCode.Single);
    }

    /// <summary>One-hot labels of ten classes.</summary>
    public static NDArray Labels(int count)
    {
        np.random.seed(1);
        return keras.utils.to_categorical(np.random.randint(0, 10, new NumSharp.Shape(count)), 10);
    }
}
