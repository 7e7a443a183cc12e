using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits;

/// <summary>
/// Forms of NumPy's functions that NumSharp lacks: <c>np.round(x, 2)</c>, <c>np.mean(x, axis: (0, 1))</c>. They come after NumSharp's
/// own.
/// </summary>
public static class NumPyForms
{
    extension(np)
    {
        /// <summary>Values rounded to a number of decimal places.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="decimals">Decimal places; negative ones round to tens, hundreds …</param>
        public static NDArray round(NDArray a, int decimals = 0) => np.around(a, decimals);

        /// <summary>50 equal steps from start to stop.</summary>
        /// <param name="start">First number of the result.</param>
        /// <param name="stop">Last number of the result.</param>
        /// <returns>Shape (50,).</returns>
        public static NDArray linspace(double start, double stop) => np.linspace(start, stop, 50);

        /// <summary>Means over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray mean(NDArray a, (int, int) axis) => np.mean(MoveToLastAxis(a, [axis.Item1, axis.Item2]), axis: -1);

        /// <summary>Means over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray mean(NDArray a, (int, int, int) axis) =>
            np.mean(MoveToLastAxis(a, [axis.Item1, axis.Item2, axis.Item3]), axis: -1);

        /// <summary>Sums over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray sum(NDArray a, (int, int) axis) => np.sum(MoveToLastAxis(a, [axis.Item1, axis.Item2]), axis: -1);

        /// <summary>Sums over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray sum(NDArray a, (int, int, int) axis) =>
            np.sum(MoveToLastAxis(a, [axis.Item1, axis.Item2, axis.Item3]), axis: -1);

        /// <summary>Standard deviations over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray std(NDArray a, (int, int) axis) => np.std(MoveToLastAxis(a, [axis.Item1, axis.Item2]), axis: -1);

        /// <summary>Standard deviations over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray std(NDArray a, (int, int, int) axis) =>
            np.std(MoveToLastAxis(a, [axis.Item1, axis.Item2, axis.Item3]), axis: -1);

        /// <summary>Variances over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray var(NDArray a, (int, int) axis) => np.var(MoveToLastAxis(a, [axis.Item1, axis.Item2]), axis: -1);

        /// <summary>Variances over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray var(NDArray a, (int, int, int) axis) =>
            np.var(MoveToLastAxis(a, [axis.Item1, axis.Item2, axis.Item3]), axis: -1);

        /// <summary>Largest values over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray max(NDArray a, (int, int) axis) => np.max(MoveToLastAxis(a, [axis.Item1, axis.Item2]), axis: -1);

        /// <summary>Largest values over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray max(NDArray a, (int, int, int) axis) =>
            np.max(MoveToLastAxis(a, [axis.Item1, axis.Item2, axis.Item3]), axis: -1);

        /// <summary>Smallest values over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray min(NDArray a, (int, int) axis) => np.min(MoveToLastAxis(a, [axis.Item1, axis.Item2]), axis: -1);

        /// <summary>Smallest values over several axes.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axis">Axes to reduce.</param>
        public static NDArray min(NDArray a, (int, int, int) axis) =>
            np.min(MoveToLastAxis(a, [axis.Item1, axis.Item2, axis.Item3]), axis: -1);

        /// <summary>An array repeated along its two last axes.</summary>
        /// <param name="A">Array of any shape.</param>
        /// <param name="reps">Repetitions along each axis.</param>
        public static NDArray tile(NDArray A, (int, int) reps) => np.tile(A, [reps.Item1, reps.Item2]);

        /// <summary>An array repeated along its three last axes.</summary>
        /// <param name="A">Array of any shape.</param>
        /// <param name="reps">Repetitions along each axis.</param>
        public static NDArray tile(NDArray A, (int, int, int) reps) => np.tile(A, [reps.Item1, reps.Item2, reps.Item3]);

        /// <summary>A border around each of two axes: (before, after) for each.</summary>
        /// <param name="array">Array with as many axes as there are pairs.</param>
        /// <param name="pad_width">(before, after) for each axis.</param>
        /// <param name="mode">"constant", "edge", "reflect" or another mode of np.pad.</param>
        /// <param name="constant_values">Value of "constant".</param>
        public static NDArray pad(NDArray array, ((int, int), (int, int)) pad_width, string mode = "constant",
            double constant_values = 0) =>
            Pad(array, mode, constant_values, pad_width.Item1, pad_width.Item2);

