using System.Text;
using KerasDigits.Saving.Checkpoints;
using NumSharp;

namespace KerasDigits.Saving;

/// <summary>Reads the tensors of a TensorFlow checkpoint by name: any, also those that belong to no model here.</summary>
/// <remarks>Source: tensorflow, python/training/py_checkpoint_reader.py.</remarks>
public sealed class CheckpointReader : IDisposable
{
    private readonly TensorBundle _bundle;

    private CheckpointReader(TensorBundle bundle) => _bundle = bundle;

    internal static string? FindLatest(string folder) => CheckpointState.Read(folder) is { } state
        && TensorBundle.Exists(state.Newest) ? state.Newest : null;

    internal static CheckpointReader Open(string path)
    {
        if (TensorBundle.Exists(path)) { return new(TensorBundle.Open(path)); }
        string prefix = !Directory.Exists(path) ? path : FindLatest(path) ?? Path.Combine(path, "variables", "variables");
        return new(TensorBundle.Open(TensorBundle.Exists(prefix) ? prefix : path));
    }

    /// <summary>Whether there is a tensor of that name.</summary>
    /// <param name="tensor_str">The tensor's full name in the checkpoint.</param>
    public bool has_tensor(string tensor_str) => _bundle.Tensors.ContainsKey(tensor_str);

    /// <summary>Names and shapes of all tensors.</summary>
    public IReadOnlyDictionary<string, long[]> get_variable_to_shape_map() =>
        _bundle.Tensors.ToDictionary(t => t.Key, t => t.Value.Dims.ToArray());

    /// <summary>Names and dtypes ("float32", "int64", "string" …) of all tensors.</summary>
    public IReadOnlyDictionary<string, string> get_variable_to_dtype_map() => _bundle.Tensors.ToDictionary(t => t.Key, t => t.Value.DType);

    /// <summary>A tensor's numbers; float16 and bfloat16 become float32, int8 becomes int16.</summary>
    /// <param name="tensor_str">Name of the tensor as get_variable_to_shape_map lists it.</param>
    /// <exception cref="ArgumentException">There is no tensor of that name, or it holds strings.</exception>
    /// <exception cref="ModelFileException">Its bytes are damaged.</exception>
    public NDArray get_tensor(string tensor_str)
    {
        BundleTensor tensor = Find(tensor_str);
        Guard.That(tensor.DType != "string", $"The tensor {tensor_str} holds texts: read it with get_strings or get_bytes.",
            nameof(tensor_str));
        return BundleValues.ToArray(tensor);
    }

    /// <summary>A tensor's strings, in the order of its elements.</summary>
    /// <inheritdoc cref="get_tensor"/>
    public string[] get_strings(string tensor_str) => Array.ConvertAll(get_bytes(tensor_str), Encoding.UTF8.GetString);

    /// <summary>A tensor's strings as bytes.</summary>
    /// <inheritdoc cref="get_tensor"/>
    public byte[][] get_bytes(string tensor_str) => Find(tensor_str).ReadStrings();

    private BundleTensor Find(string name) => _bundle.Tensors.TryGetValue(name, out BundleTensor? tensor) ? tensor
        : throw new ArgumentException($"Key {name} not found in checkpoint", "tensor_str");

    /// <inheritdoc/>
    public void Dispose() => _bundle.Dispose();
}
