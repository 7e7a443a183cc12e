using KerasDigits.Port.Command;

namespace KerasDigits.Port.Tests;

/// <summary>What a run of the command refuses, so that nothing is lost.</summary>
public sealed class JobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-port-job-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_script_is_not_written_over()
    {
        string script = Make("train.py");
        Refuse(new Wishes(Output: script, IsQuick: true), "written over the script", script);
        Assert.Equal("print(1)\n", File.ReadAllText(script));
    }

    [Fact]
    public void Two_inputs_do_not_become_one_program()
    {
        Make("train.py");
        File.WriteAllText(Path.Combine(_folder, "train.ipynb"), """{"cells": [], "nbformat": 4}""");
        Refuse(new Wishes(IsQuick: true), "would both become", _folder);
        Refuse(new Wishes(Project: Path.Combine(_folder, "p"), IsQuick: true), "--project takes one input", _folder);
        Assert.Empty(Directory.GetFiles(_folder, "*.cs"));
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_said()
    {
        string script = Make("train.py");
        Refuse(new Wishes(IsQuick: true, Report: Path.Combine(_folder, "none", "r.json")), "the report is not", script);
        Assert.True(File.Exists(Path.ChangeExtension(script, ".cs")));
    }

    private string Make(string name)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, "print(1)\n");
        return file;
    }

    private static void Refuse(Wishes wishes, string words, string input)
    {
        var said = new StringWriter();
        lock (ProgramTests.Screen)
        {
            var (output, errors) = (Console.Out, Console.Error);
            Console.SetOut(TextWriter.Null);
            Console.SetError(said);
            try { Assert.Equal(2, new Job([input], wishes).Run()); }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
            }
        }
        Assert.Contains(words, said.ToString(), StringComparison.Ordinal);
    }
}
