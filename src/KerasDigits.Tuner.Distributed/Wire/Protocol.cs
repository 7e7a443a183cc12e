using Google.Protobuf;
using Grpc.Core;

namespace KerasDigits.Tuner.Distributed.Wire;

/// <summary>The calls of both services, by name and type: said once, for chief and worker.</summary>
internal static class Protocol
{
    /// <summary>Header with the worker's name, which KerasTuner's own messages lack for a trial's results.</summary>
    public const string TunerId = "tuner-id";

    private const string Oracle = "keras_tuner.Oracle", Workers = "keras_digits.Workers";

    public static readonly Method<GetSpaceRequest, GetSpaceResponse> GetSpace = Call<GetSpaceRequest, GetSpaceResponse>(Oracle,
        nameof(GetSpace));

    public static readonly Method<UpdateSpaceRequest, UpdateSpaceResponse> UpdateSpace =
        Call<UpdateSpaceRequest, UpdateSpaceResponse>(Oracle, nameof(UpdateSpace));

    public static readonly Method<CreateTrialRequest, CreateTrialResponse> CreateTrial =
        Call<CreateTrialRequest, CreateTrialResponse>(Oracle, nameof(CreateTrial));

    public static readonly Method<UpdateTrialRequest, UpdateTrialResponse> UpdateTrial =
        Call<UpdateTrialRequest, UpdateTrialResponse>(Oracle, nameof(UpdateTrial));

    public static readonly Method<EndTrialRequest, EndTrialResponse> EndTrial = Call<EndTrialRequest, EndTrialResponse>(Oracle,
        nameof(EndTrial));

    public static readonly Method<GetTrialRequest, GetTrialResponse> GetTrial = Call<GetTrialRequest, GetTrialResponse>(Oracle,
        nameof(GetTrial));

    public static readonly Method<GetBestTrialsRequest, GetBestTrialsResponse> GetBestTrials =
        Call<GetBestTrialsRequest, GetBestTrialsResponse>(Oracle, nameof(GetBestTrials));

    public static readonly Method<JoinRequest, JoinResponse> Join = Call<JoinRequest, JoinResponse>(Workers, nameof(Join));

    public static readonly Method<HeartbeatRequest, HeartbeatResponse> Heartbeat = Call<HeartbeatRequest, HeartbeatResponse>(Workers,
        nameof(Heartbeat));

    public static readonly Method<ExplainRequest, ExplainResponse> Explain = Call<ExplainRequest, ExplainResponse>(Workers,
        nameof(Explain));

    public static readonly Method<LeaveRequest, LeaveResponse> Leave = Call<LeaveRequest, LeaveResponse>(Workers, nameof(Leave));

    private static Method<TRequest, TResponse> Call<TRequest, TResponse>(string service, string name)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        new(MethodType.Unary, service, name, Marshaller<TRequest>(), Marshaller<TResponse>());

    private static Marshaller<T> Marshaller<T>()
        where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return Marshallers.Create(m => m.ToByteArray(), bytes =>
        {
            try { return parser.ParseFrom(bytes); }
            catch (InvalidProtocolBufferException)
            {
                throw new RpcException(new Status(StatusCode.Internal, "Exception deserializing request!"));
            }
        });
    }
}
