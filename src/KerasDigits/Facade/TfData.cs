namespace KerasDigits;

public abstract partial class tf
{
    /// <summary>Shape and dtype of an array (tf.TensorSpec).</summary>
    /// <param name="shape">Its axes.</param>
    /// <param name="dtype">Keras dtype.</param>
    public static Data.TensorSpec TensorSpec(Core.Shape shape, string dtype = float32) => new(shape, dtype);

    /// <summary>Streams of elements.</summary>
    public abstract class data
    {
        /// <summary>"As many as is best", for prefetch and num_parallel_calls.</summary>
        public const long AUTOTUNE = -1;

        /// <summary>The cardinality of a data set without end.</summary>
        public const long INFINITE_CARDINALITY = Data.Dataset.INFINITE;

        /// <summary>The cardinality of a data set of unknown length.</summary>
        public const long UNKNOWN_CARDINALITY = Data.Dataset.UNKNOWN;

        /// <inheritdoc cref="Data.Dataset"/>
        public abstract class Dataset : Data.Dataset
        {
            private Dataset() : base(() => [], () => 0) { }
        }

        /// <summary>TF 2.3's place of AUTOTUNE and cardinality.</summary>
        public static class experimental
        {
            /// <inheritdoc cref="data.AUTOTUNE"/>
            public const long AUTOTUNE = -1;

            /// <inheritdoc cref="Data.Dataset.cardinality"/>
            public static long cardinality(Data.Dataset dataset) => dataset.cardinality();
        }
    }
}
