using System.IO.Compression;
using System.IO.MemoryMappedFiles;
using System.Reflection;

namespace KerasDigits.Tests.House;

/// <summary>
/// Files are opened in one place, which tells them from pipes and devices: the build refuses every other way, and this test says when the
/// runtime has one that the build does not know.
/// </summary>
public sealed class FileOpeningTests
{
    private static readonly HashSet<string> s_banned =
        [.. File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.txt")).Select(l => l.Split(';')[0])];

    [Fact]
    public void The_build_refuses_every_way_to_open_a_file_by_its_path()
    {
        string[] verbs = ["Open", "Read", "Write", "Append", "Create", "Copy", "Extract"];
        IEnumerable<MethodBase> methods = ((Type[])[typeof(File), typeof(ZipFile), typeof(MemoryMappedFile), typeof(FileInfo)])
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => verbs.Any(v => m.Name.StartsWith(v, StringComparison.Ordinal)) && !m.Name.Contains("Link", StringComparison.Ordinal)
                && (m.DeclaringType == typeof(FileInfo) || ByPath(m)) && m.Name is not ("CreateNew" or "CreateOrOpen" or "OpenExisting"));
        IEnumerable<MethodBase> makers = ((Type[])[typeof(FileStream), typeof(StreamReader), typeof(StreamWriter)])
            .SelectMany(t => t.GetConstructors()).Where(ByPath);
        string[] open = [.. methods.Concat(makers).Select(Id).Where(id => !s_banned.Contains(id)).Order(StringComparer.Ordinal)];
        Assert.True(open.Length == 0, $"BannedSymbols.txt must hold:\n{string.Join("\n", open)}");
    }

    /// <summary>Who switches the rule off for a file says why.</summary>
    [Fact]
    public void Every_other_place_has_a_reason()
    {
        string[] silent = [.. Repository.Files("src", "*.cs").SelectMany(f => File.ReadLines(f)
            .Where(l => l.Contains("pragma warning disable RS0030", StringComparison.Ordinal)
                && !l.Contains("// ", StringComparison.Ordinal))
            .Select(_ => Path.GetFileName(f)))];
        Assert.True(silent.Length == 0, $"A banned call needs its reason beside it: {string.Join(", ", silent)}");
    }

    private static bool ByPath(MethodBase method) =>
        method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(string);

    /// <summary>A member as documentation names it.</summary>
    private static string Id(MethodBase method)
    {
        string name = method is ConstructorInfo ? "#ctor" : method.Name;
        string arguments = string.Join(',', method.GetParameters().Select(p => Id(p.ParameterType)));
        return $"M:{method.DeclaringType!.FullName}.{name}{(arguments.Length == 0 ? "" : $"({arguments})")}";
    }

    private static string Id(Type type) => type.IsArray ? Id(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)]}"
            + $"{{{string.Join(',', type.GetGenericArguments().Select(Id))}}}" : type.FullName!;
}
