using System.Reflection;
using KerasDigits.Tuner;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>Every form of fit has the defaults of the one list, <see cref="FitArguments"/>: C# repeats them in each signature.</summary>
public sealed class FitArgumentsTests
{
    private static readonly FitArguments s_defaults = new() { x = np.ones((1, 1)) };

    private static IEnumerable<MethodInfo> Signatures()
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        return new[] { typeof(FitArguments).Assembly, typeof(SearchArguments).Assembly }.SelectMany(a => a.GetExportedTypes())
            .SelectMany(t => t.GetMethods(declared))
            .Where(m => m.Name is "fit" or "fit_generator" or "search" && m.GetParameters().Any(p => p.Name == "epochs"));
    }

    [Fact]
    public void Each_signature_has_the_lists_defaults()
    {
        var wrong = new List<string>();
        int seen = 0;
        foreach (MethodInfo method in Signatures())
        {
            foreach (ParameterInfo p in method.GetParameters().Where(p => p.HasDefaultValue && FitArguments.Names.Contains(p.Name)))
            {
                // A search hands on what it was given alone: null is "not given" there.
                if (method.Name == "search" && p.DefaultValue is null) { continue; }
                object? expected = typeof(FitArguments).GetProperty(p.Name!)!.GetValue(s_defaults);
                object? given = p.DefaultValue ?? (p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null);
                if (Equals(expected, given)) { continue; }
                wrong.Add($"{method.DeclaringType!.Name}.{method.Name}: {p.Name} = {given}, not {expected}");
            }
            seen++;
        }
        Assert.True(seen >= 6, $"Only {seen} signatures were found.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Each_name_of_a_signature_is_one_of_the_list()
    {
        string[] further = ["model", "args", "generator", "folds", "parallel", "processes", "devices"];
        Assert.Empty(Signatures().SelectMany(m => m.GetParameters()).Select(p => p.Name).Distinct().Except(FitArguments.Names)
            .Except(further));
    }
}
