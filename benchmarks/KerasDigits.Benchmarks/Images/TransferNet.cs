using KerasDigits.Benchmarks.Training;
using KerasDigits.Models;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Images;

/// <summary>VGG16 on 32x32x3 pictures with the notebook's head, batches of 100.</summary>
internal static class TransferNet
{
    private const int Samples = 500;

    public static readonly Duel[] Duels =
    [
        new("vgg16-predict", $"VGG16 without top at 32x32x3 and the notebook's head, predict of {Samples} samples in batches of 100; "
            + "plain TorchSharp (NCHW, default heap)", "ms", 0.80, OurPredict, PlainPredict),
        new("vgg16-frozen-fit", $"the same with a frozen base, {Samples} samples in batches of 100, an epoch of fit; plain TorchSharp, "
            + "requires_grad off in the base", "ms", 0.80, OurFit, PlainFit),
    ];

    private static double OurPredict()
    {
        var (model, x) = (OurNet(), Benchmarks.Data.Noise(Samples, 32, 32, 3));
        return Timing.Median(() => model.predict(x, batch_size: 100), 5);
    }

    private static double OurFit()
    {
        var (model, x, y) = (OurNet(), Benchmarks.Data.Noise(Samples, 32, 32, 3), Benchmarks.Data.Labels(Samples));
        return Timing.Median(() => model.fit(x, y, batch_size: 100, epochs: 1, verbose: 0), 5);
    }

    private static Sequential OurNet()
    {
        Model vgg = applications.VGG16(weights: null, include_top: false, input_shape: (32, 32, 3));
        var model = models.Sequential();
        model.add(vgg);
        model.add(layers.Flatten());
        model.add(layers.Dropout(0.25));
        model.add(layers.Dense(64, activation: "relu"));
        model.add(layers.Dropout(0.5));
        model.add(layers.Dense(10, activation: "softmax"));
        vgg.trainable = false;
        model.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static double PlainPredict()
    {
        var (net, _) = PlainNet();
        torch.Tensor x = PlainPictures();
        return Timing.Median(() => PlainNets.Predict(net, x, 100), 5);
    }

    private static double PlainFit()
    {
        var (net, head) = PlainNet();
        torch.Tensor x = PlainPictures(), y = torch.tensor(Benchmarks.Data.Labels(Samples).ToArray<float>()).reshape(Samples, 10).argmax(1);
        var optimizer = torch.optim.RMSProp(head.parameters(), 1e-4, momentum: 0.9);
        return Timing.Median(() => PlainNets.Epoch(net, optimizer, x, y, 100), 5);
    }

    private static torch.Tensor PlainPictures() =>
        torch.tensor(Benchmarks.Data.Noise(Samples, 32, 32, 3).ToArray<float>()).reshape(Samples, 32, 32, 3).permute(0, 3, 1, 2)
        .contiguous();

    private static (TorchSharp.Modules.Sequential Net, TorchSharp.Modules.Sequential Head) PlainNet()
    {
        var body = PlainNets.Vgg16Body();
        foreach (var p in body.parameters()) { p.requires_grad = false; }
        var head = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Dropout(0.25), torch.nn.Linear(512, 64), torch.nn.ReLU(),
            torch.nn.Dropout(0.5), torch.nn.Linear(64, 10));
        return (torch.nn.Sequential(body, head), head);
    }
}
