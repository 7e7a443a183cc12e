using System.Runtime.ExceptionServices;

namespace KerasDigits.Preprocessing.Images;

/// <summary>The threads that make a batch's images.</summary>
internal static class PictureThreads
{
    /// <summary>Runs on several threads; of exceptions the first image's reaches the caller, as it was thrown.</summary>
    /// <param name="count">Number of images.</param>
    /// <param name="one">Makes an image, by its number.</param>
    public static void Run(int count, Action<int> one)
    {
        var failed = new Exception?[count];
        Parallel.For(0, count, i =>
        {
            try { one(i); }
            catch (Exception e) { failed[i] = e; }
        });
        if (Array.Find(failed, e => e is not null) is { } first) { ExceptionDispatchInfo.Throw(first); }
    }
}
