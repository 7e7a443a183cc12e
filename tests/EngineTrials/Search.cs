/// <summary>Layers drawn by chance.</summary>
internal static class Search
{
    /// <summary>Runs cases 0 to count - 1 and prints what is wrong; the exit code is 1 if anything is.</summary>
    public static int Run(int count, int seed, string kind)
    {
        int found = 0;
        Children.Watch(0, count, ["cases"], [$"{seed}", kind], (_, finding) =>
        {
            if (finding is null) { return; }
            Console.WriteLine(finding);
            found++;
        });
        Console.WriteLine($"{count} cases of seed {seed}: {found} wrong or dead");
        return found == 0 ? 0 : 1;
    }

    /// <summary>A case by its number.</summary>
    public static Case At(long i, int seed, string kind) =>
        Case.Draw(new Random(unchecked((int)((uint)((seed * 1_000_003) + i) * 2654435761u))), kind);
}
