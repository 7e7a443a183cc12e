using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What ZeroPadding2D and ZeroPadding3D compute, as functions of keras.backend.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class PaddingFunctions
{
    /// <summary>Zeros around pictures (batch, height, width, channels).</summary>
    /// <param name="x">Images (batch, height, width, channels).</param>
    /// <param name="padding">((top, bottom), (left, right)); null: 1 at each edge.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: as set.</param>
    [KerasExport("keras.backend.spatial_2d_padding")]
    public static Tensor spatial_2d_padding(Tensor x, Edges2? padding = null, string? data_format = null) =>
        BackendFunctional.InLast(x, data_format, v => NN.Pad(v, (padding ?? 1).Pairs));

    /// <summary>Zeros around volumes (batch, depth, height, width, channels).</summary>
    /// <param name="x">Volumes (batch, depth, height, width, channels).</param>
    /// <param name="padding">A pair for each axis; null: 1 at each edge.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: as set.</param>
    [KerasExport("keras.backend.spatial_3d_padding")]
    public static Tensor spatial_3d_padding(Tensor x, Edges3? padding = null, string? data_format = null) =>
        BackendFunctional.InLast(x, data_format, v => NN.Pad(v, (padding ?? 1).Pairs));
}
