using DigitsNotebook;

return Arguments.Command(Session.Run).Parse(args) is { Errors: [var first, ..] }
    ? Session.Refuse(first.Message)
    : Arguments.Command(Session.Run).Parse(args).Invoke();
