namespace KerasDigits;

public abstract partial class tf
{
    /// <summary>Shape and dtype of an array (tf.TensorSpec).</summary>
    /// <param name="shape">Shape of the array, None for open axes.</param>
    /// <param name="dtype">Keras dtype of the array, such as "float32".</param>
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

            /// <summary>
            /// Batches of CSV files, read while they are used: each a dictionary of columns, or (dictionary, label) where a label is named.
            /// </summary>
            /// <param name="file_pattern">Path of the file, or of several files; * and ? are wildcards.</param>
            /// <param name="batch_size">Rows of a batch.</param>
            /// <param name="column_names">Names of all columns of the file; null: the first line holds them.</param>
            /// <param name="column_defaults">For each column that is read its dtype, where values must not be missing, or what stands for
            /// missing ones; null: dtypes by the first rows, 0 and "".</param>
            /// <param name="label_name">The column that is the label; null: none.</param>
            /// <param name="select_columns">Names (string[]) or numbers (int[]) of the columns to read; null: all.</param>
            /// <param name="field_delim">Character that separates fields.</param>
            /// <param name="use_quote_delim">Whether quotes keep delimiters together.</param>
            /// <param name="na_value">What stands for a missing value, beside an empty field.</param>
            /// <param name="header">Whether the files' first lines hold names.</param>
            /// <param name="num_epochs">How often the files are read; null: without end, so that fit needs steps_per_epoch.</param>
            /// <param name="shuffle">Whether rows come in random order, within a buffer.</param>
            /// <param name="shuffle_buffer_size">Rows in that buffer.</param>
            /// <param name="shuffle_seed">Its seed; null: drawn from np.random.</param>
            /// <param name="prefetch_buffer_size">Batches that are read ahead on a thread; null: two.</param>
            /// <param name="num_parallel_reads">Accepted for compatibility with Python and ignored: files are read one after the
            /// other.</param>
            /// <param name="sloppy">The order is the same in every run here, whatever it says.</param>
            /// <param name="num_rows_for_inference">Rows by which dtypes are chosen; null: all.</param>
            /// <param name="compression_type">"GZIP", "ZLIB"; null: none.</param>
            /// <param name="ignore_errors">Whether faulty rows are left out; else they throw.</param>
            public static Data.Dataset make_csv_dataset(string file_pattern, int batch_size, string[]? column_names = null,
                object[]? column_defaults = null, string? label_name = null, object? select_columns = null, char field_delim = ',',
                bool use_quote_delim = true, string na_value = "", bool header = true, int? num_epochs = null, bool shuffle = true,
                int shuffle_buffer_size = 10000, int? shuffle_seed = null, int? prefetch_buffer_size = null, int? num_parallel_reads = null,
                bool sloppy = false, int? num_rows_for_inference = 100, string? compression_type = null, bool ignore_errors = false) =>
                make_csv_dataset([file_pattern], batch_size, column_names, column_defaults, label_name, select_columns, field_delim,
                    use_quote_delim, na_value, header, num_epochs, shuffle, shuffle_buffer_size, shuffle_seed, prefetch_buffer_size,
                    num_parallel_reads, sloppy, num_rows_for_inference, compression_type, ignore_errors);

            /// <summary>The same over several files, whose rows follow each other.</summary>
            /// <inheritdoc cref="make_csv_dataset(string, int, string[], object[], string, object, char, bool, string, bool, int?, bool, int, int?, int?, int?, bool, int?, string, bool)"/>
            public static Data.Dataset make_csv_dataset(string[] file_pattern, int batch_size, string[]? column_names = null,
                object[]? column_defaults = null, string? label_name = null, object? select_columns = null, char field_delim = ',',
                bool use_quote_delim = true, string na_value = "", bool header = true, int? num_epochs = null, bool shuffle = true,
                int shuffle_buffer_size = 10000, int? shuffle_seed = null, int? prefetch_buffer_size = null, int? num_parallel_reads = null,
                bool sloppy = false, int? num_rows_for_inference = 100, string? compression_type = null, bool ignore_errors = false) =>
                Data.Csv.CsvDatasets.MakeBatches(
                    new Data.Csv.CsvTable
                    {
                        Files = Data.Csv.CsvTable.FindMatching(file_pattern), Delimiter = field_delim, Quotes = use_quote_delim,
                        Missing = na_value, Header = header, Compression = compression_type ?? "", IgnoresErrors = ignore_errors,
                    },
                    batch_size, column_names, column_defaults, label_name, select_columns, num_epochs, shuffle, shuffle_buffer_size,
                    shuffle_seed, prefetch_buffer_size, num_rows_for_inference ?? long.MaxValue);

            /// <summary>A tuple of numbers and strings for each row of CSV files, read while it is used.</summary>
            /// <param name="filenames">Path of the file, or of several files.</param>
            /// <param name="record_defaults">For each column that is read its dtype, where values must not be missing, or what stands for
            /// missing ones: <c>[tf.float32, tf.int32, 0.0, ""]</c>.</param>
            /// <param name="compression_type">"GZIP", "ZLIB"; null: none.</param>
            /// <param name="buffer_size">Accepted for compatibility with TensorFlow and ignored: a MiB is read at once.</param>
            /// <param name="header">Whether the files' first lines are left out.</param>
            /// <param name="field_delim">Character that separates fields.</param>
            /// <param name="use_quote_delim">Whether quotes keep delimiters together.</param>
            /// <param name="na_value">What stands for a missing value, beside an empty field.</param>
            /// <param name="select_cols">Numbers of the columns to read, ascending; null: all.</param>
            /// <param name="exclude_cols">Numbers of the columns to leave out; null: none.</param>
            public static Data.Dataset CsvDataset(string filenames, object[] record_defaults, string? compression_type = null,
                int? buffer_size = null, bool header = false, char field_delim = ',', bool use_quote_delim = true, string na_value = "",
                int[]? select_cols = null, int[]? exclude_cols = null) =>
                CsvDataset([filenames], record_defaults, compression_type, buffer_size, header, field_delim, use_quote_delim, na_value,
                    select_cols, exclude_cols);

            /// <summary>The same over several files, whose rows follow each other.</summary>
            /// <inheritdoc cref="CsvDataset(string, object[], string, int?, bool, char, bool, string, int[], int[])"/>
            public static Data.Dataset CsvDataset(string[] filenames, object[] record_defaults, string? compression_type = null,
                int? buffer_size = null, bool header = false, char field_delim = ',', bool use_quote_delim = true, string na_value = "",
                int[]? select_cols = null, int[]? exclude_cols = null) =>
                Data.Csv.CsvDatasets.MakeRows(
                    new Data.Csv.CsvTable
                    {
                        Files = filenames, Delimiter = field_delim, Quotes = use_quote_delim, Missing = na_value, Header = header,
                        Compression = compression_type ?? "",
                    },
                    record_defaults, select_cols, exclude_cols);
        }
    }
}
