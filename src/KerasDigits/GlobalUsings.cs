// The one place that says which engine a tensor belongs to. Only Backend/ and Ops/ may name TorchSharp itself.
global using Tensor = TorchSharp.torch.Tensor;
global using KerasDigits.Core;
global using KerasDigits.Internals;
// NumSharp has a Shape of its own; ours is the one that knows None.
global using Shape = KerasDigits.Core.Shape;
