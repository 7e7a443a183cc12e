// What may kill a process is tried in one of its own. The first word says what:
//   collector N [SECONDS]   N small fits, one after another, beside a thread that collects garbage without a pause.
switch (args[0])
{
    case "collector":
        BesideTheCollector.Run(int.Parse(args[1]));
        return 0;
    default:
        Console.Error.WriteLine($"unknown trial {args[0]}");
        return 2;
}
