using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using KerasDigits.Port.Command;

var inputs = new Argument<string[]>("input") { Description = "Scripts (.py), notebooks (.ipynb) or folders of them.",
    Arity = ArgumentArity.OneOrMore };
var output = new Option<string?>("-o", "--output") { Description = "The file to write, for one input." };
var check = new Option<bool>("--check") { Description = "Says what C# still refuses after the lines that it refused were left, and fails "
    + "where there is such." };
var quick = new Option<bool>("--quick") { Description = "Does not compile what was written; otherwise lines that C# refuses are left with "
    + "its words." };
var report = new Option<string?>("--report") { Description = "Writes a JSON file: lines, lines translated, lines left and why." };
var project = new Option<string?>("--project") { Description = "A folder that becomes a project with the program in it." };
var summary = new Option<string?>("--summary") { Description = "Writes no program, but a Markdown page: shares, causes by frequency, a "
    + "row a file." };
// A command by its own name: the root's is the assembly's.
var command = new Command("keras-port", "A Python Keras script or notebook goes in, a C# program comes out.") { inputs, output, check,
    quick, report, project, summary, new HelpOption(), new VersionOption() };
command.SetAction(parsed => new Job(parsed.GetValue(inputs)!,
    new Wishes(parsed.GetValue(output), parsed.GetValue(project), parsed.GetValue(check), parsed.GetValue(quick), parsed.GetValue(report),
        parsed.GetValue(summary))).Run());
ParseResult given = command.Parse(args);
int code = given.Invoke();
return given.Action is ParseErrorAction ? Job.Refused : code;
