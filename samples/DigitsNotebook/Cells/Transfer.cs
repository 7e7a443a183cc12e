using KerasDigits.Models;
using KerasDigits.Notebook;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook;

public sealed partial class Notebook
{
    // Cells 38 to 49: a net that saw ImageNet, its weights frozen, with a new head.
    private void Transfer()
    {
        Model? vgg = PretrainedVgg();
        if (vgg is null) { return; }
        NDArray train_rgb = ForVgg(train_images), validation_rgb = ForVgg(validation_images);

        // Cells 43 and 44: the digits at the size and with the colours VGG16 wants.
        plt.figure(figsize: (10, 2));
        for (int i = 0; i < 5; i++)
        {
            plt.subplot(1, 5, i + 1);
            plt.imshow(train_rgb[i].transpose([1, 0, 2]));
            plt.axis("off");
        }
        plt.savefig(Out("digits_rgb.png"));
        plt.close();

        var model_transfer = models.Sequential();
        model_transfer.add(vgg);
        model_transfer.add(layers.Flatten());
        model_transfer.add(layers.Dropout(0.25));
        model_transfer.add(layers.Dense(64, activation: "relu"));
        model_transfer.add(layers.Dropout(0.5));
        model_transfer.add(layers.Dense(10, activation: "softmax"));
        model_transfer.summary();

        Console.WriteLine($"This is the number of trainable weights before freezing the conv base: {model_transfer.trainable_weights.Count}");
        vgg.trainable = false;
        Console.WriteLine($"This is the number of trainable weights after freezing the conv base: {model_transfer.trainable_weights.Count}");
        model_transfer.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);

        Train("transfer", model_transfer, train_rgb, train_labels, Epochs(100, 2), batch_size: 100, CallbacksList("transfer", stop_patience: 2), validation_rgb);
    }

    /// <summary>VGG16 with the weights that the command line asks for; null, with a word on what to do, when there are none.</summary>
    private Model? PretrainedVgg()
    {
        const string ImageNet = "imagenet";
        string? weights = settings.Vgg == "random" ? null : settings.Vgg;
        try
        {
            return applications.VGG16(include_top: false, weights: weights, input_shape: (32, 32, 3));
        }
        catch (Exception e) when (weights == ImageNet && e is IOException or HttpRequestException)
        {
            Console.WriteLine($"{e.Message}\nThe transfer net is left out. Put the file there, name another by --vgg FILE, or try it with random weights by --vgg random.");
            return null;
        }
    }

    /// <summary>Digits as 32 x 32 pictures in three equal colours.</summary>
    private static NDArray ForVgg(NDArray images)
    {
        NDArray larger = np.stack([.. Enumerable.Range(0, (int)images.shape[0]).Select(i => cv2.resize(images[i], (32, 32)))]).reshape(-1, 32, 32, 1);
        return np.concatenate([larger, larger, larger], axis: 3);
    }
}
