// two_inputs.py beside this file, line by line. Option: --epochs N.
#:package KerasDigits.Script@0.1.0

utils.set_random_seed(3);
var (images, tables, kinds, prices) = Houses.Make(800);

var image = Input(shape: (16, 16, 1), name: "image");
var table = Input(shape: 4, name: "table");

var x = layers.Conv2D(8, 3, activation: "relu", name: "look").Apply(image);
x = layers.MaxPooling2D(2).Apply(x);
x = layers.Conv2D(16, 3, activation: "relu").Apply(x);
x = layers.GlobalAveragePooling2D().Apply(x);
var y = layers.Dense(16, activation: "relu").Apply(table);
var both = layers.concatenate([x, y]);
both = layers.Dense(32, activation: "relu").Apply(both);
var kind = layers.Dense(3, activation: "softmax", name: "kind").Apply(both);
var price = layers.Dense(1, name: "price").Apply(both);

var model = Model(inputs: [image, table], outputs: [kind, price], name: "houses");
model.summary();
model.compile(
    optimizer: optimizers.RMSprop(1e-3),
    loss: new() { ["kind"] = "sparse_categorical_crossentropy", ["price"] = "mse" },
    loss_weights: new() { ["kind"] = 1.0, ["price"] = 0.5 },
    metrics: new() { ["kind"] = ["accuracy"], ["price"] = ["mae"] }
);

var history = model.fit(
    new() { ["image"] = images, ["table"] = tables },
    new() { ["kind"] = kinds, ["price"] = prices },
    epochs: args is ["--epochs", var n] ? int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) : 20,
    batch_size: 32,
    validation_split: 0.2,
    verbose: 2
);

var results = model.evaluate([images, tables], [kinds, prices], verbose: 0, return_dict: true);
print($"kind: {results["kind_accuracy"]:F3} right, price: {results["price_mae"]:F3} off");
var (kind_pred, price_pred) = model.predict([images[":3"], tables[":3"]]);
for (int i = 0; i < 3; i++)
{
    print($"kind {np.argmax(kind_pred[i])} (is {kinds[i]}), price {(float)price_pred[i, 0]:F2} (is {(double)prices[i]:F2})");
}

/// <summary>
/// Draws houses: a picture of 16 × 16 whose roof tells the kind, a table of four numbers, and a price that follows from both.
/// </summary>
internal static class Houses
{
    public static (NDArray images, NDArray tables, NDArray kinds, NDArray prices) Make(int count)
    {
        double[] noise = np.random.uniform(0, 0.3, new[] { count * 256 }).ToArray<double>();
        float[] pixels = Array.ConvertAll(noise, v => (float)v);
        int[] kinds = np.random.randint(0, 3, new[] { count }).ToArray<int>();
        NDArray tables = np.random.uniform(0, 1, new[] { count, 4 });
        double[] prices = new double[count];
        for (int n = 0; n < count; n++)
        {
            for (int y = 2; y < 14; y++)
            {
                for (int x = 2; x < 14; x++)
                {
                    bool wall = y >= 8, roof = kinds[n] switch { 0 => y >= 6, 1 => y >= x - 4 && y >= 10 - x, _ => x % 3 == 0 };
                    if (wall || roof) { pixels[(n * 256) + (y * 16) + x] += 0.7f; }
                }
            }
            prices[n] = kinds[n] + (2 * (double)tables[n, 0]) + (double)tables[n, 1] - (0.5 * (double)tables[n, 2]);
        }
        return (np.array(pixels).reshape(count, 16, 16, 1), tables, np.array(kinds), np.array(prices));
    }
}
