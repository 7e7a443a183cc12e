using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace KerasDigits.Training.Small;

/// <summary>The buffers of a compiled step, which live as long as it.</summary>
/// <remarks>Freed only by the finalizer: a run inside a callback of another run may have made a step anew that the outer one still
/// holds.</remarks>
internal sealed unsafe class SmallMemory : CriticalFinalizerObject
{
    // Whole vectors are read and written beyond a buffer's end.
    private const nint Room = 64;

    private readonly List<nint> _blocks = [];

    ~SmallMemory()
    {
        foreach (nint block in _blocks) { NativeMemory.AlignedFree((void*)block); }
    }

    /// <summary>A buffer of zeros, at a line's start and with room behind its end.</summary>
    public float* Take(nint count)
    {
        nuint bytes = (nuint)(count + Room) * sizeof(float);
        void* block = NativeMemory.AlignedAlloc(bytes, 64);
        _blocks.Add((nint)block);
        NativeMemory.Clear(block, bytes);
        return (float*)block;
    }
}
