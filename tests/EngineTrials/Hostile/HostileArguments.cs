using System.Reflection;
using KerasDigits.Backend;
using KerasDigits.Layers;
using NumSharp;

/// <summary>Arguments for a public function, drawn by their types.</summary>
internal sealed class HostileArguments(HostileValues values)
{
    // What every layer takes and few calls give.
    private static readonly HashSet<string?> s_common = ["name", "trainable", "input_shape", "batch_input_shape", "input_dim", "batch_size",
        "weights", "kernel_initializer", "bias_initializer"];

    private readonly List<string> _words = [];

    /// <summary>The tensors among the arguments to which gradients flow.</summary>
    public List<Tensor> Tensors { get; } = [];

    /// <summary>What was drawn.</summary>
    public string Words => string.Join("; ", _words);

    /// <summary>Whether a function can be called with drawn arguments.</summary>
    public static bool CanDraw(MethodInfo function) => !function.IsGenericMethod && function.GetParameters().All(p => CanDraw(p));

    private static bool CanDraw(ParameterInfo p) =>
        p.HasDefaultValue || IsKnown(Strip(p.ParameterType)) || FindWay(p.ParameterType) is not null;

    private static Type Strip(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsKnown(Type t) => t == typeof(Tensor) || t == typeof(Tensor[]) || t == typeof(int) || t == typeof(long)
        || t == typeof(double) || t == typeof(float) || t == typeof(bool) || t == typeof(string) || t == typeof(int[])
        || t == typeof(long[])
        || t == typeof(double[]) || t == typeof(int[][]) || t == typeof(NDArray) || t == typeof(object) || t == typeof(Variable)
        || t == typeof((int, int)) || t == typeof((int, int, int)) || t == typeof((double, double)) || t == typeof(Func<Tensor, Tensor>)
        || t == typeof(Func<Tensor, Tensor, Tensor>) || t == typeof((Tensor, Tensor)) || t == typeof(Layer)
        || (t.IsArray && t.Name.StartsWith("SecondForm", StringComparison.Ordinal));

    /// <summary>The conversions of a type from what can be drawn.</summary>
    private static MethodInfo[]? FindWay(Type type)
    {
        Type t = Strip(type);
        MethodInfo[] ways = [.. t.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name == "op_Implicit"
            && m.ReturnType == t && m.GetParameters() is [var p] && IsKnown(Strip(p.ParameterType)))];
        if (ways.Length > 0) { return ways; }
        MethodInfo? create = t.IsArray && t.GetElementType() is { } e && FindWay(e) is { } w ? w[0] : null;
        return create is null ? null : [create];
    }

    public object?[] Draw(MethodInfo function)
    {
        List<object?> drawn = [];
        foreach (ParameterInfo p in function.GetParameters())
        {
            object? value = p.HasDefaultValue && ((values.IsTame ? !values.Yes(6) : values.Yes(2)) || s_common.Contains(p.Name)
                || !(IsKnown(Strip(p.ParameterType)) || FindWay(p.ParameterType) is not null))
                ? Default(p) : Draw(p.ParameterType, p.Name!);
            drawn.Add(value);
        }
        return [.. drawn];
    }

    private static object? Default(ParameterInfo p) => p.DefaultValue is null && p.ParameterType.IsValueType
        && Nullable.GetUnderlyingType(p.ParameterType) is null ? Activator.CreateInstance(p.ParameterType) : p.DefaultValue is { } v
        && Strip(p.ParameterType).IsEnum ? Enum.ToObject(Strip(p.ParameterType), v) : p.DefaultValue;

    private object? Draw(Type type, string name)
    {
        Type t = Strip(type);
        if (IsKnown(t)) { return DrawKnown(t, name); }
        MethodInfo[] ways = FindWay(t)!;
        // Tensors rather than numbers.
        MethodInfo way = ways.FirstOrDefault(m => m.GetParameters()[0].ParameterType == typeof(Tensor)) is { } first && !values.Yes(4)
            ? first : values.Of(ways);
        object? converted = way.Invoke(null, [DrawKnown(Strip(way.GetParameters()[0].ParameterType), name)]);
        if (!t.IsArray) { return converted; }
        Array array = Array.CreateInstance(t.GetElementType()!, 2);
        array.SetValue(converted, 0);
        array.SetValue(way.Invoke(null, [DrawKnown(Strip(way.GetParameters()[0].ParameterType), name)]), 1);
        return array;
    }

    private object? DrawKnown(Type t, string name)
    {
        if (t == typeof(Tensor) || t == typeof(object)) { return DrawTensor(); }
        if (t == typeof(Tensor[])) { return Enumerable.Range(0, values.Of([0, 1, 2, 2, 3])).Select(_ => DrawTensor()).ToArray(); }
        if (t == typeof((Tensor, Tensor))) { return (DrawTensor(), DrawTensor()); }
        if (t == typeof(Variable)) { return new Variable(DrawTensor().detach(), "v:0"); }
        if (t == typeof(NDArray)) { return Arrays.ToArray(DrawTensor().detach()); }
        if (t == typeof(Func<Tensor, Tensor>)) { return Say<Func<Tensor, Tensor>>(x => x * 2, name); }
        if (t == typeof(Func<Tensor, Tensor, Tensor>)) { return Say<Func<Tensor, Tensor, Tensor>>((x, y) => x + y, name); }
        if (t == typeof(Layer)) { return Say(KerasDigits.keras.layers.Dense(2), name); }
        object value =
            t == typeof(int) ? values.DrawInt() : t == typeof(long) ? (long)values.DrawInt()
            : t == typeof(double) ? values.DrawNumber() : t == typeof(float) ? (float)values.DrawNumber()
            : t == typeof(bool) ? values.Yes(2) : t == typeof(string) ? values.DrawWord()
            : t == typeof(int[]) ? DrawInts() : t == typeof(long[]) ? Array.ConvertAll(DrawInts(), i => (long)i)
            : t == typeof(double[]) ? Enumerable.Range(0, values.Of([0, 1, 2, 3])).Select(_ => values.DrawNumber()).ToArray()
            : t == typeof(int[][]) ? Enumerable.Range(0, values.Of([0, 1, 2, 2, 3])).Select(_ => DrawInts()).ToArray()
            : t == typeof((int, int)) ? (values.DrawInt(), values.DrawInt())
            : t == typeof((int, int, int)) ? (values.DrawInt(), values.DrawInt(), values.DrawInt())
            : t == typeof((double, double)) ? (values.DrawNumber(), values.DrawNumber())
            : Array.CreateInstance(t.GetElementType()!, 0);
        return Say(value, name);
    }

    private int[] DrawInts() => [.. Enumerable.Range(0, values.Of([0, 1, 1, 2, 2, 3, 4])).Select(_ => values.DrawInt())];

    private Tensor DrawTensor()
    {
        Tensor t = values.DrawTensor(out string words);
        _words.Add(words);
        if (t.requires_grad) { Tensors.Add(t); }
        return t;
    }

    private T Say<T>(T value, string name)
    {
        string text = value switch
        {
            int[][] lists => $"[{string.Join(",", lists.Select(l => $"[{string.Join(",", l)}]"))}]",
            Array list => $"[{string.Join(",", list.Cast<object?>())}]",
            Delegate => "f",
            _ => $"{value}",
        };
        _words.Add($"{name}={text}");
        return value;
    }
}
