using Grpc.Core;
using KerasDigits.Tuner.Distributed.Wire;

namespace KerasDigits.Tuner.Distributed.Chief;

/// <summary>KerasTuner's service.</summary>
[BindServiceMethod(typeof(OracleService), nameof(Bind))]
internal class OracleService(Desk desk)
{
    /// <summary>Named, and its calls virtual, as the server asks for.</summary>
    public static void Bind(ServiceBinderBase binder, OracleService? service)
    {
        binder.AddMethod(Protocol.GetSpace, service is null ? null : service.GetSpace);
        binder.AddMethod(Protocol.UpdateSpace, service is null ? null : service.UpdateSpace);
        binder.AddMethod(Protocol.CreateTrial, service is null ? null : service.CreateTrial);
        binder.AddMethod(Protocol.UpdateTrial, service is null ? null : service.UpdateTrial);
        binder.AddMethod(Protocol.EndTrial, service is null ? null : service.EndTrial);
        binder.AddMethod(Protocol.GetTrial, service is null ? null : service.GetTrial);
        binder.AddMethod(Protocol.GetBestTrials, service is null ? null : service.GetBestTrials);
    }

    public virtual Task<GetSpaceResponse> GetSpace(GetSpaceRequest request, ServerCallContext context) => Task.FromResult(desk.GetSpace());

    public virtual Task<UpdateSpaceResponse> UpdateSpace(UpdateSpaceRequest request, ServerCallContext context) =>
        Task.FromResult(desk.UpdateSpace(request));

    public virtual Task<CreateTrialResponse> CreateTrial(CreateTrialRequest request, ServerCallContext context) =>
        Task.FromResult(desk.CreateTrial(request));

    public virtual Task<UpdateTrialResponse> UpdateTrial(UpdateTrialRequest request, ServerCallContext context) =>
        Task.FromResult(desk.UpdateTrial(request, FindCaller(context)));

    public virtual Task<EndTrialResponse> EndTrial(EndTrialRequest request, ServerCallContext context) =>
        Task.FromResult(desk.EndTrial(request, FindCaller(context)));

    public virtual Task<GetTrialResponse> GetTrial(GetTrialRequest request, ServerCallContext context) =>
        Task.FromResult(desk.GetTrial(request));

    public virtual Task<GetBestTrialsResponse> GetBestTrials(GetBestTrialsRequest request, ServerCallContext context) =>
        Task.FromResult(desk.GetBestTrials(request));

    /// <summary>Who calls; null: a worker of KerasTuner's own, which does not say.</summary>
    internal static string? FindCaller(ServerCallContext context) => context.RequestHeaders.GetValue(Protocol.TunerId);
}
