using DigitsNotebook.Data;
using DigitsNotebook.Running;
using DigitsNotebook.Screen;
using KerasDigits.Notebook;
using KerasDigits.Training;
using KerasDigits.Tuner;

namespace DigitsNotebook;

/// <summary>One run of the program: what is asked for is checked first, so that a refused run leaves nothing behind.</summary>
internal static class Session
{
    /// <summary>Exit codes.</summary>
    public const int Done = 0, Failed = 1, Refused = 2, Interrupted = 130;

    public static int Run(Settings settings)
    {
        try
        {
            if (settings.VggWeights is { } file && !File.Exists(file)) { return Refuse($"--vgg-weights must name a file, and {file} is none."); }
            using var voice = new Voice(Console.Out);
            voice.During(() => "reading the digits");
            DigitData? given = settings.Train is null && settings.Test is null ? null : DigitData.Read(settings);
            string folder = Folder(settings.Out);
            DigitData data = given?.Train is null ? DigitData.Draw(folder, settings, given) : given;
            // The notebook names its files without a folder. What the user named keeps its place.
            settings = settings with { Out = folder, VggWeights = settings.VggWeights is { } weights ? Path.GetFullPath(weights) : null };
            Environment.CurrentDirectory = folder;
            plt.Folder = folder;
            plt.Output = voice.Lines;
            using var interrupt = Interrupt.Watch(message: Notebook.OnInterrupt);
            new Notebook(settings, data, voice, interrupt).Run();
            return Done;
        }
        catch (Interruption)
        {
            return Interrupted;
        }
        catch (Refusal refusal)
        {
            return Refuse(refusal.Message);
        }
        catch (Exception e) when (e is IOException or ArgumentException or DllNotFoundException or UnauthorizedAccessException or FormatException or InvalidOperationException or FatalError)
        {
            Console.Error.WriteLine(e.Message);
            return Failed;
        }
    }

    /// <summary>Says why nothing is done.</summary>
    public static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return Refused;
    }

    private static string Folder(string folder)
    {
        try { return Directory.CreateDirectory(folder).FullName; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Refusal($"--out must name a folder that can be made, and {folder} cannot: {e.Message.TrimEnd('.')}.");
        }
    }
}
