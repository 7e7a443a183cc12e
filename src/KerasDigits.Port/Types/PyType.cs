namespace KerasDigits.Port.Types;

/// <summary>What is known of a value.</summary>
public abstract record PyType
{
    public static readonly PyType Int = new Simple("int"), Long = new Simple("long"), Float = new Simple("double"),
        Bool = new Simple("bool"),
        Str = new Simple("string"), None = new Simple("void"), Unknown = new Simple("dynamic"), Never = new Simple("object"),
        Number = new MixedNumber();

    /// <summary>Its name in C#.</summary>
    public abstract string Cs { get; }

    public bool IsNumber => this == Int || this == Long || this == Float || this == Bool || this == Number;

    public bool IsWhole => this == Int || this == Long || this == Bool;

    /// <summary>Whether it is a number that C#'s arithmetic knows the type of.</summary>
    public bool IsPlainNumber => IsNumber && this != Number;

    /// <summary>Whether C# has no null of it.</summary>
    public bool IsValue => IsPlainNumber || this is TupleOf;

    public bool IsUnknown => this == Unknown || this == Never;

    /// <summary>The type of both, where there is one in C#; otherwise unknown.</summary>
    public static PyType Join(PyType a, PyType b)
    {
        if (a == b || b == Never || b == None) { return a; }
        if (a == Never || a == None) { return b; }
        if (a.IsNumber && b.IsNumber && a != Bool && b != Bool) { return a.IsWhole && b.IsWhole ? Long : Number; }
        return (a, b) switch
        {
            (ListOf x, ListOf y) => JoinItems(x.Item, y.Item) is { } item ? new ListOf(item) : Unknown,
            (SetOf x, SetOf y) => JoinItems(RequireOneKind(x.Item, y.Item), y.Item) is { } item
                ? new SetOf(item) { IsFrozen = x.IsFrozen && y.IsFrozen } : Unknown,
            (IterOf x, IterOf y) => JoinItems(x.Item, y.Item) is { } item ? new IterOf(item) : Unknown,
            (DictOf x, DictOf y) => JoinItems(RequireOneKind(x.Key, y.Key), y.Key) is { } key && JoinItems(x.Value, y.Value) is { } value
                ? new DictOf(key, value) { Missing = x.Missing ?? y.Missing, IsCounter = x.IsCounter || y.IsCounter }
                : Unknown,
            // Functions of as many parameters: what they take and give is seen when they are called.
            (FuncType x, FuncType y) when x.Function.Types.Count == y.Function.Types.Count =>
                new LambdaType([.. x.Function.Types.Select(_ => Unknown)], Unknown),
            (LambdaType x, FuncType y) when x.Parameters.Count == y.Function.Types.Count =>
                new LambdaType([.. x.Parameters.Select(_ => Unknown)], Unknown),
            (FuncType, LambdaType) => Join(b, a),
            (TupleOf x, TupleOf y) when x.Items.Count == y.Items.Count => new TupleOf([.. x.Items.Zip(y.Items, Join)]),
            (Clr x, Clr y) => FindCommon(x.Type, y.Type) is { } type ? new Clr(type) : Unknown,
            (Clr x, _) when b.IsNumber && x.Type.Name == "NDArray" => a,
            (_, Clr y) when a.IsNumber && y.Type.Name == "NDArray" => b,
            _ => Unknown,
        };
    }

    /// <summary>The first, if it can be beside the second as a key.</summary>
    /// <exception cref="Translating.Untranslated">To Python True and 1 are one key, to C# they are two.</exception>
    public static PyType RequireOneKind(PyType a, PyType b) => a == b || !a.IsNumber || !b.IsNumber
        || a.IsWhole && b.IsWhole && a != Bool && b != Bool ? a
        : throw new Translating.Untranslated("keys of several types",
            $"to Python {(a == Bool || b == Bool ? "True" : "1.0")} and 1 are one key, to C# they are two");

    private static PyType? JoinItems(PyType a, PyType b) => Join(a, b) is var joined && joined == Unknown && a != Unknown
        && b != Unknown ? null : joined;

    private static Type? FindCommon(Type a, Type b)
    {
        if (a.IsAssignableFrom(b)) { return a; }
        for (Type? t = a.BaseType; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            if (t.IsAssignableFrom(b)) { return t; }
        }
        return null;
    }
}

