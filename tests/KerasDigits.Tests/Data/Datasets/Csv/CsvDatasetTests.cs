using System.IO.Compression;
using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Data;

/// <summary>tf.data.experimental's data sets of CSV files.</summary>
public sealed class CsvDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-csv-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Written(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Columns_come_by_name_in_the_narrowest_dtype_that_holds_them()
    {
        string path = Written("a.csv", "whole,large,part,huge,text,none\n1,3000000000,0.5,1e300,a,\n"
            + ",2,3,4,\"b,\"\"c\"\"\n d\",\n-3,4,7,6,,\n");
        Element batch = Assert.Single(tf.data.experimental.make_csv_dataset(path, 5, num_epochs: 1, shuffle: false));
        Assert.Equal(["whole", "large", "part", "huge", "text", "none"], batch.Keys);
        Assert.Equal([1, 0, -3], batch["whole"].numpy().ToArray<int>());
        Assert.Equal([3000000000, 2, 4], batch["large"].numpy().ToArray<long>());
        Assert.Equal([0.5f, 3, 7], batch["part"].numpy().ToArray<float>());
        Assert.Equal([1e300, 4, 6], batch["huge"].numpy().ToArray<double>());
        Assert.Equal(["a", "b,\"c\"\n d", ""], Texts.Strings(batch["text"].numpy()));
        Assert.Equal(["", "", ""], Texts.Strings(batch["none"].numpy()));
    }

    [Fact]
    public void A_label_stands_beside_the_columns_and_batches_follow_each_other_over_files_and_epochs()
    {
        Written("p1.csv", "a,b,y\n0,10,0\n1,11,1\n2,12,0\n");
        Written("p2.csv", "a,b,y\r\n3,13,1\r\n4,14,0\r\n");
        Dataset data = tf.data.experimental.make_csv_dataset(Path.Combine(_folder, "p*.csv"), 4, label_name: "y", num_epochs: 2,
            shuffle: false, select_columns: new[] { "a", "y" });
        Assert.Equal(Dataset.UNKNOWN, data.cardinality());
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var rows = new List<int>();
            foreach (Element element in data)
            {
                var (features, label) = element;
                Assert.Equal(["a"], features.Keys);
                int[] a = features["a"].numpy().ToArray<int>();
                Assert.Equal(a.Select(v => v % 2), label.numpy().ToArray<int>());
                rows.AddRange(a);
                Assert.Equal(rows.Count == 10 ? 2 : 4, a.Length);
            }
            Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], rows);
        }
    }

    [Fact]
    public void A_shuffle_gives_every_row_once_an_epoch_in_an_order_of_its_seed()
    {
        string path = Written("s.csv", "a\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i}\n")));
        int[][] Epochs(int seed, int buffer, int? epochs = 1)
        {
            Dataset data = tf.data.experimental.make_csv_dataset(path, 32, num_epochs: epochs, shuffle_seed: seed,
                shuffle_buffer_size: buffer);
            return [.. Enumerable.Range(0, 2).Select(_ => data.take(epochs is null ? 31 : -1)
                .SelectMany(e => e["a"].numpy().ToArray<int>()).ToArray())];
        }
        int[][] one = Epochs(7, 64), again = Epochs(7, 64), other = Epochs(8, 64), whole = Epochs(7, 1000);
        Assert.Equal(one, again);
        Assert.NotEqual(one[0], one[1]);
        Assert.NotEqual(one[0], other[0]);
        foreach (int[] epoch in one.Concat(other).Concat(whole)) { Assert.Equal(Enumerable.Range(0, 500), epoch.Order()); }
        // Of a buffer of 64 nothing comes earlier than 64 places before its own.
        Assert.All(one[0].Select((v, i) => v - i), d => Assert.True(d <= 64, $"{d}"));
        Assert.Contains(whole[0][..50], v => v > 300);
        int[] endless = Epochs(3, 64, null)[0];
        Assert.Equal(31 * 32, endless.Length);
        Assert.True(endless[..564].Distinct().Count() > 450);
    }

    [Fact]
    public void Defaults_say_dtypes_and_what_stands_for_missing_values()
    {
        string path = Written("d.csv", "1;?;c\n2;5;d\n");
        Dataset data = tf.data.experimental.make_csv_dataset(path, 2, column_names: ["x", "y", "z"],
            column_defaults: ["float64", -1.5, ""], field_delim: ';', na_value: "?", header: false, num_epochs: 1, shuffle: false);
        Element batch = Assert.Single(data);
        Assert.Equal([1.0, 2], batch["x"].numpy().ToArray<double>());
        Assert.Equal([-1.5f, 5], batch["y"].numpy().ToArray<float>());
        InvalidDataException missing = Assert.Throws<InvalidDataException>(() => tf.data.experimental.make_csv_dataset(path, 2,
            column_names: ["x", "y", "z"], column_defaults: ["int32", "int32", "string"], field_delim: ';', na_value: "?", header: false,
            num_epochs: 1, shuffle: false).ToList());
        Assert.Contains("Field 1 is required but missing in record!", missing.Message);
    }

    [Fact]
    public void A_faulty_row_is_named_or_left_out()
    {
        string path = Written("f.csv", "a,b\n1,2\n3\n5,six\n7,8\n");
        Dataset Data(bool ignore) => tf.data.experimental.make_csv_dataset(path, 10, column_defaults: [0, 0], num_epochs: 1, shuffle: false,
            ignore_errors: ignore);
        Assert.Contains("Expect 2 fields but have 1 in record", Assert.Throws<InvalidDataException>(() => Data(false).ToList()).Message);
        Assert.Equal([1, 7], Assert.Single(Data(true))["a"].numpy().ToArray<int>());
        string text = Written("g.csv", "a\n5\nsix\n");
        Assert.Contains("Field 0 in record is not a valid int32: six", Assert.Throws<InvalidDataException>(() =>
            tf.data.experimental.make_csv_dataset(text, 1, column_defaults: [0], num_epochs: 1, shuffle: false).ToList()).Message);
        Assert.Throws<FileNotFoundException>(() => tf.data.experimental.make_csv_dataset(Path.Combine(_folder, "no*.csv"), 1));
        Assert.Contains("label_name", Assert.Throws<ArgumentException>(() => tf.data.experimental.make_csv_dataset(path, 1,
            label_name: "c")).Message);
    }

    [Fact]
    public void Compressed_files_and_records_longer_than_a_block_are_read()
    {
        string longText = new('x', 3 << 20), path = Path.Combine(_folder, "z.csv.gz");
        using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            zip.Write(System.Text.Encoding.UTF8.GetBytes($"\ufeffa,b\n1,{longText}\n2,\"{longText}\n\"\n3,c"));
        }
        Element batch = Assert.Single(tf.data.experimental.make_csv_dataset(path, 9, num_epochs: 1, shuffle: false,
            compression_type: "GZIP"));
        Assert.Equal([1, 2, 3], batch["a"].numpy().ToArray<int>());
        Assert.Equal([longText, longText + "\n", "c"], Texts.Strings(batch["b"].numpy()));
    }

    [Fact]
    public void CsvDataset_gives_a_tuple_for_each_row()
    {
        string path = Written("t.csv", "a,b,c\n1,x,0.5\n2,y,\n");
        Element[] rows = [.. tf.data.experimental.CsvDataset(path, [tf.int32, 9.0], header: true, select_cols: [0, 2])];
        Assert.Equal([1, 2], rows.Select(r => r[0].numpy().ToArray<int>()[0]));
        Assert.Equal([0.5f, 9f], rows.Select(r => r[1].numpy().ToArray<float>()[0]));
        Element texts = tf.data.experimental.CsvDataset([path, path], ["", tf.@string], header: true, exclude_cols: [2]).Skip(3).Single();
        Assert.Equal("y", Assert.Single(Texts.Strings(texts[1].numpy())));
        Assert.Contains("record_defaults", Assert.Throws<ArgumentException>(() =>
            tf.data.experimental.CsvDataset(path, [0, 0], header: true).ToList()).Message);
    }

    [Fact]
    public void A_model_trains_on_a_file_as_on_arrays()
    {
        var dice = new Random(4);
        float[][] rows = [.. Enumerable.Range(0, 96).Select(_ => new[] { dice.NextSingle(), dice.NextSingle(), dice.NextSingle() })];
        string path = Written("m.csv", "a,b,y\n" + string.Concat(rows.Select(r => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{r[0]:R},{r[1]:R},{r[2]:R}\n"))));
        double Loss(Func<KerasDigits.Models.Sequential, History> fit)
        {
            utils.set_random_seed(6);
            var model = models.Sequential();
            model.add(layers.Dense(4, activation: "tanh", input_shape: 2));
            model.add(layers.Dense(1));
            model.compile(optimizer: "sgd", loss: "mse");
            return fit(model).history["loss"][^1];
        }
        double fromFile = Loss(m => m.fit(tf.data.experimental.make_csv_dataset(path, 8, label_name: "y", num_epochs: 1, shuffle: false)
            .map((Element f, Element y) => (np.stack([f["a"].numpy(), f["b"].numpy()], axis: 1), y.numpy())), epochs: 3, verbose: 0));
        NDArray x = np.array(rows.SelectMany(r => r[..2]).ToArray()).reshape(96, 2), y = np.array(rows.Select(r => r[2]).ToArray());
        Assert.Equal(Loss(m => m.fit(x, y, batch_size: 8, epochs: 3, verbose: 0, shuffle: false)), fromFile, 1e-6);
    }
}
