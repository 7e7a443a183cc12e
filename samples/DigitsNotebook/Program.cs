using System.CommandLine;
using DigitsNotebook;

ParseResult asked = Arguments.Command(Session.Run).Parse(args);
return asked.Errors is [var first, ..] ? Session.Refuse(first.Message) : asked.Invoke();
