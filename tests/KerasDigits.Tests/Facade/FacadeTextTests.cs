using KerasDigits.Tests.House;

namespace KerasDigits.Tests.Facade;

/// <summary>
/// What the generator of the keras facade writes is text under review. (Which lines the facade itself has stands in PublicAPI.Unshipped.txt
/// of the core.)
/// </summary>
public sealed class FacadeTextTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "KerasDigits.Tests", "Facade", "Generated");

    /// <summary>Facade/Generated/NAME.source is what the generator is given, NAME.txt what it writes.</summary>
    [Theory]
    [InlineData("ClassWithKeywords")]
    [InlineData("Functions")]
    [InlineData("SymbolicFunctions")]
    [InlineData("TwoHomes")]
    [InlineData("OldPackage")]
    [InlineData("ActivationForms")]
    [InlineData("ListForms")]
    public void The_generator_writes(string name)
    {
        var (facade, errors) = CoreSources.Facade(File.ReadAllText(Path.Combine(s_folder, name + ".source")));
        Assert.Empty(errors);
        Compare(name + ".txt", facade);
    }

    /// <summary>KERASDIGITS_WRITE_DOCS=1 writes the file anew instead.</summary>
    private static void Compare(string name, string text)
    {
        string file = Path.Combine(s_folder, name);
        if (Environment.GetEnvironmentVariable("KERASDIGITS_WRITE_DOCS") == "1") { File.WriteAllText(file, text); }
        string[] old = File.Exists(file) ? File.ReadAllLines(file) : [], now = text.TrimEnd('\n').Split('\n');
        string[] gone = [.. old.Except(now)], come = [.. now.Except(old)];
        Assert.True(old.SequenceEqual(now), $"{name} is not what the generator writes. Look at the change, then run this test once with "
            + "KERASDIGITS_WRITE_DOCS=1.\n"
            + string.Concat(gone.Take(20).Select(l => $"- {l}\n")) + string.Concat(come.Take(20).Select(l => $"+ {l}\n")));
    }
}
