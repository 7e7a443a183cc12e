using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

/// <summary>
/// Small fits, the plain engine's own operators and tensors that nobody holds, beside a thread that collects garbage without a pause.
/// </summary>
internal static class BesideTheCollector
{
    public static void Run(int fits)
    {
        bool done = false;
        var collector = new Thread(() => { while (!Volatile.Read(ref done)) { GC.Collect(0); Thread.SpinWait(3000); } });
        utils.set_random_seed(3);
        NDArray x = np.random.uniform(0, 1, new[] { 64, 6 }).astype(NPTypeCode.Single), y = np.random.randint(0, 3, new[] { 64 });
        var net = models.Sequential([layers.Dense(8, activation: "relu", input_shape: 6), layers.BatchNormalization(),
            layers.Lambda((Tensor t) => (t * 2f + 1 - t / 3.0).clamp(-5, 5) + t), layers.Dense(3, activation: "softmax")]);
        net.compile("adam", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        collector.Start();
        for (int i = 0; i < fits; i++)
        {
            net.fit(x, y, batch_size: 8, epochs: 1, verbose: 0);
            ComputePlainly();
        }
        Volatile.Write(ref done, true);
        collector.Join();
        Console.WriteLine($"{fits} fits, {GC.CollectionCount(0)} collections");
    }

    /// <summary>The same with the engine's own operators, whose intermediate tensors nobody disposes.</summary>
    private static void ComputePlainly()
    {
        Tensor a = torch.ones(64, 8);
        for (int i = 0; i < 50; i++) { a = ((a * 0.5 + a / 4.0) - 1).add(a, 0.25).abs().pow(1.0).clamp(0.5, 2.0); }
        float least = a.min().item<float>();
        if (!(least >= 0.5f)) { throw new InvalidOperationException($"wrong: {least}"); }
    }
}
