using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KerasDigits.Tests.Samples.Notebook;

/// <summary>
/// The program prints what the notebook's cells printed under TensorFlow 2.3.1 and kerastuner 1.0.1; times, numbers of training and what is
/// drawn apart.
/// </summary>
public sealed class PrintedTextTests
{
    [Fact]
    public void Is_the_notebook_s()
    {
        string folder = Directory.CreateTempSubdirectory("keras-notebook-").FullName;
        try
        {
            string train = NotebookProgram.Write(Path.Combine(folder, "some.csv"), 300),
                test = NotebookProgram.Write(Path.Combine(folder, "others.csv"), 120, labels: false);
            string vgg = Path.Combine(folder, "vgg.h5");
            // Weights of the right shapes are enough for the text.
            keras.applications.VGG16(include_top: false, weights: null, input_shape: (32, 32, 3)).save_weights(vgg);
            var (code, output, errors) = NotebookProgram.Run(folder, "--train", train, "--test", test, "--out", "o", "--full", "--epochs",
                "3", "--vgg-weights", vgg);
            Assert.True(code == 0, errors + output);
            string[] ours = [.. output.Split('\n').Where(l => !l.StartsWith("# ", StringComparison.Ordinal))];
            string[] theirs = [.. NotebookProgram.Recorded.GetProperty("text").EnumerateArray().Select(l => l.GetString()!)];
            Assert.Equal(Masked(theirs), Masked(ours));

            string[] files = [.. Directory.EnumerateFiles(Path.Combine(folder, "o")).Select(f => Path.GetFileName(f))
                .Order(StringComparer.Ordinal)];
            Assert.Equal(["Submission.csv", "cell_08.png", "cell_14.png", "cell_24.png", "cell_29.png", "cell_34.png", "cell_36.png",
                "cell_43.png", "cell_44.png", "cell_48.png",
                "hyperband_search.png", "model_conv.h5", "model_conv2.h5", "model_data_aug.h5", "model_dense.h5", "model_transfer.h5",
                "results.json"], files.Where(f => !f.StartsWith("run", StringComparison.Ordinal)));
            string[] submission = File.ReadAllLines(Path.Combine(folder, "o", "Submission.csv"));
            Assert.Equal(("Id,Category", 121), (submission[0], submission.Length));
            Assert.All(submission.Skip(1).Select((line, i) => (line, i)), row => Assert.Matches($"^{row.i},[0-9]$", row.line));
            using JsonDocument results = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "o", "results.json")));
            Assert.Contains("# --epochs 3: at most 3 epochs, where the notebook has 100", output, StringComparison.Ordinal);
            Assert.Contains("# The run takes about ", output, StringComparison.Ordinal);
            Assert.Matches("# dense is done after .*Next: model n°2, conv, about .* to go", output);

            CheckpointsCount(output, results.RootElement);
            SearchesAreKeyedByTheirDigits(folder, train);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>
    /// What goes on with its checkpoint has the checkpoint's result, which is better than the last epoch's; over few digits some models do.
    /// </summary>
    private static void CheckpointsCount(string output, JsonElement results)
    {
        const string Line =
            @"^# (\w+) goes on with its epoch \d+ of \d+, from model_\w+\.h5: val_accuracy ([\d.]+), and ([\d.]+) in the last\.";
        foreach (Match taken in Regex.Matches(output, Line, RegexOptions.Multiline))
        {
            double Number(int group) => double.Parse(taken.Groups[group].Value, CultureInfo.InvariantCulture);
            JsonElement result = results.EnumerateArray().Single(r => r.GetProperty("name").GetString() == taken.Groups[1].Value);
            Assert.Equal(Number(2), result.GetProperty("val_accuracy").GetDouble(), 4);
            Assert.True(Number(2) > Number(3));
        }
    }

    /// <summary>The same digits under another name go on with the search; other digits under the same name do not.</summary>
    private static void SearchesAreKeyedByTheirDigits(string folder, string train)
    {
        string renamed = Path.Combine(folder, "renamed.csv");
        File.Copy(train, renamed);
        string[] search = ["--out", "s", "--full", "--epochs", "2", "--models", "hyperband"];
        Assert.Equal(0, NotebookProgram.Run(folder, ["--train", train, .. search]).Code);
        Assert.Contains("# The search goes on where it was: hyperband/MNIST.",
            NotebookProgram.Run(folder, ["--train", renamed, .. search]).Output.Replace('\\', '/'), StringComparison.Ordinal);
        NotebookProgram.Write(train, 300, (row, fields) => fields[0] = row == 7 ? "0.5" : fields[0]);
        string[] others = ["--train", train, .. search[..4], "1", .. search[5..]];
        string other = NotebookProgram.Run(folder, others).Output;
        Assert.DoesNotContain("goes on where it was", other, StringComparison.Ordinal);
        Assert.Matches("Results in hyperband/MNIST_[0-9a-f]{8}\n", other.Replace('\\', '/'));
        Assert.Contains("goes on where it was", NotebookProgram.Run(folder, others).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("goes on where it was", NotebookProgram.Run(folder, [.. others, "--fresh"]).Output, StringComparison.Ordinal);
    }

    private static string[] Masked(IEnumerable<string> lines) =>
        [.. lines.Select(Masked).OfType<string>().Where(l => l.Trim('\r', ' ').Length > 0)];

    private static string? Masked(string line)
    {
        line = line.Replace("\r", "", StringComparison.Ordinal).TrimEnd();
        if (line.StartsWith("Downloading data", StringComparison.Ordinal)) { return null; }
        line = Regex.Replace(line, "^python version: .*", "python version: ...");
        line = Regex.Replace(line, @" - \d+s \S+/step.*",
            m => " - time" + Regex.Replace(m.Value[m.Value.IndexOf("/step", StringComparison.Ordinal)..], @"\d[\d.e+-]*", "n"));
        line = Regex.Replace(line, @"^(validation_acc with \w+): [\d.]+$", "$1: n");
        line = Regex.Replace(line, @"^\[( *[\d.]+)+ *\]$", "[row]");
        line = Regex.Replace(line, "0x[0-9a-f]+", "0x").Replace("AxesImage object at", "AxesImage at", StringComparison.Ordinal);
        line = Regex.Replace(line, @"^(Out\[57\]: array\(\[|       )[\d, ]+(\]\))?$", "answers");
        // The promoted trial stands where its score puts it.
        if (line.Contains("|-tuner/", StringComparison.Ordinal)) { return null; }
        return Regex.Replace(line, @"\|-(Trial ID|Score|Best step|dense_activation|dropout|learning_rate|units): \S+$", "|-$1: ...");
    }
}
