namespace KerasDigits.Preprocessing.Images;

/// <summary>What stands beyond an image's edge.</summary>
internal enum FillMode
{
    /// <summary>The edge's own value.</summary>
    Nearest,

    /// <summary>One given value.</summary>
    Constant,

    /// <summary>The image mirrored.</summary>
    Reflect,

    /// <summary>The image again.</summary>
    Wrap,
}
