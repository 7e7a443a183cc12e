// tabular_mlp.py beside this file, line by line. Options: --epochs N, --out DIR.
using KerasDigits;
using KerasDigits.Notebook;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Notebook.sklearn.model_selection;

int epochs = int.Parse(Option("--epochs", "60"), System.Globalization.CultureInfo.InvariantCulture);
string folder = Option("--out", "out");
string table = Patients.Write(Path.Combine(folder, "patients.csv"));

utils.set_random_seed(7);
var df = pd.read_csv(table);
Console.WriteLine(df.head());
Console.WriteLine($"{df.shape} {string.Join(" ", df["outcome"].value_counts())}");

var X = df.drop(columns: ["outcome"]);
var y = df["outcome"];
var (X_train, X_test, y_train, y_test) = train_test_split(X.to_numpy("float32"), y.to_numpy("float32"), test_size: 0.2, random_state: 42, stratify: y);
var mean = X_train.mean(axis: 0);
var std = X_train.std(axis: 0);
X_train = (X_train - mean) / std;
X_test = (X_test - mean) / std;

var model = models.Sequential();
model.add(layers.Dense(12, input_dim: 8, activation: "relu"));
model.add(layers.Dropout(0.1));
model.add(layers.Dense(8, activation: "relu"));
model.add(layers.Dense(1, activation: "sigmoid"));
model.compile(loss: "binary_crossentropy", optimizer: "adam", metrics: ["accuracy", metrics.AUC(name: "auc")]);
model.summary();

var stop = callbacks.EarlyStopping(monitor: "val_loss", patience: 8, restore_best_weights: true);
var history = model.fit(X_train, y_train, epochs: epochs, batch_size: 32, validation_split: 0.2, callbacks: [stop], verbose: 2);
Console.WriteLine($"stopped after {history.epoch.Count} epochs");

var (loss, accuracy, auc) = model.evaluate(X_test, y_test, verbose: 0);
Console.WriteLine($"accuracy {accuracy:F3}, AUC {auc:F3}, loss {loss:F3}");

var predictions = (model.predict(X_test) > 0.5).astype(NPTypeCode.Int32);
for (int i = 0; i < 5; i++)
{
    Console.WriteLine($"predicted {predictions[i, 0]}, expected {(int)(float)y_test[i]}");
}
model.save(Path.Combine(folder, "patients.h5"));

string Option(string name, string other) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : other;
