using DigitsNotebook.Data;
using DigitsNotebook.Running;
using DigitsNotebook.Screen;
using KerasDigits.Notebook;
using KerasDigits.Saving;
using KerasDigits.Training;
using KerasDigits.Tuner;
using static KerasDigits.keras;

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
            if (settings.VggWeights is { } file) { CheckWeights(file, settings.Models); }
            using var voice = new Voice(Console.Out);
            using var interrupt = Interrupt.Watch(answer: () => voice.Say(Notebook.OnInterrupt));
            voice.During(() => "reading the digits");
            DigitData? given = settings.Train is null && settings.Test is null ? null : DigitData.Read(settings);
            StopIfAsked(interrupt, voice, "reading the digits");
            string folder = Folder(settings.Out);
            using IDisposable mine = Kept.Take(folder);
            // Digits of another seed would be drawn over those of a run that is then refused.
            if (given?.Train is null && !settings.Fresh && NoisyDigits.HasOthers(folder, settings.Seed)) { Kept.RefuseOver(folder); }
            if (given?.Train is null) { voice.During(() => "drawing the digits"); }
            DigitData data = given?.Train is null ? DigitData.Draw(folder, settings, given) : given;
            StopIfAsked(interrupt, voice, "drawing the digits");
            // The notebook names its files without a folder. What the user named keeps its place.
            settings = settings with { Out = folder, VggWeights = settings.VggWeights is { } weights ? Path.GetFullPath(weights) : null };
            Environment.CurrentDirectory = folder;
            plt.Folder = folder;
            plt.Output = voice.Lines;
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
        catch (Exception e) when (e is IOException or ArgumentException or DllNotFoundException or UnauthorizedAccessException
            or HttpRequestException or FormatException or InvalidOperationException or FatalError)
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

    /// <summary>Ctrl-C before the notebook runs: nothing is trained yet, and nothing is lost.</summary>
    private static void StopIfAsked(Interrupt interrupt, Voice voice, string where)
    {
        if (!interrupt.Requested) { return; }
        voice.During(() => null);
        voice.Say($"Interrupted: {where}. No model was trained.");
        throw new Interruption(where);
    }

    /// <summary>A wrong file would end the run after hours: it is looked at first.</summary>
    private static void CheckWeights(string file, string[] models)
    {
        if (!File.Exists(file))
        {
            throw new Refusal($"--vgg-weights must name a file, and {(file.Length == 0 ? "an empty name" : file)} is none.");
        }
        if (!models.Contains("transfer")) { return; }
        try { applications.VGG16(include_top: false, weights: file, input_shape: (32, 32, 3)); }
        catch (Exception e) when (e is ModelFileException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            throw new Refusal($"--vgg-weights must name VGG16's weights without top, and {file} holds none: {e.Message.TrimEnd('.')}.");
        }
        backend.clear_session();
    }

    private static string Folder(string folder)
    {
        try { return Directory.CreateDirectory(folder).FullName; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Refusal($"--out must name a folder that can be made, and {(folder.Length == 0 ? "an empty name" : folder)} cannot: "
                + $"{e.Message.TrimEnd('.')}.");
        }
    }
}
