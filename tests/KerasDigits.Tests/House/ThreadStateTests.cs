namespace KerasDigits.Tests.House;

/// <summary>What is kept by thread is one object, whose parts say what they are.</summary>
public sealed class ThreadStateTests
{
    [Fact]
    public void Nothing_else_is_kept_by_thread()
    {
        string[] found = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "KerasDigits"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetFileName(f) != "ThreadState.cs")
            .Where(f => File.ReadAllText(f) is var text && (text.Contains("[ThreadStatic", StringComparison.Ordinal) || text.Contains("ThreadLocal<", StringComparison.Ordinal)))];
        Assert.True(found.Length == 0, $"Use a ThreadSlot instead: {string.Join(", ", found)}");
    }
}
