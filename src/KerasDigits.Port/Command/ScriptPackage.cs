using System.Reflection;

namespace KerasDigits.Port.Command;

/// <summary>The package that written programs ask for.</summary>
public static class ScriptPackage
{
    public const string Name = "KerasDigits.Script";

    /// <summary>The version that a program asks for when a released tool writes it, as in the documents.</summary>
    public const string Released = "0.1.0";

    /// <summary>
    /// The version that this tool asks for: of a prerelease its own, as no released one satisfies a program that it writes.
    /// </summary>
    public static string Wanted { get; } = Choose(typeof(ScriptPackage).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Released);

    /// <summary>The version that a tool of a version asks for.</summary>
    internal static string Choose(string own) => own.Split('+')[0] is var version && version.Contains('-', StringComparison.Ordinal)
        ? version
        : Released;

    /// <summary>The line by which a one-file program names it.</summary>
    public static string WriteDirective(string version) => $"#:package {Name}@{version}";
}
