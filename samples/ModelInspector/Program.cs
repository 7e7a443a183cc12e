// ModelInspector FILE              what stands in a Keras file: layers, sizes, compile settings, training state
// ModelInspector FILE TARGET       the same model, written as Keras 2's HDF5 (TARGET.h5) or Keras 3's archive (TARGET.keras)
using KerasDigits;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;

if (args.Length is 0 or > 2)
{
    Output.WriteLine("Usage: ModelInspector FILE [TARGET.h5 | TARGET.keras]");
    return 2;
}
try
{
    Model model = keras.models.load_model(args[0]);
    model.summary();
    long bytes = model.weights.Sum(w => w.Size * (long)w.value.element_size());
    Output.WriteLine($"File: {new FileInfo(args[0]).Length:N0} bytes; weights: {bytes:N0} bytes in {model.weights.Count} arrays");
    if (model.CompileArguments is null)
    {
        Output.WriteLine("Not compiled.");
    }
    else
    {
        Output.WriteLine($"Optimizer: {model.optimizer.name}, {model.optimizer.iterations} steps taken, {model.optimizer.SlotVariables().Count} arrays of state");
        foreach (var (key, value) in model.optimizer.get_config()) { Output.WriteLine($"  {key}: {value ?? "none"}"); }
        Output.WriteLine($"Results of evaluate: {string.Join(", ", model.metrics_names)}");
    }
    if (args.Length == 2)
    {
        model.save(args[1]);
        Output.WriteLine($"Written: {args[1]}");
    }
    return 0;
}
catch (Exception e) when (e is ModelFileException or IOException or NotSupportedException)
{
    Output.WriteLine(e.Message);
    return 1;
}
