using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>The environment of C, from which the engine's libraries read their settings: .NET's own variables do not reach it.</summary>
internal static partial class EngineEnvironment
{
    /// <summary>Whether the user has said something.</summary>
    public static bool Has(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));

    /// <summary>Sets a variable for the engine.</summary>
    public static void Set(string name, string value) => _ = setenv(name, value, 1);

    /// <summary>Takes it back.</summary>
    public static void Remove(string name) => _ = unsetenv(name);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unsetenv(string name);
}
