using System.Collections;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>Sequences of different lengths: Python's list of lists, <c>[[1, 2], [3]]</c>.</summary>
[CollectionBuilder(typeof(SequenceList), nameof(Create))]
public sealed class SequenceList : IEnumerable<double[]>
{
    private SequenceList(double[][] values, int[] sample) => (Values, Sample) = (values, sample);

    /// <summary>The values of each sequence, step after step.</summary>
    internal double[][] Values { get; }

    /// <summary>Shape of one step; empty for numbers.</summary>
    internal int[] Sample { get; }

    internal int StepSize => Sample.Aggregate(1, (a, b) => a * b);

    internal int GetLength(int sequence) => Values[sequence].Length / Math.Max(1, StepSize);

    /// <summary>What C# makes of <c>[[1, 2], [3]]</c>.</summary>
    /// <param name="sequences">The sequences, of any lengths.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static SequenceList Create(ReadOnlySpan<double[]> sequences) => new(sequences.ToArray(), []);

    /// <inheritdoc/>
    public IEnumerator<double[]> GetEnumerator() => Values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Lists of integers.</summary>
    public static implicit operator SequenceList(int[][] sequences) =>
        new(Array.ConvertAll(sequences, s => Array.ConvertAll(s, x => (double)x)), []);

    /// <summary>Lists of numbers.</summary>
    public static implicit operator SequenceList(double[][] sequences) => new(sequences, []);

    /// <summary>Lists of numbers.</summary>
    public static implicit operator SequenceList(float[][] sequences) =>
        new(Array.ConvertAll(sequences, s => Array.ConvertAll(s, x => (double)x)), []);

    /// <summary>Lists of integers.</summary>
    public static implicit operator SequenceList(List<int[]> sequences) => sequences.ToArray();

    /// <summary>Lists of integers.</summary>
    public static implicit operator SequenceList(List<List<int>> sequences) => sequences.Select(s => s.ToArray()).ToArray();

    /// <summary>Arrays whose first axis is time; the others must be equal.</summary>
    /// <exception cref="ArgumentException">The samples have different shapes behind their steps.</exception>
    public static implicit operator SequenceList(NDArray[] sequences)
    {
        int[] sample = sequences.Length == 0 ? [] : sequences[0].shape[1..].Select(d => (int)d).ToArray();
        for (int i = 0; i < sequences.Length; i++)
        {
            Guard.That(sequences[i].shape[1..].Select(d => (int)d).SequenceEqual(sample),
                $"Shape of sample ({string.Join(", ", sequences[i].shape[1..])}) of sequence at position {i} is different from expected "
                + $"shape ({string.Join(", ", sample)})", nameof(sequences));
        }
        return new(Array.ConvertAll(sequences, s => s.astype(NPTypeCode.Double).flatten().ToArray<double>()), sample);
    }
}
