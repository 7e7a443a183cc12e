using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>The arguments of a TensorFlow function saved as a layer: tensors by position or name, and plain values by name.</summary>
/// <param name="Inputs">The tensors, in the call's order.</param>
/// <param name="Names">Name of each; null: all by position.</param>
/// <param name="Keywords">Plain values by name.</param>
internal sealed record OpArguments(Tensor[] Inputs, IReadOnlyList<string?>? Names, Config Keywords)
{
    /// <summary>The first argument: a tensor, or numbers.</summary>
    public Tensor First => Keywords.TryGetValue(OpLambda.Constant, out object? value) ? ReadPlain(value) ?? throw Missing("x") : Inputs[0];

    /// <summary>The values of a first argument that is a list: tensors, and numbers among them.</summary>
    public Tensor[] Several
    {
        get
        {
            if (Keywords.Get(OpLambda.Mixed) is not List<object?> list) { return Inputs; }
            var next = new Queue<Tensor>(Inputs);
            Tensor first = Inputs[0];
            return [.. list.Select(v => IsHole(v) ? next.Dequeue() : (ReadPlain(v) ?? throw Missing("values")).to_type(first.dtype))];
        }
    }

    /// <summary>The second argument: a tensor, or a number.</summary>
    public Tensor ReadSecond(string name)
    {
        int at = CallArguments.Find(Inputs.Length, Names, name, position: 1);
        return at >= 0 ? Inputs[at] : ReadPlain(Keywords.Get(name)) ?? throw Missing(name);
    }

    /// <summary>Whether the first argument is not a tensor of the model's.</summary>
    public bool StartsWithConstant => Keywords.ContainsKey(OpLambda.Constant);

    /// <summary>Whether the argument after the first is a tensor of the model's.</summary>
    public bool HasTensor(string name) => CallArguments.Find(Inputs.Length, Names, name, position: 1) >= 0;

    /// <summary>An argument by name or position: a tensor, or a number.</summary>
    public Tensor ReadValue(string name, int position)
    {
        int at = CallArguments.Find(Inputs.Length, Names, name, position);
        return at >= 0 ? Inputs[at] : ReadPlain(Keywords.Get(name)) ?? throw Missing(name);
    }

    /// <summary>Whether an argument was given.</summary>
    public bool Has(string name, int position) => CallArguments.Find(Inputs.Length, Names, name, position) >= 0
        || Keywords.Get(name) is not null;

    /// <summary>All tensors of one argument.</summary>
    public Tensor[] ReadAll(string name) => Names is null ? Inputs : [.. Inputs.Where((_, i) => Names[i] is null || Names[i] == name)];

    /// <summary>An integer, or a default.</summary>
    public long ReadNumber(string name, long missing) => Keywords.Get(name) is null ? missing : ReadNumber(name);

    /// <summary>A number; null when it was not given.</summary>
    public double? ReadReal(string name) =>
        Keywords.Get(name) switch { null => null, long n => n, double x => x, _ => throw Missing(name) };

    /// <summary>The axes of a reduction: all, unless "axis" names some.</summary>
    public long[] ReadAxes() => ReadAxes(First);

    /// <summary>The axes of a reduction of a tensor.</summary>
    public long[] ReadAxes(Tensor x) => ReadNumbers("axis") ?? [.. Enumerable.Range(0, (int)x.dim()).Select(i => (long)i)];

    /// <summary>A number, or lists of numbers of one shape, as a tensor; null for anything else.</summary>
    internal static Tensor? ReadPlain(object? value)
    {
        if (value is long n) { return Tensors.MakeScalar(n); }
        if (value is double x) { return Tensors.MakeScalar(x); }
        if (value is bool yes) { return Tensors.MakeScalar(yes ? 1L : 0L).ne(0); }
        if (value is not List<object?> { Count: > 0 } list) { return null; }
        Tensor?[] parts = [.. list.Select(ReadPlain)];
        return parts.Contains(null) || parts.Any(p => !p!.shape.SequenceEqual(parts[0]!.shape))
            ? null
            : NN.Concatenate([.. parts.Select(p => p!.unsqueeze(0))], 0);
    }

    /// <summary>An integer.</summary>
    public long ReadNumber(string name) => Keywords.Get(name) is long n ? n : throw Missing(name);

    /// <summary>
    /// Stands in a list of numbers for one that is a tensor of the model's, an input of the list's name: <c>[tf.shape(x)[0], -1]</c>.
    /// </summary>
    public static Config Hole => new() { ["class_name"] = HoleClass };

    private const string HoleClass = "__hole__";

    /// <summary>Whether a value is such a place.</summary>
    public static bool IsHole(object? value) => value is Config c && c.Get("class_name") is HoleClass;

    /// <summary>A list with other values at its holes, one after the other.</summary>
    public static List<object?> ReadFilled(List<object?> list, Func<object?> next) => list.ConvertAll(v => IsHole(v) ? next() : v);

    /// <summary>An integer or a list of them, or tensors that hold such; null when it was not given.</summary>
    public long[]? ReadNumbers(string name)
    {
        Tensor[] given = Names is null ? [] : [.. Inputs.Where((_, i) => Names[i] == name)];
        if (Keywords.Get(name) is List<object?> list && list.Exists(IsHole))
        {
            var next = new Queue<Tensor>(given);
            return ReadPlain(name, ReadFilled(list, () => OpFunctions.ToWholeNumbers(next.Dequeue())[0]));
        }
        return given.Length > 0 ? [.. given.SelectMany(OpFunctions.ToWholeNumbers)] : ReadPlain(name, Keywords.Get(name));
    }

    private static long[]? ReadPlain(string name, object? value) => value switch
    {
        null => null,
        long n => [n],
        List<object?> list when list.TrueForAll(v => v is long) => [.. list.Cast<long>()],
        _ => throw Missing(name),
    };

    /// <summary>Refuses values that the function would not heed.</summary>
    public void Allow(string function, string[] known)
    {
        foreach (var (key, value) in Keywords)
        {
            if (value is not false && key is not ("name" or OpLambda.Constant or OpLambda.Mixed) && !known.Contains(key))
            {
                throw new NotSupportedException($"The argument `{key}` of tf.{function} is not known here. Known are: "
                    + $"{string.Join(", ", known)}.");
            }
        }
    }

    public static ArgumentException Missing(string name) => new($"`{name}` must be given as a tensor or as numbers.");
}
