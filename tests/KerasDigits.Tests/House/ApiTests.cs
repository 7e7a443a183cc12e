using System.Globalization;
using System.Reflection;
using System.Text.Json;
using KerasDigits.Core;

namespace KerasDigits.Tests.House;

/// <summary>
/// Every public name we share with Keras has Keras's arguments, in its order and with its defaults; what differs stands in
/// <see cref="ApiDifferences"/> with its reason.
/// </summary>
public sealed class ApiTests
{
    [Fact]
    public void Exported_names_have_Kerass_arguments_order_and_defaults()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int compared = 0;
        foreach (var (path, forms) in Facade())
        {
            if (ApiDifferences.IsLater(path)) { continue; }
            if (KerasApi.Find(ApiDifferences.ComparedWith(path)) is not { } entry)
            {
                found[path] = "Keras 2.15 has no such name";
                continue;
            }
            compared++;
            if (Closest(forms, path, entry.GetProperty("args")) is { } difference) { found[path] = difference; }
        }
        Assert.True(compared > 250, $"Only {compared} names were compared.");
        Judge(found, ApiDifferences.Names);
    }

    [Fact]
    public void Methods_of_exported_classes_have_Kerass_arguments_order_and_defaults()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (type, path) in Registry.Classes.GroupBy(c => c.Value, c => c.Key)
            .Select(g => (g.Key, g.OrderBy(p => p.Length).First())))
        {
            if (KerasApi.Find(ApiDifferences.ComparedWith(path)) is not { } entry
                || !entry.TryGetProperty("methods", out JsonElement methods))
            {
                continue;
            }
            foreach (JsonProperty method in methods.EnumerateObject())
            {
                ParameterInfo[][] forms =
                    [.. type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
                        .Where(m => m.Name == method.Name).Select(m => m.GetParameters())];
                if (forms.Length > 0 && Closest(forms, null, method.Value) is { } difference)
                {
                    found[$"{path}.{method.Name}"] = difference;
                }
            }
        }
        Judge(found, ApiDifferences.Methods);
    }

    /// <summary>What Keras has and we have not is listed with its reason, and nothing is listed that is here.</summary>
    [Fact]
    public void Every_name_of_Keras_is_here_or_has_a_reason_why_not()
    {
        string[] missing = [.. KerasApi.Names.Where(n => n.StartsWith("keras.", StringComparison.Ordinal)
            && !Registry.Classes.ContainsKey(n) && !Registry.Functions.ContainsKey(n))];
        string[] unlisted = [.. missing.Where(n => ApiAbsences.Entry(n) is null)],
            stale = [.. ApiAbsences.Names.Keys.Except(missing.Select(n => ApiAbsences.Entry(n)!))];
        Assert.True(unlisted.Length == 0, $"{unlisted.Length} of {missing.Length} missing names have no "
            + $"reason:\n{string.Join("\n", unlisted)}");
        Assert.True(stale.Length == 0, $"Listed as missing, but here: {string.Join(", ", stale)}");
    }

    /// <summary>Every path of the generated facade with its overloads.</summary>
    private static SortedDictionary<string, ParameterInfo[][]> Facade()
    {
        var result = new SortedDictionary<string, ParameterInfo[][]>(StringComparer.Ordinal);
        void Walk(Type holder, string path)
        {
            foreach (var method in holder.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(m => !m.IsSpecialName).GroupBy(m => m.Name))
            {
                result[$"{path}.{method.Key}"] =
                    [.. method.Select(m => m.GetParameters().Where(p => p.ParameterType != typeof(SecondForm[])).ToArray())];
            }
            foreach (Type inner in holder.GetNestedTypes().Where(t => !t.IsGenericTypeDefinition)) { Walk(inner, $"{path}.{inner.Name}"); }
        }
        Walk(typeof(keras), "keras");
        return result;
    }

    /// <summary>Null when one of the overloads has Keras's arguments; else what the most like one lacks.</summary>
    private static string? Closest(ParameterInfo[][] forms, string? path, JsonElement expected)
    {
        string?[] differences = [.. forms.Select(f => Difference(f, path, expected))];
        return differences.Contains(null) ? null : differences.MinBy(d => d!.Length);
    }

    private static string? Difference(ParameterInfo[] ours, string? path, JsonElement expected)
    {
        KerasArgument[] theirs = KerasApi.Arguments(expected);
        var wrong = new List<string>();
        string[] names = [.. ours.Select(p => p.Name!)];
        string[] common = [.. theirs.Select(a => a.Name).Where(names.Contains)];
        wrong.AddRange(theirs.Where(a => !names.Contains(a.Name)).Select(a => $"lacks {a.Name}"));
        if (!KerasApi.IsOpen(expected)) { wrong.AddRange(names.Where(n => theirs.All(a => a.Name != n)).Select(n => $"adds {n}")); }
        string[] order = [.. names.Where(common.Contains)];
        if (!order.SequenceEqual(common)) { wrong.Add($"order {string.Join(", ", order)} instead of {string.Join(", ", common)}"); }
        int firstExtra = Array.FindIndex(names, n => !common.Contains(n)), lastCommon = Array.FindLastIndex(names, common.Contains);
        if (firstExtra >= 0 && firstExtra < lastCommon) { wrong.Add($"{names[firstExtra]} stands between Keras's own arguments"); }
        var made = new Lazy<Config?>(() => path is null ? null : ApiSamples.Make(path));
        foreach (KerasArgument a in theirs.Where(a => common.Contains(a.Name)))
        {
            ParameterInfo p = ours.First(p => p.Name == a.Name);
            if (a.Default is not { } value)
            {
                if (p.HasDefaultValue) { wrong.Add($"{a.Name} has a default, Keras asks for it"); }
            }
            else if (!p.HasDefaultValue) { wrong.Add($"{a.Name} has no default, Keras has {value}"); }
            else if (!Same(value, p.DefaultValue) && !(p.DefaultValue is null && Resolved(made.Value, a.Name, value)))
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{a.Name} = {p.DefaultValue ?? "null"} instead of {value}"));
            }
        }
        return wrong.Count == 0 ? null : string.Join("; ", wrong);
    }

    private static bool Same(JsonElement keras, object? ours) => (Golden.Plain(keras), ours) switch
    {
        (null, null) => true,
        (string a, string b) => a == b,
        (bool a, bool b) => a == b,
        (long a, int or long or float or double) => Convert.ToDouble(ours, CultureInfo.InvariantCulture).Equals((double)a),
        (double a, int or long or float or double) => Convert.ToDouble(ours, CultureInfo.InvariantCulture).Equals(a),
        _ => false,
    };

    /// <summary>
    /// A default that C# cannot write is null and becomes Keras's in the constructor: seen in the object's configuration.
    /// </summary>
    private static bool Resolved(Config? config, string name, JsonElement keras) =>
        config is not null && config.TryGetValue(name, out object? value) && SameConfig(Golden.Plain(keras), value);

    private static bool SameConfig(object? keras, object? ours) => (keras, ours) switch
    {
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(p => SameConfig(p.First, p.Second)),
        (long a, List<object?> b) => b.All(x => SameConfig(a, x)),
        (string a, Config c) => string.Equals(c.Get("class_name") as string,
            a.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase),
        (string a, string b) => a == b,
        (null, null) => true,
        (bool a, bool b) => a == b,
        // Learning rates are kept as float32.
        (long or double, int or long or float or double) =>
            Convert.ToSingle(keras, CultureInfo.InvariantCulture).Equals(Convert.ToSingle(ours, CultureInfo.InvariantCulture)),
        _ => false,
    };

    /// <summary>Fails for differences that are not listed, and for listed ones that are gone.</summary>
    private static void Judge(SortedDictionary<string, string> found, IReadOnlyDictionary<string, string> meant)
    {
        static string Any(string path) => "*" + path[path.LastIndexOf('.')..];
        string[] unlisted = [.. found.Where(f => !meant.ContainsKey(f.Key) && !meant.ContainsKey(Any(f.Key)))
            .Select(f => $"{f.Key}: {f.Value}")];
        string[] stale = [.. meant.Keys.Where(k => !found.ContainsKey(k) && !found.Keys.Any(f => Any(f) == k))];
        Assert.True(unlisted.Length == 0, $"{unlisted.Length} names differ from keras_api.json:\n{string.Join("\n", unlisted)}");
        Assert.True(stale.Length == 0, $"Listed differences that are none: {string.Join(", ", stale)}");
    }
}
