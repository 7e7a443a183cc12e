using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.CompilerServices;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Benchmarks.Starting;

/// <summary>
/// The part of a child process that <see cref="Start"/> times: a dense net on drawn digits to the end of its first training step, with a
/// line for each part. Nothing of the engine or of NumSharp is touched before the part that is about it.
/// </summary>
internal static class FirstStep
{
    /// <summary>What begins a line that the parent reads: the part, milliseconds since the process began, methods and milliseconds of the
    /// runtime's compiler.</summary>
    public const string Mark = "PART ";

    private static readonly DateTime s_begin = Process.GetCurrentProcess().StartTime;

    /// <summary>Runs to the end of the first step, or, <paramref name="alone"/>, touches the facade and ends.</summary>
    public static void Run(bool alone)
    {
        Tell("runtime");
        if (alone)
        {
            Touch();
            Tell("KerasDigits alone");
            return;
        }
        Numbers();
        Tell("NumSharp");
        var (x, y) = Digits();
        Tell("digits drawn");
        Engine();
        Tell("engine loaded");
        Sequential model = Build();
        Tell("model built");
        Compile(model);
        Tell("compiled");
        Fit(model, x, y);
        Tell("first step");
        Fit(model, x, y);
        Tell("second fit");
    }

    private static void Tell(string part) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{Mark}{part}|{(DateTime.Now - s_begin).TotalMilliseconds:F1}|{JitInfo.GetCompiledMethodCount()}|"
        + $"{JitInfo.GetCompilationTime().TotalMilliseconds:F1}"));

    // Each part by itself, so that the compiler of one does not load the types of the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch() => _ = keras.__version__;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Numbers() => _ = np.zeros(new NumSharp.Shape(2, 2));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (NDArray X, NDArray Y) Digits() => (Data.Noise(32, 784), Data.Labels(32));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Engine() => RuntimeHelpers.RunClassConstructor(typeof(Layer).TypeHandle);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Sequential Build()
    {
        var model = keras.models.Sequential();
        model.add(keras.layers.Dense(64, activation: "relu", input_shape: 28 * 28));
        model.add(keras.layers.Dense(10, activation: "softmax"));
        return model;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compile(Sequential model) =>
        model.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fit(Sequential model, NDArray x, NDArray y) => model.fit(x, y, batch_size: 32, verbose: 0);
}
