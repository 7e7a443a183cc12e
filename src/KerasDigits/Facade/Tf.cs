using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits;

/// <summary>
/// TensorFlow's names that Keras scripts use: <c>tf.keras.layers.Dense(1)</c>, <c>tf.reduce_mean(x)</c>, <c>tf.random.set_seed(1)</c>.
/// Functions take tensors, weights, and symbolic tensors, of which they make layers.
/// </summary>
/// <remarks>The source generator writes the functions from [KerasExport]. There is one engine, libtorch: what is here is a list of names,
/// not TensorFlow.</remarks>
public abstract partial class tf
{
    /// <summary>The dtype of that name.</summary>
    public const string float16 = "float16";

    /// <summary>The dtype of that name.</summary>
    public const string float32 = "float32";

    /// <summary>The dtype of that name.</summary>
    public const string float64 = "float64";

    /// <summary>The dtype of that name.</summary>
    public const string bfloat16 = "bfloat16";

    /// <summary>The dtype of that name.</summary>
    public const string int8 = "int8";

    /// <summary>The dtype of that name.</summary>
    public const string int32 = "int32";

    /// <summary>The dtype of that name.</summary>
    public const string int64 = "int64";

    /// <summary>The dtype of that name.</summary>
    public const string uint8 = "uint8";

    /// <summary>The dtype of that name.</summary>
    public const string @bool = "bool";

    /// <summary>The dtype of that name.</summary>
    public const string @string = "string";

    /// <summary>The version whose behaviour is followed: 2.3.1, or 2.15 by keras.compat.</summary>
    public static string __version__ => Core.Compat.Is215 ? "2.15.0" : "2.3.1";

    /// <summary>A variable of your own, for training loops with a tape.</summary>
    /// <param name="initial_value">Initial values, a number or an array.</param>
    /// <param name="trainable">Whether tapes watch it.</param>
    /// <param name="name">Name of the variable; null: "Variable:0".</param>
    /// <param name="dtype">Keras dtype; null: that of the values.</param>
    public static Variable Variable(TensorLike initial_value, bool trainable = true, string? name = null, string? dtype = null) =>
        new(initial_value.ToTensor(dtype).detach().clone(), name ?? "Variable:0", trainable);

    /// <summary>Records what is computed from weights: <c>using var tape = tf.GradientTape();</c></summary>
    /// <param name="persistent">Whether gradient may be asked for more than once.</param>
    public static GradientTape GradientTape(bool persistent = false) => new(persistent);

    /// <summary>Python's <c>@tf.function</c>: every function runs as it stands here, so it is given back.</summary>
    /// <param name="func">The function, given back as it is.</param>
    public static T function<T>(T func) where T : Delegate => func;

    /// <summary>Keras, as <c>tf.keras</c>.</summary>
    public abstract class keras : KerasDigits.keras;

    public static partial class image
    {
        /// <summary>The words for resize's method.</summary>
        public static class ResizeMethod
        {
            /// <summary>By the nearest pixel.</summary>
            public const string NEAREST_NEIGHBOR = "nearest";

            /// <summary>By the two next pixels in each direction.</summary>
            public const string BILINEAR = "bilinear";

            /// <summary>By the four next pixels in each direction.</summary>
            public const string BICUBIC = "bicubic";

            /// <summary>By the mean of the pixels under a new one.</summary>
            public const string AREA = "area";

            /// <summary>By Lanczos's window of radius 3.</summary>
            public const string LANCZOS3 = "lanczos3";

            /// <summary>By Lanczos's window of radius 5.</summary>
            public const string LANCZOS5 = "lanczos5";

            /// <summary>By a Gaussian window.</summary>
            public const string GAUSSIAN = "gaussian";

            /// <summary>By Mitchell's and Netravali's cubic.</summary>
            public const string MITCHELLCUBIC = "mitchellcubic";
        }
    }

    public static partial class random
    {
        /// <summary>
        /// Seeds what the engine draws: weights and dropout. What fit shuffles comes from np.random; keras.utils.set_random_seed seeds all.
        /// </summary>
        /// <param name="seed">Any whole number; the same one draws the same numbers.</param>
        public static void set_seed(long seed) => Seeds.SetEngine(seed);
    }
}
