using System.Reflection;
using System.Text.RegularExpressions;
using KerasDigits.Port.Checking;
using KerasDigits.Port.Command;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Tests;

/// <summary>
/// Small programs whose output CPython and NumPy recorded: the translated program prints the same. Programs/programs.txt is made by
/// Programs/record.py.
/// </summary>
public partial class ProgramTests
{
    public static TheoryData<string> Names => [.. All().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_translated_program_prints_what_Python_prints(string name)
    {
        var (_, source, output) = All().Single(p => p.Name == name);
        Translation done = Job.Translate(name + ".py", source);
        Assert.Empty(done.Left.Select(l => $"line {l.Line}: {l.Reason}"));
        Assert.Equal(output, Run(done.Code));
    }

    internal static IEnumerable<(string Name, string Source, string Output)> All()
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", "programs.txt"))
            .Replace("\r\n", "\n", StringComparison.Ordinal);
        return Part().Matches(text).Select(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value));
    }

    [GeneratedRegex(@"### (\S+)\n(.*?)--- prints\n(.*?)(?=### |\z)", RegexOptions.Singleline)]
    private static partial Regex Part();

    internal static readonly Lock Screen = new();

    /// <summary>What a program prints, or why it does not run.</summary>
    internal static string TryRun(string code)
    {
        try { return Checker.Compile(code).Emit(Stream.Null).Success ? Run(code) : "refused"; }
        catch (Exception e) when (e is TargetInvocationException) { return e.InnerException!.Message; }
    }

    internal static string Run(string code)
    {
        using var assembly = new MemoryStream();
        var emitted = Checker.Compile(code).Emit(assembly);
        Assert.True(emitted.Success,
            string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)) + "\n" + code);
        MethodInfo entry = Assembly.Load(assembly.ToArray()).EntryPoint!;
        lock (Screen)
        {
            TextWriter before = Console.Out;
            var written = new StringWriter();
            Console.SetOut(written);
            try { entry.Invoke(null, [Array.Empty<string>()]); }
            finally { Console.SetOut(before); }
            return written.ToString();
        }
    }
}
