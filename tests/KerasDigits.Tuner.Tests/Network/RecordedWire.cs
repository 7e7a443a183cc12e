using System.Text.Json;
using Grpc.Core;
using KerasDigits.Core;
using KerasDigits.Tuner.Distributed.Wire;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>A recorded search of KerasTuner's over several processes.</summary>
internal sealed record RecordedWire(string Name, JsonElement Run)
{
    private static readonly JsonElement s_root = JsonDocument.Parse(File.ReadAllText(Goldens.At("tuner_wire.json"))).RootElement;

    /// <summary>Hyperparameters that only trials ask for.</summary>
    private static readonly string[] s_late = ["late", "added"];

    public static IEnumerable<RecordedWire> All =>
        s_root.GetProperty("runs").EnumerateArray().Select(r => new RecordedWire(r.GetProperty("name").GetString()!, r));

    public static RecordedWire Of(string name) => All.Single(r => r.Name == name);

    /// <summary>Questions and answers, in the chief's order.</summary>
    public IEnumerable<Exchange> Exchanges =>
        Run.GetProperty("exchanges").EnumerateArray().Where(e => e.TryGetProperty("method", out _)).Select(e => new Exchange(
        e.GetProperty("caller").GetString()!, e.GetProperty("method").GetString()!, Bytes(e, "request")!, Bytes(e, "response"),
        e.TryGetProperty("error", out JsonElement error)
        ? (error.GetProperty("code").GetString()!, error.GetProperty("details").GetString()!)
        : null));

    /// <summary>The oracle that the recorded chief had, with the space that its program declares.</summary>
    public Oracle Oracle()
    {
        JsonElement arguments = Run.GetProperty("arguments"), objective = Run.GetProperty("objective");
        int? Number(string name) => arguments.TryGetProperty(name, out JsonElement n) ? n.GetInt32() : null;
        var goal = new Objective(objective[0].GetString()!, objective[1].GetString()!);
        Oracle oracle = Run.GetProperty("oracle").GetString() switch
        {
            "RandomSearch" => new RandomSearchOracle(goal, Number("max_trials"), Number("seed"),
                max_retries_per_trial: Number("max_retries_per_trial") ?? 0),
            "Hyperband" => new HyperbandOracle(goal, Number("max_epochs")!.Value, Number("factor")!.Value, seed: Number("seed")),
            _ => new GridSearchOracle(goal, Number("max_trials"), Number("seed")),
        };
        var space = (List<object?>)KerasDigits.Tuner.Project.JsonReader.Parse(Run.GetProperty("space").GetRawText())!;
        var declared = new Config { ["space"] = space.Where(p => !s_late.Contains((string)((Config)((Config)p!)["config"]!)["name"]!))
            .ToList(), ["values"] = new Config() };
        oracle.update_space(HyperParameters.from_config(declared));
        return oracle;
    }

    private static byte[]? Bytes(JsonElement e, string name) => e.TryGetProperty(name, out JsonElement text)
        && text.ValueKind == JsonValueKind.String ? Convert.FromBase64String(text.GetString()!) : null;

    public sealed record Exchange(string Caller, string Method, byte[] Request, byte[]? Response, (string Code, string Details)? Error);

    /// <summary>The recorded bytes as a message.</summary>
    public static T Read<T>(Marshaller<T> marshaller, byte[] bytes) => marshaller.Deserializer(bytes);

    /// <summary>gRPC's name of a code, as recorded.</summary>
    public static string Code(RpcException e) => e.StatusCode == StatusCode.Unimplemented
        ? "UNIMPLEMENTED"
        : e.StatusCode.ToString().ToUpperInvariant();

    /// <summary>The call that a recorded path names; null: there is none.</summary>
    public static IMethod? Call(string path) =>
        new IMethod[] { Protocol.GetSpace, Protocol.UpdateSpace, Protocol.CreateTrial, Protocol.UpdateTrial, Protocol.EndTrial,
            Protocol.GetTrial, Protocol.GetBestTrials }
        .FirstOrDefault(m => m.FullName == path);
}
