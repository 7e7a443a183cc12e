using System.Reflection;
using KerasDigits.Core;

namespace KerasDigits.Tests.Core;

/// <summary>Configurations whose entries are of other kinds than they must be: a sentence, never a raw cast.</summary>
public sealed class ConfigKindTests
{
    private static readonly object?[] s_wrong =
        [new List<object?> { 3L }, new List<object?> { new List<object?> { "a" }, null }, new Config { ["a"] = 1L }, "x", 1.5, true, -1L,
            null, long.MaxValue, double.NaN, new List<object?>()];

    public static TheoryData<string> Kinds() => ["Layer", "Loss", "Metric", "Optimizer", "Initializer", "Regularizer", "Constraint",
        "LearningRateSchedule"];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_argument_of_every_class_refuses_other_kinds_by_a_sentence(string name)
    {
        Type kind = typeof(Registry).Assembly.GetExportedTypes().Single(t => t.Name == name
            && t.Namespace!.Split('.') is ["KerasDigits", _, ..]
            && t is { IsGenericType: false, IsNested: false });
        var raw = new List<string>();
        foreach (string className in Registry.ListClasses(kind).Distinct())
        {
            Type type = Registry.FindClass(className, kind)!;
            if (type.GetConstructors().MaxBy(c => c.GetParameters().Length) is not { } constructor) { continue; }
            foreach (string argument in constructor.GetParameters().Select(p => p.Name!).Append("name").Append("dtype").Distinct())
            {
                foreach (object? wrong in s_wrong)
                {
                    var config = new Config(constructor.GetParameters().Where(p => !p.HasDefaultValue)
                        .Select(p => KeyValuePair.Create(p.Name!, Plain(p)))) { [argument] = wrong };
                    try { _ = ConfigBinder.Deserialize(new() { ["class_name"] = className, ["config"] = config }, kind); }
                    catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException) { }
                    catch (Exception e)
                    {
                        raw.Add($"{className}({argument}: {ConfigText(wrong)}): {e.GetType().Name}: {e.Message}");
                    }
                }
            }
        }
        Assert.True(raw.Count == 0, string.Join('\n', raw));
    }

    private static object? Plain(ParameterInfo p) => p.ParameterType == typeof(string) ? "a" : p.ParameterType.IsArray
        ? new List<object?> { 2L } : 2L;

    private static string ConfigText(object? value) => value switch
    {
        null => "null",
        List<object?> list => $"[{string.Join(", ", list.Select(ConfigText))}]",
        Config => "{…}",
        _ => value.ToString()!,
    };

    private sealed class Endless(IEnumerable<int> numbers) : KerasDigits.Layers.Layer
    {
        public IEnumerable<int> numbers { get; } = numbers;
    }

    /// <summary>A sequence without an end would be written for ever.</summary>
    [Fact]
    public void An_argument_without_an_end_is_refused()
    {
        static IEnumerable<int> Count()
        {
            for (int i = 0; ; i++) { yield return i; }
        }
        string said = Assert.Throws<ArgumentException>(() => ConfigBinder.Serialize(new Endless(Count()))).Message;
        Assert.Contains("must have an end", said, StringComparison.Ordinal);
        Assert.Equal("[0,2]", string.Join("", ((Config)ConfigBinder.Serialize(new Endless(Enumerable.Range(0, 2).Select(i => 2 * i)))
            ["config"]!)["numbers"] is List<object?> all ? $"[{string.Join(',', all)}]" : "none"));
    }
}
