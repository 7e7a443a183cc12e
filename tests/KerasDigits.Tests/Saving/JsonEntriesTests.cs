using System.Text;
using KerasDigits.Saving;

namespace KerasDigits.Tests.Saving;

/// <summary>Entries of a JSON object that are found without reading the others.</summary>
public sealed class JsonEntriesTests
{
    [Theory]
    [InlineData("""{"a": 1, "b": 2}""", "a=1 b=2")]
    [InlineData("""{"b":2,"c":3,"a":1}""", "b=2 a=1")]
    [InlineData("""{}""", "")]
    [InlineData("{ \n\t}", "")]
    [InlineData("""{"c": {"a": 1}, "b": [1, {"a": "]"}]}""", """b=[1, {"a": "]"}]""")]
    [InlineData("""{"c": "a \" } ]", "a": "x\\"}""", """a="x\\" """)]
    [InlineData("""{"a" : null , "b" : {"n": [[], {}]} }""", """a=null  b={"n": [[], {}]}""")]
    [InlineData("""{"ab": 1, "": 2, "a": -1e5}""", "a=-1e5")]
    [InlineData("""{"\u0061": 1}""", "")] // an escaped name is none that is looked for
    [InlineData("""{"a": true}""", "a=true")]
    public void Wanted_entries_are_found_in_their_order(string text, string expected) =>
        Assert.Equal(expected.TrimEnd(), Find(text).TrimEnd());

    [Theory]
    [InlineData("""{"a": 1""")]
    [InlineData("""{"a": 1} """)]
    [InlineData("""{"a": 1}}""")]
    [InlineData("""{"a" 1}""")]
    [InlineData("""{"a": }""")]
    [InlineData("""{"a": ,}""")]
    [InlineData("""{"a": [1, 2}""")]
    [InlineData("""{"a": "x}""")]
    [InlineData("""{"a": "x\""")]
    [InlineData("""{"a": "x" "b": 1}""")]
    [InlineData("""{a: 1}""")]
    [InlineData("""{"a":""")]
    [InlineData("""{"a""")]
    [InlineData("{")]
    public void What_is_no_object_is_refused(string text) => Assert.Throws<FormatException>(() => Find(text));

    /// <summary>Each cut of an object ends in the one kind of error.</summary>
    [Fact]
    public void Every_beginning_of_an_object_is_refused()
    {
        const string text = """{"c": [1, {"x": "\\ \" }"}], "a" : {"b": null}, "b": [ ] }""";
        Assert.Equal("""a={"b": null} b=[ ]""", Find(text));
        for (int length = 1; length < text.Length; length++)
        {
            _ = Assert.Throws<FormatException>(() => Find(text[..length]));
        }
    }

    private static string Find(string text)
    {
        var found = new List<string>();
        JsonEntries.SkipEach(Encoding.UTF8.GetBytes(text), ["a", "b"], (name, value) =>
            found.Add($"{name}={Encoding.UTF8.GetString(value)}"));
        return string.Join(" ", found);
    }
}