        /// <summary>A border around each of three axes: (before, after) for each.</summary>
        /// <param name="array">Array with as many axes as there are pairs.</param>
        /// <param name="pad_width">(before, after) for each axis.</param>
        /// <param name="mode">"constant", "edge", "reflect" or another mode of np.pad.</param>
        /// <param name="constant_values">Value of "constant".</param>
        public static NDArray pad(NDArray array, ((int, int), (int, int), (int, int)) pad_width, string mode = "constant",
            double constant_values = 0) =>
            Pad(array, mode, constant_values, pad_width.Item1, pad_width.Item2, pad_width.Item3);

        /// <summary>A border around each of four axes: (before, after) for each.</summary>
        /// <param name="array">Array with as many axes as there are pairs.</param>
        /// <param name="pad_width">(before, after) for each axis.</param>
        /// <param name="mode">"constant", "edge", "reflect" or another mode of np.pad.</param>
        /// <param name="constant_values">Value of "constant".</param>
        public static NDArray pad(NDArray array, ((int, int), (int, int), (int, int), (int, int)) pad_width, string mode = "constant",
            double constant_values = 0) =>
            Pad(array, mode, constant_values, pad_width.Item1, pad_width.Item2, pad_width.Item3, pad_width.Item4);

        /// <summary>A list's arrays stacked along a new axis.</summary>
        /// <param name="arrays">The arrays, at least one, all of one shape.</param>
        /// <param name="axis">Position of the new axis.</param>
        public static NDArray stack(List<NDArray> arrays, int axis = 0) => np.stack([.. arrays], axis);

        /// <summary>A list's arrays joined along an axis.</summary>
        /// <param name="arrays">The arrays, alike in all axes but the one along which they are joined.</param>
        /// <param name="axis">Axis to concatenate along.</param>
        public static NDArray concatenate(List<NDArray> arrays, int axis = 0) => np.concatenate([.. arrays], axis);

        /// <summary>A list's arrays stacked vertically.</summary>
        /// <param name="arrays">The arrays, alike in all axes but the one along which they are joined.</param>
        public static NDArray vstack(List<NDArray> arrays) => np.vstack([.. arrays]);

        /// <summary>A list's arrays stacked horizontally.</summary>
        /// <param name="arrays">The arrays, alike in all axes but the one along which they are joined.</param>
        public static NDArray hstack(List<NDArray> arrays) => np.hstack([.. arrays]);

        /// <summary>Two arrays one below the other: Python's <c>np.vstack((a, b))</c>.</summary>
        /// <param name="arrays">The arrays, alike in all axes but the one along which they are joined.</param>
        public static NDArray vstack((NDArray, NDArray) arrays) => np.vstack([arrays.Item1, arrays.Item2]);

        /// <summary>Three arrays one below the other.</summary>
        /// <param name="arrays">The arrays, alike in all axes but the one along which they are joined.</param>
        public static NDArray vstack((NDArray, NDArray, NDArray) arrays) => np.vstack([arrays.Item1, arrays.Item2, arrays.Item3]);

        /// <summary>Two arrays side by side: Python's <c>np.hstack((a, b))</c>.</summary>
        /// <param name="arrays">The arrays, alike in all axes but the one along which they are joined.</param>
        public static NDArray hstack((NDArray, NDArray) arrays) => np.hstack([arrays.Item1, arrays.Item2]);

        /// <summary>Three arrays side by side.</summary>
        /// <param name="arrays">The arrays, alike in all axes but the one along which they are joined.</param>
        public static NDArray hstack((NDArray, NDArray, NDArray) arrays) => np.hstack([arrays.Item1, arrays.Item2, arrays.Item3]);

        /// <summary>Arrays side by side as columns, those of one axis too: Python's <c>np.column_stack((a, b))</c>.</summary>
        /// <param name="tup">The arrays, of one number of rows.</param>
        public static NDArray column_stack((NDArray, NDArray) tup) => np.column_stack(new[] { tup.Item1, tup.Item2 });

        /// <summary>Three arrays side by side as columns.</summary>
        /// <param name="tup">The arrays, of one number of rows.</param>
        public static NDArray column_stack((NDArray, NDArray, NDArray) tup) => np.column_stack(new[] { tup.Item1, tup.Item2, tup.Item3 });

