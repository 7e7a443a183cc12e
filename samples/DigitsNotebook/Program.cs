System.Console.WriteLine("DigitsNotebook");
