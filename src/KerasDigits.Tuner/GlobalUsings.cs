global using KerasDigits.Core;
