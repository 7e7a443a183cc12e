using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits;

public abstract partial class keras
{
    public static partial class utils
    {
        /// <summary>Of a list of classes: <c>to_categorical([0, 2], 3)</c>.</summary>
        /// <inheritdoc cref="Facade.ArrayUtils.to_categorical"/>
        [OverloadResolutionPriority(1)]
        public static NDArray to_categorical(int[] y, int? num_classes = null, string dtype = "float32") =>
            to_categorical(np.array(y), num_classes, dtype);

        /// <summary>Keras 2's module of that name: <c>np_utils.to_categorical(y, 10)</c>.</summary>
        public static class np_utils
        {
            /// <inheritdoc cref="Facade.ArrayUtils.to_categorical"/>
            public static NDArray to_categorical(NDArray y, int? num_classes = null, string dtype = "float32") =>
                utils.to_categorical(y, num_classes, dtype);

            /// <inheritdoc cref="utils.to_categorical(int[], int?, string)"/>
            [OverloadResolutionPriority(1)]
            public static NDArray to_categorical(int[] y, int? num_classes = null, string dtype = "float32") =>
                utils.to_categorical(y, num_classes, dtype);

            /// <inheritdoc cref="Facade.ArrayUtils.normalize"/>
            public static NDArray normalize(NDArray x, int axis = -1, int order = 2) => utils.normalize(x, axis, order);
        }
    }
}
