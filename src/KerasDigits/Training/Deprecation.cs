using System.Collections.Concurrent;
using System.Diagnostics;

namespace KerasDigits.Training;

/// <summary>What TF 2.3.1 says of methods that later versions dropped: once for each line that calls one.</summary>
internal static class Deprecation
{
    private static readonly ProcessSlot<ConcurrentDictionary<string, bool>> s_said = new("which old methods were warned of", new());

    /// <summary>Warns under the "2.3" setting; later versions have no such methods, and nothing to say of them.</summary>
    /// <param name="method">Name of the method, such as "Sequential.predict_classes".</param>
    /// <param name="module">TensorFlow's module, such as "engine.sequential".</param>
    /// <param name="when">When it goes, such as "after 2021-01-01".</param>
    /// <param name="instead">What to use.</param>
    public static void Warn(string method, string module, string when, string instead)
    {
        if (Compat.Is215) { return; }
        string place = FindCallingLine();
        if (!s_said.Value.TryAdd($"{method} {place}", true)) { return; }
        Log.Warning($"From {place}: {method} (from tensorflow.python.keras.{module}) is deprecated and will be removed "
            + $"{when}.\nInstructions for updating:\n{instead}");
    }

    /// <summary>The user's line: "Program.cs:16", or, without debug information, the method.</summary>
    private static string FindCallingLine()
    {
        StackFrame? caller = new StackTrace(fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(f => f.GetMethod()?.Module.Assembly is { } assembly && assembly != typeof(Deprecation).Assembly);
        if (caller?.GetFileName() is { } file) { return $"{Path.GetFileName(file)}:{caller.GetFileLineNumber()}"; }
        return caller?.GetMethod() is { } method ? $"{method.DeclaringType?.Name}.{method.Name}" : "this program";
    }
}
