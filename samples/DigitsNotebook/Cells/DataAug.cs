using KerasDigits.Models;
using KerasDigits.Notebook;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook;

public sealed partial class Notebook
{
    // Cells 28 to 37: the same net on digits that are turned and moved a little in each epoch; its answers for the test digits.
    private void DataAug()
    {
        var datagen = preprocessing.image.ImageDataGenerator(rotation_range: 15, width_shift_range: 2, height_shift_range: 2, fill_mode: "nearest");

        plt.figure(figsize: (10, 2));
        int column = 1;
        foreach (var (batch, _) in datagen.flow(train_images[":1"], train_labels[":1"], batch_size: 1).Take(5))
        {
            plt.subplot(1, 5, column++);
            plt.imshow(Upright(batch[0]), cmap: "gray");
            plt.axis("off");
        }
        plt.savefig(Out("augmented.png"));
        plt.close();

        Sequential model_data_aug = ConvWithBatchNormalization();
        Train("data_aug", model_data_aug, datagen.flow(train_images, train_labels, batch_size: 100), null, Epochs(100, 12), batch_size: null,
            CallbacksList("data_aug", stop_patience: 2), validation_images);

        if (test_images is null)
        {
            Console.WriteLine("No Submission.csv: give --test FILE, digits without labels.");
            return;
        }
        NDArray predicted = model_data_aug.predict_classes(test_images);
        NDArray submission = np.stack([np.arange(predicted.size).astype(NPTypeCode.Double), predicted.astype(NPTypeCode.Double)], 1);
        new DataFrame(submission, ["Id", "Category"]).to_csv(Out("Submission.csv"), index: false);
        Console.WriteLine($"{predicted.size} answers in {Out("Submission.csv")}");
    }
}
