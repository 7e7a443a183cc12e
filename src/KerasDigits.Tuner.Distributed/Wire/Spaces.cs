using KerasDigits.Tuner.Space;

namespace KerasDigits.Tuner.Distributed.Wire;

/// <summary>Search spaces and values as messages, and back.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/hyperparameters: from_proto reads the kinds one after the other, so that the order between
/// them is lost; a step of 0 is none.</remarks>
internal static class Spaces
{
    public static HyperParameters ToMessage(Search.HyperParameters hp)
    {
        var message = new HyperParameters { Space = new(), Values = new() };
        foreach (HyperParameter p in hp.space) { Add(message.Space, p); }
        foreach (var (name, value) in hp.values) { message.Values.Values_.Add(name, ToMessage(value)); }
        return message;
    }

    public static Search.HyperParameters FromMessage(HyperParameters? message)
    {
        HyperParameters.Types.Space space = message?.Space ?? new();
        List<object?> all =
        [
            .. space.FixedSpace.Select(p => MakeEntry("Fixed", p.Name, p.Conditions, ("value", FromMessage(p.Value).ToObject()))),
            .. space.FloatSpace.Select(p => MakeEntry("Float", p.Name, p.Conditions, ("default", p.Default), ("min_value", p.MinValue),
                ("max_value", p.MaxValue), ("step", p.Step == 0 ? null : p.Step), ("sampling", NameSampling(p.Sampling)))),
            .. space.IntSpace.Select(p => MakeEntry("Int", p.Name, p.Conditions, ("default", p.Default), ("min_value", p.MinValue),
                ("max_value", p.MaxValue), ("step", p.Step == 0 ? null : p.Step), ("sampling", NameSampling(p.Sampling)))),
            .. space.ChoiceSpace.Select(p => MakeEntry("Choice", p.Name, p.Conditions, ("default", FromMessage(p.Default).ToObject()),
                ("values", p.Values.Select(v => FromMessage(v).ToObject()).ToList()), ("ordered", p.Ordered))),
            .. space.BooleanSpace.Select(p => MakeEntry("Boolean", p.Name, p.Conditions, ("default", p.Default))),
        ];
        var values = new Config((message?.Values?.Values_ ?? []).Select(v => KeyValuePair.Create(v.Key, FromMessage(v.Value).ToObject())));
        return Search.HyperParameters.from_config(new Config { ["space"] = all, ["values"] = values });
    }

    private static void Add(HyperParameters.Types.Space space, HyperParameter p)
    {
        Config c = p.get_config();
        Condition[] conditions = [.. p.conditions.Select(ToMessage)];
        switch (p)
        {
            case Search.Space.Float:
                space.FloatSpace.Add(new Float { Name = p.name, MinValue = ToNumber(c["min_value"]), MaxValue = ToNumber(c["max_value"]),
                    Step = c["step"] is { } s ? ToNumber(s) : 0, Sampling = ParseKind(c), Default = p.@default,
                        Conditions = { conditions } });
                break;
            case Search.Space.Int:
                space.IntSpace.Add(new Int { Name = p.name, MinValue = ToWhole(c["min_value"]), MaxValue = ToWhole(c["max_value"]),
                    Step = c["step"] is { } step ? ToWhole(step) : 0, Sampling = ParseKind(c), Default = p.@default,
                    Conditions = { conditions } });
                break;
            case Search.Space.Choice choice:
                space.ChoiceSpace.Add(new Choice { Name = p.name, Values = { choice.values.Select(ToMessage) },
                    Default = ToMessage(p.@default), Ordered = choice.ordered, Conditions = { conditions } });
                break;
            case Search.Space.Boolean:
                space.BooleanSpace.Add(new Boolean { Name = p.name, Default = p.@default, Conditions = { conditions } });
                break;
            default:
                space.FixedSpace.Add(new Fixed { Name = p.name, Value = ToMessage(p.@default), Conditions = { conditions } });
                break;
        }
    }

    private static Config MakeEntry(string kind, string name, IEnumerable<Condition> conditions, params (string Name, object? Value)[] more)
    {
        var config = new Config { ["name"] = name, ["conditions"] = conditions.Select(FromMessage).ToList() };
        foreach (var (key, value) in more) { config[key] = value; }
        return new Config { ["class_name"] = kind, ["config"] = config };
    }

    private static Condition ToMessage(Search.Space.Condition condition)
    {
        var parent = (Parent)condition;
        return new Condition { Parent = new() { Name = parent.name, Values = { parent.values.Select(ToMessage) } } };
    }

    private static object? FromMessage(Condition condition) => new Config
    {
        ["class_name"] = "Parent",
        ["config"] = new Config { ["name"] = condition.Parent?.Name ?? "",
            ["values"] = (condition.Parent?.Values ?? []).Select(v => FromMessage(v).ToObject()).ToList() },
    };

    private static Value ToMessage(HyperValue value) => value.Kind switch
    {
        HyperValueKind.Boolean => new Value { BooleanValue = value },
        HyperValueKind.Integer => new Value { IntValue = value },
        HyperValueKind.Float => new Value { FloatValue = value },
        HyperValueKind.Text => new Value { StringValue = value },
        _ => new Value(),
    };

    private static HyperValue FromMessage(Value? value) => value?.KindCase switch
    {
        Value.KindOneofCase.BooleanValue => value.BooleanValue,
        Value.KindOneofCase.IntValue => value.IntValue,
        Value.KindOneofCase.FloatValue => value.FloatValue,
        Value.KindOneofCase.StringValue => value.StringValue,
        _ => HyperValue.None,
    };

    private static double ToNumber(object? value) => HyperValue.FromObject(value);

    private static long ToWhole(object? value) => HyperValue.FromObject(value);

    private static Sampling ParseKind(Config config) => config["sampling"] switch
    {
        "log" => Sampling.Log,
        "reverse_log" => Sampling.ReverseLog,
        _ => Sampling.Linear
    };

    private static string NameSampling(Sampling sampling) => sampling switch
    {
        Sampling.Linear => "linear",
        Sampling.Log => "log",
        Sampling.ReverseLog => "reverse_log",
        _ => throw new ArgumentException($"Expected sampling to be one of predefined proto values. Received: '{(int)sampling}'."),
    };
}
