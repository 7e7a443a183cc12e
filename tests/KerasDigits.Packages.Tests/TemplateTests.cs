namespace KerasDigits.Packages.Tests;

/// <summary>dotnet new with the packed templates, into a folder of their own, and the programs it makes run.</summary>
[Collection(nameof(PackedTree))]
public sealed class TemplateTests(PackedTree tree)
{
    [Theory]
    [InlineData("keras-script", "digits.cs", "validation accuracy")]
    [InlineData("keras", "digits.csproj", "validation accuracy")]
    [InlineData("keras-tuner", "digits.csproj", "best units")]
    public void A_new_program_runs(string template, string file, string said)
    {
        string folder = tree.Place(template);
        (int installed, string installation) = tree.RunHere(folder, "new", "install", tree.Package("KerasDigits.Templates"),
            "--debug:custom-hive", tree.Hive);
        Assert.True(installed is 0 or 106, installation); // 106: it is installed already
        (int made, string making) = tree.RunHere(folder, "new", template, "-n", "digits", "-o", ".", "--no-update-check",
            "--debug:custom-hive", tree.Hive);
        Assert.True(made == 0, making);
        string[] run = file.EndsWith(".cs", StringComparison.Ordinal) ? ["run", file] : ["run", "--project", file];
        (int code, string output) = tree.RunHere(folder, run);
        Assert.True(code == 0, output);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }
}
