namespace KerasDigits;

public abstract partial class keras
{
    public static partial class utils
    {
        /// <summary>
        /// Python's decorator <c>@keras.utils.register_keras_serializable(package="mine")</c> on a class: files that hold "package>name"
        /// are read without custom_objects, and models with the class are saved under that name.
        /// </summary>
        /// <param name="package">Keras's package; "Custom" by default.</param>
        /// <param name="name">Name inside the package; null: the class's own.</param>
        /// <remarks>Source: tf.keras 2.3.1, utils/generic_utils.py.</remarks>
        public sealed class register_keras_serializableAttribute(string package = "Custom", string? name = null)
            : RegisteredClassAttribute(package, name);
    }
}
