using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>
/// Kernels that Keras 3 trained by low-rank additions (LoRA): in .h5 files the two thin arrays are next to the kernel, in others their
/// product is in it already.
/// </summary>
/// <remarks>Source: keras 3, layers/core/dense.py.</remarks>
internal static class LowRank
{
    private const string First = "lora_kernel_a", Second = "lora_kernel_b", FirstRows = "lora_embeddings_a",
        SecondRows = "lora_embeddings_b";

    /// <summary>The arrays of a layer with the products added; as they are when there are none.</summary>
    public static (string Name, H5Dataset Data)[] Merge((string Name, H5Dataset Data)[] stored)
    {
        H5Dataset? Find(params string[] names) => stored.FirstOrDefault(s => names.Contains(s.Name.Split('/')[^1])).Data;
        if (Find(First, FirstRows) is not { } a || Find(Second, SecondRows) is not { } b) { return stored; }
        var kernel = stored.First(s => s.Name.Split('/')[^1] is "kernel" or "embeddings");
        if (kernel.Data.DType is "int8" or "uint8")
        {
            throw new InvalidDataException("low-rank additions accompany a kernel of few bits, which an .h5 keeps apart. Save the model "
                + "in Python as .keras, where Keras adds them to the kernel.");
        }
        Tensor merged = H5Values.ToTensor(kernel.Data) + H5Values.ToTensor(a).matmul(H5Values.ToTensor(b));
        (string Name, H5Dataset Data)[] others =
            [.. stored.Where(s => !s.Name.Contains("lora_", StringComparison.Ordinal) && s.Name != kernel.Name)];
        return [(kernel.Name, H5Values.Of(merged)), .. others];
    }
}
