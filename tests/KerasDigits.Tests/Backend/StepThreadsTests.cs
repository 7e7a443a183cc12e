using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>Steps of small nets run on one thread, those of larger ones on all; afterwards all is as it was.</summary>
public sealed class StepThreadsTests
{
    [SkippableTheory]
    [InlineData(64, true)]
    [InlineData(4096, false)]
    public void The_size_of_a_step_chooses(int units, bool single)
    {
        var model = models.Sequential([layers.Dense(units, input_shape: 32), layers.Dense(1)]);
        int before = torch.get_num_threads();
        Skip.If(before == 1, "there is one processor");
        var seen = new List<int>();
        var look = callbacks.LambdaCallback(on_batch_end: (_, _) => seen.Add(torch.get_num_threads()));
        model.compile("sgd", "mse");
        NDArray x = np.ones(new[] { 64, 32 }, NPTypeCode.Single);
        model.fit(x, x[":, :1"], batch_size: 32, epochs: 2, verbose: 0, callbacks: [look]);
        Assert.Equal(Enumerable.Repeat(single ? 1 : before, 4), seen);
        _ = model.predict(x);
        _ = model.evaluate(x, x[":, :1"], verbose: 0);
        _ = model.train_on_batch(x, x[":, :1"]);
        Assert.Equal(before, torch.get_num_threads());
    }

    [Fact]
    public void The_work_of_a_sample_counts_each_weight_once_a_place()
    {
        var net = models.Sequential([layers.Conv2D(2, 3, use_bias: false, input_shape: (8, 8, 1)), layers.Flatten(), layers.Dense(3)]);
        Assert.Equal((9 * 2 * 64) + (72 * 3) + 3, net.CountWork());
        Assert.Equal(5 * ((2 * 4) + (4 * 4) + 4), models.Sequential([layers.SimpleRNN(4, input_shape: (5, 2))]).CountWork());
        Assert.Null(models.Sequential([layers.Conv1D(2, 3, input_shape: new Shape(null, 2))]).CountWork());
    }
}