        /// <summary>A list's arrays side by side as columns.</summary>
        /// <param name="tup">The arrays, of one number of rows.</param>
        [OverloadResolutionPriority(-1)]
        public static NDArray column_stack(List<NDArray> tup) => np.column_stack(tup.ToArray());

        /// <summary>Arrays side by side as columns.</summary>
        /// <param name="tup">The arrays, of one number of rows.</param>
        public static NDArray column_stack(NDArray[] tup) =>
            np.hstack(Array.ConvertAll(tup, a => a.ndim < 2 ? a.reshape(new NumSharp.Shape(a.size, 1)) : a));

        /// <summary>The axes in another order: Python's <c>np.transpose(x, (1, 0))</c>.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axes">For each axis of the result the axis of a it comes from.</param>
        public static NDArray transpose(NDArray a, (int, int) axes) => np.transpose(a, [axes.Item1, axes.Item2]);

        /// <summary>The axes in another order: Python's <c>np.transpose(x, (0, 2, 1))</c>.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axes">For each axis of the result the axis of a it comes from.</param>
        public static NDArray transpose(NDArray a, (int, int, int) axes) => np.transpose(a, [axes.Item1, axes.Item2, axes.Item3]);

        /// <summary>The axes in another order.</summary>
        /// <param name="a">Array of any shape.</param>
        /// <param name="axes">For each axis of the result the axis of a it comes from.</param>
        public static NDArray transpose(NDArray a, (int, int, int, int) axes) =>
            np.transpose(a, [axes.Item1, axes.Item2, axes.Item3, axes.Item4]);

        /// <summary>The mean of a list of numbers: <c>np.mean(history.history["loss"])</c>.</summary>
        /// <param name="a">The numbers, such as a series of History.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static double mean(List<double> a) => (double)np.mean(ToNumbers(a));

        /// <summary>The sum of a list of numbers.</summary>
        /// <param name="a">The numbers; none make 0.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static double sum(List<double> a) => (double)np.sum(ToNumbers(a));

        /// <summary>The standard deviation of a list of numbers.</summary>
        /// <param name="a">The numbers, such as a series of History.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static double std(List<double> a) => (double)np.std(ToNumbers(a));

        /// <summary>The largest of a list of numbers.</summary>
        /// <param name="a">The numbers, at least one.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static double max(List<double> a) => (double)np.max(ToNumbers(a));

        /// <summary>The smallest of a list of numbers.</summary>
        /// <param name="a">The numbers, at least one.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static double min(List<double> a) => (double)np.min(ToNumbers(a));

        /// <summary>The place of the largest of a list of numbers: <c>np.argmax(history.history["val_accuracy"])</c>.</summary>
        /// <param name="a">The numbers, at least one.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static int argmax(List<double> a) => (int)np.argmax(ToNumbers(a));

        /// <summary>The place of the smallest of a list of numbers.</summary>
        /// <param name="a">The numbers, at least one.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static int argmin(List<double> a) => (int)np.argmin(ToNumbers(a));

        /// <summary>A list of numbers as an array.</summary>
        /// <param name="a">The numbers, in the array's order.</param>
        /// <exception cref="ArgumentException">There are no numbers.</exception>
        public static NDArray array(List<double> a) => ToNumbers(a);

        /// <summary>A list's arrays of one shape as one array.</summary>
        /// <param name="arrays">Arrays of one shape; at least one.</param>
        public static NDArray array(List<NDArray> arrays) => np.stack([.. arrays]);

        /// <summary>A list of rows of arrays of one shape as one array: pairs of images, for instance.</summary>
        /// <param name="rows">Rows of one length; arrays of one shape.</param>
        public static NDArray array(List<NDArray[]> rows) => np.stack([.. rows.Select(r => np.stack(r))]);

        /// <summary>A list's arrays of one shape as one array.</summary>
        /// <param name="arrays">Arrays of one shape; at least one.</param>
        public static NDArray asarray(List<NDArray> arrays) => np.stack([.. arrays]);

        /// <summary>Which elements are among the values.</summary>
        /// <param name="element">Values to look for.</param>
        /// <param name="test_elements">The values to look for.</param>
        /// <returns>Booleans, shape of element.</returns>
        public static NDArray isin(NDArray element, int[] test_elements) => np.isin(element, np.array(test_elements));

        /// <summary>The number of the bin that each value falls into.</summary>
        /// <param name="x">Values, any shape.</param>
        /// <param name="bins">Edges of the bins, in rising or falling order.</param>
        /// <returns>Numbers of bins, shape of x: 0 before the first edge.</returns>
        public static NDArray digitize(NDArray x, double[] bins) => np.digitize(x, np.array(bins));

