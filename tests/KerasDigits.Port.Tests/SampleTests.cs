using System.Text.Json;
using System.Text.RegularExpressions;
using KerasDigits.Port.Checking;
using KerasDigits.Port.Command;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Tests;

/// <summary>
/// samples/ported holds what the tool makes of the notebook behind samples/DigitsNotebook, whose Python lines stand above the C# lines
/// there. KERASDIGITS_WRITE_DOCS=1 writes it anew.
/// </summary>
public partial class SampleTests
{
    // What the printed notebook has lost, written again, and a line that it prints wrongly.
    private static readonly Dictionary<int, string> s_lost = new()
    {
        [21] = """
            train_images = train_images_flatten.reshape(train_images_flatten.shape[0], train_images_flatten.shape[1], train_images_flatten.shape[2], 1)
            validation_images = validation_images_flatten.reshape(validation_images_flatten.shape[0], validation_images_flatten.shape[1], validation_images_flatten.shape[2], 1)
            """,
        [22] = "model_conv.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])",
        [23] = """
            callbacks_list = [callbacks.EarlyStopping(monitor='loss', patience=5),
                              callbacks.ModelCheckpoint(filepath='model_conv.h5', monitor='val_loss', save_best_only=True),
                              callbacks.ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=5)]
            history_conv = model_conv.fit(train_images, train_labels, epochs=100, callbacks=callbacks_list,
                                          validation_data=(validation_images, validation_labels), verbose=0)
            """,
        [24] = "history = pd.DataFrame(history_conv.history)\nplot_history(history)",
        [25] = "validation_loss_model_conv, validation_acc_model_conv = model_conv.evaluate(validation_images, validation_labels, "
        + "verbose=0)\n",
    };

    [Fact]
    public void The_notebook_goes_through_whole_and_is_the_sample()
    {
        Translation done = Job.Translate("digits-classification.ipynb", Notebook());
        Assert.Empty(done.Left.Select(l => $"line {l.Line}: {l.Reason}"));
        Assert.Empty(Checker.Check(done.Code));
        string sample = Path.Combine(Root, "samples", "ported", "digits-classification.cs");
        if (Environment.GetEnvironmentVariable("KERASDIGITS_WRITE_DOCS") is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(sample)!);
            File.WriteAllText(sample, done.Code);
        }
        Assert.Equal(File.ReadAllText(sample).Replace("\r\n", "\n", StringComparison.Ordinal), done.Code);
    }

    internal static string Root
    {
        get
        {
            DirectoryInfo folder = new(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "KerasDigits.sln"))) { folder = folder.Parent!; }
            return folder.FullName;
        }
    }

    private static string Notebook()
    {
        var cells = new SortedDictionary<int, string>();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Root, "samples", "DigitsNotebook", "Cells"), "*.cs"))
        {
            foreach (Match cell in Cell().Matches(File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal)))
            {
                int number = int.Parse(cell.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
                string python = string.Join('\n', cell.Groups[2].Value.TrimEnd('\n').Split('\n').Select(l => Comment().Replace(l, "")));
                python = Label().Replace(python, "rc('$1', labelsize=$2)");
                cells[number] = number == 25 ? s_lost[25] + python : s_lost.GetValueOrDefault(number, python);
            }
        }
        Assert.Equal(55, cells.Count);
        return JsonSerializer.Serialize(
            new { cells = cells.Select(c => new { cell_type = "code", execution_count = c.Key, source = c.Value }) });
    }

    [GeneratedRegex(@"^ *// In \[(\d+)\]:[^\n]*\n((?: *//[^\n]*\n)*?)(?= *// In \[| *[^ /]|\s*\n)", RegexOptions.Multiline)]
    private static partial Regex Cell();

    [GeneratedRegex(@"^ *//(   )?")]
    private static partial Regex Comment();

    [GeneratedRegex(@"rcParams\['(\w+)', labelsizes=(\d+)\]")]
    private static partial Regex Label();
}
