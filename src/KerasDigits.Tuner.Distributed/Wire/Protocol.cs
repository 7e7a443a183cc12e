using Google.Protobuf;
using Grpc.Core;

namespace KerasDigits.Tuner.Distributed.Wire;

/// <summary>The calls of both services, by name and type: said once, for chief and worker.</summary>
internal static class Protocol
{
    /// <summary>Header with the worker's name, which KerasTuner's own messages lack for a trial's results.</summary>
    public const string TunerId = "tuner-id";

    private const string Oracle = "keras_tuner.Oracle", Workers = "keras_digits.Workers";

    public static readonly Method<GetSpaceRequest, GetSpaceResponse> GetSpace = MakeCall<GetSpaceRequest, GetSpaceResponse>(Oracle,
        nameof(GetSpace));

    public static readonly Method<UpdateSpaceRequest, UpdateSpaceResponse> UpdateSpace =
        MakeCall<UpdateSpaceRequest, UpdateSpaceResponse>(Oracle, nameof(UpdateSpace));

    public static readonly Method<CreateTrialRequest, CreateTrialResponse> CreateTrial =
        MakeCall<CreateTrialRequest, CreateTrialResponse>(Oracle, nameof(CreateTrial));

    public static readonly Method<UpdateTrialRequest, UpdateTrialResponse> UpdateTrial =
        MakeCall<UpdateTrialRequest, UpdateTrialResponse>(Oracle, nameof(UpdateTrial));

    public static readonly Method<EndTrialRequest, EndTrialResponse> EndTrial = MakeCall<EndTrialRequest, EndTrialResponse>(Oracle,
        nameof(EndTrial));

    public static readonly Method<GetTrialRequest, GetTrialResponse> GetTrial = MakeCall<GetTrialRequest, GetTrialResponse>(Oracle,
        nameof(GetTrial));

    public static readonly Method<GetBestTrialsRequest, GetBestTrialsResponse> GetBestTrials =
        MakeCall<GetBestTrialsRequest, GetBestTrialsResponse>(Oracle, nameof(GetBestTrials));

    public static readonly Method<JoinRequest, JoinResponse> Join = MakeCall<JoinRequest, JoinResponse>(Workers, nameof(Join));

    public static readonly Method<HeartbeatRequest, HeartbeatResponse> Heartbeat = MakeCall<HeartbeatRequest, HeartbeatResponse>(Workers,
        nameof(Heartbeat));

    public static readonly Method<ExplainRequest, ExplainResponse> Explain = MakeCall<ExplainRequest, ExplainResponse>(Workers,
        nameof(Explain));

    public static readonly Method<LeaveRequest, LeaveResponse> Leave = MakeCall<LeaveRequest, LeaveResponse>(Workers, nameof(Leave));

    private static Method<TRequest, TResponse> MakeCall<TRequest, TResponse>(string service, string name)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        new(MethodType.Unary, service, name, MakeMarshaller<TRequest>(), MakeMarshaller<TResponse>());

    private static Marshaller<T> MakeMarshaller<T>()
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
