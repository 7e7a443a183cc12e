using System.ComponentModel;

namespace KerasDigits.Internals;

/// <summary>Marks a function that is in two modules (keras.Input beside keras.layers.Input); nothing is ever passed for it.</summary>
/// <remarks>Python files import names from both places. Where both are imported, C# takes the form without the mark.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SecondForm
{
    private SecondForm() { }
}
