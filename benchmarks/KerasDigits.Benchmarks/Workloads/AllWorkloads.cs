using KerasDigits.Benchmarks.Training;
using KerasDigits.Data;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Workloads;

/// <summary>
/// The workloads of which figures of real Keras, JAX, PyTorch and ONNX Runtime were recorded, with the same nets and sizes.
/// </summary>
internal static class AllWorkloads
{
    private const string Torch = "TorchSharp";

    public static readonly Workload[] All =
    [
        new("dense-fit", "784-64-10, 9,600 rows in batches of 32, an epoch",
            () => Fit(OurNets.Dense(), Data.Noise(9600, 784), Data.Labels(9600), 32),
            new Opponent(Torch, () => PlainFit(PlainNets.Dense(), p => torch.optim.RMSProp(p, 1e-3, alpha: 0.9), Data.Noise(9600, 784),
                9600, 32))),
        new("dense-predict", "the same net, 9,600 rows in batches of 32",
            () => Predict(OurNets.Dense(), Data.Noise(9600, 784), 32),
            new Opponent(Torch, () => PlainPredict(PlainNets.Dense(), Data.Noise(9600, 784), 32)),
            OnnxRuns.Of(OurNets.Dense, () => Data.Noise(9600, 784), 32)),
        new("predict-one", "the same net, one row, 100 times",
            () => HundredTimes(Predict(OurNets.Dense(), Data.Noise(1, 784), 32)),
            new Opponent(Torch, () => HundredTimes(PlainPredict(PlainNets.Dense(), Data.Noise(1, 784), 32))),
            new Opponent(OnnxRuns.Name, () => HundredTimes(OnnxRuns.Prepare(OurNets.Dense(), Data.Noise(1, 784), 32)))),
        new("conv2-fit", "the notebook's third net, 500 pictures in batches of 100, an epoch",
            () => Fit(OurNets.Conv2(), Data.Noise(500, 28, 28, 1), Data.Labels(500), 100),
            new Opponent(Torch, PlainConv2Fit)),
        new("conv2-predict", "the same net, 1,000 pictures in batches of 100",
            () => Predict(OurNets.Conv2(), Data.Noise(1000, 28, 28, 1), 100),
            new Opponent(Torch, () => PlainPredict(PlainNets.Conv2(), Pictures(1000, 28, 1), 100)),
            OnnxRuns.Of(OurNets.Conv2, () => Data.Noise(1000, 28, 28, 1), 100)),
        new("conv2-fit-bf16", "the same fit under mixed_bfloat16; opponent in float32",
            () => Halved(() => Fit(OurNets.Conv2(), Data.Noise(500, 28, 28, 1), Data.Labels(500), 100)),
            new Opponent(Torch, PlainConv2Fit)),
        new("conv2-predict-bf16", "the same prediction under mixed_bfloat16; opponent in float32",
            () => Halved(() => Predict(OurNets.Conv2(), Data.Noise(1000, 28, 28, 1), 100)),
            new Opponent(Torch, () => PlainPredict(PlainNets.Conv2(), Pictures(1000, 28, 1), 100))),
        new("lstm-fit", "Embedding(20000, 128), LSTM(128), Dense(1); adam; 640 series of 80 words in batches of 32, an epoch",
            () => Fit(Lstm(), Words(640, 80, 20000), Halves(640), 32),
            new Opponent(Torch, () => PlainFit(new PlainLstm(), Words(640, 80, 20000), 640))),
        new("lstm-predict", "the same net, 1,280 series in batches of 32",
            () => Predict(Lstm(), Words(1280, 80, 20000), 32),
            new Opponent(Torch, () => PlainPredict(new PlainLstm(), Whole(Words(1280, 80, 20000)), 32, torch.sigmoid)),
            OnnxRuns.Of(Lstm, () => Words(1280, 80, 20000), 32)),
        new("gru-fit", "GRU(64, return_sequences), GRU(32), Dense(1) on 60 steps of 8; adam, mse; 640 series in batches of 32, an epoch",
            () => Fit(Gru(), Data.Noise(640, 60, 8), Data.Noise(640, 1), 32),
            new Opponent(Torch, PlainGruFit)),
        new("transformer-fit", "two blocks of MultiHeadAttention(4, 16) and Dense(128) on 64 steps of 64; adam; 640 series in batches of "
            + "32, an epoch", () => Fit(Transformer(), Data.Noise(640, 64, 64), Classes(640, 4), 32),
            new Opponent(Torch, () => PlainTransformerFit())),
        new("imdb-conv1d-fit", "Embedding(5000, 50), Conv1D(250, 3), GlobalMaxPooling1D, Dense(250), Dense(1); adam; 320 texts of 400 "
            + "words in batches of 32, an epoch", () => Fit(Texts(), Words(320, 400, 5000), Halves(320), 32),
            new Opponent(Torch, () => PlainFit(new PlainTexts(), Words(320, 400, 5000), 320))),
        new("mobilenetv2-fit", "MobileNetV2 at 96x96x3, 10 classes; adam; 64 pictures in batches of 32, an epoch",
            () => Fit(MobileNet(), Data.Noise(64, 96, 96, 3), Data.Labels(64), 32),
            new Opponent(Torch, () => PlainFit(torchvision.models.mobilenet_v2(num_classes: 10), p => torch.optim.Adam(p, 1e-3),
                Pictures(64, 96, 3), 64, 32))),
        new("mobilenetv2-predict", "the same net, 64 pictures in batches of 32",
            () => Predict(MobileNet(), Data.Noise(64, 96, 96, 3), 32),
            new Opponent(Torch, () => PlainPredict(torchvision.models.mobilenet_v2(num_classes: 10), Pictures(64, 96, 3), 32)),
            OnnxRuns.Of(MobileNet, () => Data.Noise(64, 96, 96, 3), 32)),
        new("resnet50-predict", "ResNet50 at 224x224x3, 16 pictures in one batch",
            () => Predict(applications.ResNet50(weights: null), Data.Noise(16, 224, 224, 3), 16),
            new Opponent(Torch, () => PlainPredict(torchvision.models.resnet50(), Pictures(16, 224, 3), 16)),
            OnnxRuns.Of(() => applications.ResNet50(weights: null), () => Data.Noise(16, 224, 224, 3), 16)),
        new("vgg16-predict", "VGG16 without top at 32x32x3, 500 pictures in batches of 100",
            () => Predict(Vgg16(), Data.Noise(500, 32, 32, 3), 100),
            new Opponent(Torch, () => PlainPredict(PlainNets.Vgg16Body(), Pictures(500, 32, 3), 100)),
            OnnxRuns.Of(Vgg16, () => Data.Noise(500, 32, 32, 3), 100)),
        new("flow-28", "ImageDataGenerator's turns and shifts, 2,000 pictures 28x28x1 in batches of 100", () => Flow(28, 1, 2000, 100)),
        new("flow-224", "the same, 64 pictures 224x224x3 in batches of 32", () => Flow(224, 3, 64, 32)),
        new("save-h5", "the notebook's third net with optimizer state to .h5", Save),
        new("load-h5", "load_model of it", Load),
        new("build-efficientnetb0", "EfficientNetB0(weights: null)", () => () => _ = applications.EfficientNetB0(weights: null)),
    ];

