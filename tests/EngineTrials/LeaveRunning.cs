using NumSharp;
using static KerasDigits.keras;

/// <summary>A program that ends while its background threads train, predict and call models.</summary>
internal static class LeaveRunning
{
    public static int Run(int code)
    {
        NDArray x = np.random.uniform(0, 1, new[] { 256, 300 }), y = np.random.uniform(0, 1, new[] { 256, 300 });
        using var begun = new CountdownEvent(3);
        foreach (int what in new[] { 0, 1, 2 })
        {
            var model = models.Sequential([layers.Dense(2000, activation: "relu", input_shape: 300), layers.Dense(2000, activation: "tanh"),
                layers.Dense(300)]);
            model.compile("adam", "mse");
            model.predict(x);
            void Work()
            {
                begun.Signal();
                while (true)
                {
                    if (what == 0) { model.fit(x, y, verbose: 0); }
                    else if (what == 1) { model.predict(x); }
                    else { model.Apply(x); }
                }
            }
            new Thread(Work) { IsBackground = true }.Start();
        }
        begun.Wait();
        Thread.Sleep(100);
        Console.WriteLine("left");
        return code;
    }
}
