namespace KerasDigits.Layers;

/// <summary>keras.backend functions that know symbolic tensors and the running pass.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class SymbolicBackend
{
    /// <summary>The shape of a symbolic tensor; None where it depends on the data.</summary>
    [KerasExport("keras.backend.int_shape")]
    public static Shape int_shape(KerasTensor x) => x.shape;

    /// <summary>Number of axes of a symbolic tensor.</summary>
    [KerasExport("keras.backend.ndim")]
    public static int ndim(KerasTensor x) => x.shape.Rank;

    /// <summary>Keras's name of a symbolic tensor's dtype.</summary>
    [KerasExport("keras.backend.dtype")]
    public static string dtype(KerasTensor x) => x.dtype;

    /// <summary>Whether it is a symbolic tensor of the functional API.</summary>
    [KerasExport("keras.backend.is_keras_tensor")]
    public static bool is_keras_tensor(object x) => x is KerasTensor;

    /// <summary>1 in training, else 0.</summary>
    [KerasExport("keras.backend.learning_phase")]
    public static int learning_phase() => CallContext.Current?.training == true ? 1 : 0;

    /// <summary>The first tensor in training, else the second.</summary>
    [KerasExport("keras.backend.in_train_phase")]
    public static Tensor in_train_phase(Tensor x, Tensor alt, bool? training = null) => training ?? learning_phase() == 1 ? x : alt;

    /// <summary>The first tensor outside of training, else the second.</summary>
    [KerasExport("keras.backend.in_test_phase")]
    public static Tensor in_test_phase(Tensor x, Tensor alt, bool? training = null) => in_train_phase(alt, x, training);
}
