using System.ComponentModel;

namespace KerasDigits.Core;

/// <summary>Marks a function that stands in the root and in a module (keras.Input, keras.layers.Input); nothing is ever passed for it.</summary>
/// <remarks>Python files import names from both places. Where both are imported, C# takes the form without the mark.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RootForm
{
    private RootForm() { }
}
