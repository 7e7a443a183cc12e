namespace KerasDigits.Benchmarks;

/// <summary>The clone that the program was built in.</summary>
internal static class Clone
{
    /// <summary>Its root.</summary>
    public static string Root
    {
        get
        {
            string? root = AppContext.BaseDirectory;
            while (root is not null && !File.Exists(Path.Combine(root, "KerasDigits.sln"))) { root = Path.GetDirectoryName(root); }
            return root ?? throw new InvalidOperationException("This benchmark runs in a clone of the repository.");
        }
    }
}
