using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>
/// What is kept by thread is one object and what is kept by the process another, whose parts say what they are and stand in ARCHITECTURE.
/// </summary>
public sealed partial class ThreadStateTests
{
    /// <summary>Files whose static fields are no settings, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_left = new()
    {
        ["ThreadState.cs"] = "it is the object",
        ["ProcessState.cs"] = "it is the object",
        ["EngineBinding.cs"] = "set once, before the first tensor",
        ["EngineCatches.cs"] = "addresses that native code is bound to once, before the first tensor; its ThreadSlot is one",
        ["LateRelease.cs"] = "addresses that native code is bound to once, before the first tensor",
    };

    /// <summary>What starts empty and is filled with what follows from the code, or goes with an object.</summary>
    private static readonly string[] s_caches =
    [
        "CallbackList.s_overridden", "ConfigBinder.s_forms", "ConfigBinder.s_readers", "CustomObjects.s_searched", "HeldMetrics.s_fields",
        "Layer.Tracked.s_holders", "Layer.Tracked.s_properties", "Layer.Weights.s_fields",
        "Logs.s_none", "Masks.s_masks", "RegisteredFunction.s_known", "Registry.s_classes", "Registry.s_found", "Registry.s_functions",
        "Registry.s_names", "Texts.s_holders",
    ];

    private static readonly (string Name, string Text)[] s_files =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "KerasDigits"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !s_left.ContainsKey(Path.GetFileName(f))).Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)))];

    [Fact]
    public void Nothing_else_is_kept_by_thread()
    {
        string[] found = [.. s_files.Where(f => f.Text.Contains("[ThreadStatic", StringComparison.Ordinal)
            || f.Text.Contains("ThreadLocal<", StringComparison.Ordinal)).Select(f => f.Name)];
        Assert.True(found.Length == 0, $"Use a ThreadSlot instead: {string.Join(", ", found)}");
    }

    [Fact]
    public void Nothing_else_is_kept_by_the_process()
    {
        string[] found = [.. s_files.SelectMany(f => Changeable().Matches(f.Text).Select(m => $"{f.Name}: {m.Value.Trim()}"))];
        Assert.True(found.Length == 0, $"Use a ProcessSlot instead:\n{string.Join("\n", found)}");
        string[] collections = [.. s_files.SelectMany(f => Empty().Matches(f.Text).Select(m => $"{f.Name}.{m.Groups["name"].Value}"))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(s_caches, collections);
    }

    [Fact]
    public void The_documentation_lists_every_part()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md"));
        string[] missing = [.. s_files.SelectMany(f => Slot().Matches(f.Text)).Select(m => m.Groups["what"].Value)
            .Where(w => !text.Contains(w, StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"ARCHITECTURE does not list: {string.Join("; ", missing)}");
    }

    [GeneratedRegex(@"^ +(public |internal |private )?static (?!readonly|class|partial|unsafe class)[^=(\n]*(\bs_\w+(,| =[^>]|;)|\{ get;.* set; \})",
        RegexOptions.Multiline)]
    private static partial Regex Changeable();

    [GeneratedRegex(@"static readonly (Concurrent)?(Dictionary|List|HashSet|Queue|ConditionalWeakTable)<.*> (?<name>s_\w+) = (\[\]|new\(\));",
        RegexOptions.Multiline)]
    private static partial Regex Empty();

    [GeneratedRegex(@"(ThreadSlot|ProcessSlot)<[^\n]*> s_\w+ = new\(\s*""(?<what>[^""]+)""")]
    private static partial Regex Slot();
}
