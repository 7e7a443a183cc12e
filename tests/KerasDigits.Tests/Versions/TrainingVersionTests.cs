using KerasDigits.Data;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Versions;

/// <summary>Differences between the two versions in what fit does.</summary>
public sealed class TrainingVersionTests
{
    private static Sequential Line(double w, KerasDigits.Optimizers.Optimizer optimizer, string loss = "mse")
    {
        Sequential m = models.Sequential([layers.Dense(2, use_bias: false, input_shape: 1)]);
        m.set_weights([np.array(new[,] { { (float)w, 0 } })]);
        m.compile(optimizer, loss);
        return m;
    }

    [Theory]
    [InlineData("2.3", 0.5, 0.19611614)] // (10, 2) brought to the norm 1, then within ±½
    [InlineData("2.15", 0.5, 0.5)] // within ±½, whose norm is below 1
    public void Both_ways_of_clipping(string version, double first, double second)
    {
        using var scope = new VersionScope(version);
        Sequential m = Line(10, optimizers.SGD(1.0, clipnorm: 1, clipvalue: 0.5));
        _ = m.train_on_batch(np.ones((1, 1), NPTypeCode.Single), np.array(new float[,] { { 0, -2 } }));
        float[] w = m.get_weights()[0].ToArray<float>();
        Assert.Equal([10 - first, -second], w.Select(v => (double)v).ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Theory]
    [InlineData("2.3", 1)]
    [InlineData("2.15", 2)]
    public void Steps_that_loss_scaling_leaves_out(string version, int counted)
    {
        using var scope = new VersionScope(version);
        var optimizer = mixed_precision.LossScaleOptimizer(optimizers.SGD(0.1));
        Sequential m = Line(1, optimizer);
        _ = m.train_on_batch(np.ones((1, 1), NPTypeCode.Single), np.array(new[,] { { float.NaN, 0 } }));
        _ = m.train_on_batch(np.ones((1, 1), NPTypeCode.Single), np.zeros((1, 2), NPTypeCode.Single));
        Assert.Equal(counted, optimizer.iterations);
        var variable = new KerasDigits.Backend.Variable(TorchSharp.torch.ones(1), "v");
        optimizer.apply_gradients([(TorchSharp.torch.full(1, float.PositiveInfinity), variable)]);
        Assert.Equal(counted + (version == "2.3" ? 0 : 1), optimizer.iterations);
        Assert.Equal(8192, optimizer.loss_scale);
    }

    [Theory]
    [InlineData("2.3")]
    [InlineData("2.15")]
    public void An_epoch_without_a_batch(string version)
    {
        using var scope = new VersionScope(version);
        NDArray x = np.ones((2, 1), NPTypeCode.Single), y = np.zeros((2, 2), NPTypeCode.Single);
        IEnumerable<Batch> Twice()
        {
            for (int i = 0; i < 2; i++) { yield return new Batch([x], [y]); }
        }
        List<double> losses = Line(1, optimizers.SGD(0.0)).fit(ModelData.From(Twice()), epochs: 3, verbose: 0).history["loss"];
        Assert.Equal(version == "2.3" ? [0.5, 0.5] : [0.5, 0.0], losses);
    }

    private sealed class Shrinking : Sequence
    {
        private int _length = 3;

        public List<int> Asked { get; } = [];

        public override int Length => _length;

        public override Batch this[int index]
        {
            get
            {
                lock (Asked) { Asked.Add(index); }
                return new Batch([np.ones((2, 1), NPTypeCode.Single)], [np.zeros((2, 2), NPTypeCode.Single)]);
            }
        }

        public override void on_epoch_end() => _length--;
    }

    [Theory]
    [InlineData("2.3", 2)] // the second epoch ends too early, and training with it
    [InlineData("2.15", 3)]
    public void A_Sequence_that_changes_its_length(string version, int epochs)
    {
        using var scope = new VersionScope(version);
        Assert.Equal(epochs, Line(1, optimizers.SGD(0.0)).fit(new Shrinking(), epochs: 3, verbose: 0, shuffle: false).epoch.Count);
    }

    [Theory]
    [InlineData("2.3", 0.5)] // softmax − label, TensorFlow's kernel
    [InlineData("2.15", 0.0)]
    public void The_gradient_of_a_softmax_over_one_class(string version, double step)
    {
        using var scope = new VersionScope(version);
        Sequential m = models.Sequential([layers.Dense(1, use_bias: false, activation: "softmax", input_shape: 1)]);
        m.set_weights([np.ones((1, 1), NPTypeCode.Single)]);
        m.compile(optimizers.SGD(1.0), "categorical_crossentropy");
        double loss = m.train_on_batch(np.ones((2, 1), NPTypeCode.Single), np.array(new float[,] { { 1 }, { 0 } }))[0];
        Assert.Equal(0, loss, 6);
        Assert.Equal(1 - step, m.get_weights()[0].GetSingle(0), 5);
    }

    /// <summary>Rows of zeros, as padding leaves them, have the gradient softmax − label in both.</summary>
    [Theory]
    [InlineData("2.3")]
    [InlineData("2.15")]
    public void Labels_of_no_class(string version)
    {
        using var scope = new VersionScope(version);
        Sequential m = models.Sequential([layers.Dense(2, use_bias: false, activation: "softmax", input_shape: 1)]);
        m.set_weights([np.zeros((1, 2), NPTypeCode.Single)]);
        m.compile(optimizers.SGD(1.0), "categorical_crossentropy");
        _ = m.train_on_batch(np.ones((1, 1), NPTypeCode.Single), np.zeros((1, 2), NPTypeCode.Single));
        Assert.Equal([-0.5f, -0.5f], m.get_weights()[0].ToArray<float>());
    }
}
