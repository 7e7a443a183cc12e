namespace KerasDigits.Data;

/// <summary>Shape and dtype of an array of a data set's elements (tf.TensorSpec).</summary>
/// <param name="shape">Its axes; null where they vary.</param>
/// <param name="dtype">Keras dtype of the array, such as "float32".</param>
public sealed record TensorSpec(Shape shape, string dtype = "float32")
{
    /// <summary>As Python prints it.</summary>
    public override string ToString() => $"TensorSpec(shape={shape}, dtype=tf.{dtype}, name=None)";
}
