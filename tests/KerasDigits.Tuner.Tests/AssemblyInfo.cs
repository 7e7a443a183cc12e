// The captured console, libtorch's seeds and the processes that some tests start are one per process: tests run one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
