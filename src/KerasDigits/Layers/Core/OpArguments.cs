using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>The arguments of a TensorFlow function saved as a layer: tensors by position or name, and plain values by name.</summary>
/// <param name="Inputs">The tensors.</param>
/// <param name="Names">Name of each; null: all by position.</param>
/// <param name="Keywords">Plain values.</param>
internal sealed record OpArguments(Tensor[] Inputs, IReadOnlyList<string?>? Names, Config Keywords)
{
    /// <summary>The first argument: a tensor, or numbers.</summary>
    public Tensor First => Keywords.TryGetValue(OpLambda.Constant, out object? value) ? Plain(value) ?? throw Missing("x") : Inputs[0];

    /// <summary>The second argument: a tensor, or a number.</summary>
    public Tensor Second(string name)
    {
        int at = CallArguments.Find(Inputs.Length, Names, name, position: 1);
        return at >= 0 ? Inputs[at] : Plain(Keywords.Get(name)) ?? throw Missing(name);
    }

    /// <summary>A number, or lists of numbers of one shape, as a tensor; null for anything else.</summary>
    private static Tensor? Plain(object? value)
    {
        if (value is long n) { return Tensors.Scalar(n); }
        if (value is double x) { return Tensors.Scalar(x); }
        if (value is not List<object?> { Count: > 0 } list) { return null; }
        Tensor?[] parts = [.. list.Select(Plain)];
        return parts.Contains(null) || parts.Any(p => !p!.shape.SequenceEqual(parts[0]!.shape)) ? null : Ops.NN.Concatenate([.. parts.Select(p => p!.unsqueeze(0))], 0);
    }

    /// <summary>A whole number.</summary>
    public long Number(string name) => Keywords.Get(name) is long n ? n : throw Missing(name);

    /// <summary>A whole number or a list of them; null when it was not given.</summary>
    public long[]? Numbers(string name) => Keywords.Get(name) switch
    {
        null => null,
        long n => [n],
        List<object?> list when list.TrueForAll(v => v is long) => [.. list.Cast<long>()],
        _ => throw Missing(name),
    };

    /// <summary>Refuses values that the function would not heed.</summary>
    public void Allow(string function, string[] known)
    {
        foreach (string key in Keywords.Keys)
        {
            if (key is not ("name" or OpLambda.Constant) && !known.Contains(key)) { throw new NotSupportedException($"The argument `{key}` of tf.{function} is not known here. Known are: {string.Join(", ", known)}."); }
        }
    }

    public static ArgumentException Missing(string name) => new($"`{name}` must be given as a tensor or as numbers.");
}
