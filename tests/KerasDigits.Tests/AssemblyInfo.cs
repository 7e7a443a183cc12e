// libtorch's seeds, thread count and the captured console are one per process: tests run one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
