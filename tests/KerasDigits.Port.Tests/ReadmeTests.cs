using System.Text.RegularExpressions;
using KerasDigits.Port.Checking;
using KerasDigits.Port.Command;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Tests;

/// <summary>README's first screen shows what the tool makes of its Python lines, to the letter.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Shows_the_tools_own_output()
    {
        string text = File.ReadAllText(Path.Combine(SampleTests.Root, "README.md")).Replace("\r\n", "\n", StringComparison.Ordinal);
        string Block(string language) => Regex.Match(text, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Translation done = Job.Translate("train.py", Block("python"));
        Assert.Empty(done.Left);
        Assert.Empty(Checker.Check(done.Code));
        Assert.Equal(Block("cs").Trim(), done.Code.Trim());
    }
}
