using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DigitsNotebook;

/// <summary>The command line.</summary>
internal static class Arguments
{
    /// <summary>The command, which hands its settings to <paramref name="run"/> and ends with its exit code.</summary>
    public static RootCommand Command(Func<Settings, int> run)
    {
        Option<string?> train = new("--train") { Description = "CSV of digits: 784 pixels, then the label; plain or .gz. Without it the "
            + "program draws its own." };
        Option<string?> test = new("--test") { Description = "CSV of digits without labels." };
        Option<bool> header = new("--header") { Description = "The first line of the CSV files holds names." };
        Option<string[]> modelNames = new("--models") { Description = "Which models to train, by comma: "
            + $"{string.Join(", ", Notebook.Names)}, or all.", CustomParser = Models, DefaultValueFactory = _ => Notebook.Names };
        Option<int?> epochs = new("--epochs") { Description = "Greatest number of epochs per model; the default keeps the run within ten "
            + "minutes on two cores.", CustomParser = r => Whole(r, least: 1) };
        Option<int> seed = new("--seed") { Description = "Seed of weights, shuffling, drawn digits and the search.",
            CustomParser = r => Whole(r, least: 0) ?? 0, DefaultValueFactory = _ => 1 };
        Option<string> output = new("--out") { Description = "Folder for results.json, pictures, models and Submission.csv.",
            DefaultValueFactory = _ => "out" };
        Option<string?> vgg = new("--vgg-weights") { Description = "File of VGG16's ImageNet weights without top. Without it they come "
            + "from Keras's cache, or its download." };
        Option<bool> fresh = new("--fresh") { Description = "Starts anew. Without it, a run that was interrupted in the folder goes on." };
        Option<bool> full = new("--full") { Description = "The notebook's own numbers of epochs, digits and trials." };

        RootCommand command = new("The reference notebook, cell by cell: noisy digits, six models, their pictures and a "
            + "comparison.") { train, test, header, modelNames, epochs, seed, output, vgg, full, fresh };
        command.SetAction(result => run(new Settings(result.GetValue(train), result.GetValue(test), result.GetValue(header),
            result.GetValue(modelNames)!, result.GetValue(epochs), result.GetValue(seed), result.GetValue(output)!, result.GetValue(vgg),
            result.GetValue(full), result.GetValue(fresh))));
        return command;
    }

    private static int? Whole(ArgumentResult result, int least)
    {
        string text = string.Join(' ', result.Tokens.Select(t => t.Value));
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least) { return number; }
        result.AddError($"{Name(result)} takes a whole number of at least {least}, but got {(text.Length == 0 ? "nothing" : text)}.");
        return null;
    }

    private static string[] Models(ArgumentResult result)
    {
        string[] names =
            [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        string[] unknown = [.. names.Where(n => n != "all" && !Notebook.Names.Contains(n))];
        if (unknown.Length > 0 || names.Length == 0)
        {
            result.AddError($"{Name(result)} takes names among {string.Join(", ", Notebook.Names)}, or all, but got "
                + $"{(unknown.Length > 0 ? unknown[0] : "none")}.");
        }
        return names.Contains("all") ? Notebook.Names : names;
    }

    private static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;
}
