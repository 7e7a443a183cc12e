using NumSharp;

namespace KerasDigits.Notebook;

public static partial class sklearn
{
    /// <content>Made-up data, drawn as scikit-learn draws it.</content>
    public static partial class datasets
    {
        /// <summary>Two half circles that reach into each other.</summary>
        /// <param name="n_samples">Points in both.</param>
        /// <param name="shuffle">Whether they are mixed.</param>
        /// <param name="noise">The deviation of normal noise; null: none.</param>
        /// <param name="random_state">The seed; null draws from <c>np.random</c>.</param>
        /// <returns>Points (n_samples, 2), and 0 or 1 for each.</returns>
        public static (NDArray X, NDArray y) make_moons(int n_samples = 100, bool shuffle = true, double? noise = null,
            int? random_state = null)
        {
            int outer = n_samples / 2, inner = n_samples - outer;
            double[] first = MakeSteps(outer, Math.PI, endpoint: true), second = MakeSteps(inner, Math.PI, endpoint: true);
            double[] points = [.. first.SelectMany(t => (double[])[Math.Cos(t), Math.Sin(t)]),
                .. second.SelectMany(t => (double[])[1 - Math.Cos(t), 1 - Math.Sin(t) - 0.5])];
            return Mix(points, 2, [.. Enumerable.Repeat(0L, outer), .. Enumerable.Repeat(1L, inner)], shuffle, noise,
                MakeGenerator(random_state));
        }

        /// <summary>A circle in a circle.</summary>
        /// <param name="n_samples">Points in both.</param>
        /// <param name="shuffle">Whether they are mixed.</param>
        /// <param name="noise">The deviation of normal noise; null: none.</param>
        /// <param name="random_state">The seed; null draws from <c>np.random</c>.</param>
        /// <param name="factor">The inner circle's radius.</param>
        /// <returns>Points (n_samples, 2), and 0 or 1 for each.</returns>
        public static (NDArray X, NDArray y) make_circles(int n_samples = 100, bool shuffle = true, double? noise = null,
            int? random_state = null, double factor = 0.8)
        {
            int outer = n_samples / 2, inner = n_samples - outer;
            double[] points = [.. MakeSteps(outer, 2 * Math.PI, endpoint: false).SelectMany(t => (double[])[Math.Cos(t), Math.Sin(t)]),
                .. MakeSteps(inner, 2 * Math.PI, endpoint: false).SelectMany(t => (double[])[Math.Cos(t) * factor, Math.Sin(t) * factor])];
            return Mix(points, 2, [.. Enumerable.Repeat(0L, outer), .. Enumerable.Repeat(1L, inner)], shuffle, noise,
                MakeGenerator(random_state));
        }

        /// <summary>Clouds of normal points around centres.</summary>
        /// <param name="n_samples">Points in all.</param>
        /// <param name="n_features">Numbers of each.</param>
        /// <param name="centers">How many clouds; their centres are drawn from center_box.</param>
        /// <param name="cluster_std">The clouds' deviation.</param>
        /// <param name="center_box">Ends of the centres' numbers; null: (-10, 10).</param>
        /// <param name="shuffle">Whether the points are mixed.</param>
        /// <param name="random_state">The seed; null draws from <c>np.random</c>.</param>
        /// <returns>Points (n_samples, n_features), and the number of each one's cloud.</returns>
        public static (NDArray X, NDArray y) make_blobs(int n_samples = 100, int n_features = 2, int centers = 3, double cluster_std = 1.0,
            (double from, double to)? center_box = null, bool shuffle = true, int? random_state = null)
        {
            NumPyRandom random = MakeGenerator(random_state);
            var box = center_box ?? (-10, 10);
            double[] middles = Buffers.ToDoubles(random.uniform(box.from, box.to, new NumSharp.Shape(centers, n_features)));
            var points = new List<double>();
            var labels = new List<long>();
            for (int c = 0; c < centers; c++)
            {
                int rows = (n_samples / centers) + (c < n_samples % centers ? 1 : 0);
                double[] drawn = Buffers.ToDoubles(random.normal(0, cluster_std, new NumSharp.Shape(rows, n_features)));
                points.AddRange(drawn.Select((v, i) => v + middles[(c * n_features) + (i % n_features)]));
                labels.AddRange(Enumerable.Repeat((long)c, rows));
            }
            return Mix([.. points], n_features, [.. labels], shuffle, null, random);
        }

        private static NumPyRandom MakeGenerator(int? seed) => seed is int given ? np.random.RandomState(given) : np.random;

        private static double[] MakeSteps(int count, double to, bool endpoint) =>
            [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : i == count - 1
                && endpoint ? to : i * (to / (endpoint ? count - 1 : count)))];

        private static (NDArray, NDArray) Mix(double[] points, int columns, long[] labels, bool shuffle, double? noise,
            NumPyRandom random)
        {
            NDArray x = Buffers.MakeArray<double>(points, NPTypeCode.Double, labels.Length, columns),
                y = Buffers.MakeArray<long>(labels, NPTypeCode.Int64, labels.Length);
            if (shuffle)
            {
                int[] order = [.. Buffers.Flatten<long>(random.permutation(labels.Length), NPTypeCode.Int64).Select(i => (int)i)];
                (x, y) = (Buffers.Take(x, order), Buffers.Take(y, order));
            }
            return (noise is { } deviation ? x + random.normal(0, deviation, new NumSharp.Shape(labels.Length, columns)) : x, y);
        }
    }
}
