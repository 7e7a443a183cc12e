using System.Collections;
using KerasDigits.Backend;

namespace KerasDigits.Ops;

/// <summary>
/// What a public function of tensors throws for arguments that nothing looked at before the engine, or before code that counts on them:
/// who was called with what, instead of an index outside of an array. The facade's functions ask here, so no function needs to.
/// </summary>
internal static class FunctionErrors
{
    /// <summary>Whether an exception says nothing to whoever called a function: it is not one of our own.</summary>
    public static bool IsUnclear(Exception e) => EngineErrors.IsEngines(e)
        || e is IndexOutOfRangeException or NullReferenceException or DivideByZeroException or OverflowException or InvalidCastException
        || (e is ArgumentException or InvalidOperationException
            && e.Source?.StartsWith(nameof(KerasDigits), StringComparison.Ordinal) != true);

    /// <summary>"FUNCTION cannot compute with ARGUMENTS: what was thrown. What to do.", with the stack of where it was thrown.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="function">Its name: keras.ops.conv.</param>
    /// <param name="names">Its arguments' names, with blanks between.</param>
    /// <param name="values">What they were given.</param>
    public static Exception Explain(Exception e, string function, string names, params object?[] values)
    {
        string given = string.Join(", ", names.Split(' ').Zip(values, Describe).OfType<string>());
        return EngineErrors.Say(e, new(function, given.Length == 0 ? "no arguments" : given,
            "Give it arguments whose shapes, dtypes and numbers belong together."));
    }

    private static string? Describe(string name, object? value) => value switch
    {
        null => null,
        Tensor t => $"{name} of shape {Shape.Of(t.shape)} and dtype {DTypes.GetName(t.dtype)}",
        Operand operand => Describe(name, operand.Value),
        TensorLike like => Describe(name, like.ToTensor()),
        Tensor[] several => $"{name} of shapes {string.Join(", ", several.Select(t => Shape.Of(t.shape)))}",
        string text => $"{name}=\"{text}\"",
        bool or int or long or float or double => FormattableString.Invariant($"{name}={value}"),
        IEnumerable numbers and not NumSharp.NDArray =>
            FormattableString.Invariant($"{name}=({string.Join(", ", numbers.Cast<object?>())})"),
        _ => null,
    };
}
