global using KerasDigits.Core;
global using KerasDigits.Internals;
