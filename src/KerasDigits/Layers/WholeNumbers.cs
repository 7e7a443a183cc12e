namespace KerasDigits.Layers;

/// <summary>What a layer does with integers, truth values and strings that come in.</summary>
internal enum WholeNumbers
{
    /// <summary>The class sets its output dtype.</summary>
    Otherwise,

    /// <summary>They stay what they are, as in a reshape.</summary>
    Kept,

    /// <summary>
    /// They become numbers of the compute dtype before the layer computes: where a kernel or other weights are multiplied in, as Dense of
    /// Keras 2 and all of Keras 3 do.
    /// </summary>
    Cast,
}
