// What may kill a process is tried in one of its own. The first word says what:
//   collector N                   N small fits, one after another, beside a thread that collects garbage without a pause.
// search COUNT [SEED] [KIND]    COUNT layers drawn by chance, compared with float64; a death is a finding and the search goes on behind
// it. grid FILE SECONDS [KIND]      goes through all points of the grid of each kind, each once and spread evenly; FILE keeps how far it
// came and what it found. known                         what was wrong or fatal once.
//   hostile COUNT [SEED] [NAME] [LOG]   calls every public function of tensors whose name contains NAME, COUNT calls in all, with what
// nobody should pass, and their gradients; deaths are findings, and so are results that hang on what lay in memory before. functions
// [NAME] lists them.
//   leave CODE                    ends with that exit code while other threads train and predict.
//   cases FIRST END SEED [KIND]   (a child's) cases FIRST to END - 1 of a search in this process.
//   points FIRST END KIND         (a child's) the same of the grid.
//   calls FIRST END SEED NAME (a child's) hostile calls in this process.
//   again FIRST END               (a child's) the same of what is known.
switch (args[0])
{
    case "collector":
        BesideTheCollector.Run(int.Parse(args[1]));
        return 0;
    case "leave":
        return LeaveRunning.Run(int.Parse(args[1]));
    case "search":
        return Search.Run(int.Parse(args[1]), args.Length > 2 ? int.Parse(args[2]) : 1, args.Length > 3 ? args[3] : "");
    case "grid":
        return Grid.Run(args[1], double.Parse(args[2]), args.Length > 3 ? args[3] : "");
    case "known":
        return Known.Run();
    case "hostile":
        return HostileSearch.Run(long.Parse(args[1]), args.Length > 2 ? int.Parse(args[2]) : 1, args.Length > 3 ? args[3] : "",
            args.Length > 4 ? args[4] : null);
    case "calls":
        return HostileCalls.RunCases(long.Parse(args[1]), long.Parse(args[2]), int.Parse(args[3]), args[4]);
    case "functions":
        foreach (var f in HostileCalls.Find(args.Length > 1 ? args[1] : "")) { Console.WriteLine($"{f.DeclaringType} {f}"); }
        return 0;
    case "cases":
        return Children.RunCases(long.Parse(args[1]), long.Parse(args[2]),
            i => Search.At(i, int.Parse(args[3]), args.Length > 4 ? args[4] : ""));
    case "points":
        return Children.RunCases(long.Parse(args[1]), long.Parse(args[2]), i => Grid.At(i, args[3]));
    case "again":
        return Children.RunCases(long.Parse(args[1]), long.Parse(args[2]), i => Known.Cases[i]);
    default:
        Console.Error.WriteLine($"unknown trial {args[0]}");
        return 2;
}
