using System.Diagnostics.CodeAnalysis;
using NumSharp;

namespace KerasDigits.Data;

/// <summary>
/// What can be used as an array: the frames and columns of KerasDigits.Notebook, or a table of your own. fit, evaluate and predict
/// take it as they take arrays.
/// </summary>
public abstract class ArrayLike
{
    /// <summary>The values as an array of numbers.</summary>
    /// <exception cref="InvalidOperationException">Some values are not numbers.</exception>
    public abstract NDArray AsArray();

    /// <summary>The values as data of a model.</summary>
    [return: NotNullIfNotNull(nameof(data))]
    public static implicit operator ModelData?(ArrayLike? data) => data?.AsArray();
}
