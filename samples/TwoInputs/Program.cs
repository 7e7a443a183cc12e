// two_inputs.py beside this file, line by line. Option: --epochs N.
using KerasDigits;
using NumSharp;
using static KerasDigits.keras;

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
Console.WriteLine($"kind: {results["kind_accuracy"]:F3} right, price: {results["price_mae"]:F3} off");
var (kind_pred, price_pred) = model.predict_all([images[":3"], tables[":3"]]);
for (int i = 0; i < 3; i++)
{
    Console.WriteLine($"kind {np.argmax(kind_pred[i])} (is {kinds[i]}), price {(float)price_pred[i, 0]:F2} (is {(double)prices[i]:F2})");
}
