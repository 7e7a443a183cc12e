namespace KerasDigits.Port.Translating;

/// <content>NumPy's functions with a form of their own.</content>
public sealed partial class Translator
{
    private Ex? TranslateNumPyCall(string name, CallExpr c)
    {
        var array = new Clr(typeof(NumSharp.NDArray));
        Expr[] given = [.. c.Arguments.Where(a => a.Name is null).Select(a => a.Value)];
        // Numbers in a text: a line of word vectors.
        if (name == "fromstring" && given.Length is 1 or 2
            && c.Arguments.FirstOrDefault(a => a.Name == "sep")?.Value is StringExpr { Value: " " }
            && Translate(given[0]) is { } figures && (figures.Type == PyType.Str || IsOpen && figures.Type.IsUnknown))
        {
            Expr? kind = given.ElementAtOrDefault(1) ?? c.Arguments.FirstOrDefault(a => a.Name == "dtype")?.Value;
            string held = kind is null ? "" : kind is StringExpr { Value: "f" or "f4" } ? ".astype(np.float32)"
                : $".astype({WriteDType(kind)})";
            string text = figures.Type == PyType.Str ? figures.Wrap(0) : $"((string){figures.Wrap(1)})";
            return new Ex($"np.array({text}.split().Select(v => to_float(v)).ToArray()){held}", array);
        }
        if (name == "shape" && given.Length == 1) { return Translate(new AttributeExpr(given[0], "shape")); }
        if (name == "tile" && (given.ElementAtOrDefault(1) ?? c.Arguments.FirstOrDefault(a =>
            a.Name == "reps")?.Value) is TupleExpr or ListExpr)
        {
            Expr often = given.ElementAtOrDefault(1) ?? c.Arguments.First(a => a.Name == "reps").Value;
            string times = string.Join(", ", GetItems(often).Select(i => WriteWhole(Translate(i))));
            return new Ex($"np.tile({WriteArgument(given[0], typeof(NumSharp.NDArray))}, {times})",
                array);
        }
        if (name is "array" or "asarray" && given.Length >= 1)
        {
            string dtype = c.Arguments.FirstOrDefault(a => a.Name == "dtype")?.Value is { } d ? $".astype({WriteDType(d)})"
                : given.Length > 1
                ? $".astype({WriteDType(given[1])})" : "";
            if (given[0] is ListExpr { Items.Count: > 0 } or TupleExpr { Items.Count: > 0 })
            {
                try { return new Ex(TranslateArray(given[0]).Code + dtype, array); }
                catch (Untranslated) when (given[0] is ListExpr several
                    && TranslateList(several, null) is { Type: ListOf { Item: ListOf or IterOf or TupleOf } } listed)
                {
                    return new Ex($"to_array({listed.Code}){dtype}", array);
                }
            }
            Ex x = AsList(Translate(given[0]));
            bool isSame = name == "asarray"
                || c.Arguments.FirstOrDefault(a => a.Name == "copy")?.Value is Syntax.Constant { Text: "False" };
            if (IsArray(x.Type) && isSame)
            {
                return dtype.Length == 0 ? x with { Type = array } : new Ex($"{x.Wrap(0)}{dtype[..^1]}, copy: false)", array);
            }
            if (IsArray(x.Type)) { return new Ex($"{x.Wrap(0)}.copy(){dtype}", array); }
            if (x.Type is ListOf { Item: Simple { Name: "string" } })
            {
                throw No("array of texts", "an array of texts: NumSharp's arrays hold numbers, a list holds texts");
            }
            if (x.Type is Clr { Type.Name: "DataFrame" or "Series" or "Image" }) { return new Ex($"((NDArray){x.Wrap(0)}){dtype}", array); }
            if (x.Type is Clr { Type.Name: "Tensor" }) { return new Ex($"{x.Wrap(0)}.numpy(){dtype}", array); }
            if (x.Type is ListOf { Item: var item })
            {
                // Items without an axis make one of all together.
                return new Ex((IsArray(item) ? $"to_array({x.Code})" : item == PyType.Int
                    ? $"np.array({x.Wrap(0)}.Select(x => (long)x).ToArray())" : item is Simple
                    && !item.IsUnknown ? $"np.array({x.Wrap(0)}.ToArray())" : $"to_array({x.Code})") + dtype, array);
            }
            if (x.Type.IsNumber) { return new Ex($"np.array({x.Code}){dtype}", array); }
            if (x.Type is ListOf or TupleOf or IterOf || IsOpen && x.Type.IsUnknown)
            {
                return new Ex($"{(isSame && x.Type.IsUnknown ? "as_array" : "to_array")}({WritePlain(x)}){dtype}", array);
            }
            if (x.Type is Clr { Type: { IsArray: true } } or Clr { Type.Name: "Scalar" or "Element" or "Shape" })
            {
                return new Ex($"to<NDArray>({x.Code}){dtype}", array);
            }
            throw No(x.Type.IsUnknown ? "unknown type" : "np.array", $"an array of {x.Type.Cs}");
        }
        if (name is "zeros" or "ones" or "empty" && given.Length == 0 && c.Arguments.FirstOrDefault(a => a.Name == "shape") is { } sizes)
        {
            c = c with { Arguments = [sizes with { Name = null }, .. c.Arguments.Where(a => a != sizes)] };
            given = [sizes.Value];
        }
        if (name is "zeros" or "ones" or "empty" && given.Length >= 1)
        {
            Expr? type = c.Arguments.FirstOrDefault(a => a.Name == "dtype")?.Value ?? given.ElementAtOrDefault(1);
            string shape = given[0] is TupleExpr or ListExpr
                ? $"new Shape({string.Join(", ", GetItems(given[0]).Select(i => Translate(i).Known.Code))})".Replace("new Shape",
                    "new NumSharp.Shape", StringComparison.Ordinal)
                : Translate(given[0]) is var s && s.Type is TupleOf t
                ? $"new NumSharp.Shape({string.Join(", ", Enumerable.Range(1, t.Items.Count).Select(i => $"{s.Wrap(0)}.Item{i}"))})"
                : s.Type is ListOf { Item: { IsWhole: true } size }
                ? $"new NumSharp.Shape([.. {s.Wrap(0)}{(size == PyType.Long ? "" : ".Select(n => (long)n)")}])"
                : IsArray(s.Type) || s.Type == PyType.Float ? $"(int){s.Wrap(1)}" : s.Known.Code;
            return new Ex($"np.{name}({shape}){(type is null ? "" : $".astype({WriteDType(type)})")}", array);
        }
        if (name == "arange" && given.Length is >= 1 and <= 3 && c.Arguments.All(a => a.Name is null or "dtype"))
        {
            Ex[] numbers = [.. given.Select(g => Translate(g).Known)];
            string type = c.Arguments.FirstOrDefault(a => a.Name == "dtype") is { } d ? $".astype({WriteDType(d.Value)})" : "";
            return new Ex($"np.arange({string.Join(", ", numbers.Select(n => n.Code))}){type}", array);
        }
        if (name == "mean" && given.Length == 1 && c.Arguments is [_, { Name: "dtype", Value: NameExpr { Id: "int" } }]
            && TranslateNumPyCall("mean", c with { Arguments = [c.Arguments[0]] }) is { } whole)
        {
            return new Ex($"(int)(double){whole.Wrap(1)}", PyType.Int, 1);
        }
        if (name == "unique" && given.Length == 1 && c.Arguments.Count == 1)
        {
            return new Ex($"(NDArray)np.unique({WriteArgument(given[0], typeof(NumSharp.NDArray))})", array, 1);
        }
        if (name is "round" or "round_" && given.Length >= 1 && Translate(given[0]) is { Type: Clr } rounded)
        {
            return new Ex($"np.around({rounded.Code}{(given.Length > 1 ? ", " + Translate(given[1]).Code : "")})", array);
        }
        if (name is "concatenate" or "vstack" or "hstack" or "stack" && given.Length >= 1)
        {
            string parts = given[0] is ListExpr or TupleExpr
                ? $"[{string.Join(", ", GetItems(given[0]).Select(i => WriteArgument(i, typeof(NumSharp.NDArray))))}]"
                : AsList(Translate(given[0])) is var x && x.Type is ListOf or IterOf ? $"[.. {x.Code}]"
                : IsArray(x.Type) ? $"[.. rows({x.Code})]" : throw No("np." + name, "the arrays");
            string axis = given.Length > 1 ? ", " + Translate(given[1]).Code : c.Arguments.FirstOrDefault(a => a.Name == "axis") is { } a2
                ? $", axis: {Translate(a2.Value).Code}" : "";
            return new Ex($"np.{name}({parts}{axis})", array);
        }
        if (s_scalarTypes.TryGetValue(name, out string? scalarType) && given.Length == 1 && c.Arguments.Count == 1)
        {
            return MakeScalar(scalarType, Translate(given[0]).Known, given[0]);
        }
        if (s_scalarFunctions.TryGetValue(name, out string? scalar) && given.Length == 1 && Translate(given[0]) is var number
            && number.Type.IsNumber)
        {
            return new Ex($"{scalar}({number.Code})", PyType.Float);
        }
        // Arrays in a list are the rows of one.
        if (name is "mean" or "max" or "min" or "std" or "sum" or "median" or "argmax" or "argmin" && given.Length >= 1
            && c.Arguments.Count > 1 && c.Function is AttributeExpr { Object: var module }
            && Translate(given[0]) is { Type: ListOf { Item: var row } } && IsArray(row))
        {
            var stacked = new CallExpr(new AttributeExpr(module, "array"), [new Argument(null, given[0], 0)]);
            return Translate(c with { Arguments = [new Argument(null, stacked, 0), .. c.Arguments.Skip(1)] });
        }
        if (name is "mean" or "max" or "min" or "std" or "sum" or "median" or "argmax" or "argmin" && given.Length == 1
            && c.Arguments.Count == 1 && Translate(given[0]) is var list && list.Type is ListOf { Item: var of }
            && (of.IsNumber || IsArray(of) || IsOpen && of.IsUnknown))
        {
            if (of.IsUnknown || IsArray(of))
            {
                return new Ex($"np.{name}(to_array({list.Code}))", name.StartsWith("arg", StringComparison.Ordinal) ? PyType.Long : array);
            }
            string number2 = of.IsWhole ? "long" : "double";
            return new Ex($"np.{name}(np.array({list.Wrap(0)}.Select(x => ({number2})x).ToArray()))",
                name.StartsWith("arg", StringComparison.Ordinal) ? PyType.Long : array);
        }
        return null;
    }

