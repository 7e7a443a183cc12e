// image_cnn.py beside this file, line by line. Options: --epochs N, --out DIR.
#:package KerasDigits.Script@0.1.0

string folder = Option("--out", "out");

utils.set_random_seed(1);
int num_classes = 3;
var input_shape = (20, 20, 1);
var ((x_train, y_train), (x_test, y_test)) = Shapes.load_data();

x_train = x_train.astype(np.float32) / 255;
x_test = x_test.astype(np.float32) / 255;
x_train = np.expand_dims(x_train, -1);
x_test = np.expand_dims(x_test, -1);
print("x_train shape:", x_train.shape);
print(x_train.shape[0], "train samples");
y_train = utils.to_categorical(y_train, num_classes);
y_test = utils.to_categorical(y_test, num_classes);

var model = Sequential(
    [
        Input(shape: input_shape),
        layers.Conv2D(16, kernel_size: (3, 3), activation: "relu"),
        layers.MaxPooling2D(pool_size: (2, 2)),
        layers.Conv2D(32, kernel_size: (3, 3), activation: "relu"),
        layers.MaxPooling2D(pool_size: (2, 2)),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(num_classes, activation: "softmax"),
    ]
);
model.summary();

int batch_size = 64;
int epochs = int.Parse(Option("--epochs", "8"), System.Globalization.CultureInfo.InvariantCulture);
Callback[] callback_list =
[
    callbacks.ModelCheckpoint(Path.Combine(folder, "cnn.{epoch:02d}-{val_accuracy:.2f}.h5"), monitor: "val_accuracy", save_best_only: true,
        verbose: 1),
    callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.5, patience: 2, min_lr: 1e-5),
    callbacks.EarlyStopping(monitor: "val_loss", patience: 4),
    callbacks.CSVLogger(Path.Combine(folder, "cnn.csv")),
];
model.compile(loss: "categorical_crossentropy", optimizer: "adam", metrics: ["accuracy"]);
model.fit(x_train, y_train, batch_size: batch_size, epochs: epochs, validation_split: 0.1, callbacks: callback_list);

var score = model.evaluate(x_test, y_test, verbose: 0);
print("Test loss:", score[0]);
print("Test accuracy:", score[1]);

string Option(string name, string other) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : other;

/// <summary>Draws grey pictures of 20 × 20 with noise: a bar lying (0), a bar standing (1), or a filled square (2).</summary>
internal static class Shapes
{
    private const int Side = 20;

    public static ((NDArray, NDArray), (NDArray, NDArray)) load_data() => (Draw(1200), Draw(300));

    private static (NDArray Pictures, NDArray Labels) Draw(int count)
    {
        byte[] pixels = new byte[count * Side * Side];
        int[] kinds = [.. np.random.randint(0, 3, new[] { count }).ToArray<int>()];
        int[] places = [.. np.random.randint(2, 10, new[] { count * 2 }).ToArray<int>()];
        double[] noise = np.random.uniform(0, 110, new[] { pixels.Length }).ToArray<double>();
        for (int i = 0; i < pixels.Length; i++) { pixels[i] = (byte)noise[i]; }
        for (int n = 0; n < count; n++)
        {
            (int height, int width) = kinds[n] switch { 0 => (3, 9), 1 => (9, 3), _ => (6, 6) };
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++) { pixels[(((n * Side) + places[2 * n] + y) * Side) + places[(2 * n) + 1] + x] = 200; }
            }
        }
        return (np.array(pixels).reshape(count, Side, Side), np.array(kinds));
    }
}
