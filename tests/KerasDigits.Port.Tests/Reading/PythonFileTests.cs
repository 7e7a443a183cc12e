using System.Text;
using KerasDigits.Port.Command;

namespace KerasDigits.Port.Tests;

/// <summary>Scripts in other encodings than UTF-8.</summary>
public sealed class PythonFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("port-encoding-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("# -*- coding: latin-1 -*-\nprint('\u00e9')\n", "iso-8859-1")]
    [InlineData("#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nprint('\u00e9')\n", "iso-8859-1")]
    [InlineData("# coding: cp1252\nprint('\u00e9')\n", "iso-8859-1")]
    [InlineData("print('\u00e9')\n", "utf-8")]
    public void A_line_names_the_encoding(string source, string encoding)
    {
        string file = Write(Encoding.GetEncoding(encoding).GetBytes(source));
        Assert.Equal("", JobTests.Say(new Wishes(IsQuick: true), file, 0));
        Assert.Contains("print(\"\u00e9\");", File.ReadAllText(Path.ChangeExtension(file, ".cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_in_Pythons_words()
    {
        string file = Write([.. "x = 1\nprint('"u8, 0xe9, .. "')\n"u8]);
        string said = JobTests.Say(new Wishes(IsQuick: true), file);
        Assert.Contains(@"Non-UTF-8 code starting with '\xe9' in file", said, StringComparison.Ordinal);
        Assert.Contains("on line 2, but no encoding declared", said, StringComparison.Ordinal);
        Assert.Contains("unknown encoding: nope", JobTests.Say(new Wishes(IsQuick: true), Write([.. "# coding: nope\n"u8])),
            StringComparison.Ordinal);
    }

    private string Write(byte[] bytes)
    {
        string file = Path.Combine(_folder, "a.py");
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
