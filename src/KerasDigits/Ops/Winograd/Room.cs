namespace KerasDigits.Ops.Winograd;

/// <summary>Memory for a block of tiles.</summary>
/// <remarks>The planes of the products lie a line further apart than they need: at a power of two they would push each other out of the
/// cache.</remarks>
internal readonly unsafe struct Room<T>(float* memory, int tiles, int channels, int filters) where T : struct, IMinimalFiltering
{
    private const int Apart = 16;

    private static int Planes => T.Reach * T.Reach;

    /// <summary>Numbers in all.</summary>
    public static long ComputeSize(int tiles, int channels, int filters) =>
        Planes * (((long)tiles * (channels + filters)) + (2 * Apart) + Math.Max(channels, filters));

    /// <summary>The turned values: (products, tiles, channels).</summary>
    public float* Values => memory;

    /// <summary>From one product's values to the next's.</summary>
    public nint ValuesPlane => ((nint)tiles * channels) + Apart;

    /// <summary>The products: (products, tiles, filters).</summary>
    public float* Results => Values + (Planes * ValuesPlane);

    /// <summary>From one product's results to the next's.</summary>
    public nint ResultsPlane => ((nint)tiles * filters) + Apart;

    /// <summary>One tile at an edge, with its zeros or before it is cut.</summary>
    public float* Patch => Results + (Planes * ResultsPlane);
}
