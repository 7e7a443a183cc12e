using System.Globalization;
using System.Text;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Files;

/// <summary>fit on data that stay in their files, beside the same fit on arrays in memory; files are made on the spot, once.</summary>
internal static class LargeFiles
{
    private const int Rows = 100_000, Columns = 784, CsvRows = 400_000, CsvColumns = 20, CsvSteps = 3000, Batch = 32;

    /// <summary>What mapped pages are no part of: memory that is the process's alone.</summary>
    private const double AllowedMegabytes = 48;

    public static readonly Duel[] Duels =
    [
        new("fit-npy", $"dense net, an epoch over {Rows} x {Columns} float32 (314 MB) by np.load(path, mmap_mode: \"r\"); the same from "
            + "memory", "ms", 1.11, () => Fit(Npy()), () => Fit(InMemory())) { TheirDefaultHeap = false, TheirDefaultThreads = false },
        new("fit-hdf5", "dense net, an epoch over the same by HDF5Matrix; the same from memory", "ms", 1.11, () => Fit(Hdf5()),
            () => Fit(InMemory())) { TheirDefaultHeap = false, TheirDefaultThreads = false },
        new("fit-csv", $"three layers of 256, {CsvSteps} batches of {Batch} rows of {CsvColumns} columns by make_csv_dataset, shuffled; "
            + "the same rows from memory", "ms", 1.11, FitCsv, FitCsvRows) { TheirDefaultHeap = false, TheirDefaultThreads = false },
        new("files-memory", "what the process's own memory grows by in an epoch over the mapped file of 314 MB, after a first short fit; "
            + "what is allowed", "MB", 1, () => Growth(Npy), () => AllowedMegabytes)
            { TheirDefaultHeap = false, TheirDefaultThreads = false },
        new("csv-memory", "the same over the CSV file; what is allowed", "MB", 1, CsvGrowth, () => AllowedMegabytes)
            { TheirDefaultHeap = false, TheirDefaultThreads = false },
    ];

    private static string Folder => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kerasdigits-benchmark-files")).FullName;

    private static double Fit(NDArray x)
    {
        var (model, y) = (Training.OurNets.Dense(), Data.Labels(Rows));
        return Timing.Median(() => model.fit(x, y, batch_size: Batch, epochs: 1, verbose: 0), 3);
    }

    private static NDArray InMemory() => (NDArray)np.load(Made("x.npy", Draw));

    private static NDArray Npy() => (NDArray)np.load(Made("x.npy", Draw), mmap_mode: "r");

    private static NDArray Hdf5() => utils.HDF5Matrix(Made("x.h5", path =>
    {
        // A model's file is an HDF5 file; its one weight is the data.
        NDArray x = InMemory();
        var model = models.Sequential();
        model.add(layers.Embedding(Rows, Columns, input_length: 1, name: "rows"));
        model.set_weights([x]);
        model.save_weights(path);
    }), "rows/rows/embeddings:0").AsArray();

    private static double Growth(Func<NDArray> data)
    {
        var (model, x, y) = (Training.OurNets.Dense(), data(), Data.Labels(Rows));
        model.fit(x["0:3200"], y["0:3200"], batch_size: Batch, verbose: 0);
        double before = Own();
        model.fit(x, y, batch_size: Batch, epochs: 1, verbose: 0);
        return Own() - before;
    }

    private static double CsvGrowth()
    {
        var (model, data) = (Table(), Csv());
        model.fit(data, steps_per_epoch: 200, verbose: 0);
        double before = Own();
        model.fit(data, steps_per_epoch: CsvSteps, verbose: 0);
        return Own() - before;
    }

    private static double FitCsv()
    {
        var (model, data) = (Table(), Csv());
        return Timing.Median(() => model.fit(data, steps_per_epoch: CsvSteps, verbose: 0), 3);
    }

    private static double FitCsvRows()
    {
        var (model, x, y) = (Table(), Data.Noise(CsvSteps * Batch, CsvColumns), Data.Noise(CsvSteps * Batch, 1));
        return Timing.Median(() => model.fit(x, y, batch_size: Batch, verbose: 0), 3);
    }

    private static Sequential Table()
    {
        var model = models.Sequential();
        model.add(layers.Dense(256, activation: "relu", input_shape: CsvColumns));
        model.add(layers.Dense(256, activation: "relu"));
        model.add(layers.Dense(256, activation: "relu"));
        model.add(layers.Dense(1));
        model.compile(optimizer: "adam", loss: "mse");
        return model;
    }

    private static KerasDigits.Data.Dataset Csv()
    {
        string path = Made("x.csv", p =>
        {
            using var file = new StreamWriter(p, false, new UTF8Encoding(false), 1 << 20);
            file.WriteLine(string.Join(",", Enumerable.Range(0, CsvColumns).Select(c => $"c{c}")) + ",y");
            var dice = new Random(1);
            for (int i = 0; i < CsvRows; i++)
            {
                for (int c = 0; c <= CsvColumns; c++)
                {
                    file.Write(dice.NextSingle().ToString("F6", CultureInfo.InvariantCulture));
                    file.Write(c < CsvColumns ? ',' : '\n');
                }
            }
        });
        return tf.data.experimental.make_csv_dataset(path, Batch, label_name: "y")
            .map((KerasDigits.Data.Element features, KerasDigits.Data.Element y) => (Joined(features), y.numpy())).prefetch(8);
    }

    /// <summary>Columns side by side.</summary>
    private static NDArray Joined(KerasDigits.Data.Element features)
    {
        float[][] columns = [.. features.Items!.Select(c => c.numpy().ToArray<float>())];
        float[] rows = new float[columns.Length * columns[0].Length];
        for (int c = 0; c < columns.Length; c++)
        {
            for (int r = 0; r < columns[c].Length; r++) { rows[(r * columns.Length) + c] = columns[c][r]; }
        }
        return np.array(rows).reshape(columns[0].Length, columns.Length);
    }

    private static void Draw(string path) => np.save(path, Data.Noise(Rows, Columns));

    /// <summary>A file that is made when it is not there.</summary>
    private static string Made(string name, Action<string> make)
    {
        string path = Path.Combine(Folder, name);
        if (!File.Exists(path))
        {
            string part = Path.Combine(Folder, $"part-{Environment.ProcessId}-{name}");
            make(part);
            File.Move(part, path, overwrite: true);
        }
        return path;
    }

    /// <summary>Memory of the process that is no file's, in MB.</summary>
    private static double Own()
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
        return double.Parse(new string([.. line.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture) / 1024;
    }
}
