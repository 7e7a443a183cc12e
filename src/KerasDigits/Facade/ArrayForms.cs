using NumSharp;

namespace KerasDigits;

/// <summary>
/// Forms of arrays' own methods that NumSharp lacks: <c>images.mean(axis: (0, 1))</c>. NumSharp's own come first.
/// </summary>
public static class ArrayForms
{
    extension(NDArray array)
    {
        /// <summary>Means over two axes: <c>images.mean(axis: (0, 1))</c>.</summary>
        /// <param name="axis">Axes to reduce.</param>
        public NDArray mean((int, int) axis) => np.mean(array, axis);

        /// <summary>Means over three axes.</summary>
        /// <param name="axis">Axes to reduce.</param>
        public NDArray mean((int, int, int) axis) => np.mean(array, axis);

        /// <summary>Standard deviations over two axes.</summary>
        /// <param name="axis">Axes to reduce.</param>
        public NDArray std((int, int) axis) => np.std(array, axis);

        /// <summary>Standard deviations over three axes.</summary>
        /// <param name="axis">Axes to reduce.</param>
        public NDArray std((int, int, int) axis) => np.std(array, axis);

        /// <summary>Sums over two axes.</summary>
        /// <param name="axis">Axes to reduce.</param>
        public NDArray sum((int, int) axis) => np.sum(array, axis);

        /// <summary>Sums over three axes.</summary>
        /// <param name="axis">Axes to reduce.</param>
        public NDArray sum((int, int, int) axis) => np.sum(array, axis);

        /// <summary>The axes in another order: Python's <c>x.transpose((0, 2, 1))</c>.</summary>
        /// <param name="axes">For each axis of the result the axis it comes from.</param>
        public NDArray transpose((int, int, int) axes) => np.transpose(array, axes);

        /// <summary>The axes in another order.</summary>
        /// <param name="axes">For each axis of the result the axis it comes from.</param>
        public NDArray transpose((int, int, int, int) axes) => np.transpose(array, axes);

        /// <summary>
        /// The array itself: what OneHotEncoder gives is dense, and has Python's <c>.toarray()</c> for scripts that end in it.
        /// </summary>
        public NDArray toarray() => array;
    }
}
