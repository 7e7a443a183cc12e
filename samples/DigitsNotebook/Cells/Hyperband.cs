using System.Diagnostics;
using KerasDigits;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Tuner;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook;

public sealed partial class Notebook
{
    // Cell 52: the third net as a family, with open questions for the tuner.
    private sealed class ConvHyperModel((int, int, int) input_shape, int num_classes) : HyperModel
    {
        public override Model build(HyperParameters hp)
        {
            var model = models.Sequential();
            model.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: input_shape));
            model.add(layers.Conv2D(64, (3, 3), activation: "relu"));
            model.add(layers.BatchNormalization());
            model.add(layers.MaxPooling2D((2, 2)));
            model.add(layers.Dropout(0.25));
            model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
            model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
            model.add(layers.BatchNormalization());
            model.add(layers.MaxPooling2D((2, 2)));
            model.add(layers.Dropout(0.25));
            model.add(layers.Flatten());
            model.add(layers.Dense(hp.Int("units", 32, 256, step: 32, @default: 64), activation: hp.Choice("dense_activation", ["relu", "tanh", "sigmoid"], @default: "relu")));
            model.add(layers.Dropout(hp.Float("dropout", 0.0, 0.5, step: 0.1, @default: 0.3)));
            model.add(layers.Dense(num_classes, activation: "softmax"));
            model.compile(optimizer: optimizers.Adam(lr: hp.Choice("learning_rate", [1e-2, 1e-3, 1e-4], @default: 1e-3)), loss: "categorical_crossentropy", metrics: ["accuracy"]);
            return model;
        }
    }

    // Cells 53 to 57: the search, its best model, trained on.
    private void Hyperband()
    {
        var hypermodel = new ConvHyperModel(INPUT_SHAPE, 10);
        // A search that was interrupted goes on; one on other data, with another seed or of another length is another project.
        string project = Text($"MNIST_{Path.GetFileNameWithoutExtension(settings.Train) ?? "drawn"}_{settings.Seed}{(settings.Full ? "_full" : "")}");
        using var tuner = keras_tuner.Hyperband(hypermodel, objective: "val_accuracy", max_epochs: settings.Full ? 30 : 3, executions_per_trial: settings.Full ? 2 : 1,
            seed: settings.Seed, directory: Out("hyperband"), project_name: project);
        tuner.search_space_summary();

        var clock = Stopwatch.StartNew();
        // Brief runs search on a third of the digits: its epochs on all of them would take as long as the other models together.
        NDArray search_images = settings.Full ? train_images : train_images[$":{train_images.shape[0] / 3}"];
        NDArray search_labels = settings.Full ? train_labels : train_labels[$":{search_images.shape[0]}"];
        Console.WriteLine($"The search trains on {search_images.shape[0]} of {train_images.shape[0]} digits.");
        tuner.search(search_images, search_labels, batch_size: 100, validation_data: (validation_images, validation_labels));
        tuner.results_summary(num_trials: 3);
        SearchPicture.Draw(SearchRecord.Read(tuner.project_dir));
        plt.savefig(Out("hyperband_search.png"));
        plt.close();

        Model best_model = tuner.get_best_models(num_models: 1)[0];
        var (_, accuracy) = best_model.evaluate(validation_images, validation_labels, verbose: 0);
        Console.WriteLine(Text($"The search's best model: validation accuracy {accuracy:F4} after {clock.Elapsed.TotalSeconds:F0} s. It trains on:"));

        var history = best_model.fit(train_images, train_labels, epochs: Epochs(100, 6), batch_size: 100, callbacks: CallbacksList("hyperband"),
            validation_data: (validation_images, validation_labels), verbose: 1);
        Record("hyperband", best_model, history, validation_images, clock.Elapsed);
    }
}
