using KerasDigits.Notebook.Learn;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>The part of scikit-learn that notebooks use around Keras.</summary>
public static partial class sklearn
{
    /// <summary>
    /// Splitting of data. <c>using static KerasDigits.Notebook.sklearn.model_selection;</c> is Python's
    /// <c>from sklearn.model_selection import train_test_split</c>.
    /// </summary>
    public static partial class model_selection
    {
        /// <summary>
        /// Splits one array's rows into a training and a test part, with scikit-learn's own permutation for the same random_state.
        /// </summary>
        /// <param name="array">Any dtype and shape; the first axis is split.</param>
        /// <param name="test_size">A share (0.2) or a number of rows (7); null: what train_size leaves, or a quarter.</param>
        /// <param name="train_size">A share (0.8) or a number of rows (30); null: what test_size leaves.</param>
        /// <param name="random_state">The seed; null draws from <c>np.random</c>.</param>
        /// <param name="shuffle">False cuts without mixing.</param>
        /// <param name="stratify">A class per row: both parts keep the classes' shares; null: rows are parted without regard to
        /// classes.</param>
        /// <exception cref="ArgumentException">Sizes, lengths or classes do not allow the split.</exception>
        public static (NDArray train, NDArray test) train_test_split(NDArray array, SplitSize? test_size = null,
            SplitSize? train_size = null, int? random_state = null, bool shuffle = true, LabelArray? stratify = null)
        {
            (int[] train, int[] test) = ChooseRows([array], test_size, train_size, random_state, shuffle, stratify);
            return (Buffers.Take(array, train), Buffers.Take(array, test));
        }

        /// <summary>
        /// Splits two arrays' rows alike:
        /// <c>var (x_train, x_test, y_train, y_test) = train_test_split(x, y, test_size: 0.2, random_state: 42);</c>
        /// </summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (NDArray x_train, NDArray x_test, NDArray y_train, NDArray y_test) train_test_split(NDArray x, NDArray y,
            SplitSize? test_size = null, SplitSize? train_size = null, int? random_state = null, bool shuffle = true,
            LabelArray? stratify = null)
        {
            (int[] train, int[] test) = ChooseRows([x, y], test_size, train_size, random_state, shuffle, stratify);
            return (Buffers.Take(x, train), Buffers.Take(x, test), Buffers.Take(y, train), Buffers.Take(y, test));
        }