    private static Action Fit(Model model, NDArray x, NDArray y, int batch) =>
        () => model.fit(x, y, batch_size: batch, epochs: 1, verbose: 0);

    private static Action Predict(Model model, NDArray x, int batch) => () => model.predict(x, batch_size: batch);

    private static Action HundredTimes(Action action) => () =>
    {
        for (int i = 0; i < 100; i++) { action(); }
    };

    private static Action Halved(Func<Action> make)
    {
        mixed_precision.set_global_policy("mixed_bfloat16");
        return make();
    }

    private static Sequential Lstm()
    {
        var model = models.Sequential([layers.Embedding(20000, 128, input_length: 80), layers.LSTM(128),
            layers.Dense(1, activation: "sigmoid")]);
        model.compile("adam", "binary_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static Sequential Gru()
    {
        var model = models.Sequential([layers.GRU(64, return_sequences: true, input_shape: (60, 8)), layers.GRU(32), layers.Dense(1)]);
        model.compile("adam", "mse");
        return model;
    }

    private static Model Transformer()
    {
        KerasTensor inputs = Input((64, 64)), x = layers.Dense(64).Apply(inputs);
        for (int block = 0; block < 2; block++)
        {
            KerasTensor seen = layers.MultiHeadAttention(num_heads: 4, key_dim: 16).Apply(x, x);
            x = layers.LayerNormalization().Apply(layers.Add().Apply([x, seen]));
            KerasTensor thought = layers.Dense(64).Apply(layers.Dense(128, activation: "relu").Apply(x));
            x = layers.LayerNormalization().Apply(layers.Add().Apply([x, thought]));
        }
        var model = new Model(inputs, layers.Dense(4, activation: "softmax").Apply(layers.GlobalAveragePooling1D().Apply(x)));
        model.compile("adam", "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static Sequential Texts()
    {
        var model = models.Sequential([layers.Embedding(5000, 50, input_length: 400), layers.Dropout(0.2),
            layers.Conv1D(250, 3, activation: "relu"), layers.GlobalMaxPooling1D(), layers.Dense(250, activation: "relu"),
            layers.Dense(1, activation: "sigmoid")]);
        model.compile("adam", "binary_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static Model MobileNet()
    {
        Model model = applications.MobileNetV2(weights: null, input_shape: (96, 96, 3), classes: 10);
        model.compile("adam", "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static Model Vgg16() => applications.VGG16(weights: null, include_top: false, input_shape: (32, 32, 3));

    private static Action Flow(int size, int channels, int count, int batch)
    {
        var flow = preprocessing.image
            .ImageDataGenerator(rotation_range: 15, width_shift_range: 2, height_shift_range: 2, fill_mode: "nearest")
            .flow(Data.Noise(count, size, size, channels), Data.Labels(count), batch_size: batch, seed: 1);
        return () =>
        {
            foreach (Batch _ in flow.Take(flow.Length)) { }
        };
    }

    private static Action Save()
    {
        var (model, file) = (Trained(), Path.Combine(Directory.CreateTempSubdirectory("keras-benchmark-").FullName, "model.h5"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return () => model.save(file);
    }

    private static Action Load()
    {
        var (model, file) = (Trained(), Path.Combine(Directory.CreateTempSubdirectory("keras-benchmark-").FullName, "model.h5"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        model.save(file);
        return () => _ = models.load_model(file);
    }

    private static Sequential Trained()
    {
        Sequential model = OurNets.Conv2();
        model.fit(Data.Noise(32, 28, 28, 1), Data.Labels(32), verbose: 0);
        return model;
    }

    private static NDArray Words(int rows, int length, int vocabulary)
    {
        np.random.seed(2);
        return np.random.randint(0, vocabulary, new NumSharp.Shape(rows, length)).astype(NPTypeCode.Int32);
    }

    private static NDArray Halves(int rows)
    {
        np.random.seed(3);
        return np.random.randint(0, 2, new NumSharp.Shape(rows, 1)).astype(NPTypeCode.Single);
    }

    private static NDArray Classes(int rows, int classes)
    {
        np.random.seed(4);
        return utils.to_categorical(np.random.randint(0, classes, new NumSharp.Shape(rows)), classes);
    }

    /// <summary>The same noise with the channels in front, as plain TorchSharp has them.</summary>
    private static torch.Tensor Pictures(int count, int size, int channels) =>
        Plain(Data.Noise(count, size, size, channels)).permute(0, 3, 1, 2).contiguous();

    private static torch.Tensor Plain(NDArray array) =>
        torch.tensor(array.ToArray<float>()).reshape([.. array.shape.Select(d => (long)d)]);

    private static torch.Tensor Whole(NDArray words) =>
        torch.tensor(Array.ConvertAll(words.ToArray<int>(), w => (long)w)).reshape(words.shape[0], words.shape[1]);

    private static Action PlainConv2Fit() =>
        PlainFit(PlainNets.Conv2(), p => torch.optim.RMSProp(p, 1e-4, momentum: 0.9), Pictures(500, 28, 1), 500, 100);

    private static Action PlainFit(torch.nn.Module<torch.Tensor, torch.Tensor> net,
        Func<IEnumerable<TorchSharp.Modules.Parameter>, torch.optim.Optimizer> optimizer, NDArray x, int rows, int batch) =>
        PlainFit(net, optimizer, Plain(x), rows, batch);

    /// <summary>An epoch of a net that tells classes apart.</summary>
    private static Action PlainFit(torch.nn.Module<torch.Tensor, torch.Tensor> net,
        Func<IEnumerable<TorchSharp.Modules.Parameter>, torch.optim.Optimizer> optimizer, torch.Tensor x, int rows, int batch)
    {
        torch.Tensor y = Plain(Data.Labels(rows)).argmax(1);
        torch.optim.Optimizer step = optimizer(net.parameters());
        return () => PlainNets.Epoch(net, step, x, y, batch);
    }

    /// <summary>An epoch of a net for texts of two kinds, in batches of 32.</summary>
    private static Action PlainFit(torch.nn.Module<torch.Tensor, torch.Tensor> net, NDArray words, int rows)
    {
        torch.Tensor x = Whole(words), y = Plain(Halves(rows));
        torch.optim.Optimizer step = torch.optim.Adam(net.parameters(), 1e-3);
        return () => PlainNets.Epoch(net, step, x, y, 32, (o, t) => torch.nn.functional.binary_cross_entropy_with_logits(o, t),
            (o, t) => o.gt(0).to_type(torch.float32).eq(t).sum());
    }

    private static Action PlainGruFit()
    {
        var net = new PlainGru();
        torch.Tensor x = Plain(Data.Noise(640, 60, 8)), y = Plain(Data.Noise(640, 1));
        torch.optim.Optimizer step = torch.optim.Adam(net.parameters(), 1e-3);
        return () => PlainNets.Epoch(net, step, x, y, 32, (o, t) => torch.nn.functional.mse_loss(o, t), null);
    }

    private static Action PlainTransformerFit()
    {
        var net = new PlainTransformer();
        torch.Tensor x = Plain(Data.Noise(640, 64, 64)), y = Plain(Classes(640, 4)).argmax(1);
        torch.optim.Optimizer step = torch.optim.Adam(net.parameters(), 1e-3);
        return () => PlainNets.Epoch(net, step, x, y, 32);
    }

    private static Action PlainPredict(torch.nn.Module<torch.Tensor, torch.Tensor> net, NDArray x, int batch) =>
        PlainPredict(net, Plain(x), batch);

    private static Action PlainPredict(torch.nn.Module<torch.Tensor, torch.Tensor> net, torch.Tensor x, int batch,
        Func<torch.Tensor, torch.Tensor>? last = null) => () => PlainNets.Predict(net, x, batch, last);
}
