using System.Diagnostics;
using System.Globalization;
using DigitsNotebook.Data;
using KerasDigits;
using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook;

/// <summary>The notebook. Each method is a group of its cells, each line a line of Python.</summary>
public sealed class Notebook(Settings settings)
{
    private static readonly (int, int, int) INPUT_SHAPE = (28, 28, 1);
    private readonly List<Result> _results = [];
    private NDArray train_images = null!, train_labels = null!, validation_images = null!, validation_labels = null!;

    /// <summary>Runs the cells; 0 when all went well, 1 with a message otherwise.</summary>
    public int Run()
    {
        string[] known = ["dense", "conv", "conv2"];
        string? unknown = settings.Models.FirstOrDefault(m => !known.Contains(m));
        if (unknown is not null)
        {
            Console.Error.WriteLine($"--models must name some of {string.Join(", ", known)}. Received: {unknown}.");
            return 1;
        }
        try
        {
            Directory.CreateDirectory(settings.Out);
            plt.Folder = settings.Out;
            utils.set_random_seed(settings.Seed);
            LoadData();
            if (settings.Models.Contains("dense")) { Dense(); }
            if (settings.Models.Contains("conv")) { Conv(); }
            if (settings.Models.Contains("conv2")) { Conv2(); }
            Compare();
            return 0;
        }
        catch (Exception e) when (e is IOException or ArgumentException or DllNotFoundException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    // Cells 3 to 8: the data, and a look at some digits.
    private void LoadData()
    {
        string train = settings.Train ?? "";
        if (train.Length == 0)
        {
            Console.WriteLine("Drawing noisy digits (give --train FILE to use your own) ...");
            train = NoisyDigits.Ensure(settings.Out, settings.Seed).Train;
        }
        var data = pd.read_csv(train, header: null);
        NDArray images = data.iloc[.., ..^1].values.astype(NPTypeCode.Single).reshape(-1, 28, 28, 1);
        NDArray labels = utils.to_categorical(data.iloc[.., ^1].values.astype(NPTypeCode.Int32), 10);
        (train_images, validation_images, train_labels, validation_labels) =
            sklearn.model_selection.train_test_split(images, labels, test_size: 0.2, shuffle: false);
        Console.WriteLine($"{train_images.shape[0]} digits to train on, {validation_images.shape[0]} to validate, from {train}");

        plt.figure(figsize: (10, 4));
        for (int i = 0; i < 10; i++)
        {
            plt.subplot(2, 5, i + 1);
            plt.imshow(train_images[i].reshape(28, 28).transpose(), cmap: "gray");
            plt.title(np.argmax(train_labels[i]).ToString()!);
            plt.axis("off");
        }
        plt.savefig(Path.Combine(settings.Out, "digits.png"));
        plt.close();
    }

    // Cells 9 to 13: a dense net.
    private void Dense()
    {
        var model_dense = models.Sequential();
        model_dense.add(layers.Dense(64, activation: "relu", input_shape: 28 * 28));
        model_dense.add(layers.Dense(10, activation: "softmax"));
        model_dense.summary();
        model_dense.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);

        Train("dense", model_dense, 100, 30, batch_size: 32, CallbacksList("dense"),
            train_images.reshape(-1, 28 * 28), validation_images.reshape(-1, 28 * 28));
    }

    // Cells 14 to 20: a convolutional net.
    private void Conv()
    {
        var model_conv = models.Sequential();
        model_conv.add(layers.Conv2D(32, (3, 3), activation: "relu", input_shape: INPUT_SHAPE));
        model_conv.add(layers.MaxPooling2D((2, 2)));
        model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model_conv.add(layers.MaxPooling2D((2, 2)));
        model_conv.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model_conv.add(layers.Flatten());
        model_conv.add(layers.Dense(64, activation: "relu"));
        model_conv.add(layers.Dense(10, activation: "softmax"));
        model_conv.summary();
        model_conv.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);

        Train("conv", model_conv, 100, 15, batch_size: 32, CallbacksList("conv"), train_images, validation_images);
    }

