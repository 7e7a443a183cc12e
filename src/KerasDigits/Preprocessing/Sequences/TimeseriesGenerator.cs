using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>Batches of windows over a series, each with the value that follows as its target.</summary>
/// <remarks>Source: keras-preprocessing 1.1.2, sequence.py.</remarks>
[KerasExport("keras.preprocessing.sequence.TimeseriesGenerator")]
public sealed class TimeseriesGenerator : Sequence
{
    private readonly NDArray _data, _targets;

    /// <summary>Creates the generator.</summary>
    /// <param name="data">The series, time along the first axis.</param>
    /// <param name="targets">Targets, as many as steps.</param>
    /// <param name="length">Length of the windows, in steps of the series, above 0.</param>
    /// <param name="sampling_rate">Distance of the steps used in a window, above 0.</param>
    /// <param name="stride">Distance of the windows, above 0.</param>
    /// <param name="start_index">First step that is used.</param>
    /// <param name="end_index">Last step that is used; null: the last of the series.</param>
    /// <param name="shuffle">Whether windows are drawn at random.</param>
    /// <param name="reverse">Whether windows run backwards in time.</param>
    /// <param name="batch_size">Windows in a batch, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">length, sampling_rate, stride or batch_size is not above 0.</exception>
    /// <exception cref="ArgumentException">data and targets differ in length, or start_index and end_index leave no step.</exception>
    public TimeseriesGenerator(NDArray data, NDArray targets, int length, int sampling_rate = 1, int stride = 1, int start_index = 0,
        int? end_index = null, bool shuffle = false, bool reverse = false, int batch_size = 128)
    {
        Guard.That(data.shape[0] == targets.shape[0],
            $"Data and targets have to be of same length. Data length is {data.shape[0]} while target length is {targets.shape[0]}",
            nameof(targets));
        (_data, _targets) = (data, targets);
        (this.length, this.sampling_rate, this.stride, this.batch_size) = (Guard.Positive(length), Guard.Positive(sampling_rate),
            Guard.Positive(stride), Guard.Positive(batch_size));
        (this.start_index, this.end_index, this.shuffle, this.reverse) = (start_index + length, end_index ?? ((int)data.shape[0] - 1),
            shuffle, reverse);
        Guard.That(this.start_index <= this.end_index,
            $"`start_index+length={this.start_index} > end_index={this.end_index}` is disallowed, as no part of the sequence would be "
            + "left to be used as current step.", nameof(start_index));
    }

    /// <summary>Length of the windows.</summary>
    public int length { get; }

    /// <summary>Distance of the steps in a window.</summary>
    public int sampling_rate { get; }

    /// <summary>Distance of the windows.</summary>
    public int stride { get; }

    /// <summary>First step that is a target.</summary>
    public int start_index { get; }

    /// <summary>Last step that is a target.</summary>
    public int end_index { get; }

    /// <summary>Whether windows are drawn at random.</summary>
    public bool shuffle { get; }

    /// <summary>Whether windows run backwards.</summary>
    public bool reverse { get; }

    /// <summary>Windows in a batch.</summary>
    public int batch_size { get; }

    /// <inheritdoc/>
    public override int Length => (end_index - start_index + (batch_size * stride)) / (batch_size * stride);

    /// <inheritdoc/>
    public override Batch this[int index] => Make(ChooseRows(index));

    /// <inheritdoc/>
    protected internal override Func<Batch> Prepare(int index)
    {
        int[] rows = ChooseRows(index);
        return () => Make(rows);
    }

    private int[] ChooseRows(int index)
    {
        if (shuffle)
        {
            return Backend.Seeds.Draw(random => random.randint(start_index, end_index + 1, new[] { batch_size }).astype(NPTypeCode.Int32)
                .ToArray<int>());
        }
        int first = start_index + (batch_size * stride * index), end = Math.Min(first + (batch_size * stride), end_index + 1);
        return [.. Enumerable.Range(0, Math.Max(0, (end - first + stride - 1) / stride)).Select(i => first + (i * stride))];
    }

    private Batch Make(int[] rows)
    {
        int[] steps = [.. rows.SelectMany(EnumerateWindow)];
        NDArray samples = _data[np.array(steps)]
            .reshape([rows.Length, rows.Length == 0 ? 0 : steps.Length / rows.Length, .. _data.shape[1..].Select(d => (int)d)]);
        return new Batch([samples], [_targets[np.array(rows)]]);
    }

    private IEnumerable<int> EnumerateWindow(int row)
    {
        IEnumerable<int> steps = Enumerable.Range(0, (length + sampling_rate - 1) / sampling_rate)
            .Select(i => row - length + (i * sampling_rate));
        return reverse ? steps.Reverse() : steps;
    }
}
