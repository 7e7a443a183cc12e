global using KerasDigits.Core;

// The search's own types; Tuner is a class of its namespace, too.
global using Search = KerasDigits.Tuner;
