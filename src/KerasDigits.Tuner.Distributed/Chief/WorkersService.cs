using Grpc.Core;
using KerasDigits.Tuner.Distributed.Wire;

namespace KerasDigits.Tuner.Distributed.Chief;

/// <summary>The service that KerasTuner does not have: who lives, who leaves, and why a trial failed.</summary>
[BindServiceMethod(typeof(WorkersService), nameof(Bind))]
internal class WorkersService(Desk desk)
{
    /// <inheritdoc cref="OracleService.Bind"/>
    public static void Bind(ServiceBinderBase binder, WorkersService? service)
    {
        binder.AddMethod(Protocol.Join, service is null ? null : service.Join);
        binder.AddMethod(Protocol.Heartbeat, service is null ? null : service.Heartbeat);
        binder.AddMethod(Protocol.Explain, service is null ? null : service.Explain);
        binder.AddMethod(Protocol.Leave, service is null ? null : service.Leave);
    }

    public virtual Task<JoinResponse> Join(JoinRequest request, ServerCallContext context) => Task.FromResult(desk.Join(request));

    public virtual Task<HeartbeatResponse> Heartbeat(HeartbeatRequest request, ServerCallContext context) =>
        Task.FromResult(desk.AnswerHeartbeat(request));

    public virtual Task<ExplainResponse> Explain(ExplainRequest request, ServerCallContext context) =>
        Task.FromResult(desk.Explain(request, OracleService.FindCaller(context)));

    public virtual Task<LeaveResponse> Leave(LeaveRequest request, ServerCallContext context) => Task.FromResult(desk.Leave(request));
}
