// ModelInspector FILE              what stands in a Keras file: layers, sizes, compile settings, training state; of weights alone, their
// arrays ModelInspector FILE TARGET       the same model, written as Keras 2's HDF5 (TARGET.h5) or Keras 3's archive (TARGET.keras)
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
    Model model = args[0].EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        ? keras.models.model_from_json(File.ReadAllText(args[0]))
        : keras.models.load_model(args[0]);
    model.summary();
    long bytes = model.weights.Sum(w => w.Size * (long)w.value.element_size());
    Output.WriteLine($"File: {new FileInfo(args[0]).Length:N0} bytes; weights: {bytes:N0} bytes in {model.weights.Count} arrays");
    if (model.CompileArguments is null)
    {
        Output.WriteLine("Not compiled.");
    }
    else
    {
        Output.WriteLine($"Optimizer: {model.optimizer.name}, {model.optimizer.iterations} steps taken, "
            + $"{model.optimizer.ListSlotVariables().Count} arrays of state");
        foreach (var (key, value) in model.optimizer.get_config()) { Output.WriteLine($"  {key}: {value ?? "none"}"); }
        Config settings = model.get_compile_config()!;
        foreach (string key in (string[])["loss", "loss_weights", "metrics", "weighted_metrics"])
        {
            Output.WriteLine($"{key}: {Text(settings.Get(key))}");
        }
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
    return e is ModelFileException && PrintArrays(args[0]) && args.Length == 1 ? 0 : 1;
}

// What a file holds whose model cannot be made, as one of weights alone
static bool PrintArrays(string file)
{
    try
    {
        IReadOnlyList<StoredArray> arrays = StoredArray.List(file);
        foreach (StoredArray array in arrays) { Output.WriteLine($"  {array.Path}  {array.DType} ({string.Join(", ", array.Shape)})"); }
        Output.WriteLine($"File: {new FileInfo(file).Length:N0} bytes; {arrays.Count} arrays of "
            + $"{arrays.Sum(a => a.Shape.Aggregate(1L, (x, y) => x * y)):N0} numbers in all");
        return true;
    }
    catch (ModelFileException) { return false; } // damaged, which was said already
}

static string Text(object? value) => value switch
{
    null => "none",
    string text => text,
    IDictionary<string, object?> map when map.TryGetValue("class_name", out object? name) => $"{name}",
    IDictionary<string, object?> map => string.Join(", ", map.Select(p => $"{p.Key}: {Text(p.Value)}")),
    System.Collections.IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)),
    _ => $"{value}",
};
