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

    /// <summary>One epoch in a fresh order with running loss and accuracy, read at the end.</summary>
    public static (double Loss, double Accuracy) Epoch(Sequential net, optim.Optimizer optimizer, Tensor x, Tensor y, int batchSize)
    {
        net.train();
        using var whole = NewDisposeScope();
        Tensor order = randperm(x.shape[0], dtype: ScalarType.Int64);
        Tensor losses = zeros(1), right = zeros(1);
        for (long at = 0; at < x.shape[0]; at += batchSize)
        {
            using var scope = NewDisposeScope();
            Tensor rows = order.narrow(0, at, Math.Min(batchSize, x.shape[0] - at));
            Tensor input = x.index_select(0, rows), target = y.index_select(0, rows);
            optimizer.zero_grad();
            Tensor output = net.forward(input);
            Tensor loss = functional.cross_entropy(output, target);
            loss.backward();
            optimizer.step();
            using var _ = no_grad();
            losses.add_(loss.detach());
            right.add_(output.argmax(1).eq(target).sum());
        }
        return (losses.item<float>(), right.item<float>());
    }

    /// <summary>Outputs for all samples, batch by batch.</summary>
    public static float[] Predict(Sequential net, Tensor x, int batchSize)
    {
        net.eval();
        using var _ = no_grad();
        using var whole = NewDisposeScope();
        var parts = new List<Tensor>();
        for (long at = 0; at < x.shape[0]; at += batchSize)
        {
            using var scope = NewDisposeScope();
            Tensor output = functional.softmax(net.forward(x.narrow(0, at, Math.Min(batchSize, x.shape[0] - at))), 1);
            parts.Add(output.MoveToOuterDisposeScope());
        }
        return cat(parts).data<float>().ToArray();
    }
}
