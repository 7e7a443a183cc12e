// Saves a model over and over until it is killed; the kill test reads the file afterwards.
// With --fit it trains without end instead, until Ctrl-C: the interrupt test reads what it then says.
using NumSharp;
using static KerasDigits.keras;

if (args[0] == "--fit")
{
    var net = models.Sequential([layers.Dense(8, input_shape: 4), layers.Dense(1)]);
    net.compile(optimizer: "adam", loss: "mse");
    NDArray x = np.ones(new[] { 3200000, 4 }, NPTypeCode.Single);
    var history = net.fit(x, x[":, :1"], batch_size: 32, epochs: 50, verbose: 0, callbacks: [callbacks.LambdaCallback(on_batch_end: (batch, _) => { if (batch == 5) { Console.WriteLine("training"); } })]);
    bool finite = net.get_weights().All(w => w.flatten().ToArray<float>().All(float.IsFinite));
    Console.WriteLine($"epochs {history.epoch.Count}, finite {finite}");
    return;
}
var model = models.Sequential();
model.add(layers.Dense(600, input_shape: 300));
model.add(layers.Dense(300));
model.compile(optimizer: "adam", loss: "mse");
while (true) { model.save(args[0]); }
