using System.Runtime.InteropServices;

namespace KerasDigits.Tests.Samples.Notebook;

/// <summary>What cannot be done is refused in one sentence, with exit code 2, before anything is written.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-refusal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Bad_digits_are_refused()
    {
        Train("780 columns", f => f.RemoveRange(0, 5), "has 780 columns, and --train takes 785");
        Train("786 columns", f => f.Add("1"), "has 786 columns, and --train takes 785");
        Refused("784 columns, which are pixels without labels", "--train", NotebookProgram.Write(In("x.csv"), 130, labels: false));
        Refused("785 columns, as a file with labels", "--train", NotebookProgram.Write(In("x.csv"), 130), "--test",
            NotebookProgram.Write(In("y.csv"), 3));
        Refused("12 columns, and --test takes 784", "--test", NotebookProgram.Write(In("x.csv"), 3, (_, f) => f.RemoveRange(0, 773)));
        Refused("give at least 125 rows", "--train", NotebookProgram.Write(In("x.csv"), 124));
        Train("no 7", f => f[784] = f[784] == "7" ? "1" : f[784], "has no 7 among its first 104 rows, which train");
        Refused("has no 9 among its last 26 rows, which validate", "--train",
            NotebookProgram.Write(In("x.csv"), 130, (row, f) => f[784] = row >= 104 && f[784] == "9" ? "1" : f[784]));
        Third("", "has an empty cell in row 3, column 11");
        Third("nan", "has an empty cell in row 3, column 11");
        Third("inf", "has a cell that is not finite in row 3, column 11");
        Third("seven", "has 'seven' in row 3, column 11, which is no number");
        Refused("has 784 columns in row 4 and 785 in the first", "--train", NotebookProgram.Write(In("x.csv"), 130, (row, f) =>
        {
            if (row == 3) { f.RemoveAt(0); }
        }));
        Refused("has the label 10 in row 6", "--train",
            NotebookProgram.Write(In("x.csv"), 130, (row, f) => f[784] = row == 5 ? "10" : f[784]));
        Refused("has the label 1.5 in row 6", "--train",
            NotebookProgram.Write(In("x.csv"), 130, (row, f) => f[784] = row == 5 ? "1.5" : f[784]));
        Refused("has the label -1 in row 6", "--train",
            NotebookProgram.Write(In("x.csv"), 130, (row, f) => f[784] = row == 5 ? "-1" : f[784]));
        string names = string.Join(',', Enumerable.Range(0, 784).Select(i => $"pixel{i}").Append("label"));
        Refused("'pixel0', which is no number: say --header", "--train", NotebookProgram.Write(In("x.csv"), 130, first: names));
        File.WriteAllText(In("empty.csv"), "\n\n");
        Refused("holds no digits", "--train", In("empty.csv"));
        Refused("there is no ", "--train", In("nowhere.csv"));
        Refused("--train must name a file, but got an empty name", "--train", "");
        Refused("is a folder", "--train", _folder);
        string commas = File.ReadAllText(NotebookProgram.Write(In("x.csv"), 130));
        File.WriteAllText(In("semicolons.csv"), commas.Replace(',', ';'));
        Refused("divided by semicolons, and commas must", "--train", In("semicolons.csv"));
        File.WriteAllBytes(In("bytes.csv"), [1, 0, 2, 0, 3, 10]);
        Refused("Save it as a CSV in UTF-8", "--train", In("bytes.csv"));
        string names785 = string.Join(',', Enumerable.Range(0, 785).Select(i => $"c{i}"));
        string named = NotebookProgram.Write(In("x.csv"), 130, (row, f) => f[10] = row == 2 ? "" : f[10], first: names785);
        Refused("has an empty cell in row 3 (line 4), column 11", "--train", named, "--header");
        File.WriteAllBytes(In("torn.csv.gz"), [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);
        Refused("torn.csv.gz", "--train", In("torn.csv.gz"));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Refused("--epochs takes a whole number of at least 1, but got 0", "--epochs", "0");
        Refused("--epochs takes a whole number of at least 1, but got -3", "--epochs", "-3");
        Refused("--epochs takes a whole number of at least 1, but got ten", "--epochs", "ten");
        Refused("--epochs takes a whole number of at least 1, but got nothing", "--epochs", "");
        Refused("--seed takes a whole number of at least 0, but got x", "--seed", "x");
        Refused("--models takes names among dense, conv, conv2, data_aug, transfer, hyperband, or all, but got dance", "--models",
            "dense,dance");
        Refused("--models takes names among", "--models", ",");
        Refused("--verbose", "--verbose");
        Refused("--vgg-weights must name a file", "--vgg-weights", In("no.h5"));
        Refused("must name VGG16's weights without top", "--vgg-weights", NotebookProgram.Write(In("x.csv"), 1), "--models", "transfer");
        File.WriteAllText(In("file"), "");
        var (code, _, errors) = NotebookProgram.Run(_folder, "--out", Path.Combine(In("file"), "out"), "--models", "dense");
        Assert.Equal(2, code);
        OneSentence(errors, "--out must name a folder that can be made");
    }

    [Fact]
    public void A_line_of_names_is_passed_over_when_the_user_says_so()
    {
        string names = string.Join(',', Enumerable.Range(0, 784).Select(i => $"pixel{i}").Append("label"));
        var (code, output, errors) = NotebookProgram.Run(_folder, "--train", NotebookProgram.Write(In("x.csv"), 130, first: names),
            "--header", "--models", "dense", "--epochs", "1");
        Assert.True(code == 0, errors);
        Assert.Contains("train_set: (104, 784)", output, StringComparison.Ordinal);
        Assert.Contains("# No Submission.csv",
            NotebookProgram.Run(_folder, "--train", In("x.csv"), "--header", "--models", "data_aug", "--epochs", "1").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_have_made_is_not_written_over()
    {
        string own = Path.Combine(Directory.CreateDirectory(In("own")).FullName, "train_data.csv");
        File.WriteAllText(own, "mine");
        var (code, _, errors) = NotebookProgram.Run(_folder, "--models", "dense", "--epochs", "1", "--out", In("own"));
        Assert.Equal(2, code);
        OneSentence(errors, "was not drawn by this program and is not written over");
        Assert.Equal("mine", File.ReadAllText(own));

        string digits = NotebookProgram.Write(In("x.csv"), 130);
        string[] run = ["--train", digits, "--out", In("run"), "--models"];
        Assert.Equal(0, NotebookProgram.Run(_folder, [.. run, "dense,conv", "--epochs", "2"]).Code);
        string results = File.ReadAllText(Path.Combine(In("run"), "results.json"));
        (code, _, errors) = NotebookProgram.Run(_folder, [.. run, "dense", "--epochs", "1"]);
        Assert.Equal(2, code);
        OneSentence(errors, "holds a run with other digits, seed or numbers of epochs (conv, dense)");
        // A later run of one model keeps the other's result, and the seconds of both.
        Assert.Equal(0, NotebookProgram.Run(_folder, [.. run, "conv", "--epochs", "2"]).Code);
        Assert.Equal(results, File.ReadAllText(Path.Combine(In("run"), "results.json")));
        File.WriteAllText(Path.Combine(In("run"), "results.json"), "{");
        (code, _, errors) = NotebookProgram.Run(_folder, [.. run, "conv", "--epochs", "2"]);
        Assert.Equal(2, code);
        OneSentence(errors, "start anew by --fresh");
    }

    [Fact]
    public void Digits_of_a_run_are_not_drawn_over_by_another_seed_that_is_refused()
    {
        string folder = Directory.CreateDirectory(In("drawn")).FullName;
        string train = Path.Combine(folder, "train_data.csv"), note = Path.Combine(folder, "noisy_digits.txt");
        File.WriteAllText(train, "digits of seed 7");
        File.WriteAllText(note, "version 2, seed 7, 12000 + 2000 rows\n");
        Directory.CreateDirectory(Path.Combine(folder, ".run", "dense"));
        var (code, _, errors) = NotebookProgram.Run(_folder, "--models", "dense", "--seed", "8", "--out", folder);
        Assert.Equal(2, code);
        OneSentence(errors, "holds a run with other digits, seed or numbers of epochs (dense)");
        Assert.Equal("digits of seed 7", File.ReadAllText(train));
        Assert.Contains("seed 7", File.ReadAllText(note), StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_may_be_whole_numbers_and_a_cell_that_32_bits_cannot_hold_is_named()
    {
        string whole = NotebookProgram.Write(In("whole.csv"), 130, (_, f) =>
        {
            for (int i = 0; i < 784; i++) { f[i] = f[i].StartsWith("0.0", StringComparison.Ordinal) ? "0" : "255"; }
        });
        var (code, _, errors) = NotebookProgram.Run(_folder, "--train", whole, "--models", "dense", "--epochs", "1", "--out", In("whole"));
        Assert.True(code == 0, errors);
        Train("great", f => f[100] = "1e39", "a cell too great for 32 bits in row");
        Train("blank", f => f[100] = " ", "an empty cell in row");
    }

    [Fact]
    public void A_folder_is_one_run_s_at_a_time()
    {
        string folder = Directory.CreateDirectory(In("taken")).FullName;
        using IDisposable other = DigitsNotebook.Running.Kept.Take(folder);
        var (code, _, errors) = NotebookProgram.Run(_folder, "--train", NotebookProgram.Write(In("x.csv"), 130), "--models", "dense",
            "--epochs", "1", "--out", folder);
        Assert.Equal(2, code);
        OneSentence(errors, "is another run's, which has not ended");
    }

    /// <summary>Disks on which a picture, a model, a backup, the search's own files and a trial's weights do not fit.</summary>
    [SkippableTheory]
    [InlineData("dense,conv", "100k")]
    [InlineData("dense,conv", "300k")]
    [InlineData("dense,conv", "600k")]
    [InlineData("hyperband", "60k")]
    [InlineData("hyperband", "68k")]
    [InlineData("hyperband", "200k")]
    public void A_full_disk_ends_in_a_sentence_and_leaves_no_file_half_written(string models, string size)
    {
        Skip.IfNot(RuntimeInformation.IsOSPlatform(OSPlatform.Linux)
            && NotebookProgram.Run(_folder, "unshare", ["-rm", "true"]) is (0, _, _),
            "A small disk takes Linux and namespaces of one's own.");
        string train = NotebookProgram.Write(In("x.csv"), 130), program = Path.Combine(AppContext.BaseDirectory, "DigitsNotebook.dll");
        string disk = Directory.CreateDirectory(In("disk")).FullName, mount = $"mount -t tmpfs -o size={size} none '{disk}'";
        string run = $"dotnet '{program}' --train '{train}' --models {models} --epochs 1 --out '{disk}' > /dev/null; echo code $?";
        string look = $"ls -R '{disk}'; grep -ho '\"status\": \"[A-Z]*\"' '{disk}'/hyperband/MNIST/trial_*/trial.json 2> /dev/null";
        var (_, output, errors) = NotebookProgram.Run(_folder, "unshare", ["-rm", "sh", "-c", $"{mount} && {run}; {look}"]);
        Assert.DoesNotContain(".tmp", output, StringComparison.Ordinal);
        Assert.Contains("code 1", output, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
        // What the disk cut is no result of the trial's: it stays RUNNING, and runs again.
        Assert.DoesNotContain("INVALID", output, StringComparison.Ordinal);
        if (size == "200k") { Assert.Contains("RUNNING", output, StringComparison.Ordinal); }
    }

    private void Train(string what, Action<List<string>> change, string said) =>
        Refused(said, "--train", NotebookProgram.Write(In($"{what}.csv"), 130, (_, f) => change(f)));

    private void Third(string field, string said) =>
        Refused(said, "--train", NotebookProgram.Write(In("x.csv"), 130, (row, f) => f[10] = row == 2 ? field : f[10]));

    private void Refused(string said, params string[] arguments)
    {
        string output = In("out");
        var (code, printed, errors) = NotebookProgram.Run(_folder, [.. arguments, "--out", output]);
        Assert.True(code == 2, $"{said}: code {code}, {errors}");
        Assert.Equal("", printed);
        OneSentence(errors, said);
        Assert.False(Directory.Exists(output), "nothing is written");
    }

    private static void OneSentence(string errors, string said)
    {
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private string In(string file) => Path.Combine(_folder, file);
}
