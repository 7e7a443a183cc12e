using System.CommandLine;
using KerasDigits.Port.Command;

var inputs = new Argument<string[]>("input") { Description = "Scripts (.py), notebooks (.ipynb) or folders of them.", Arity = ArgumentArity.OneOrMore };
var output = new Option<string?>("-o", "--output") { Description = "The file to write, for one input." };
var check = new Option<bool>("--check") { Description = "Compiles what was written and says what fails." };
var report = new Option<string?>("--report") { Description = "Writes a JSON file: lines, lines translated, lines left and why." };
var project = new Option<string?>("--project") { Description = "A folder that becomes a project with the program in it." };
var command = new RootCommand("A Python Keras script or notebook goes in, a C# program comes out.") { inputs, output, check, report, project };
command.SetAction(parsed => new Job(parsed.GetValue(inputs)!, parsed.GetValue(output), parsed.GetValue(project), parsed.GetValue(check), parsed.GetValue(report)).Run());
return command.Parse(args).Invoke();
