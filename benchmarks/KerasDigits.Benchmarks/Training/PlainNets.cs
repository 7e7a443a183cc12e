using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace KerasDigits.Benchmarks.Training;

/// <summary>
/// The opponent: the notebook's nets as one writes them on plain TorchSharp, NCHW, its own optimizers, logits into its cross-entropy.
/// </summary>
internal static class PlainNets
{
    /// <summary>The notebook's third net.</summary>
    public static Sequential Conv2() => Sequential(
            Conv2d(1, 64, 3), ReLU(), Conv2d(64, 64, 3), ReLU(), BatchNorm2d(64), MaxPool2d(2), Dropout(0.25),
            Conv2d(64, 128, 3), ReLU(), Conv2d(128, 128, 3), ReLU(), BatchNorm2d(128), MaxPool2d(2), Dropout(0.25),
            Conv2d(128, 128, 3), ReLU(), Flatten(), Dropout(0.25), Linear(128 * 2 * 2, 64), ReLU(), Dropout(0.5), Linear(64, 10));

    /// <summary>The notebook's first net.</summary>
    public static Sequential Dense() => Sequential(Linear(784, 64), ReLU(), Linear(64, 10));

    /// <summary>VGG16 without its top.</summary>
    public static Sequential Vgg16Body()
    {
        var parts = new List<Module<Tensor, Tensor>>();
        int channels = 3;
        foreach (var (filters, convolutions) in new[] { (64, 2), (128, 2), (256, 3), (512, 3), (512, 3) })
        {
            for (int i = 0; i < convolutions; i++, channels = filters)
            {
                parts.Add(Conv2d(channels, filters, 3, padding: 1));
                parts.Add(ReLU());
            }
            parts.Add(MaxPool2d(2));
        }
        return Sequential(parts);
    }

    /// <summary>One epoch of a net that tells classes apart, with running loss and accuracy, read at the end.</summary>
    public static (double Loss, double Accuracy) Epoch(Module<Tensor, Tensor> net, optim.Optimizer optimizer, Tensor x, Tensor y,
        int batchSize) =>
        Epoch(net, optimizer, x, y, batchSize, (output, target) => functional.cross_entropy(output, target),
            (output, target) => output.argmax(1).eq(target).sum());

    /// <summary>One epoch in a fresh order with running loss and a count of what is right, read at the end.</summary>
    /// <param name="net">What is trained.</param>
    /// <param name="optimizer">By what.</param>
    /// <param name="x">All inputs.</param>
    /// <param name="y">All targets.</param>
    /// <param name="batchSize">Rows a step.</param>
    /// <param name="loss">Of outputs and targets.</param>
    /// <param name="right">How many outputs are right; null: not counted.</param>
    public static (double Loss, double Accuracy) Epoch(Module<Tensor, Tensor> net, optim.Optimizer optimizer, Tensor x, Tensor y,
        int batchSize, Func<Tensor, Tensor, Tensor> loss, Func<Tensor, Tensor, Tensor>? right)
    {
        net.train();
        using var whole = NewDisposeScope();
        Tensor order = randperm(x.shape[0], dtype: ScalarType.Int64);
        Tensor losses = zeros(1), hits = zeros(1);
        for (long at = 0; at < x.shape[0]; at += batchSize)
        {
            using var scope = NewDisposeScope();
            Tensor rows = order.narrow(0, at, Math.Min(batchSize, x.shape[0] - at));
            Tensor input = x.index_select(0, rows), target = y.index_select(0, rows);
            optimizer.zero_grad();
            Tensor output = net.forward(input), value = loss(output, target);
            value.backward();
            optimizer.step();
            using var _ = no_grad();
            losses.add_(value.detach());
            if (right is not null) { hits.add_(right(output, target)); }
        }
        return (losses.item<float>(), hits.item<float>());
    }

    /// <summary>Outputs for all samples, batch by batch.</summary>
    /// <param name="net">What predicts.</param>
    /// <param name="x">All inputs.</param>
    /// <param name="batchSize">Rows a step.</param>
    /// <param name="last">What is done to the outputs; null: softmax.</param>
    public static float[] Predict(Module<Tensor, Tensor> net, Tensor x, int batchSize, Func<Tensor, Tensor>? last = null)
    {
        net.eval();
        using var _ = no_grad();
        using var whole = NewDisposeScope();
        var parts = new List<Tensor>();
        for (long at = 0; at < x.shape[0]; at += batchSize)
        {
            using var scope = NewDisposeScope();
            Tensor output = net.forward(x.narrow(0, at, Math.Min(batchSize, x.shape[0] - at)));
            parts.Add((last is null ? functional.softmax(output, 1) : last(output)).MoveToOuterDisposeScope());
        }
        return cat(parts).data<float>().ToArray();
    }
}