    // NumPy's kinds of numbers, and what C# calls them.
    private static readonly Dictionary<string, string> s_scalarTypes = new()
    {
        ["float64"] = "float64", ["float_"] = "float64", ["double"] = "float64", ["float32"] = "float32", ["single"] = "float32",
        ["float16"] = "float16", ["int64"] = "int64", ["int_"] = "int64", ["intp"] = "int64", ["int32"] = "int32", ["intc"] = "int32",
        ["int16"] = "int16", ["int8"] = "int8", ["uint8"] = "uint8", ["uint16"] = "uint16", ["uint32"] = "uint32", ["bool_"] = "@bool",
    };

    // np.float32(x): a number that Python has too is one of C#'s, any other an array without axes; a list becomes an array of the kind.
    private Ex? MakeScalar(string type, Ex x, Expr source)
    {
        var array = new Clr(typeof(NumSharp.NDArray));
        if (IsArray(x.Type)) { return new Ex($"{x.Wrap(0)}.astype(np.{type})", array); }
        if (x.Type is ListOf or IterOf) { return new Ex($"to_array({x.Code}).astype(np.{type})", array); }
        if (x.Type == PyType.Str) { x = new Ex($"to_float({x.Code})", PyType.Float); }
        if (IsOpen && x.Type.IsUnknown && x.Code != "null") { return new Ex($"to_array({WritePlain(x)}).astype(np.{type})", array); }
        if (!x.Type.IsNumber) { return null; }
        return type switch
        {
            "@bool" => TranslateCondition(source),
            "float64" when x.Type != PyType.Bool => x.Type == PyType.Float ? x : new Ex($"(double){x.Wrap(1)}", PyType.Float, 1),
            "int64" when x.Type != PyType.Bool => x.Type == PyType.Long ? x : new Ex($"(long){x.Wrap(1)}", PyType.Long, 1),
            "int32" when x.Type != PyType.Bool => x.Type == PyType.Int ? x : new Ex($"(int){x.Wrap(1)}", PyType.Int, 1),
            _ => new Ex($"np.array({x.Code}).astype(np.{type})", array),
        };
    }

