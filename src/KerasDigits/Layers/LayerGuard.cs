using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>Checks that several layers share.</summary>
[StackTraceHidden]
internal static class LayerGuard
{
    public static Size2 Positive(Size2 value, [CallerArgumentExpression(nameof(value))] string name = "") => value is { Height: > 0, Width: > 0 } ? value
        : throw new ArgumentException($"`{name}` must hold whole numbers above 0. Received: {name}=({value.Height}, {value.Width}).", name);

    public static TSize Positive<TSize>(TSize value, string name) where TSize : struct, ISpatialSize => value.ToArray().All(n => n > 0) ? value
        : throw new ArgumentException($"`{name}` must hold whole numbers above 0. Received: {name}=({string.Join(", ", value.ToArray())}).", name);

    public static bool Dense(bool sparse) => !sparse ? sparse : throw new NotSupportedException("`sparse` must be false: TensorFlow's sparse tensors do not exist in this engine. Leave it out; the dense result holds the same numbers.");
}
