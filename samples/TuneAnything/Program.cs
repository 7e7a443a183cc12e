// Tunes what is no Keras model: a plain C# function, and ML.NET's boosted trees. libtorch is not needed and not loaded.
//   dotnet run -c Release --project samples/TuneAnything [-- --trials 25 --folder out/tune]
// Run it again to go on where it stopped; kill it whenever you like.
using System.Globalization;
using TuneAnything;

int trials = 25;
string folder = Path.Combine("out", "tune");
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--trials" && i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out int n) && n > 0)
    {
        trials = n;
        i++;
    }
    else if (args[i] == "--folder" && i + 1 < args.Length) { folder = args[++i]; }
    else
    {
        Console.Error.WriteLine($"--trials N (above 0) and --folder DIR are the options. Received: {string.Join(' ', args)}.");
        return 1;
    }
}

Console.WriteLine("=== A C# function: the shortest way round a lake ===");
var walk = new ShortestWay(trials, folder);
walk.search();
walk.results_summary(num_trials: 3);

Console.WriteLine();
Console.WriteLine("=== ML.NET: boosted trees on a noisy surface ===");
var trees = new BoostedTrees(trials, folder);
trees.search();
trees.results_summary(num_trials: 3);
trees.results().to_csv(Path.Combine(trees.project_dir, "trials.csv"));
Console.WriteLine($"\nAll trials: {Path.Combine(trees.project_dir, "trials.csv")}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"Error of the best trees on unseen data: {trees.TestError():F3}; of the defaults: {trees.DefaultError():F3}"));
return 0;
