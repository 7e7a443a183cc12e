using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace KerasDigits.Notebook.Tests.Learn;

/// <summary>The California housing data from scikit-learn's cache and archive, of made-up numbers in their forms.</summary>
public sealed class CaliforniaHousingTests : IDisposable
{
    private const int Rows = 20640;

    private readonly string _folder = Directory.CreateTempSubdirectory("sklearn").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData('F'), InlineData('C')]
    public void The_cache_is_joblibs_compressed_pickle(char order)
    {
        // joblib's own description of such an array, 1.2.0's words in the order in which it writes them.
        byte[] head =
            [.. Encoding.Latin1.GetBytes(
                "joblib.numpy_pickle\u0094\u008c\u0011NumpyArrayWrapper\u0094subclass\u0094"
                + "\u008c\u0005shape\u0094M\u00a0PK\t\u0086\u0094\u008c\u0005order\u0094\u008c\u0001"),
            (byte)order,
            .. Encoding.Latin1.GetBytes(
                "\u0094\u008c\u0005dtype\u0094\u008c\u0002f8\u0094numpy_array_alignment_bytes\u0094K\u0010ub\u0003\u00ff\u00ff\u00ff")];
        double[] values = new double[Rows * 9];
        for (int i = 0; i < values.Length; i++) { values[order == 'C' ? i : (i % 9 * Rows) + (i / 9)] = Cached(i / 9, i % 9); }
        using (var zip = new ZLibStream(File.Create(Path.Combine(_folder, "cal_housing_py3.pkz")), CompressionLevel.Fastest))
        {
            zip.Write(head);
            zip.Write(MemoryMarshal.AsBytes<double>(values));
            zip.Write("."u8);
        }
        Check(sklearn.datasets.fetch_california_housing(data_home: _folder));
    }

    [Fact]
    public void The_archive_holds_other_columns()
    {
        // In the archive: longitude, latitude, age, rooms, bedrooms, people, households, income, price.
        int[] from = [8, 7, 2, 3, 4, 5, 6, 1, 0];
        var text = new StringBuilder();
        for (int r = 0; r < Rows; r++)
        {
            text.AppendJoin(',', from.Select(c => Cached(r, c).ToString(CultureInfo.InvariantCulture))).Append('\n');
        }
        using (var zip = new GZipStream(File.Create(Path.Combine(_folder, "cal_housing.tgz")), CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile,
                "CaliforniaHousing/cal_housing.data") { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(text.ToString())) });
        }
        Check(sklearn.datasets.fetch_california_housing(data_home: _folder));
    }

    [Fact]
    public void What_is_missing_or_damaged_is_said()
    {
        Assert.Contains("download_if_missing", Assert.Throws<IOException>(() =>
            sklearn.datasets.fetch_california_housing(_folder, download_if_missing: false)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "cal_housing_py3.pkz"), "no pickle");
        Assert.Contains("damaged", Assert.Throws<IOException>(() => sklearn.datasets.fetch_california_housing(_folder)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A value of the cache: the price in dollars, income, age, rooms, bedrooms, people, households, latitude,
    /// longitude.</summary>
    private static double Cached(int row, int column) =>
        column switch { 0 => 100000.0 * (1 + (row % 5)), 6 => 4, _ => (column * 10) + (row % 7) };

    private static void Check(Bunch housing)
    {
        Assert.Equal(new long[] { Rows, 8 }, housing.data.shape);
        Assert.Equal(new long[] { Rows }, housing.target.shape);
        var (x, y) = housing;
        Assert.Equal(1 + (123 % 5), (double)y[123]);
        double[] wanted = [Cached(123, 1), Cached(123, 2), Cached(123, 3) / 4, Cached(123, 4) / 4, Cached(123, 5), Cached(123, 5) / 4,
            Cached(123, 7), Cached(123, 8)];
        Assert.Equal(wanted, Buffers.ToDoubles(x[123]));
        Assert.Equal(["MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude"],
            housing.feature_names);
        Assert.Equal((Rows, 9), (housing.frame.shape.rows, housing.frame.shape.columns));
    }
}