    // Cells 21 to 27: more convolutions, with batch normalization and dropout.
    private void Conv2()
    {
        var model_conv2 = models.Sequential();
        model_conv2.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: INPUT_SHAPE));
        model_conv2.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model_conv2.add(layers.BatchNormalization());
        model_conv2.add(layers.MaxPooling2D((2, 2)));
        model_conv2.add(layers.Dropout(0.25));
        model_conv2.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model_conv2.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model_conv2.add(layers.BatchNormalization());
        model_conv2.add(layers.MaxPooling2D((2, 2)));
        model_conv2.add(layers.Dropout(0.25));
        model_conv2.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model_conv2.add(layers.Flatten());
        model_conv2.add(layers.Dropout(0.25));
        model_conv2.add(layers.Dense(64, activation: "relu"));
        model_conv2.add(layers.Dropout(0.5));
        model_conv2.add(layers.Dense(10, activation: "softmax"));
        model_conv2.summary();
        model_conv2.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);

        Callback[] callbacks_list =
        [
            callbacks.EarlyStopping(monitor: "loss", patience: 2),
            callbacks.ModelCheckpoint(Path.Combine(settings.Out, "conv2.h5"), monitor: "val_loss", save_best_only: true),
            callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.2, patience: 5),
        ];
        Train("conv2", model_conv2, 100, 8, batch_size: 100, callbacks_list, train_images, validation_images);
    }

    private Callback[] CallbacksList(string name) =>
    [
        callbacks.EarlyStopping(monitor: "loss", patience: 5),
        callbacks.ModelCheckpoint(Path.Combine(settings.Out, $"{name}.h5"), monitor: "val_loss", save_best_only: true),
        callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.1, patience: 5),
    ];

    private void Train(string name, Sequential model, int fullEpochs, int shortEpochs, int batch_size, Callback[] callbacks_list, NDArray x, NDArray validation)
    {
        int epochs = settings.Epochs ?? (settings.Full ? fullEpochs : shortEpochs);
        var clock = Stopwatch.StartNew();
        var history = model.fit(x, train_labels, epochs: epochs, batch_size: batch_size, callbacks: callbacks_list,
            validation_data: (validation, validation_labels), verbose: 1);
        clock.Stop();
        PlotHistory(name, history);
        var (loss, accuracy) = model.evaluate(validation, validation_labels, verbose: 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: validation accuracy {accuracy:F4}, loss {loss:F4}, {history.epoch.Count} epochs in {clock.Elapsed.TotalSeconds:F1} s\n"));
        _results.Add(new Result(name, accuracy, loss, history.epoch.Count, clock.Elapsed.TotalSeconds, model.count_params()));
        Result.Save(settings.Out, _results);
    }

    // Cell 13: accuracy and loss over the epochs.
    private void PlotHistory(string name, History history)
    {
        plt.figure(figsize: (12, 4));
        plt.subplot(1, 2, 1);
        plt.plot(history.history["accuracy"], lw: 2, label: "training");
        plt.plot(history.history["val_accuracy"], lw: 2, label: "validation");
        plt.title($"{name}: accuracy");
        plt.xlabel("epoch");
        plt.legend();
        plt.subplot(1, 2, 2);
        plt.plot(history.history["loss"], lw: 2, label: "training");
        plt.plot(history.history["val_loss"], lw: 2, label: "validation");
        plt.title($"{name}: loss");
        plt.xlabel("epoch");
        plt.legend();
        plt.savefig(Path.Combine(settings.Out, $"{name}_history.png"));
        plt.close();
    }

    // The last cells: the models side by side.
    private void Compare()
    {
        Console.WriteLine("Validation accuracies:");
        foreach (Result r in _results) { Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {r.name,-8} {r.val_accuracy:F4}   ({r.parameters} parameters, {r.epochs} epochs)")); }
        Console.WriteLine($"Results, plots and data are in {settings.Out}");
    }
}
