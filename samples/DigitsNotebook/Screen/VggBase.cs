using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KerasDigits.Models;
using NumSharp;

namespace DigitsNotebook.Screen;

/// <summary>Where VGG16's weights come from, and what its results may be called.</summary>
internal sealed class VggBase(string? file, Voice voice)
{
    /// <summary>Whether ImageNet's weights were found.</summary>
    public bool IsPretrained { get; private set; } = true;

    /// <summary>Which weights they are, whatever their file is called.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The transfer net in the lists of accuracies.</summary>
    public string ModelName => IsPretrained ? "model_transfer" : "VGG16 of random weights (no transfer learning)";

    /// <summary>The base with ImageNet's weights, or, where there are none, with random ones, which is said.</summary>
    /// <param name="weights">The notebook's own word, "imagenet".</param>
    /// <param name="make">Makes the base with weights of that name or from that file; null for random ones.</param>
    public Model Build(string weights, Func<string?, Model> make)
    {
        try
        {
            Model model = make(file ?? weights);
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                foreach (NDArray w in model.get_weights())
                {
                    hash.AppendData(MemoryMarshal.AsBytes(w.flatten().ToArray<float>().AsSpan()));
                }
                Key = Convert.ToHexStringLower(hash.GetHashAndReset());
            }
            voice.Say($"VGG16's weights: {file ?? "Keras's own, from its cache"}.");
            return model;
        }
        catch (Exception e) when (file is null && e is IOException or HttpRequestException or TimeoutException)
        {
            IsPretrained = false;
            voice.Say("VGG16's ImageNet weights are neither in Keras's cache nor to be had from the network: random weights take their "
                + "place, "
                + "and what they reach is not transfer learning's result (--vgg-weights FILE names them).");
            return make(null);
        }
    }
}
