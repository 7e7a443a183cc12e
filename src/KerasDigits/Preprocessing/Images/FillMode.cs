namespace KerasDigits.Preprocessing.Images;

/// <summary>What stands beyond a picture's edge.</summary>
internal enum FillMode
{
    /// <summary>The edge's own value.</summary>
    Nearest,

    /// <summary>One given value.</summary>
    Constant,

    /// <summary>The picture mirrored.</summary>
    Reflect,

    /// <summary>The picture again.</summary>
    Wrap,
}
