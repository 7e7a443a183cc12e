using KerasDigits.Data;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Datasets of HDF5 files as data of models, in every way of storing them; files that h5py wrote (tools/goldens).</summary>
public sealed class HDF5MatrixTests
{
    private static readonly string s_rows = Path.Combine(AppContext.BaseDirectory, "Goldens", "hdf5matrix", "rows.h5"),
        s_plain = Path.Combine(AppContext.BaseDirectory, "Goldens", "hdf5matrix", "plain.h5");

    private static float Expected(int row, int column) => ((10 * row) + column) / 4f;

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("train/doubles", 1)]
    [InlineData("train/bytes", 4)]
    [InlineData("half", 1)]
    [InlineData("words", 4)]
    [InlineData("packed", 1)]
    [InlineData("chunks", 1)]
    [InlineData("turned", 1)]
    public void Rows_are_those_of_the_file_however_they_are_stored(string dataset, int factor)
    {
        var all = utils.HDF5Matrix(s_rows, dataset);
        Assert.Equal([20L, 3], all.shape);
        Assert.Equal((2, 60L, 20L), (all.ndim, all.size, all.Length));
        var part = utils.io_utils.HDF5Matrix(s_rows, dataset, start: 5, end: 17);
        Assert.Equal([12L, 3], part.shape);
        float[] values = part.AsArray().astype(NPTypeCode.Single).ToArray<float>();
        Assert.Equal([.. Enumerable.Range(5, 12).SelectMany(r => Enumerable.Range(0, 3).Select(c => Expected(r, c) * factor))], values);
        Assert.Equal(Expected(7, 1) * factor, Convert.ToSingle(part[2].GetValue(1), null));
        Assert.Equal([2L, 3], part["1:3"].shape);
        NDArray chosen = part[[3, -1]].astype(NPTypeCode.Single);
        Assert.Equal([Expected(8, 0) * factor, Expected(16, 0) * factor], new[] { chosen.GetSingle(0, 0), chosen.GetSingle(1, 0) });
    }

    [Fact]
    public void What_lies_in_rows_is_mapped_and_what_is_written_to_it_stays_out_of_the_file()
    {
        byte[] before = File.ReadAllBytes(s_plain);
        var matrix = utils.HDF5Matrix(s_plain, "x");
        Assert.Same(matrix.AsArray(), matrix.AsArray());
        matrix.AsArray().SetSingle(99, 0, 0);
        Assert.Equal(99, matrix[0].GetSingle(0));
        Assert.Equal(before, File.ReadAllBytes(s_plain));
        Assert.Equal(0, utils.HDF5Matrix(s_plain, "x")[0].GetSingle(0));
    }

    [Fact]
    public void A_normalizer_changes_the_rows_and_their_temporary_file_goes()
    {
        var seen = new List<long>();
        var matrix = utils.HDF5Matrix(s_rows, "packed", start: 2, end: 9, normalizer: rows =>
        {
            seen.Add(rows.shape[0]);
            return (rows * 2).astype(NPTypeCode.Double);
        });
        Assert.Empty(seen);
        Assert.Equal(Expected(4, 2) * 2, matrix[2].GetDouble(2));
        Assert.Equal(typeof(double), matrix.dtype);
        Assert.Equal(7, seen.Sum());
        ArgumentException wrong = Assert.Throws<ArgumentException>(
            () => utils.HDF5Matrix(s_rows, "packed", normalizer: rows => rows["0:1"]).AsArray());
        Assert.Contains("as many rows as it gets", wrong.Message);
    }

    [Fact]
    public void A_model_trains_evaluates_and_predicts_on_them_as_on_arrays()
    {
        float[] Trained(ModelData x, ModelData y)
        {
            utils.set_random_seed(2);
            var model = models.Sequential();
            model.add(layers.Dense(8, activation: "relu", input_shape: 3));
            model.add(layers.Dense(3, activation: "softmax"));
            model.compile(optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
            model.fit(x, y, batch_size: 4, epochs: 3, verbose: 0, shuffle: "batch", validation_split: 0.2);
            model.evaluate(x, y, verbose: 0);
            return model.predict(x, verbose: 0).ToArray<float>();
        }
        var x = utils.HDF5Matrix(s_plain, "x");
        NDArray copy = np.array(x.AsArray().ToArray<float>()).reshape(20, 3), classes = np.arange(20) % 3;
        float[] expected = Trained(copy, classes);
        Assert.Equal(expected, Trained(x, utils.HDF5Matrix(s_plain, "y")));
        Assert.Equal(expected, Trained(utils.HDF5Matrix(s_rows, "packed"), utils.HDF5Matrix(s_rows, "train/classes")));
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Assert.Contains("train/classes", Assert.Throws<ArgumentException>(() => utils.HDF5Matrix(s_rows, "train/labels")).Message);
        Assert.Contains("20 rows", Assert.Throws<ArgumentException>(() => utils.HDF5Matrix(s_rows, "plain", start: 4, end: 21)).Message);
        Assert.Throws<FileNotFoundException>(() => utils.HDF5Matrix("nowhere.h5", "x"));
    }

    /// <summary>Neither the mapped array nor a validation split's part of it is copied on the way to the batches.</summary>
    [Fact]
    public void Batches_are_cut_from_where_the_rows_lie()
    {
        NDArray mapped = utils.HDF5Matrix(s_plain, "x").AsArray(), part = mapped["4:16"];
        Assert.Same(mapped, KerasDigits.Backend.Arrays.MakeDense(mapped).Array);
        Assert.Same(part, KerasDigits.Backend.Arrays.MakeDense(part).Array);
    }

    /// <summary>NumPy's files, mapped: np.load(path, mmap_mode: "r").</summary>
    [Fact]
    public void A_mapped_npy_file_goes_into_a_model()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("keras-npy-").FullName, "x.npy");
        try
        {
            NDArray x = np.arange(60).astype(NPTypeCode.Single).reshape(20, 3);
            np.save(path, x);
            var mapped = (NDArray)np.load(path, mmap_mode: "r");
            Assert.Same(mapped, KerasDigits.Backend.Arrays.MakeDense(mapped).Array);
            utils.set_random_seed(2);
            var model = models.Sequential();
            model.add(layers.Dense(1, input_shape: 3));
            model.compile(optimizer: "sgd", loss: "mse");
            Assert.Equal(model.predict(x, verbose: 0).ToArray<float>(), model.predict(mapped, verbose: 0).ToArray<float>());
            model.fit(mapped, mapped[":, 0:1"], verbose: 0, validation_split: 0.25);
        }
        finally { Directory.Delete(Path.GetDirectoryName(path)!, recursive: true); }
    }
}