    // What stands for a list of arrays where it is not taken apart at once: np.meshgrid(a, b).
    private Ex AsList(Ex x) => x.Type is Clr { Type.Name: "MeshgridResult" }
        ? new Ex($"list({x.Wrap(0)}.ToArray())", new ListOf(new Clr(typeof(NumSharp.NDArray)))) : x;

    private static readonly Dictionary<string, string> s_scalarFunctions = new() { ["sqrt"] = "Math.Sqrt", ["exp"] = "Math.Exp",
        ["log"] = "Math.Log", ["sin"] = "Math.Sin", ["cos"] = "Math.Cos", ["tanh"] = "Math.Tanh", ["floor"] = "Math.Floor",
        ["ceil"] = "Math.Ceiling", ["log10"] = "Math.Log10" };

    private string WriteDType(Expr e)
    {
        if (e is StringExpr { Value: var word })
        {
            string? own = word switch
            {
                "float32" or "float64" or "int32" or "int64" or "uint8" or "int8" or "int16" => word,
                "float" => "float64",
                "int" => "int64",
                "bool" => "@bool",
                _ => null,
            };
            return own is null ? throw No("dtype", $"the dtype `{word}`") : "np." + own;
        }
        Ex type = Translate(e);
        return type.Type is ModuleType { Path: var p } && p.StartsWith("builtins.", StringComparison.Ordinal) ? p[9..] switch
        {
            "int" => "np.int64",
            "float" => "np.float64",
            "bool" => "np.@bool",
            _ => throw No("dtype", $"the dtype `{p}`")
        } : type.Code;
    }
}
