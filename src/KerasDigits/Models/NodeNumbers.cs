using KerasDigits.Layers;
using KerasDigits.Saving;

namespace KerasDigits.Models;

/// <summary>
/// By which number a file refers to each call of a layer. Keras 2 counts a model's own inputs and outputs as its first call, so calls of
/// models begin with 1; some versions count calls outside the model too.
/// </summary>
/// <remarks>Source: tf.keras 2.15, engine/functional.py (_should_skip_first_node, _build_map).</remarks>
internal sealed class NodeNumbers
{
    private readonly Dictionary<string, long[]> _numbers = [];
    private readonly Dictionary<string, int> _calls = [];

    /// <summary>Finds the numbers.</summary>
    /// <param name="config">The model's configuration.</param>
    /// <param name="layers">Its layers by name.</param>
    public NodeNumbers(Config config, Dictionary<string, Layer> layers)
    {
        var named = new Dictionary<string, SortedSet<long>>();
        var counts = new Dictionary<string, int>();
        foreach (object? entry in config.Get("layers") as List<object?> ?? [])
        {
            if (entry is not Config layer) { continue; }
            string? name = layer.Get("name") as string ?? (layer.Get("config") as Config)?.Get("name") as string;
            if (name is not null) { counts[name] = (layer.Get("inbound_nodes") as List<object?>)?.Count ?? 0; }
            Gather(layer.Get("inbound_nodes"));
        }
        Gather(config.Get("input_layers"));
        Gather(config.Get("output_layers"));
        foreach (var (name, found) in named)
        {
            if (!layers.TryGetValue(name, out Layer? layer)) { continue; }
            int calls = Math.Max(1, counts.GetValueOrDefault(name));
            bool all = found.Count == calls, first = found.Contains(0);
            long offset = found.Max >= calls ? found.Max - calls + 1 : layer is Model && !first && !ConfigTranslator.Now.IsKeras3 ? 1 : 0;
            _calls[name] = calls;
            // Keras 3 may write two numbers for the one call of a model inside a model.
            if (found.Count > calls) { _numbers[name] = [.. found]; continue; }
            _numbers[name] = all ? [.. found] : [.. Enumerable.Range(0, calls).Select(i => i + offset)];
        }

        void Gather(object? value)
        {
            switch (value)
            {
                case List<object?> { Count: >= 3 } h when h[0] is string name && h[1] is long node && h[2] is long && node >= 0:
                    if (!named.TryGetValue(name, out var found)) { named[name] = found = []; }
                    found.Add(node);
                    h.Skip(3).ToList().ForEach(Gather);
                    break;
                case List<object?> list: list.ForEach(Gather); break;
                case Config map: foreach (object? item in map.Values) { Gather(item); } break;
            }
        }
    }

    /// <summary>Which call of a layer a number means, from 0.</summary>
    /// <param name="layer">Name of the layer.</param>
    /// <param name="number">The number in the file.</param>
    public long NumberCall(string layer, long number) => _numbers.TryGetValue(layer, out long[]? numbers)
        && Array.IndexOf(numbers, number) is var at and >= 0 ? Math.Min(at, _calls[layer] - 1) : number;
}
