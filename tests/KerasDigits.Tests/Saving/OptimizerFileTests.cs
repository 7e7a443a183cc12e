using KerasDigits.Models;
using KerasDigits.Optimizers;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using KerasDigits.Tests.Saving.Checkpoints;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>The scale of float16's losses in files, and the optimizer's state in files of weights.</summary>
public sealed class OptimizerFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-optimizers-").FullName;
    private static readonly NDArray s_x = np.random.RandomState(1).rand(16, 3).astype(NPTypeCode.Single),
        s_y = np.random.RandomState(2).rand(16, 2).astype(NPTypeCode.Single);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential Net(Optimizer optimizer)
    {
        Sequential model = models.Sequential([layers.Dense(4, activation: "relu", input_shape: 3, name: "a"), layers.Dense(2, name: "b")]);
        model.compile(optimizer, loss: "mse");
        return model;
    }

    private static double[] Train(Model model) =>
        [.. model.fit(s_x, s_y, epochs: 2, batch_size: 8, shuffle: false, verbose: 0).history["loss"]];

    /// <summary>Keras keeps the scale in .keras, .weights.h5 and checkpoints; its .h5 begins anew.</summary>
    [Theory]
    [InlineData("m.keras", false), InlineData("m.keras", true), InlineData("w.weights.h5", false), InlineData("w.weights.h5", true),
        InlineData("ck", false), InlineData("ck", true)]
    public void The_scale_of_the_loss_goes_on(string file, bool modern)
    {
        Optimizer Make() => mixed_precision.LossScaleOptimizer(modern ? optimizers.experimental.Adam(0.01) : optimizers.Adam(0.01),
            initial_scale: 1024, dynamic_growth_steps: 5);
        Sequential model = Net(Make());
        Train(model);
        Train(model);
        var scaled = (LossScaleOptimizer)model.optimizer;
        Assert.Equal((2048.0, 3L, 8L), (scaled.loss_scale, scaled.dynamic_counter, scaled.iterations));
        string path = Path.Combine(_folder, file);
        Model again;
        if (file == "m.keras")
        {
            model.save(path);
            again = models.load_model(path);
        }
        else
        {
            model.save_weights(path);
            again = Net(Make());
            if (file == "w.weights.h5") { Train(again); } // an optimizer that has no state yet stays fresh
            again.load_weights(path);
        }
        var read = (LossScaleOptimizer)again.optimizer;
        Assert.Equal((2048.0, 3L, 8L), (read.loss_scale, read.dynamic_counter, read.iterations));
        Assert.Equal(Train(model), Train(again));
    }

    /// <summary>
    /// As Keras 3's own files have it: four numbers of the scale's, then the inner optimizer's, which stand by themselves too.
    /// </summary>
    [Fact]
    public void Keras3_finds_the_scale_and_the_inner_state()
    {
        Sequential model = Net(mixed_precision.LossScaleOptimizer(optimizers.experimental.Adam(0.01)));
        Train(model);
        string path = Path.Combine(_folder, "m.keras");
        model.save(path);
        using var archive = new KerasArchive(path);
        using H5Reader reader = archive.ReadWeights();
        H5Dataset[] outer = TrackedWeights.ReadNumbered((H5Group)reader.Root.Find("optimizer/vars")!),
            inner = TrackedWeights.ReadNumbered((H5Group)reader.Root.Find("optimizer/inner_optimizer/vars")!);
        Assert.Equal(["int32", "float32", "int32", "float32", "int32", "float32"], outer.Take(6).Select(d => d.DType));
        Assert.Equal([0, 0, 4, 32768, 4], outer.Take(5).Select(H5Values.ReadNumber));
        Assert.Equal(14, outer.Length);
        Assert.Equal(outer.Skip(4).Select(d => string.Join(" ", d.Dims)), inner.Select(d => string.Join(" ", d.Dims)));
        Assert.Equal("loss_scale_optimizer", reader.Root.Find("optimizer/vars")!.Attributes["name"]);
    }

    /// <summary>What TensorFlow 2.15 wrote after an overflow and two good steps.</summary>
    [SkippableTheory]
    [InlineData("mixed_float16"), InlineData("mixed_float16_legacy")]
    public void TensorFlows_scale_is_taken(string name)
    {
        Skip.IfNot(SavedModelPack.Has("savedmodels", name), $"The small pack has no {name}: set KERAS_GOLDENS to the whole one.");
        using var pack = new SavedModelPack();
        var c = SavedModelPack.Case("savedmodels", name);
        string folder = pack.Unpack(c);
        Model model = models.load_model(Path.Combine(folder, c.GetProperty("saved_model").GetString()!));
        Assert.Equal(32768, ((LossScaleOptimizer)model.optimizer).loss_scale);
        model.load_weights(Path.Combine(folder, c.GetProperty("checkpoint").GetString()!));
        var good = c.GetProperty("checkpoint_tensors").EnumerateArray()
            .First(t => t.GetProperty("key").GetString()!.Contains("good_steps", StringComparison.Ordinal));
        var scale = c.GetProperty("checkpoint_tensors").EnumerateArray()
            .First(t => t.GetProperty("key").GetString()!.Contains("current_loss_scale", StringComparison.Ordinal));
        var read = (LossScaleOptimizer)model.optimizer;
        Assert.Equal(scale.GetProperty("sum").GetDouble(), read.loss_scale);
        Assert.Equal((long)good.GetProperty("sum").GetDouble(), read.dynamic_counter);
        Assert.NotEqual(32768, read.loss_scale);
    }

    /// <summary>
    /// As in Keras 2.15 and 3: a file of weights brings the state back to an optimizer that has one; Keras 2's layout holds none.
    /// </summary>
    [Theory]
    [InlineData("w.weights.h5", true), InlineData("m.keras", true), InlineData("w.h5", false)]
    public void Weights_bring_the_state_back(string file, bool brings)
    {
        Sequential model = Net(optimizers.Adam(0.05));
        Train(model);
        string path = Path.Combine(_folder, file);
        if (file == "m.keras") { model.save(path); }
        else { model.save_weights(path); }
        double[] first = Train(model);
        model.optimizer.learning_rate = 0.5;
        model.load_weights(path);
        Assert.Equal(brings ? 4 : 8, model.optimizer.iterations);
        Assert.Equal(brings ? 0.05 : 0.5, model.optimizer.learning_rate.Value, 1e-7);
        model.optimizer.learning_rate = 0.05;
        if (brings) { Assert.Equal(first, Train(model)); }
        else { Assert.NotEqual(first, Train(model)); }
        Sequential fresh = Net(optimizers.Adam(0.05));
        fresh.load_weights(path);
        Assert.Equal(0, fresh.optimizer.iterations);
        Sequential other = Net(optimizers.SGD(0.05, momentum: 0.9));
        Train(other);
        other.load_weights(path);
        Assert.Equal(4, other.optimizer.iterations);
    }

    [Fact]
    public void Paths_that_are_none_are_named()
    {
        Sequential model = Net(optimizers.SGD());
        foreach (string? path in (string?[])[null, ""])
        {
            foreach (Action use in (Action[])[() => model.save(path!), () => model.save_weights(path!), () => model.load_weights(path!),
                () => models.load_model(path!), () => model.export(path!)])
            {
                Assert.Contains("filepath", Assert.ThrowsAny<ArgumentException>(use).Message, StringComparison.Ordinal);
            }
        }
    }
}
