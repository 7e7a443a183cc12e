using System.Runtime.CompilerServices;

namespace KerasDigits.Training;

/// <summary>
/// What fit takes as validation_freq: a number (of epochs between two validations) or a list of epochs, counted from 1, after which to
/// validate.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, engine/training_utils.py, should_run_validation.</remarks>
[CollectionBuilder(typeof(ValidationFreq), nameof(Create))]
public readonly struct ValidationFreq : IEnumerable<int>
{
    private readonly int _every;
    private readonly HashSet<int>? _epochs;

    private ValidationFreq(int every) => _every = every > 0 ? every
        : throw new ArgumentException($"`validation_freq` can not be less than 1. Received: validation_freq={every}.", "validation_freq");

    private ValidationFreq(IEnumerable<int> epochs) => _epochs = [.. epochs];

    /// <summary>Every this many epochs.</summary>
    /// <exception cref="ArgumentException">The number is below 1.</exception>
    public static implicit operator ValidationFreq(int every) => new(every);

    /// <summary>After these epochs, counted from 1.</summary>
    public static implicit operator ValidationFreq(int[] epochs) => new(epochs);

    /// <summary>After these epochs, counted from 1.</summary>
    public static implicit operator ValidationFreq(List<int> epochs) => new(epochs);

    /// <summary>From a collection expression: <c>validation_freq: [1, 2, 10]</c>.</summary>
    /// <param name="epochs">The epochs with a validation, counted from 1.</param>
    public static ValidationFreq Create(ReadOnlySpan<int> epochs) => new(epochs.ToArray());

    /// <summary>Whether to validate after that epoch, counted from 0. One that was not given validates after each.</summary>
    internal bool Holds(int epoch) => _epochs?.Contains(epoch + 1) ?? (epoch + 1) % Math.Max(1, _every) == 0;

    /// <summary>The epochs of a list.</summary>
    public IEnumerator<int> GetEnumerator() => (_epochs ?? []).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
