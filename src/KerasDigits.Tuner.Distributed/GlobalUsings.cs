global using KerasDigits.Core;

// The search's own types beside messages of the same names; Tuner is a class of its namespace, too.
global using Search = KerasDigits.Tuner;
