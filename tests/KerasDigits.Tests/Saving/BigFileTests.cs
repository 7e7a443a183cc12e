using KerasDigits.Backend;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Arrays above 2 GiB and archives above 4 GiB; only with KERAS_BIG=1.</summary>
public sealed class BigFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-big-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void SkipUnlessAsked(string takes) =>
        Skip.If(Environment.GetEnvironmentVariable("KERAS_BIG") is null, $"takes {takes}: set KERAS_BIG=1");

    [SkippableFact]
    public void An_array_above_two_gibibytes_goes_through_a_file()
    {
        SkipUnlessAsked("8 GB of memory and 2.4 GB of disk");
        string path = Path.Combine(_folder, "big.h5");
        var shape = new Shape(60_000, 10_000);
        var big = new Variable(Tensors.MakeZeros(shape), "big:0");
        Mark(big);
        var root = new H5Group();
        root.Children["big"] = H5Values.Of(big);
        AtomicFile.Write(path, s => H5Writer.Write(s, root));
        foreach (bool libraryOnly in new[] { false, true })
        {
            var again = new Variable(Tensors.MakeZeros(shape), "again:0");
            using (H5Reader reader = H5Reader.Open(File.OpenRead(path), path, libraryOnly))
            {
                H5Values.Assign(again, (H5Dataset)reader.Root.Find("big")!);
            }
            Assert.True(Same(big, again));
            again.value.Dispose();
        }
    }

    /// <summary>4.8 GB of weights: offsets in the archive need 64 bits.</summary>
    [SkippableTheory]
    [InlineData("big.keras")]
    [InlineData("big.h5")]
    public void A_model_above_four_gibibytes_goes_through_a_file(string file)
    {
        SkipUnlessAsked("12 GB of memory and 5 GB of disk");
        string path = Path.Combine(_folder, file);
        var input = Input(1);
        Model model = models.Model(input, layers.Concatenate()
            .Apply(layers.Embedding(60_000, 10_000).Apply(input), layers.Embedding(60_000, 10_000).Apply(input)));
        foreach (Variable weight in model.weights) { Mark(weight); }
        model.save(path);
        Assert.True(new FileInfo(path).Length > 1L << 32);
        Model again = models.load_model(path);
        for (int i = 0; i < 2; i++) { Assert.True(Same(model.weights[i], again.weights[i])); }
        foreach (Variable weight in model.weights.Concat(again.weights)) { weight.value.Dispose(); }
    }

    private static bool Same(Variable a, Variable b)
    {
        using var scope = Scopes.Step();
        return a.shape == b.shape && a.value.detach().eq(b.value.detach()).all().item<bool>();
    }

    /// <summary>Rows here and there get a value of their own.</summary>
    private static void Mark(Variable weight)
    {
        for (int i = 0; i < 60_000; i += 997)
        {
            using var row = weight.value.detach().narrow(0, i, 1);
            row.fill_(i);
        }
    }
}
