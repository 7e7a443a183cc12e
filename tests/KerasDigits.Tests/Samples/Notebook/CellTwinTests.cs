using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KerasDigits.Tests.House;

namespace KerasDigits.Tests.Samples.Notebook;

/// <summary>Every code cell of the notebook stands in the program, its Python lines above the C# lines, with the same numbers.</summary>
public sealed partial class CellTwinTests
{
    /// <summary>A cell of the program: its number, what stands beside it, its Python lines and its C# lines.</summary>
    private sealed record Twin(int Number, string Note, string[] Python, string Code);

    private static readonly Twin[] s_twins = [.. Repository.Files("samples/DigitsNotebook/Cells", "*.cs").SelectMany(Twins)];

    public static TheoryData<int> Cells() =>
        [.. NotebookProgram.Recorded.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("cell").GetInt32())];

    [Theory, MemberData(nameof(Cells))]
    public void Has_a_twin_with_its_numbers(int number)
    {
        JsonElement cell = NotebookProgram.Recorded.GetProperty("cells").EnumerateArray()
            .First(c => c.GetProperty("cell").GetInt32() == number);
        Twin twin = Assert.Single(s_twins, t => t.Number == number);
        double[] code = Numbers(twin.Code, keepSlices: true);
        foreach (string part in (string[])["numbers", "numbers_in_definitions"])
        {
            double[] expected = [.. cell.GetProperty(part).EnumerateArray().Select(n => n.GetDouble())];
            // The first line of cell 25 is lost in the printed notebook, and so are cells 21 to 24: what is recorded of them is its
            // neighbours'.
            Assert.True(Follow(expected, code), $"cell {number}: the notebook has {string.Join(" ", expected)}, the C# lines "
                + $"{string.Join(" ", code)}");
        }
        Assert.True(cell.GetProperty("rebuilt").GetBoolean()
            == twin.Note.Contains("lost in the printed notebook", StringComparison.Ordinal), $"cell {number}: {twin.Note}");
        Assert.Equal(cell.GetProperty("rebuilt").GetBoolean() && number != 25, twin.Python.Length == 0);
    }

    [Fact]
    public void The_program_has_no_cells_of_its_own() =>
        Assert.Equal(NotebookProgram.Recorded.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("cell").GetInt32()).Order(),
            s_twins.Select(t => t.Number).Order());

    [SkippableFact]
    public void The_Python_lines_are_the_notebook_s()
    {
        string path = Path.Combine(Repository.Root, "..", "shared", "notebook", "digits-classification.md");
        Skip.IfNot(File.Exists(path), "The notebook's text is not beside this clone.");
        string text = File.ReadAllText(path).Replace("\\_", "_", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
        HashSet<string> lines = [.. text.Split('\n').Select(l => Squeezed(Regex.Replace(l, @"^\s*In \[\d+\]:", "")))];
        foreach (Twin twin in s_twins)
        {
            string[] strange = [.. twin.Python.Where(l => !lines.Contains(Squeezed(l)))];
            Assert.True(strange.Length == 0, $"cell {twin.Number}: not in the notebook: {string.Join("\n", strange)}");
        }
        int[] numbers = [.. Regex.Matches(text, @"In \[(\d+)\]").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))
            .Distinct().Order()];
        Assert.Equal([], numbers.Except(s_twins.Select(t => t.Number)));
        // No line of code is left out: what stands in the notebook's listings is a Python line of the program, or printed text.
        string[] kept = [.. s_twins.SelectMany(t => t.Python).Select(Squeezed)];
        string[] missing = [.. text.Split('\n').Select(l => Squeezed(Regex.Replace(l, @"^\s*In \[\d+\]:", "")))
            .Where(l => CodeLine().IsMatch(l) && !kept.Contains(l)).Distinct()];
        Assert.True(missing.Length == 0, string.Join("\n", missing));
    }

    [Fact]
    public void A_changed_number_would_be_seen()
    {
        Twin twin = s_twins.Single(t => t.Number == 26);
        double[] numbers = [.. NotebookProgram.Recorded.GetProperty("cells").EnumerateArray()
            .First(c => c.GetProperty("cell").GetInt32() == 26).GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble())];
        Assert.False(
            Follow(numbers, Numbers(twin.Code.Replace("Dropout(0.125)", "Dropout(0.25)", StringComparison.Ordinal), keepSlices: true)));
        Assert.False(Follow(numbers, Numbers(twin.Code.Replace("Dense(64", "Dense(128", StringComparison.Ordinal), keepSlices: true)));
    }

    [Theory, MemberData(nameof(Cells))]
    public void Makes_the_layers_and_callbacks_of_its_Python_lines_and_no_others(int number)
    {
        Twin twin = s_twins.Single(t => t.Number == number);
        // The lost cells have no Python lines; what they made is recorded by its numbers.
        if (twin.Python.Length == 0) { return; }
        Assert.Equal(Makings(string.Join("\n", twin.Python.Select(l => l.Split('#')[0]))),
            Makings(Regex.Replace(twin.Code, @"//[^\n]*", "")));
    }

    [Fact]
    public void An_added_layer_or_argument_would_be_seen()
    {
        Twin twin = s_twins.Single(t => t.Number == 26);
        string[] makings = Makings(twin.Code);
        Assert.Contains("Dropout(0.125)", makings);
        Assert.Contains("EarlyStopping(2)", Makings(s_twins.Single(t => t.Number == 28).Code));
        Assert.NotEqual(makings,
            Makings(twin.Code.Replace("model_conv2.add(layers.Flatten());",
                "model_conv2.add(layers.Flatten()); model_conv2.add(layers.Dropout(0.5));", StringComparison.Ordinal)));
        Assert.NotEqual(makings,
            Makings(twin.Code.Replace("layers.Conv2D(64, (3, 3),", "layers.Conv2D(64, (3, 3), strides: 2,", StringComparison.Ordinal)));
    }

    /// <summary>The layers, callbacks and optimizers that lines make, in their order, each with the numbers of its arguments.</summary>
    private static string[] Makings(string code) => [.. Making().Matches(code).Select(m =>
    {
        int end = m.Index + m.Length;
        for (int open = 1; open > 0; end++) { open += code[end] == '(' ? 1 : code[end] == ')' ? -1 : 0; }
        return $"{m.Groups[1].Value}({string.Join(" ", Numbers(code[(m.Index + m.Length)..end].Replace('\'', '"'), keepSlices: false))})";
    })];

    /// <summary>Whether the numbers come in this order, whatever stands between.</summary>
    private static bool Follow(double[] expected, double[] among)
    {
        int next = 0;
        foreach (double number in among) { next += next < expected.Length && number == expected[next] ? 1 : 0; }
        return next == expected.Length;
    }

    private static double[] Numbers(string code, bool keepSlices)
    {
        string bare = Regex.Replace(Regex.Replace(code, @"//[^\n]*", ""), "\"[^\"\n]*\"", m => keepSlices
            && Slice().IsMatch(m.Value) ? m.Value : "\"\"");
        return [.. Number().Matches(bare).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<Twin> Twins(string file)
    {
        string[] lines = File.ReadAllLines(file);
        for (int i = 0; i < lines.Length; i++)
        {
            if (Regex.Match(lines[i], @"^    // In \[(\d+)\]:(.*)$") is not { Success: true } head) { continue; }
            List<string> python = [], code = [];
            int at = i + 1;
            for (; at < lines.Length && lines[at].StartsWith("    //", StringComparison.Ordinal); at++) { python.Add(lines[at][6..]); }
            for (; at < lines.Length && !lines[at].StartsWith("    // In [", StringComparison.Ordinal); at++) { code.Add(lines[at]); }
            yield return new Twin(int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture), head.Groups[2].Value,
                [.. python.Where(l => l.Trim().Length > 0)], string.Join("\n", code));
        }
    }

    private static string Squeezed(string line) => Regex.Replace(line, @"[\s`]+", "");

    /// <summary>A line that only code has.</summary>
    [GeneratedRegex(@"^(model_\w+\.(add|compile|fit|summary|evaluate)\(|model\.add\(|callbacks\.|print\(|tuner\.|layers\.|\w+=train_|from\w+import|epochs=\d|steps_per_epoch=|batch_size=)")]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"(?<!\w)(?<!\d\.)\d+(?:\.\d+)?(?:e-?\d+)?(?!\w)")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b((?<=layers\.|callbacks\.|optimizers\.)[A-Z]\w*|ImageDataGenerator)\(")]
    private static partial Regex Making();

    [GeneratedRegex("^\"[:,\\d\\s-]+\"$")]
    private static partial Regex Slice();
}
