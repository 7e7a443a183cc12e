using System.Diagnostics;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>Python with grpcio, which plays KerasTuner's processes.</summary>
internal static class Python
{
    /// <summary>The system's own, which has Debian's packages.</summary>
    public static string Program => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>Skips a test where it is not here.</summary>
    public static void Need()
    {
        bool here = false;
        try
        {
            using Process look = Process.Start(new ProcessStartInfo(Program, ["-c", "import grpc"]) { RedirectStandardError = true })!;
            look.WaitForExit();
            here = look.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception) { }
        Skip.IfNot(here, "Python's grpcio (Debian: python3-grpcio) is not here.");
    }
}