public sealed record Simple(string Name) : PyType
{
    /// <summary>Whether what nothing is known of is looked at when it is reached.</summary>
    [ThreadStatic] internal static bool IsOpen;

    public override string Cs => IsOpen && this == Never ? Unknown.Cs : Name;
}

/// <summary>
/// A whole number or a fraction, as it comes: Python keeps apart what is shown as 3 and as 3.0, and C#'s <c>dynamic</c> does too.
/// </summary>
public sealed record MixedNumber : PyType
{
    public override string Cs => Unknown.Cs;
}

public sealed record ListOf(PyType Item) : PyType
{
    public override string Cs => $"List<{Item.Cs}>";
}

public sealed record SetOf(PyType Item) : PyType
{
    /// <summary>Whether it is one that does not change, by frozenset.</summary>
    public bool IsFrozen { get; init; }

    public override string Cs => $"{(IsFrozen ? "FrozenSet" : "PythonSet")}<{Item.Cs}>";
}

/// <summary>Anything that is gone through once: range, zip, a generator.</summary>
public sealed record IterOf(PyType Item) : PyType
{
    public override string Cs => $"IEnumerable<{Item.Cs}>";
}

public sealed record DictOf(PyType Key, PyType Value) : PyType
{
    /// <summary>The class that keeps Python's order: the plain one does, as long as nothing is taken out.</summary>
    [ThreadStatic] internal static bool IsOrdered;

    /// <summary>
    /// What a missing key gets, by collections.defaultdict: a value in C#, or "new" of the values' type; null: an ordinary dictionary.
    /// </summary>
    public string? Missing { get; init; }

    /// <summary>Whether it is Python's Counter.</summary>
    public bool IsCounter { get; init; }

    /// <summary>Whether it is one of C#'s that can only be read.</summary>
    public bool IsReadOnly { get; init; }

    public override string Cs =>
        $"{(IsReadOnly ? "IReadOnlyDictionary" : IsOrdered ? "OrderedDictionary" : "Dictionary")}<{Key.Cs}, {Value.Cs}>";
}

public sealed record TupleOf(IReadOnlyList<PyType> Items) : PyType
{
    public override string Cs => Items.Count == 1 ? $"ValueTuple<{Items[0].Cs}>" : $"({string.Join(", ", Items.Select(i => i.Cs))})";

    public bool Equals(TupleOf? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>An object of one of our classes.</summary>
public sealed record Clr(Type Type) : PyType
{
    public override string Cs => Knowledge.ClrNames.Write(Type);
}

/// <summary>A module or a class of ours, by its Python path.</summary>
public sealed record ModuleType(string Path) : PyType
{
    public override string Cs => "object";
}

/// <summary>A function of the program.</summary>
public sealed record FuncType(Translating.FunctionInfo Function) : PyType
{
    [ThreadStatic] private static int s_depth;

    // A function that is given to itself has a type without end.
    public override string Cs
    {
        get
        {
            if (s_depth > 8) { throw new Translating.Untranslated("endless type", $"`{Function.Name}` takes or gives itself"); }
            s_depth++;
            try { return $"Func<{string.Concat(Function.Types.Select(t => t.Cs + ", "))}{Function.ReturnCs}>"; }
            finally { s_depth--; }
        }
    }

    public bool Equals(FuncType? other) => ReferenceEquals(Function, other?.Function);

    public override int GetHashCode() => Function.Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A class of the program; <see cref="IsObject"/>: an object of it.</summary>
public sealed record ClassType(Translating.ClassInfo Class, bool IsObject) : PyType
{
    public override string Cs => Class.CsName;

    public bool Equals(ClassType? other) => ReferenceEquals(Class, other?.Class) && IsObject == other?.IsObject;

    public override int GetHashCode() => Class.Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>functools.partial: a function with some of its arguments.</summary>
public sealed record PartialType(CallExpr Call) : PyType
{
    public override string Cs => "object";
}

/// <summary>A lambda, by the type of what it gives.</summary>
public sealed record LambdaType(IReadOnlyList<PyType> Parameters, PyType Result) : PyType
{
    public override string Cs => $"Func<{string.Concat(Parameters.Select(t => t.Cs + ", "))}{Result.Cs}>";

    public bool Equals(LambdaType? other) => other is not null && Parameters.SequenceEqual(other.Parameters) && Result == other.Result;

    public override int GetHashCode() => Parameters.Count;
}
