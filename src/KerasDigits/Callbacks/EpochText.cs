namespace KerasDigits.Callbacks;

/// <summary>How callbacks name an epoch in what they print: "Epoch 00004" in TF 2.3.1, "Epoch 4" in 2.15.</summary>
internal static class EpochText
{
    /// <summary>The text for an epoch counted from 0.</summary>
    public static string Of(int epoch) => Compat.Is215 ? $"Epoch {epoch + 1}" : $"Epoch {epoch + 1:00000}";
}
