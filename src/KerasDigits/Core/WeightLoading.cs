using System.Globalization;

namespace KerasDigits.Core;

/// <summary>
/// In force while a model is built from a file: weights that the file holds need no start values, and may not be more than it holds. So a
/// small file cannot make large weights.
/// </summary>
internal sealed class WeightLoading : IDisposable
{
    /// <summary>Values in a trial run of a layer that cannot say its output's shape.</summary>
    private const long MostTrialValues = 1 << 27;

    private static readonly ThreadSlot<WeightLoading> s_current = new("the file whose model is being built, and what its weights may take");
    private readonly WeightLoading? _outer = s_current.Value;
    private readonly long _allowed;
    private long _taken;

    private WeightLoading(long allowed, bool fromFile)
    {
        (_allowed, FromFile) = (allowed, fromFile);
        s_current.Value = this;
    }

    /// <summary>The scope of this thread; null when no file is being read.</summary>
    public static WeightLoading? Current => s_current.Value;

    /// <summary>Whether the weights' values follow from the file.</summary>
    public bool FromFile { get; }

    /// <summary>For a file that holds so many values.</summary>
    public static WeightLoading OfFile(long values) => new(values + 1024, fromFile: true);

    /// <summary>For a configuration without weights: they may take half of the machine's memory.</summary>
    public static WeightLoading OfText() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / sizeof(float), fromFile: false);

    /// <summary>Counts a weight.</summary>
    /// <exception cref="ArgumentException">The weights are more than allowed.</exception>
    public void Take(Shape shape, string weight)
    {
        long count = 1;
        foreach (long d in shape.ToArray())
        {
            bool fits = d == 0 || count <= _allowed / d;
            count = fits ? count * d : long.MaxValue;
        }
        if (count > _allowed - _taken)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The weight {weight} of shape {shape} makes the model larger than "
                + $"{(FromFile ? $"the file, which holds {_allowed - 1024} values" : "half of this machine's memory")}."));
        }
        _taken += count;
    }

    /// <summary>Checks the size of a trial run.</summary>
    /// <exception cref="ArgumentException">It is too large.</exception>
    public static void CheckTrial(Shape shape)
    {
        long count = 1;
        foreach (long d in shape.ToArray(none: 2))
        {
            if (d != 0 && count > MostTrialValues / d)
            {
                throw new ArgumentException($"An input of shape {shape} is too large to find the output's shape by a trial run; the layer "
                    + "must override compute_output_shape.");
            }
            count *= d;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => s_current.Value = _outer;
}
