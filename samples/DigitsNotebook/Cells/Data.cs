using DigitsNotebook.Data;
using KerasDigits.Notebook;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook;

public sealed partial class Notebook
{
    // Cells 3 to 8: the data, and a look at some digits.
    private void LoadData()
    {
        var (train, test) = (settings.Train, settings.Test);
        if (train is null)
        {
            Console.WriteLine("Drawing noisy digits (give --train FILE to use your own) ...");
            (train, string drawn, _) = NoisyDigits.Ensure(settings.Out, settings.Seed);
            test ??= drawn;
        }
        var train_data = pd.read_csv(train, header: null);
        NDArray images = train_data.iloc[.., ..^1].values.astype(NPTypeCode.Single).reshape(-1, 28, 28, 1);
        NDArray labels = utils.to_categorical(train_data.iloc[.., ^1].values.astype(NPTypeCode.Int32), 10);
        (train_images, validation_images, train_labels, validation_labels) =
            sklearn.model_selection.train_test_split(images, labels, test_size: 0.2, shuffle: false);
        Console.WriteLine($"{train_images.shape[0]} digits to train on, {validation_images.shape[0]} to validate, from {train}");
        if (test is not null)
        {
            var test_data = pd.read_csv(test, header: null);
            test_images = test_data.values.astype(NPTypeCode.Single).reshape(-1, 28, 28, 1);
            Console.WriteLine($"{test_images.shape[0]} digits to classify, from {test}");
        }

        plt.figure(figsize: (10, 4));
        for (int i = 0; i < 10; i++)
        {
            plt.subplot(2, 5, i + 1);
            plt.imshow(Upright(train_images[i]), cmap: "gray");
            plt.title(np.argmax(train_labels[i]).ToString()!);
            plt.axis("off");
        }
        plt.savefig(Out("digits.png"));
        plt.close();
    }

    /// <summary>A digit as one reads it: the files hold the pictures column by column.</summary>
    private static NDArray Upright(NDArray image) => image.reshape(28, 28).transpose();
}
