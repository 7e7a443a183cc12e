using KerasDigits.Backend;
using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>timeseries_dataset_from_array.</summary>
/// <remarks>Source: tf.keras 2.3.1, preprocessing/timeseries.py.</remarks>
internal static class TimeseriesDataset
{
    /// <summary>Windows over a series, in batches.</summary>
    /// <param name="data">The series; the first axis is time.</param>
    /// <param name="targets">The target of the window that starts at the same place; null: only windows.</param>
    /// <param name="sequence_length">Steps in a window.</param>
    /// <param name="sequence_stride">Steps between the starts of two windows.</param>
    /// <param name="sampling_rate">Steps between two values of a window.</param>
    /// <param name="batch_size">Windows in a batch, above 0; the last one may hold fewer.</param>
    /// <param name="shuffle">Whether windows come in random order, a new one in each epoch.</param>
    /// <param name="seed">Seed of that order; null: drawn from np.random.</param>
    /// <param name="start_index">First step that is used; null: 0.</param>
    /// <param name="end_index">First step that is no longer used; null: all are.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    [KerasExport("keras.preprocessing.timeseries_dataset_from_array", "keras.utils.timeseries_dataset_from_array")]
    public static Dataset timeseries_dataset_from_array(NDArray data, NDArray? targets, int sequence_length, int sequence_stride = 1,
        int sampling_rate = 1, int batch_size = 128, bool shuffle = false, int? seed = null, int? start_index = null, int? end_index = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        long count = data.shape[0];
        Guard.That(start_index is null || (start_index >= 0 && start_index < count),
            $"start_index must be from 0 to the length of the data, {count}, not included. Received: {start_index}", nameof(start_index));
        Guard.That(end_index is null || (end_index > (start_index ?? 0) && end_index <= count),
            $"end_index must be above start_index and at most the length of the data, {count}. Received: {end_index}", nameof(end_index));
        Guard.That(sampling_rate > 0 && sampling_rate < count,
            $"sampling_rate must be higher than 0 and lower than the length of the data. Received: {sampling_rate}", nameof(sampling_rate));
        Guard.That(sequence_stride > 0 && sequence_stride < count,
            $"sequence_stride must be higher than 0 and lower than the length of the data. Received: {sequence_stride}",
            nameof(sequence_stride));
        Guard.That(sequence_length > 0, $"sequence_length must be higher than 0. Received: {sequence_length}", nameof(sequence_length));
        Guard.Positive(batch_size);
        int first = start_index ?? 0;
        long last = end_index ?? count;
        // Keras counts a window as sequence_length * sampling_rate steps, the gap behind its last value with it.
        long starts = last - first - ((long)sequence_length * sampling_rate) + 1;
        if (targets is not null) { starts = Math.Min(starts, targets.shape[0]); }
        Guard.That(starts > 0, $"The data from {first} to {last} are shorter than a window of {sequence_length} steps at a sampling_rate "
            + $"of {sampling_rate}.", nameof(sequence_length));
        Dataset windows = Dataset.range(0, starts, sequence_stride);
        if (shuffle)
        {
            int drawn = seed ?? Seeds.DrawInt(1_000_000);
            int[] order = LabelledFiles.DrawPermutation(drawn, (int)windows.cardinality());
            windows = Dataset.from_tensor_slices((object)np.array(Array.ConvertAll(order, i => (long)i * sequence_stride)))
                .shuffle(batch_size * 8L, drawn);
        }
        Element MakeWindow(NDArray at)
        {
            int start = first + (int)at.ToArray<long>()[0];
            int end = start + ((sequence_length - 1) * sampling_rate) + 1;
            NDArray window = Texts.Keep(data, data[$"{start}:{end}:{sampling_rate}"].copy());
            return targets is null ? new Element(window) : new Element([new Element(window), new Element(targets[start])]);
        }
        return windows.map(MakeWindow).batch(batch_size);
    }
}
