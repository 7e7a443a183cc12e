using System.Text;

namespace DigitsNotebook.Data;

/// <summary>Makes the sample's data: drawn digits on a background of noise, by the recipe of data/README.md.</summary>
public static class NoisyDigits
{
    /// <summary>Raised when the drawing changes, so that older files are made anew.</summary>
    private const int Version = 2;

    private const int TrainRows = 12_000, TestRows = 2_000;

    /// <summary>The file that says what the digits beside it are.</summary>
    private const string Note = "noisy_digits.txt", Unfinished = "unfinished\n";

    /// <summary>
    /// Makes train_data.csv (784 pixels and the label) and test_data.csv (784 pixels) unless the folder has them for this seed.
    /// </summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="seed">The same seed makes the same bytes.</param>
    /// <param name="trainRows">Rows of the training file.</param>
    /// <param name="testRows">Rows of the test file.</param>
    /// <returns>Both paths, and whether they were made now.</returns>
    /// <exception cref="Refusal">The folder has files of these names that were not made here.</exception>
    public static (string Train, string Test, bool Made) Ensure(string folder, int seed = 42, int trainRows = TrainRows,
        int testRows = TestRows)
    {
        string train = Path.Combine(folder, "train_data.csv"), test = Path.Combine(folder, "test_data.csv"),
            note = Path.Combine(folder, Note);
        string recipe = Recipe(seed, trainRows, testRows);
        if (File.Exists(train) && File.Exists(test) && File.Exists(note) && File.ReadAllText(note) == recipe)
        {
            return (train, test, false);
        }
        if (!File.Exists(note) && new[] { train, test }.FirstOrDefault(File.Exists) is { } strange)
        {
            throw new Refusal($"{strange} was not drawn by this program and is not written over: name your digits by --train and --test, "
                + "or another folder by --out.");
        }
        Directory.CreateDirectory(folder);
        // The note comes first: it says whose the files are, in a run that ends half-way too.
        Write(note, [Encoding.ASCII.GetBytes(Unfinished)]);
        Write(train, Rows(seed, 0, trainRows, withLabel: true));
        Write(test, Rows(seed, trainRows, testRows, withLabel: false));
        Write(note, [Encoding.ASCII.GetBytes(recipe)]);
        return (train, test, true);
    }

    /// <summary>Whether a folder has digits of another seed, which <see cref="Ensure"/> would draw over.</summary>
    public static bool HasOthers(string folder, int seed) =>
        Path.Combine(folder, Note) is var note && File.Exists(note) && File.ReadAllText(note) is var drawn && drawn != Unfinished
        && drawn != Recipe(seed);

    private static string Recipe(int seed, int trainRows = TrainRows, int testRows = TestRows) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"version {Version}, seed {seed}, {trainRows} + {testRows} rows\n");

    /// <summary>One row's digit and its 784 pixels in [0, 1), a pure function of seed and row.</summary>
    public static (int Digit, byte[] Levels) Row(int seed, int row)
    {
        var random = new Dice(seed, row);
        int digit = random.Next(10);
        byte[] drawn = new Pen(random).Draw(digit);
        var levels = new byte[Pen.Side * Pen.Side];
        for (int i = 0; i < levels.Length; i++)
        {
            byte pixel = drawn[((i % Pen.Side) * Pen.Side) + (i / Pen.Side)];
            levels[i] = Math.Max(pixel, (byte)random.Next(256));
        }
        return (digit, levels);
    }

    private static byte[][] Rows(int seed, int first, int count, bool withLabel)
    {
        byte[][] texts = [.. Enumerable.Range(0, 256)
            .Select(level => Encoding.ASCII.GetBytes((level / 256.0).ToString("R", System.Globalization.CultureInfo.InvariantCulture)))];
        var lines = new byte[count][];
        Parallel.For(0, count, i =>
        {
            (int digit, byte[] levels) = Row(seed, first + i);
            var line = new MemoryStream(9000);
            for (int p = 0; p < levels.Length; p++)
            {
                if (p > 0) { line.WriteByte((byte)','); }
                line.Write(texts[levels[p]]);
            }
            if (withLabel) { line.Write([(byte)',', (byte)('0' + digit)]); }
            line.WriteByte((byte)'\n');
            lines[i] = line.ToArray();
        });
        return lines;
    }

    private static void Write(string path, byte[][] lines) => WholeFile.Write(path, file =>
    {
        foreach (byte[] line in lines) { file.Write(line); }
    });
}
