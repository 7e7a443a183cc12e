using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>TensorFlow's functions of strings (tf.strings) that files hold as layers.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3 to 2.15. Lengths and places are counted in bytes of UTF-8 unless the unit
/// says otherwise, as there.</remarks>
internal static class TFTextFunctions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    /// <summary>Whether what a function gives is strings.</summary>
    public static bool GivesTexts(string function) =>
        function is "strings.lower" or "strings.upper" or "strings.strip" or "strings.regex_replace" or "strings.substr" or "strings.join"
        or "strings.as_string" or "strings.reduce_join" or "compat.v1.strings.reduce_join" or "compat.v1.strings.substr";

    public static void AddTo(Dictionary<string, TensorFunction> table)
    {
        void Add(string name, Func<OpArguments, Tensor> compute, params string[] keywords) =>
            table[name] = new(a => [compute(a)], keywords);
        void Each(string name, Func<string, OpArguments, string> change, params string[] keywords) =>
            Add(name, a => MakeTensor(Texts.Of(a.First, "tf." + name).Select(t => change(t, a)), a.First.shape), keywords);
        Each("strings.lower", (t, a) => ChangeLetters(t, a, char.ToLowerInvariant, t.ToLowerInvariant), "encoding");
        Each("strings.upper", (t, a) => ChangeLetters(t, a, char.ToUpperInvariant, t.ToUpperInvariant), "encoding");
        Each("strings.strip", (t, _) => t.Trim(' ', '\t', '\n', '\r', '\v', '\f'));
        Each("strings.regex_replace", (t, a) => Replace(t, a), "pattern", "rewrite", "replace_global");
        foreach (string prefix in (string[])["", "compat.v1."])
        {
            Each(prefix + "strings.substr", CutPart, "pos", "len", "unit");
            Add(prefix + "strings.length",
                a => ParseNumbers(Texts.Of(a.First, "tf.strings.length").Select(t => (long)SplitUnits(t, a).Length), a.First.shape,
                    "int32"), "unit");
            Add(prefix + "strings.reduce_join", Reduce, "axis", "keepdims", "keep_dims", "separator");
        }
        Add("strings.regex_full_match",
            a => ParseNumbers(Texts.Of(a.First, "tf.strings.regex_full_match")
                .Select(t => Regex.IsMatch(t, $"^(?:{ReadPattern(a)})$", RegexOptions.CultureInvariant, s_longest) ? 1L : 0L),
                a.First.shape,
                "bool"), "pattern");
        Add("strings.join", Join, "separator");
        Add("strings.to_number", a => Parse(a), "out_type");
        Add("strings.as_string", AsString, "precision", "scientific", "shortest", "width", "fill");
        Add("strings.to_hash_bucket_fast",
            a => ParseNumbers(Texts.Of(a.First, "tf.strings.to_hash_bucket_fast")
                .Select(t => (long)(Fingerprint.Of(t) % (ulong)a.ReadNumber("num_buckets"))), a.First.shape, "int64"), "num_buckets");
    }

    private static Tensor MakeTensor(IEnumerable<string> texts, long[] shape) =>
        Arrays.ToTensor(Texts.Array(texts.ToArray())).reshape(shape);

    private static Tensor ParseNumbers(IEnumerable<long> values, long[] shape, string dtype) =>
        CategoryOps.Numbers([.. values], shape).to_type(DTypes.ParseTorch(dtype));

    /// <summary>Without an encoding TensorFlow changes only the letters of ASCII.</summary>
    private static string ChangeLetters(string text, OpArguments a, Func<char, char> one, Func<string> all) =>
        a.Keywords.Get("encoding") is string { Length: > 0 } ? all() : string.Concat(text.Select(c => char.IsAscii(c) ? one(c) : c));

    private static string ReadPattern(OpArguments a) => a.Keywords.Get("pattern") as string ?? throw OpArguments.Missing("pattern");

    /// <summary>RE2's rewriting: \1 is a group's text.</summary>
    private static string Replace(string text, OpArguments a)
    {
        string rewrite = Regex.Replace((a.Keywords.Get("rewrite") as string ?? throw OpArguments.Missing("rewrite")).Replace("$", "$$",
            StringComparison.Ordinal), @"\\(\d)", "$${$1}", RegexOptions.None, s_longest).Replace(@"\\", @"\", StringComparison.Ordinal);
        var pattern = new Regex(ReadPattern(a), RegexOptions.CultureInvariant, s_longest);
        return a.Keywords.Get("replace_global") is false ? pattern.Replace(text, rewrite, 1) : pattern.Replace(text, rewrite);
    }

    /// <summary>A string's bytes or its letters, each as a string of its own.</summary>
    private static string[] SplitUnits(string text, OpArguments a) => a.Keywords.Get("unit") is "UTF8_CHAR"
        ? [.. text.EnumerateRunes().Select(r => r.ToString())]
        : [.. Encoding.UTF8.GetBytes(text).Select(b => Encoding.Latin1.GetString([b]))];

    private static string CutPart(string text, OpArguments a)
    {
        string[] units = SplitUnits(text, a);
        if (units.Length == 0) { return ""; } // a trial run's text
        long from = a.ReadNumber("pos") is < 0 and var back ? units.Length + back : a.ReadNumber("pos");
        Guard.That(from >= 0 && from <= units.Length, $"pos {a.ReadNumber("pos")} out of range for string \"{text}\".", "pos");
        string[] part = [.. units.Skip((int)from).Take(checked((int)Math.Max(0, a.ReadNumber("len"))))];
        return a.Keywords.Get("unit") is "UTF8_CHAR" ? string.Concat(part) : Encoding.UTF8.GetString([.. part.Select(p => (byte)p[0])]);
    }

    /// <summary>Strings of one place put together; single strings among them stand at each.</summary>
    private static Tensor Join(OpArguments a)
    {
        string separator = a.Keywords.Get("separator") as string ?? "";
        List<object?> list = a.Keywords.Get(OpLambda.Mixed) as List<object?> ?? [.. a.Inputs.Select(_ => (object?)OpArguments.Hole)];
        var tensors = new Queue<Tensor>(a.Inputs);
        long[] shape = a.Inputs.OrderByDescending(t => t.numel()).First().shape;
        int count = checked((int)shape.Aggregate(1L, (x, y) => x * y));
        string[][] parts = [.. list.Select(v => OpArguments.IsHole(v)
            ? Texts.Of(tensors.Dequeue(), "tf.strings.join")
            : [v as string ?? throw OpArguments.Missing("inputs")])];
        Guard.That(parts.All(p => p.Length == 1 || p.Length == count),
            "The texts that are joined must be as many, or single ones.", "inputs");
        return MakeTensor(Enumerable.Range(0, count).Select(i => string.Join(separator, parts.Select(p => p.Length == 1 ? p[0] : p[i]))),
            shape);
    }

    private static Tensor Reduce(OpArguments a)
    {
        string separator = a.Keywords.Get("separator") as string ?? "";
        bool keep = a.Keywords.Get("keepdims") is true || a.Keywords.Get("keep_dims") is true;
        long rank = a.First.dim();
        long[] axes =
            [.. (a.ReadNumbers("axis") ?? [.. Enumerable.Range(0, (int)rank).Select(i => (long)i)]).Select(x => x < 0 ? x + rank : x)];
        long[] others = [.. Enumerable.Range(0, (int)rank).Select(i => (long)i).Where(i => !axes.Contains(i))];
        string[] texts = Texts.Of(a.First.permute([.. others, .. axes]).contiguous(), "tf.strings.reduce_join");
        int each = checked((int)axes.Aggregate(1L, (n, x) => n * a.First.shape[(int)x]));
        return MakeTensor(texts.Chunk(Math.Max(1, each)).Select(c => string.Join(separator, c)),
            [.. Enumerable.Range(0, (int)rank).Select(i => (long)i).Where(i => keep || !axes.Contains(i))
                .Select(i => axes.Contains(i) ? 1L : a.First.shape[(int)i])]);
    }

    private static Tensor Parse(OpArguments a)
    {
        string type = a.Keywords.Get("out_type") as string ?? "float32";
        double[] values = [.. Texts.Of(a.First, "tf.strings.to_number")
            .Select(t => t.Length == 0 ? 0 : double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x
                : throw new ArgumentException($"StringToNumberOp could not correctly convert string: {t}", "input"))];
        return Tensors.Of(values).to_type(DTypes.ParseTorch(type)).reshape(a.First.shape);
    }

    private static Tensor AsString(OpArguments a)
    {
        bool plain = a.Keywords.Get("scientific") is not true && a.Keywords.Get("shortest") is not true
            && a.Keywords.Get("fill") is null or "" && a.ReadNumber("width", -1) == -1;
        Guard.That(plain, "`scientific`, `shortest`, `width` and `fill` must be at their defaults here.", "shortest");
        Tensor x = a.First;
        double[] values = Arrays.ToValues<double>(x);
        int digits = checked((int)a.ReadNumber("precision", -1));
        Func<double, string> text = x.is_floating_point()
            ? v => PythonNumber.WriteFixed(v, digits < 0 ? 6 : digits)
            : v => ((long)v).ToString(CultureInfo.InvariantCulture);
        if (DTypes.GetName(x.dtype) == "bool") { text = v => v != 0 ? "true" : "false"; }
        return MakeTensor(values.Select(text), x.shape);
    }
}
