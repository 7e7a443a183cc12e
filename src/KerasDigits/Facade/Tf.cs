using System.Runtime.CompilerServices;
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

    /// <summary>A weight of one's own, for training loops with a tape.</summary>
    /// <param name="initial_value">Its values.</param>
    /// <param name="trainable">Whether tapes watch it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dtype">Keras dtype; null: that of the values.</param>
    public static Variable Variable(TensorLike initial_value, bool trainable = true, string? name = null, string? dtype = null) =>
        new(initial_value.ToTensor(dtype).detach().clone(), name ?? "Variable:0", trainable);

    /// <summary>Records what is computed from weights: <c>using var tape = tf.GradientTape();</c></summary>
    /// <param name="persistent">Whether gradient may be asked for more than once.</param>
    public static GradientTape GradientTape(bool persistent = false) => new(persistent);

    /// <summary>Python's <c>@tf.function</c>: every function runs as it stands here, so it is given back.</summary>
    /// <param name="func">The function.</param>
    public static T function<T>(T func) where T : Delegate => func;

    /// <summary>Keras, as <c>tf.keras</c>.</summary>
    public abstract class keras : KerasDigits.keras;

    // Lists where TensorFlow takes what becomes a tensor; the generator's functions have tensors there.

    /// <summary>A 1 at each number's place, 0 elsewhere.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor one_hot(TensorLike indices, int depth, int axis = -1, string? dtype = null) =>
        TfShapes.one_hot(indices.ToTensor("int64"), depth, axis, dtype);

    /// <summary>Rows by number along an axis.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor gather(Tensor @params, TensorLike indices, int axis = 0) =>
        TfShapes.gather(@params, indices.ToTensor("int64"), axis);

    /// <summary>Values or rows at places that the last axis of indices names.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor gather_nd(Tensor @params, TensorLike indices) => TfPicking.gather_nd(@params, indices.ToTensor("int64"));

    /// <summary>The values, or rows, where a mask holds.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor boolean_mask(TensorLike tensor, TensorLike mask) =>
        TfPicking.boolean_mask(tensor.ToTensor(), mask.ToTensor("bool"));

    /// <summary>Values in another dtype.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor cast(TensorLike x, string dtype) => x.ToTensor(dtype);

    /// <summary>Sums along axes; all axes unless given.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor reduce_sum(TensorLike input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        TfReductions.reduce_sum(input_tensor.ToTensor(), axis, keepdims);

    /// <summary>Means along axes; all axes unless given.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor reduce_mean(TensorLike input_tensor, ReductionAxes? axis = null, bool keepdims = false) =>
        TfReductions.reduce_mean(input_tensor.ToTensor(), axis, keepdims);

    /// <summary>Place of the greatest value along an axis, the first one unless given, as int64.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor argmax(TensorLike input, int axis = 0) => TfReductions.argmax(input.ToTensor(), axis);

    /// <summary>A new axis of length 1.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor expand_dims(TensorLike input, int axis) => TfShapes.expand_dims(input.ToTensor(), axis);

    /// <summary>The same values in another shape; -1 is what is left over.</summary>
    [OverloadResolutionPriority(-1)]
    public static Tensor reshape(TensorLike tensor, Shape shape) => TfShapes.reshape(tensor.ToTensor(), shape);

    /// <summary>TensorFlow's module of that name.</summary>
    public abstract class config
    {
        /// <summary>The devices of a kind that tensors can be on.</summary>
        /// <param name="device_type">"CPU" or "GPU"; null: both.</param>
        public static List<string> list_physical_devices(string? device_type = null) =>
            [.. new[] { "CPU", "GPU" }.Where(d => device_type is null || d == device_type).Where(d => d == "CPU" || !Device.IsCpu)
                .Select(d => $"/physical_device:{d}:0")];
    }

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
        /// <param name="seed">The seed.</param>
        public static void set_seed(long seed) => Seeds.SetEngine(seed);
    }
}
