using KerasDigits.Benchmarks;
using KerasDigits.Benchmarks.Counting;
using KerasDigits.Benchmarks.Files;
using KerasDigits.Benchmarks.Growing;
using KerasDigits.Benchmarks.Images;
using KerasDigits.Benchmarks.Saving;
using KerasDigits.Benchmarks.Starting;
using KerasDigits.Benchmarks.Training;
using KerasDigits.Benchmarks.Tuning;
using KerasDigits.Benchmarks.Workloads;

// Before anything else is touched: these processes are timed from their start.
if (args is ["--first-step" or "--alone"])
{
    FirstStep.Run(alone: args[0] == "--alone");
    return 0;
}
Duel[] duels = [.. ConvolutionalNet.Duels, .. DenseNet.Duels, .. Programs.Duels, .. ImageFlow.Duels, .. PictureFolder.Duels,
    .. TransferNet.Duels, .. ModelFiles.Duels, .. LargeFiles.Duels];
Rate[] rates = [.. ImageFlow.Rates];
Curve[] curves = [.. Proposals.Curves];

if (args is ["--side", string side, string duelName])
{
    Arena.RunSide(duels.Single(d => d.Name == duelName), side);
    return 0;
}
if (args is ["--workload", string workload, string who])
{
    AllWorkloads.All.Single(w => w.Name == workload).Serve(who);
    return 0;
}
if (args is ["--count"])
{
    Instructions.Serve();
    return 0;
}
if (args is ["--busy", string parent])
{
    Place.KeepBusy(int.Parse(parent));
    return 0;
}
if (args is ["--search-workers", string count, string folder])
{
    KerasDigits.Benchmarks.Tuner.SeveralWorkers.Work(int.Parse(count), folder);
    return 0;
}
if (args is ["--processes", string net])
{
    Processes.Side(net);
    return 0;
}
if (args is ["processes"]) { return Processes.Run() ? 0 : 2; }
if (args is ["search-workers"]) { return KerasDigits.Benchmarks.Tuner.SeveralWorkers.Run() ? 0 : 2; }
if (args is ["tuner"]) { return KerasDigits.Benchmarks.Tuner.Bookkeeping.Run() ? 0 : 2; }
if (args is ["instructions"]) { return Instructions.Run() ? 0 : 2; }
if (args is ["wrapper"])
{
    TensorWrapper.Run();
    return 0;
}
int runs = 5;
List<string> names = [.. args];
if (names.IndexOf("--runs") is >= 0 and int at)
{
    if (at + 1 >= names.Count || !int.TryParse(names[at + 1], out runs) || runs < 1)
    {
        Console.Error.WriteLine("--runs must be followed by a number above 0.");
        return 1;
    }
    names.RemoveRange(at, 2);
}
if (names.Count > 0) { Machine.Print(); }
if (names is ["growth", ..]) { return Growth.Run(names[1..]) ? 0 : 2; }
if (names is ["start"]) { return Start.Run(runs) ? 0 : 2; }
if (names is ["workloads", ..]) { return WorkloadTable.Run(names[1..], runs) ? 0 : 2; }
string[] unknown = [.. names.Where(n => n != "all" && !duels.Any(d => d.Name == n) && !rates.Any(r => r.Name == n)
    && !curves.Any(c => c.Name == n))];
if (names.Count == 0 || unknown.Length > 0)
{
    if (unknown.Length > 0) { Console.Error.WriteLine($"Unknown: {string.Join(", ", unknown)}."); }
    Console.WriteLine("Usage: dotnet run -c Release --project benchmarks/KerasDigits.Benchmarks -- [--runs N] all | NAME ...\n");
    foreach (Duel d in duels) { Console.WriteLine($"  {d.Name,-18} {d.Claim}"); }
    foreach (Curve c in curves) { Console.WriteLine($"  {c.Name,-18} {c.Claim}"); }
    foreach (Rate r in rates) { Console.WriteLine($"  {r.Name,-18} {r.Claim}"); }
    Console.WriteLine("  workloads [NAME ...]  what Keras's users do, by turns with plain TorchSharp and ONNX Runtime, in one table "
        + "that is compared with the last one (first on the command line)");
    Console.WriteLine("  tuner              what a trial costs beside the model, up to 10,000 trials (alone on the command line)");
    Console.WriteLine("  growth [WORD ...]  how costs grow with batch, width, parameters, depth, series and rows, with the power law; "
        + "only the rows that begin with a word (first on the command line)");
    Console.WriteLine("  start              how long a program takes to the end of its first training step, by parts "
        + "(alone on the command line)");
    Console.WriteLine("  instructions       how many instructions the smallest calls take, counted by Valgrind, without a clock "
        + "(alone on the command line)");
    Console.WriteLine("  wrapper            what a struct of our own round the engine's tensor would cost (alone on the command line)");
    Console.WriteLine("  processes          one fit over two processes by mpirun against one process, and what a sum over processes costs "
        + "(alone on the command line)");
    Console.WriteLine("  search-workers     what chief and workers of one search cost, and gain (alone on the command line)");
    return unknown.Length > 0 ? 1 : 0;
}
bool all = true;
bool Asked(string name) => names.Contains("all") || names.Contains(name);
foreach (Duel duel in duels.Where(d => Asked(d.Name))) { all &= Arena.Fight(duel, runs); }
foreach (Rate rate in rates.Where(r => Asked(r.Name))) { all &= Arena.Clock(rate, runs); }
foreach (Curve curve in curves.Where(c => Asked(c.Name))) { all &= Arena.Trace(curve); }
return all ? 0 : 2;
