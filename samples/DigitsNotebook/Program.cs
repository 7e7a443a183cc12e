using System.CommandLine;
using DigitsNotebook;

Option<FileInfo?> train = new("--train") { Description = "CSV of digits (784 columns, then the label; plain or .gz). Without it the program draws its own." };
Option<FileInfo?> test = new("--test") { Description = "CSV of digits without labels." };
Option<string> modelNames = new("--models") { Description = "Which models to train, by comma: dense, conv, conv2, data_aug, transfer, hyperband, or all.", DefaultValueFactory = _ => "all" };
Option<int?> epochs = new("--epochs") { Description = "Greatest number of epochs per model; the default keeps the run within minutes." };
Option<int> seed = new("--seed") { Description = "Seed of weights, shuffling and drawn digits.", DefaultValueFactory = _ => 1 };
Option<DirectoryInfo> output = new("--out") { Description = "Folder for results.json, plots and checkpoints.", DefaultValueFactory = _ => new DirectoryInfo("out") };
Option<string> vgg = new("--vgg") { Description = "Weights of the transfer net: imagenet (from Keras's cache), random, or a file.", DefaultValueFactory = _ => "imagenet" };
Option<bool> full = new("--full") { Description = "The notebook's own numbers of epochs." };

RootCommand command = new("The reference notebook, cell by cell: noisy digits, its models, plots and a comparison.") { train, test, modelNames, epochs, seed, output, vgg, full };
command.SetAction(result => new Notebook(new Settings(
    result.GetValue(train)?.FullName, result.GetValue(test)?.FullName, result.GetValue(modelNames)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    result.GetValue(epochs), result.GetValue(seed), result.GetValue(output)!.FullName, result.GetValue(vgg)!, result.GetValue(full))).Run());
return command.Parse(args).Invoke();
