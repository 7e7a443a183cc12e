using NumSharp;

namespace KerasDigits.Data;

/// <summary>tf.data's methods on what is a Sequence: generators of images and custom data sets.</summary>
public static class SequenceDatasets
{
    /// <summary>The batches as a tf.data data set.</summary>
    /// <param name="data">The Sequence; each epoch tells it its end.</param>
    public static Dataset as_dataset(this Sequence data) => Dataset.FromSequence(data);

    /// <inheritdoc cref="Dataset.map{TResult}(Func{NDArray, NDArray, TResult}, long?)"/>
    public static Dataset map<TResult>(this Sequence data, Func<NDArray, NDArray, TResult> map_func, long? num_parallel_calls = null) =>
        data.as_dataset().map(map_func, num_parallel_calls);

    /// <inheritdoc cref="Dataset.map{TResult}(Func{NDArray, NDArray, TResult}, long?)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
    public static Dataset map<TResult>(this Sequence data, Func<Tensor, Tensor, TResult> map_func, long? num_parallel_calls = null) =>
        data.as_dataset().map(map_func, num_parallel_calls);

    /// <inheritdoc cref="Dataset.take"/>
    public static Dataset take(this Sequence data, long count) => data.as_dataset().take(count);

    /// <inheritdoc cref="Dataset.skip"/>
    public static Dataset skip(this Sequence data, long count) => data.as_dataset().skip(count);

    /// <inheritdoc cref="Dataset.cache"/>
    public static Dataset cache(this Sequence data) => data.as_dataset().cache();

    /// <inheritdoc cref="Dataset.prefetch"/>
    public static Dataset prefetch(this Sequence data, long buffer_size) => data.as_dataset().prefetch(buffer_size);

    /// <inheritdoc cref="Dataset.shuffle"/>
    public static Dataset shuffle(this Sequence data, long buffer_size, int? seed = null, bool reshuffle_each_iteration = true) =>
        data.as_dataset().shuffle(buffer_size, seed, reshuffle_each_iteration);

    /// <inheritdoc cref="Dataset.repeat"/>
    public static Dataset repeat(this Sequence data, long? count = null) => data.as_dataset().repeat(count);

    /// <inheritdoc cref="Dataset.unbatch"/>
    public static Dataset unbatch(this Sequence data) => data.as_dataset().unbatch();
}
