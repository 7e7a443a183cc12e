// What may kill a process is tried in one of its own. The first word says what:
//   collector N                   N small fits, one after another, beside a thread that collects garbage without a pause.
//   search COUNT [SEED] [KIND]    COUNT layers drawn by chance, compared with float64; a death is a finding and the search goes on behind it.
//   cases FIRST END SEED [KIND]   the same without the net: cases FIRST to END - 1 in this process.
switch (args[0])
{
    case "collector":
        BesideTheCollector.Run(int.Parse(args[1]));
        return 0;
    case "search":
        return Search.Run(int.Parse(args[1]), args.Length > 2 ? int.Parse(args[2]) : 1, args.Length > 3 ? args[3] : "");
    case "cases":
        return Search.RunCases(int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[3]), args.Length > 4 ? args[4] : "");
    default:
        Console.Error.WriteLine($"unknown trial {args[0]}");
        return 2;
}
