// image_cnn.py beside this file, line by line. Options: --epochs N, --out DIR.
using KerasDigits;
using NumSharp;
using static KerasDigits.keras;

string folder = Option("--out", "out");

utils.set_random_seed(1);
int num_classes = 3;
var input_shape = (20, 20, 1);
var ((x_train, y_train), (x_test, y_test)) = Shapes.load_data();

x_train = x_train.astype(np.float32) / 255;
x_test = x_test.astype(np.float32) / 255;
x_train = np.expand_dims(x_train, -1);
x_test = np.expand_dims(x_test, -1);
Console.WriteLine($"x_train shape: ({string.Join(", ", x_train.shape)})");
Console.WriteLine($"{x_train.shape[0]} train samples");
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
KerasDigits.Training.CallbackHooks[] callback_list =
[
    callbacks.ModelCheckpoint(Path.Combine(folder, "cnn.{epoch:02d}-{val_accuracy:.2f}.h5"), monitor: "val_accuracy", save_best_only: true, verbose: 1),
    callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.5, patience: 2, min_lr: 1e-5),
    callbacks.EarlyStopping(monitor: "val_loss", patience: 4),
    callbacks.CSVLogger(Path.Combine(folder, "cnn.csv")),
];
model.compile(loss: "categorical_crossentropy", optimizer: "adam", metrics: ["accuracy"]);
model.fit(x_train, y_train, batch_size: batch_size, epochs: epochs, validation_split: 0.1, callbacks: callback_list);

var score = model.evaluate(x_test, y_test, verbose: 0);
Console.WriteLine($"Test loss: {score[0]}");
Console.WriteLine($"Test accuracy: {score[1]}");

string Option(string name, string other) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : other;
