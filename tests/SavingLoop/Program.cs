// Saves a model over and over until it is killed; the kill test reads the file afterwards.
// With --seeded it trains once from a seed and says what came out, to the last bit: the seed test compares two processes.
// With --fit it trains without end instead, until Ctrl-C: the interrupt test reads what it then says.
// With --threads it loads the engine and says on how many threads that computes: the test of its settings compares.
// With --cut FOLDER KIND it trains with BackupAndRestore, and goes on with what another such process has left: the test of backups kills
// it.
using NumSharp;
using static KerasDigits.keras;

if (args[0] == "--cut")
{
    CutRun.Run(args[1], args[2]);
    return;
}
if (args[0] == "--threads")
{
    KerasDigits.Backend.Native.EnsureLoaded();
    Console.WriteLine($"threads {TorchSharp.torch.get_num_threads()}, spins "
        + $"{Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") ?? "unset"}");
    return;
}
if (args[0] == "--seeded")
{
    utils.set_random_seed(12);
    NDArray pictures = np.random.uniform(0, 1, new[] { 200, 8, 8, 1 }), kinds = np.random.randint(0, 3, new[] { 200 });
    var seeded = models.Sequential([layers.Conv2D(4, 3, activation: "relu", input_shape: (8, 8, 1)), layers.BatchNormalization(),
        layers.Flatten(), layers.Dropout(0.3), layers.Dense(64, activation: "relu"), layers.Dense(3, activation: "softmax")]);
    seeded.compile("rmsprop", "sparse_categorical_crossentropy");
    var run = seeded.fit(pictures, kinds, epochs: 3, verbose: 0, validation_split: 0.2);
    Console.WriteLine(string.Join(" ", run.history["loss"].Concat(run.history["val_loss"]).Select(BitConverter.DoubleToInt64Bits)));
    byte[] weights = [.. seeded.get_weights()
        .SelectMany(w => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(w.flatten().ToArray<float>()).ToArray())];
    Console.WriteLine(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(weights)));
    return;
}
if (args[0] == "--fit")
{
    var net = models.Sequential([layers.Dense(8, input_shape: 4), layers.Dense(1)]);
    net.compile(optimizer: "adam", loss: "mse");
    NDArray x = np.ones(new[] { 3200000, 4 }, NPTypeCode.Single);
    var history = net.fit(x, x[":, :1"], batch_size: 32, epochs: 50, verbose: 0,
        callbacks: [callbacks.LambdaCallback(on_batch_end: (batch, _) =>
    {
        if (batch == 5) { Console.WriteLine("training"); }
    })]);
    bool finite = net.get_weights().All(w => w.flatten().ToArray<float>().All(float.IsFinite));
    Console.WriteLine($"epochs {history.epoch.Count}, finite {finite}");
    return;
}
var model = models.Sequential();
model.add(layers.Dense(600, input_shape: 300));
model.add(layers.Dense(300));
model.compile(optimizer: "adam", loss: "mse");
while (true) { model.save(args[0]); }