        /// <summary>How many values fall into each of equal bins, and the bins' edges.</summary>
        /// <param name="a">Numbers of any shape.</param>
        /// <param name="bins">Number of bins, above 0.</param>
        /// <param name="range">The first and last edge; null: the smallest and largest value.</param>
        /// <param name="density">Whether the counts are divided so that their area is 1.</param>
        /// <exception cref="ArgumentException">There are no bins, or the last edge is not above the first.</exception>
        public static (NDArray hist, NDArray bin_edges) histogram(NDArray a, int bins = 10, (double, double)? range = null,
            bool density = false)
        {
            if (bins < 1) { throw new ArgumentException($"`bins` must be positive, when an integer. Received: {bins}.", nameof(bins)); }
            double[] values = a.astype(NPTypeCode.Double).flatten().ToArray<double>();
            (double low, double high) = range ?? (values.Length == 0 ? (0, 1) : (values.Min(), values.Max()));
            if (range is not null && !(low < high))
            {
                throw new ArgumentException($"max must be larger than min in range parameter. Received: ({low}, {high}).", nameof(range));
            }
            if (low == high) { (low, high) = (low - 0.5, high + 0.5); }
            double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + (i * ((high - low) / bins)))];
            long[] counts = new long[bins];
            foreach (double v in values)
            {
                if (!(v >= low && v <= high)) { continue; }
                int bin = Math.Min((int)((v - low) / (high - low) * bins), bins - 1);
                // Rounding must not put a value beside its edges.
                if (v < edges[bin]) { bin--; }
                else if (bin < bins - 1 && v >= edges[bin + 1]) { bin++; }
                counts[bin]++;
            }
            double all = counts.Sum();
            return (density ? np.array([.. counts.Select((c, i) => c / all / (edges[i + 1] - edges[i]))]) : np.array(counts),
                np.array(edges));
        }
    }

    extension(NumPyRandom random)
    {
        /// <summary>Uniformly distributed values of a shape: <c>np.random.uniform(size: (2, 3))</c>.</summary>
        /// <param name="size">Shape of the result.</param>
        /// <param name="low">Lower bound, included.</param>
        /// <param name="high">Upper bound, excluded.</param>
        public NDArray uniform(NumSharp.Shape size, double low = 0.0, double high = 1.0) => random.uniform(low, high, size);

        /// <summary>Normally distributed values of a shape: <c>np.random.normal(size: (2, 3))</c>.</summary>
        /// <param name="size">Shape of the result.</param>
        /// <param name="loc">Mean of the distribution.</param>
        /// <param name="scale">Standard deviation, 0 or more.</param>
        public NDArray normal(NumSharp.Shape size, double loc = 0.0, double scale = 1.0) => random.normal(loc, scale, size);

        /// <summary>Values from 0 up to 1 of a shape: <c>np.random.random((2, 3))</c>.</summary>
        /// <param name="size">Shape of the result.</param>
        public NDArray random(NumSharp.Shape size) => random.rand(size);

        /// <summary>Values from 0 up to 1 of a shape.</summary>
        /// <param name="size">Shape of the result.</param>
        public NDArray random_sample(NumSharp.Shape size) => random.rand(size);
    }

    private static NDArray ToNumbers(List<double> a) => a.Count > 0
        ? np.array(a.ToArray())
        : throw new ArgumentException("The list must hold numbers. Received: none.", nameof(a));

    /// <summary>The axes as one, the last.</summary>
    private static NDArray MoveToLastAxis(NDArray a, int[] axes)
    {
        int[] last = [.. axes.Select(x => x < 0 ? x + a.ndim : x)], rest = [.. Enumerable.Range(0, a.ndim).Except(last)];
        return np.transpose(a, [.. rest, .. last]).reshape([.. rest.Select(r => a.shape[r]), last.Aggregate(1L, (n, x) => n * a.shape[x])]);
    }

    private static NDArray Pad(NDArray array, string mode, double value, params (int Before, int After)[] widths)
    {
        var pairs = new int[widths.Length, 2];
        for (int i = 0; i < widths.Length; i++) { (pairs[i, 0], pairs[i, 1]) = widths[i]; }
        return mode == "constant" ? np.pad(array, pairs, mode, constant_values: value) : np.pad(array, pairs, mode);
    }
}