        /// <summary>Splits three arrays' rows alike.</summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (NDArray x_train, NDArray x_test, NDArray y_train, NDArray y_test, NDArray z_train, NDArray z_test) train_test_split(
            NDArray x, NDArray y, NDArray z, SplitSize? test_size = null, SplitSize? train_size = null, int? random_state = null,
            bool shuffle = true, LabelArray? stratify = null)
        {
            (int[] train, int[] test) = ChooseRows([x, y, z], test_size, train_size, random_state, shuffle, stratify);
            return (Buffers.Take(x, train), Buffers.Take(x, test), Buffers.Take(y, train), Buffers.Take(y, test), Buffers.Take(z, train),
                Buffers.Take(z, test));
        }

        /// <summary>Splits strings, paths of files for instance.</summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (string[] train, string[] test) train_test_split(string[] texts, SplitSize? test_size = null,
            SplitSize? train_size = null, int? random_state = null, bool shuffle = true, LabelArray? stratify = null)
        {
            (int[] train, int[] test) = ChooseRows([texts.Length], test_size, train_size, random_state, shuffle, stratify);
            return (Pick(texts, train), Pick(texts, test));
        }

        /// <summary>Splits strings and their targets alike.</summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (string[] x_train, string[] x_test, NDArray y_train, NDArray y_test) train_test_split(string[] x, NDArray y,
            SplitSize? test_size = null, SplitSize? train_size = null, int? random_state = null, bool shuffle = true,
            LabelArray? stratify = null)
        {
            (int[] train, int[] test) = ChooseRows([x.Length, GetLength(y)], test_size, train_size, random_state, shuffle, stratify);
            return (Pick(x, train), Pick(x, test), Buffers.Take(y, train), Buffers.Take(y, test));
        }

        /// <summary>Splits an array and strings, the classes' names for instance, alike.</summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (NDArray x_train, NDArray x_test, string[] y_train, string[] y_test) train_test_split(NDArray x, string[] y,
            SplitSize? test_size = null, SplitSize? train_size = null, int? random_state = null, bool shuffle = true,
            LabelArray? stratify = null)
        {
            (int[] train, int[] test) = ChooseRows([GetLength(x), y.Length], test_size, train_size, random_state, shuffle, stratify);
            return (Buffers.Take(x, train), Buffers.Take(x, test), Pick(y, train), Pick(y, test));
        }

        /// <summary>Splits two lists of strings alike.</summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (string[] x_train, string[] x_test, string[] y_train, string[] y_test) train_test_split(string[] x, string[] y,
            SplitSize? test_size = null, SplitSize? train_size = null, int? random_state = null, bool shuffle = true,
            LabelArray? stratify = null)
        {
            (int[] train, int[] test) = ChooseRows([x.Length, y.Length], test_size, train_size, random_state, shuffle, stratify);
            return (Pick(x, train), Pick(x, test), Pick(y, train), Pick(y, test));
        }

        /// <summary>Splits a frame's rows; its columns keep their names.</summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (DataFrame train, DataFrame test) train_test_split(DataFrame frame, SplitSize? test_size = null,
            SplitSize? train_size = null, int? random_state = null, bool shuffle = true, LabelArray? stratify = null)
        {
            if (!shuffle && stratify is not null) { throw StratifiedUnshuffled(); }
            (int[] train, int[] test) = Splitter.Split(frame.shape.rows, test_size, train_size, random_state, shuffle, stratify);
            return (frame.Take(train), frame.Take(test));
        }

        /// <summary>
        /// Splits the rows of two frames or columns alike:
        /// <c>var (X_train, X_test, y_train, y_test) = train_test_split(df[["a", "b"]], df["y"]);</c>
        /// </summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (TX x_train, TX x_test, TY y_train, TY y_test) train_test_split<TX, TY>(TX x, TY y, SplitSize? test_size = null,
            SplitSize? train_size = null, int? random_state = null, bool shuffle = true, LabelArray? stratify = null)
            where TX : IRows<TX>
            where TY : IRows<TY>
        {
            if (x.Rows != y.Rows) { throw Unequal([(long)x.Rows, y.Rows]); }
            if (!shuffle && stratify is not null) { throw StratifiedUnshuffled(); }
            (int[] train, int[] test) = Splitter.Split(x.Rows, test_size, train_size, random_state, shuffle, stratify);
            return (x.TakeSome(train), x.TakeSome(test), y.TakeSome(train), y.TakeSome(test));
        }

        /// <summary>Splits the rows of three frames or columns alike.</summary>
        /// <inheritdoc cref="train_test_split(NDArray, SplitSize?, SplitSize?, int?, bool, LabelArray?)"/>
        public static (TX x_train, TX x_test, TY y_train, TY y_test, TZ z_train, TZ z_test) train_test_split<TX, TY, TZ>(TX x, TY y, TZ z,
            SplitSize? test_size = null, SplitSize? train_size = null, int? random_state = null, bool shuffle = true,
            LabelArray? stratify = null)
            where TX : IRows<TX>
            where TY : IRows<TY>
            where TZ : IRows<TZ>
        {
            (int[] train, int[] test) = ChooseRows([x.Rows, y.Rows, z.Rows], test_size, train_size, random_state, shuffle, stratify);
            return (x.TakeSome(train), x.TakeSome(test), y.TakeSome(train), y.TakeSome(test), z.TakeSome(train), z.TakeSome(test));
        }

        /// <inheritdoc cref="Learn.KFold(int, bool, int?)"/>
        public static KFold KFold(int n_splits = 5, bool shuffle = false, int? random_state = null) => new(n_splits, shuffle, random_state);

        /// <inheritdoc cref="Learn.StratifiedKFold(int, bool, int?)"/>
        public static StratifiedKFold StratifiedKFold(int n_splits = 5, bool shuffle = false, int? random_state = null) =>
            new(n_splits, shuffle, random_state);

        private static (int[] Train, int[] Test) ChooseRows(NDArray[] arrays, SplitSize? test, SplitSize? train, int? seed, bool shuffle,
            LabelArray? stratify)
        {
            return ChooseRows(Array.ConvertAll(arrays, GetLength), test, train, seed, shuffle, stratify);
        }

        private static (int[] Train, int[] Test) ChooseRows(int[] lengths, SplitSize? test, SplitSize? train, int? seed, bool shuffle,
            LabelArray? stratify)
        {
            if (Array.Exists(lengths, n => n != lengths[0])) { throw Unequal(lengths.Select(n => (long)n)); }
            if (!shuffle && stratify is not null) { throw StratifiedUnshuffled(); }
            return Splitter.Split(lengths[0], test, train, seed, shuffle, stratify);
        }

        private static int GetLength(NDArray array) => array.ndim > 0 ? checked((int)array.shape[0])
            : throw new ArgumentException("Expected arrays with rows. Received: a single number.");

        private static string[] Pick(string[] texts, int[] rows) => Array.ConvertAll(rows, r => texts[r]);

        private static ArgumentException Unequal(IEnumerable<long> rows) =>
            new($"Found input variables with inconsistent numbers of samples: [{string.Join(", ", rows)}]. Give arrays of equal length.");

        private static ArgumentException StratifiedUnshuffled() =>
            new("Stratified train/test split is not implemented for shuffle=False. Leave out one of the two.");
    }
}
