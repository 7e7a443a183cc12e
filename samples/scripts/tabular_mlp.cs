// tabular_mlp.py beside this file, line by line. Options: --epochs N, --out DIR.
#:package KerasDigits.Script@0.1.0

int epochs = int.Parse(Option("--epochs", "60"), System.Globalization.CultureInfo.InvariantCulture);
string folder = Option("--out", "out");
string table = Patients.Write(Path.Combine(folder, "patients.csv"));

utils.set_random_seed(7);
var df = pd.read_csv(table);
print(df.head());
print(df.shape, df["outcome"].value_counts());

var X = df.drop(columns: ["outcome"]);
var y = df["outcome"];
var (X_train, X_test, y_train, y_test) = train_test_split(X.to_numpy("float32"), y.to_numpy("float32"), test_size: 0.2, random_state: 42,
    stratify: y);
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
print($"stopped after {history.epoch.Count} epochs");

var (loss, accuracy, auc) = model.evaluate(X_test, y_test, verbose: 0);
print($"accuracy {accuracy:F3}, AUC {auc:F3}, loss {loss:F3}");

var predictions = (model.predict(X_test) > 0.5).astype(NPTypeCode.Int32);
for (int i = 0; i < 5; i++)
{
    print($"predicted {predictions[i, 0]}, expected {(int)(float)y_test[i]}");
}
model.save(Path.Combine(folder, "patients.h5"));

string Option(string name, string other) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : other;

/// <summary>
/// Makes a table of the kind such scripts read: eight measurements of a person and whether an illness came. Nobody is in it: all numbers
/// are drawn.
/// </summary>
internal static class Patients
{
    private static readonly string[] s_columns = ["pregnancies", "glucose", "pressure", "skin", "insulin", "bmi", "pedigree",
        "age", "outcome"];
    private static readonly (double Mean, double Spread, double Weight)[] s_measures = [(3.8, 3.3, 0.3), (121, 30, 1.3), (69, 19, -0.1),
        (20, 16, 0.1), (80, 115, 0.2), (32, 7.8, 0.8), (0.47, 0.33, 0.4), (33, 11.7, 0.6)];

    public static string Write(string path)
    {
        np.random.seed(11);
        const int rows = 768;
        NDArray draws = np.random.normal(0, 1, new[] { rows, s_measures.Length + 1 });
        double[,] table = new double[rows, s_columns.Length];
        for (int i = 0; i < rows; i++)
        {
            double risk = -0.9 + (0.7 * (double)draws[i, s_measures.Length]);
            for (int j = 0; j < s_measures.Length; j++)
            {
                double z = (double)draws[i, j];
                table[i, j] = Math.Round(Math.Max(0, s_measures[j].Mean + (s_measures[j].Spread * z)), 2);
                risk += s_measures[j].Weight * z;
            }
            table[i, s_measures.Length] = risk > 0 ? 1 : 0;
        }
        new DataFrame(np.array(table), s_columns).to_csv(path, index: false);
        return path;
    }
}
