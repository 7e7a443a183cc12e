using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Numbers of rows, classes and places as int64.</summary>
/// <remarks>Of NaN, infinities and what is beyond its range a conversion makes some other number, of a row there may be.</remarks>
internal static class PlaceNumbers
{
    private const double Beyond = 9.2e18;

    /// <summary>Whole numbers; of floats, which Keras casts, what lies behind the point is cut off.</summary>
    /// <exception cref="ArgumentException">One is no number, or too great for int64.</exception>
    public static Tensor Read(Tensor numbers, string name)
    {
        if (!numbers.is_floating_point()) { return numbers.to_type(torch.ScalarType.Int64); }
        using (Scopes.NoGradient())
        {
            Tensor bad = (numbers.abs() < Beyond).logical_not();
            Guard.That(numbers.numel() == 0 || !bad.any().item<bool>(),
                $"`{name}` must hold whole numbers. Received: {numbers.masked_select(bad)[0].ToNumber()}.", name);
        }
        return numbers.to_type(torch.ScalarType.Int64);
    }

    /// <summary>Whole numbers of a whole dtype: TensorFlow's functions take no other.</summary>
    /// <exception cref="ArgumentException">The dtype is another one.</exception>
    public static Tensor Demand(Tensor numbers, string name)
    {
        Guard.That(!numbers.is_floating_point() && numbers.dtype != torch.ScalarType.Bool, $"`{name}` must be of a whole dtype, int32 or "
            + $"int64. Received: {DTypes.GetName(numbers.dtype)}. Cast it: tf.cast({name}, \"int32\").", name);
        return numbers.to_type(torch.ScalarType.Int64);
    }

    /// <summary>The numbers of rows that lie at places along several axes, counted through.</summary>
    /// <param name="places">(…, axes), int64.</param>
    /// <param name="shape">Sizes of the axes, and of others behind them.</param>
    /// <param name="name">The argument that holds the places.</param>
    /// <exception cref="ArgumentException">A place is outside of an axis, which would be one of another row.</exception>
    public static Tensor CountThrough(Tensor places, long[] shape, string name)
    {
        int axes = (int)places.size(-1);
        Guard.That(axes <= shape.Length, $"`{name}` has {axes} numbers for each place, but there are {shape.Length} axes.", name);
        Tensor flat = places.reshape(-1, axes), number = torch.zeros([flat.size(0)], dtype: torch.ScalarType.Int64, device: places.device);
        for (int i = 0; i < axes; i++)
        {
            Tensor own = flat.select(1, i);
            Guard.That(own.numel() == 0 || (own.min().item<long>() >= 0 && own.max().item<long>() < shape[i]),
                $"`{name}` must be from 0 to {shape[i] - 1} along axis {i}. Received: {own.min().item<long>()} to "
                    + $"{own.max().item<long>()}.", name);
            number = (number * shape[i]) + own;
        }
        return number;
    }
}
