using KerasDigits.Notebook.Learn;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <summary>scikit-learn's helpers.</summary>
    public static class utils
    {
        /// <summary>Rows in another order, scikit-learn's own for the same random_state.</summary>
        /// <param name="array">Array of any shape, whose rows are shuffled.</param>
        /// <param name="random_state">The seed; null draws from <c>np.random</c>.</param>
        public static NDArray shuffle(NDArray array, int? random_state = null) =>
            Buffers.Take(array, Splitter.MakePermutations(random_state)(checked((int)array.shape[0])));

        /// <summary>Two arrays' rows in another order, the same for both: <c>(X, y) = sklearn.utils.shuffle(X, y);</c></summary>
        /// <inheritdoc cref="shuffle(NDArray, int?)"/>
        /// <exception cref="ArgumentException">They differ in their number of rows.</exception>
        public static (NDArray, NDArray) shuffle(NDArray first, NDArray second, int? random_state = null)
        {
            if (first.shape[0] != second.shape[0])
            {
                throw new ArgumentException($"Found input variables with inconsistent numbers of samples: [{first.shape[0]}, "
                    + $"{second.shape[0]}]. Give arrays of equal length.");
            }
            int[] order = Splitter.MakePermutations(random_state)(checked((int)first.shape[0]));
            return (Buffers.Take(first, order), Buffers.Take(second, order));
        }

        /// <summary>A frame's rows in another order.</summary>
        /// <inheritdoc cref="shuffle(NDArray, int?)"/>
        public static DataFrame shuffle(DataFrame frame, int? random_state = null) =>
            frame.Take(Splitter.MakePermutations(random_state)(frame.shape.rows));

        /// <summary>Weights of classes.</summary>
        public static class class_weight
        {
            /// <summary>A weight per class: rows / (classes * rows of the class).</summary>
            /// <param name="class_weight">"balanced", or null: all 1.</param>
            /// <param name="classes">The classes: <c>np.unique(y)</c>.</param>
            /// <param name="y">A class per row.</param>
            /// <exception cref="ArgumentException">y holds a class that classes does not.</exception>
            public static NDArray compute_class_weight(string? class_weight, LabelArray classes, LabelArray y)
            {
                if (class_weight is not (null or "balanced"))
                {
                    throw new ArgumentException($"class_weight must be \"balanced\" or null. Received: \"{class_weight}\".",
                        nameof(class_weight));
                }
                int[] codes = y.ToCodes(classes);
                if (codes.Any(c => c < 0))
                {
                    throw new ArgumentException("classes should include all valid labels that can be in y", nameof(classes));
                }
                double[] weights = [.. Enumerable.Range(0, classes.Count)
                    .Select(c => class_weight is null ? 1 : (double)codes.Length / (classes.Count * codes.Count(k => k == c)))];
                return Buffers.MakeArray<double>(weights, NPTypeCode.Double, weights.Length);
            }
        }
    }
}
