using KerasDigits.Layers;

namespace KerasDigits.Training.Small;

/// <summary>A call in a chain of layers, each of which reads only the one before it.</summary>
/// <param name="Layer">The layer that is called.</param>
/// <param name="Input">Shape of what it reads.</param>
/// <param name="Output">Shape of what it makes.</param>
internal sealed record SmallLink(Layer Layer, Shape Input, Shape Output);

/// <summary>A model that is such a chain, from one input to one output.</summary>
/// <param name="Links">The layers in their order.</param>
/// <param name="Input">Shape of the input, its batch axis first.</param>
internal sealed record SmallChain(IReadOnlyList<SmallLink> Links, Shape Input)
{
    /// <summary>Shape of the output, its batch axis first.</summary>
    public Shape Output => Links[^1].Output;
}
