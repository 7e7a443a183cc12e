global using Tensor = TorchSharp.torch.Tensor;
// NumSharp has a Shape of its own; ours is the one that knows None.
global using Shape = KerasDigits.Core.Shape;
global using KerasDigits.Core;
global using KerasDigits.Internals;
